// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/figure_exporter.h"

#include <figure/figure_writer.h>
#include <io/provenance.h>
#include <session/job_list.h>

#include <QClipboard>
#include <QGuiApplication>
#include <QMimeData>
#include <QtConcurrentRun>

#include <functional>
#include <utility>

namespace app {

namespace {

struct Digested {
    std::string provenance;  ///< JSON
    QStringList unread;
};

/// How the figure came to be. What cannot be read any more is named, and the figure is made all the
/// same. Fails with Cancelled alone.
engine::Result<Digested> digest(const FigureOrder& order, core::DigestCache& digests,
                                std::stop_token stop) {
    Digested made;
    core::Provenance p;
    p.command = "figure";
    p.model = order.model.name;
    p.configuration = order.model.configuration;
    auto weights = digests.weights(order.model, stop);
    if (weights)
        p.weights = std::move(*weights);
    else
        made.unread << QString::fromStdString(order.model.name);
    for (const auto& path : order.inputs) {
        auto input = digests.file(path, stop);
        if (input)
            p.inputs.push_back(std::move(*input));
        else
            made.unread << QString::fromStdString(path.filename().string());
    }
    if (stop.stop_requested()) return engine::Error{engine::ErrorCode::Cancelled, "Stopped."};
    p.options["rng"] = "torch-cpu";  // the window opens models with LoadOptions' defaults
    p.options["device"] = "cpu";
    p.options["size"] = order.fitting.size;
    p.options["fit"] = order.fitting.fit;
    if (!made.unread.isEmpty()) {
        p.options["unread"] = nlohmann::ordered_json::array();
        for (const auto& name : made.unread) p.options["unread"].push_back(name.toStdString());
    }
    p.options["panels"] = core::panelFacts(order.draft->arranged, order.draft->maps, order.fitting);
    made.provenance = p.toJson();
    return made;
}

}  // namespace

FigureExporter::FigureExporter(core::JobList* jobs, QObject* parent)
    : QObject(parent), m_jobs(jobs), m_digests(std::make_shared<core::DigestCache>()) {
    m_pool.setMaxThreadCount(1);
    connect(&m_working, &QFutureWatcherBase::finished, this, [this] {
        const auto done = m_working.result();
        m_isBusy = false;
        endJob(done);
        Q_EMIT busyChanged();
        onDone(done);
    });
}

FigureExporter::~FigureExporter() {
    m_stop.request_stop();
    m_stopWriting.request_stop();
    m_working.disconnect(this);
    m_pool.waitForDone();
}

void FigureExporter::endJob(const Done& done) {
    const int job = std::exchange(m_job, 0);
    if (!done.error) return m_jobs->finish(job);
    if (done.error->code == engine::ErrorCode::Cancelled) return m_jobs->setCancelled(job);
    m_jobs->fail(job, QString::fromStdString(done.error->message));
}

void FigureExporter::run(const QString& name, std::function<Done(std::stop_token)> work) {
    if (isBusy()) return;
    m_isBusy = true;
    m_stopWriting = std::stop_source();
    m_job = m_jobs->addStarted({name, {}, 0, [this] { m_stopWriting.request_stop(); }});
    m_working.setFuture(QtConcurrent::run(&m_pool, std::move(work), m_stopWriting.get_token()));
    Q_EMIT busyChanged();
}

void FigureExporter::prepare(const FigureOrder& order) {
    const auto work = [digests = m_digests, order, stop = m_stop.get_token()] {
        (void)digests->weights(order.model, stop);
    };
    (void)QtConcurrent::run(&m_pool, work);
}

void FigureExporter::write(const FigureOrder& order, const std::filesystem::path& path,
                           int dotsPerInch) {
    const auto name = QString::fromStdString(path.filename().string());
    run(tr("Exporting %1").arg(name),
        [order, path, dotsPerInch, digests = m_digests](std::stop_token stop) -> Done {
            const auto made = digest(order, *digests, stop);
            if (!made)
                return {
                    std::make_shared<const engine::Error>(made.error()), path, {}, {}, {}, {}, {}};
            auto spec = order.draft->arranged.spec;
            spec.provenance = made->provenance;
            core::FigureOutput output;
            output.dotsPerInch = dotsPerInch;
            const auto status =
                core::writeFigureFiles(path, spec, order.draft->arranged.arrays, output);
            Done done{nullptr, path, made->unread, {}, {}, {}, {}};
            if (!status) done.error = std::make_shared<const engine::Error>(status.error());
            return done;
        });
}

void FigureExporter::copy(const FigureOrder& order) {
    run(tr("Copying the figure"), [order, digests = m_digests](std::stop_token stop) -> Done {
        const auto made = digest(order, *digests, stop);
        Done done{nullptr, {}, {}, {}, {}, {}, {}};
        if (!made) {
            done.error = std::make_shared<const engine::Error>(made.error());
            return done;
        }
        done.unread = made->unread;
        const std::pair<const char*, QByteArray*> formats[] = {
            {".pdf", &done.pdf}, {".svg", &done.svg}, {".png", &done.png}};
        for (const auto& [ending, bytes] : formats) {
            const auto encoded = core::encodeFigure(std::string("figure") + ending,
                                                    *order.draft->figure, made->provenance);
            if (!encoded) {
                done.error = std::make_shared<const engine::Error>(encoded.error());
                return done;
            }
            *bytes = QByteArray(encoded->data(), qsizetype(encoded->size()));
        }
        done.image = QImage::fromData(done.png, "PNG");
        return done;
    });
}

void FigureExporter::onDone(const Done& done) {
    const bool isFile = !done.path.empty();
    if (done.error) {
        if (done.error->code != engine::ErrorCode::Cancelled) Q_EMIT failed(*done.error, isFile);
        return;
    }
    if (isFile) {
        Q_EMIT written(core::figureFilesOf(done.path), done.unread);
        return;
    }
    auto* data = new QMimeData;  // the clipboard's own from here on
    data->setImageData(done.image);
    data->setData(QStringLiteral("image/png"), done.png);
    data->setData(QStringLiteral("image/svg+xml"), done.svg);
    data->setData(QStringLiteral("application/pdf"), done.pdf);
    QGuiApplication::clipboard()->setMimeData(data);
    Q_EMIT copied(done.unread);
}

}  // namespace app
