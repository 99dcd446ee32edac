// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifndef Q_MOC_RUN
#include <explore/figure_arrangement.h>
#include <explore/figure_facts.h>
#include <figure/figure.h>
#include <figure/figure_files.h>
#include <io/digest_cache.h>
#include <model/model_info.h>
#endif

#include <QByteArray>
#include <QFutureWatcher>
#include <QImage>
#include <QObject>
#include <QStringList>
#include <QThreadPool>

#include <filesystem>
#include <functional>
#include <memory>
#include <stop_token>
#include <vector>

namespace core {
class JobList;
}

namespace app {

/// A figure as it is seen in the preview, with what it was made of. Immutable, so that any thread
/// may read it.
struct FigureDraft {
    std::vector<core::ShownMap> maps;
    core::ArrangedFigure arranged;
    std::shared_ptr<const core::Figure> figure;  ///< null where it cannot be composed
    std::shared_ptr<const engine::Error> error;  ///< why
};

/// What is to be written: a draft, and the files it goes back to.
struct FigureOrder {
    std::shared_ptr<const FigureDraft> draft;
    engine::ModelInfo model;
    std::vector<std::filesystem::path> inputs;
    core::PictureFitting fitting;
};

/// Writes figures to files and into the clipboard, in a thread of its own: weights and pictures are
/// read for their SHA-256 first, each model once.
class FigureExporter : public QObject {
    Q_OBJECT

public:
    /// \param jobs hears of what is written and copied.
    explicit FigureExporter(core::JobList* jobs, QObject* parent = nullptr);
    ~FigureExporter() override;

    /// One at a time: further orders are taken once isBusy() is over.
    void write(const FigureOrder& order, const std::filesystem::path& path, int dotsPerInch);
    void copy(const FigureOrder& order);
    /// Begins to read what every figure of \a order's model needs, so that writing need not wait.
    void prepare(const FigureOrder& order);
    bool isBusy() const { return m_isBusy; }

Q_SIGNALS:
    void busyChanged();
    /// \a unread names inputs that could not be read again: their SHA-256 is missing.
    void written(const core::FigureFiles& files, const QStringList& unread);
    void copied(const QStringList& unread);
    void failed(const engine::Error& error, bool wasToBeWritten);

private:
    struct Done {
        std::shared_ptr<const engine::Error> error;
        std::filesystem::path path;  // empty: for the clipboard
        QStringList unread;
        QByteArray pdf, svg, png;
        QImage image;
    };

    void run(const QString& name, std::function<Done(std::stop_token)> work);
    void endJob(const Done& done);
    void onDone(const Done& done);

    core::JobList* m_jobs;
    int m_job = 0;
    QThreadPool m_pool;
    QFutureWatcher<Done> m_working;
    std::shared_ptr<core::DigestCache> m_digests;
    std::stop_source m_stop, m_stopWriting;  // of reading ahead, and of the order that runs
    bool m_isBusy = false;
};

}  // namespace app
