// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/figure_controller.h"

#include "gui/figure_maps.h"
#include "gui/map_controller.h"
#include "gui/messages.h"
#include "gui/picture_controller.h"

#include <explore/capture_runner.h>
#include <explore/exploration.h>
#include <explore/figure_captions.h>
#include <figure/figure_composer.h>
#include <models/picture_list_model.h>

#include <QRegularExpression>
#include <QSettings>
#include <QtConcurrentRun>

#include <set>
#include <utility>

namespace app {

namespace {

constexpr int kGathering = 40;  // ms

core::PictureFitting fittingOf(const core::InputShape& shape) {
    const bool isKept = shape.size == core::SizeChoice::Kind::Keep;
    static const char* const kFits[] = {"crop", "stretch", "pad"};
    return {isKept ? "keep" : "native", kFits[std::size_t(shape.fit)]};
}

int resolutionOf(FigureChoice::Format format) {
    return format == FigureChoice::Format::Png600 ? 600 : 300;
}

QString nameOf(const std::filesystem::path& path) {
    return QString::fromStdString(path.filename().string());
}

}  // namespace

FigureController::FigureController(const ExploreSources& sources, const Parts& parts,
                                   QObject* parent)
    : QObject(parent),
      m_sources(sources),
      m_parts(parts),
      m_gatherer(sources, parts.maps, parts.definition, parts.reference),
      m_maps(new FigureMaps(sources, parts.maps, this)),
      m_exporter(parts.jobs) {
    m_gathering.setSingleShot(true);
    m_gathering.setInterval(kGathering);
    connect(&m_gathering, &QTimer::timeout, this, &FigureController::compose);
    connect(m_maps, &FigureMaps::changed, this, [this] {
        if (m_maps->cells().empty()) return;  // nobody asks for a figure
        if (!m_gathering.isActive()) m_gathering.start();
        Q_EMIT changed();
    });
    connect(&m_composing, &QFutureWatcherBase::finished, this, &FigureController::onComposed);
    connectExporter();
}

void FigureController::connectExporter() {
    connect(&m_exporter, &FigureExporter::busyChanged, this, &FigureController::changed);
    connect(&m_exporter, &FigureExporter::written, this,
            [this](const core::FigureFiles& files, const QStringList& unread) {
                const auto figure = nameOf(files.figure), json = nameOf(files.json);
                const auto folder = QString::fromStdString(files.figure.parent_path().string());
                const auto text =
                    tr("%1, %2 and %3 are in %4.").arg(figure, json, nameOf(files.arrays), folder);
                Q_EMIT said({tr("Figure written."), text + unreadText(unread),
                             tr("denoscope render %1 --out %2 draws it again.")
                                 .arg(core::shellWord(json), core::shellWord(figure))});
            });
    connect(&m_exporter, &FigureExporter::copied, this, [this](const QStringList& unread) {
        Q_EMIT said({tr("Figure copied."),
                     tr("As PDF, SVG and PNG of 300 dpi; the program that it is pasted into "
                        "chooses.") +
                         unreadText(unread),
                     {}});
    });
    connect(&m_exporter, &FigureExporter::failed, this,
            [this](const engine::Error& error, bool wasToBeWritten) {
                if (wasToBeWritten)
                    Q_EMIT problem(messageOf(tr("Figure not written."), error,
                                             tr("Files that were there before stay as they are.")));
                else
                    Q_EMIT problem(
                        messageOf(tr("Figure not copied."), error, tr("The clipboard stays.")));
            });
}

QString FigureController::unreadText(const QStringList& unread) const {
    if (unread.isEmpty()) return {};
    return QLatin1Char(' ') + tr("Could not be read again, so that their SHA-256 are missing: %1.")
                                  .arg(unread.join(QStringLiteral(", ")));
}

void FigureController::begin(std::optional<int> tile) {
    m_gatherer.begin(tile);
    m_maps->reset(m_gatherer.reference());
    m_draft.reset();
    m_choice.layers.clear();
    m_choice.moments.clear();
    m_choice.pictures.clear();
    if (tile)
        m_choice.what = FigureChoice::What::Tile;
    else if (m_choice.what == FigureChoice::What::Tile)
        m_choice.what = FigureChoice::What::AsSeen;
    setChoice(m_choice);
    m_exporter.prepare(order());
}

void FigureController::end() {
    if (isWriting()) return;  // goes on; what it needs is in its order
    m_maps->reset({});
    m_draft.reset();
}

void FigureController::setChoice(const FigureChoice& choice) {
    // What becomes an axis has all its values at first, not the one that it had.
    auto wanted = choice;
    if (hasAxis(choice, core::FigureAxis::Layers) && !hasAxis(m_choice, core::FigureAxis::Layers))
        wanted.layers.clear();
    if (hasAxis(choice, core::FigureAxis::Pictures) &&
        !hasAxis(m_choice, core::FigureAxis::Pictures))
        wanted.pictures.clear();
    m_choice = m_gatherer.completed(wanted);
    m_maps->setCells(m_gatherer.cells(m_choice, m_parts.enlarged()));
    m_gathering.stop();
    compose();
    Q_EMIT changed();
}

void FigureController::compose() {
    if (m_isComposing) {
        m_isStale = true;
        return;
    }
    m_isComposing = true;
    const auto maps = m_gatherer.maps(m_choice, *m_maps);
    const auto pictures = m_gatherer.pictures(m_choice, maps);
    m_composing.setFuture(QtConcurrent::run(
        [maps, pictures, choice = m_choice]() -> std::shared_ptr<const FigureDraft> {
            auto draft = std::make_shared<FigureDraft>();
            draft->maps = maps;
            if (maps.empty()) return draft;
            draft->arranged = core::arrangeFigure(maps, pictures, choice.arrangement, choice.look);
            auto figure = core::composeFigure(draft->arranged.spec, draft->arranged.arrays);
            if (figure)
                draft->figure = std::make_shared<const core::Figure>(std::move(*figure));
            else
                draft->error = std::make_shared<const engine::Error>(figure.error());
            return draft;
        }));
}

void FigureController::onComposed() {
    m_draft = m_composing.result();
    m_isComposing = false;
    if (std::exchange(m_isStale, false)) compose();
    if (m_whenDone && !isComposing()) std::exchange(m_whenDone, nullptr)();
    Q_EMIT changed();
}

bool FigureController::isComposing() const {
    return m_isComposing || m_isStale || m_gathering.isActive() || !m_maps->isDone();
}

int FigureController::cellCount() const {
    return int(m_maps->cells().size());
}

int FigureController::missingCount() const {
    return m_maps->missingCount();
}

QString FigureController::problemText() const {
    for (std::size_t i = 0; i < m_maps->cells().size(); ++i)
        if (!m_maps->cell(i).problem.isEmpty()) return m_maps->cell(i).problem;
    return {};
}

void FigureController::computeMissing() {
    m_sources.runner->enqueue(m_maps->missingMoments());
    Q_EMIT changed();
}

bool FigureController::isComputing() const {
    return m_sources.runner->isBusy() || m_sources.runner->waitingCount() > 0;
}

QString FigureController::fileName() const {
    QString stem = QStringLiteral("figure");
    if (m_draft && !m_draft->maps.empty()) {
        const auto& first = m_draft->maps.front();
        std::set<int> subjects;
        for (const auto& map : m_draft->maps) subjects.insert(map.subject);
        stem = QString::fromStdString(core::arrayKindOf(first));
        if (subjects.size() == 1)
            stem += QLatin1Char('-') + core::pictureTitles({{0, first.defined.picture}}).at(0);
    }
    static const QRegularExpression unsafe(QStringLiteral("[^\\w.-]+"),
                                           QRegularExpression::UseUnicodePropertiesOption);
    return stem.replace(unsafe, QStringLiteral("_")) + QLatin1Char('.') + endingOf(m_choice.format);
}

FigureOrder FigureController::order() const {
    FigureOrder order{m_draft, m_model, {}, fittingOf(m_parts.pictures->inputShape())};
    if (!m_draft) return order;
    for (const int subject : m_maps->subjects()) {
        const int row = m_parts.list->rowOf(subject);
        if (row >= 0 && m_parts.list->entry(row).isFile)
            order.inputs.push_back(m_parts.list->entry(row).path);
    }
    return order;
}

void FigureController::exportTo(const std::filesystem::path& path) {
    if (isComposing()) {
        m_whenDone = [this, path] { exportTo(path); };
        return;
    }
    if (m_draft && m_draft->figure)
        return m_exporter.write(order(), path, resolutionOf(m_choice.format));
    Q_EMIT problem({tr("Figure not written."), whyNone(),
                    tr("Files that were there before stay as they are.")});
}

void FigureController::copy() {
    if (isComposing()) {
        m_whenDone = [this] { copy(); };
        Q_EMIT changed();
        return;
    }
    if (m_draft && m_draft->figure) return m_exporter.copy(order());
    Q_EMIT problem({tr("Figure not copied."), whyNone(), tr("The clipboard stays.")});
}

QString FigureController::whyNone() const {
    return m_draft && m_draft->error ? QString::fromStdString(m_draft->error->message)
                                     : tr("There is no map to be seen.");
}

void FigureController::restore(const QSettings& settings) {
    m_choice = savedFigureChoice(settings);
    m_folder = settings.value(QStringLiteral("figure/folder")).toString();
}

void FigureController::save(QSettings& settings) const {
    app::save(m_choice, settings);
    settings.setValue(QStringLiteral("figure/folder"), m_folder);
}

}  // namespace app
