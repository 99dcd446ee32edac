// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/figure_choice.h"
#include "gui/figure_exporter.h"
#include "gui/figure_gatherer.h"

#include <panels/message_bar.h>

#include <QFutureWatcher>
#include <QObject>
#include <QTimer>

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>

namespace core {
class JobList;
}
namespace widgets {
class PictureListModel;
}

namespace app {

class FigureMaps;
class PictureController;

/// Makes a figure of what the explorer shows, as its choice says, and keeps it up to date: maps are
/// computed and the figure is composed in the thread pool; draft() is the latest that is done.
/// Writes it to files and into the clipboard.
class FigureController : public QObject {
    Q_OBJECT

public:
    struct Parts {
        const MapController* maps = nullptr;
        const DefinitionController* definition = nullptr;
        const ReferenceController* reference = nullptr;
        const PictureController* pictures = nullptr;
        const widgets::PictureListModel* list = nullptr;
        /// The tile that fills the area, if one does.
        std::function<std::optional<int>()> enlarged;
        core::JobList* jobs = nullptr;
    };
    FigureController(const ExploreSources& sources, const Parts& parts, QObject* parent = nullptr);

    void setModel(const engine::ModelInfo& model) { m_model = model; }

    /// Looks at the explorer as it is now. \param tile what "this map" means; the active one where
    /// it is absent.
    void begin(std::optional<int> tile = {});
    /// Nobody looks at the figure any more: follows the explorer no longer.
    void end();
    FigureOffer offer() const { return m_gatherer.offer(); }
    /// Also with the usual where nothing was chosen.
    const FigureChoice& choice() const { return m_choice; }
    void setChoice(const FigureChoice& choice);

    /// Null before the first is done; it may be older than the choice while isComposing().
    std::shared_ptr<const FigureDraft> draft() const { return m_draft; }
    bool isComposing() const;
    int cellCount() const;
    /// Cells whose activations were not computed.
    int missingCount() const;
    /// Why cells cannot have a map: the first reason, or nothing.
    QString problemText() const;
    /// Queues what is missing; the figure grows as it comes.
    void computeMissing();
    bool isComputing() const;

    /// The usual name of a file for the choice, with its ending: "norm-cat.pdf".
    QString fileName() const;
    /// Where the last one was written; empty before.
    const QString& folder() const { return m_folder; }
    void setFolder(const QString& folder) { m_folder = folder; }
    /// \name As soon as the draft is up to date; they answer by said() or problem()
    /// @{
    void exportTo(const std::filesystem::path& path);
    void copy();
    /// @}
    bool isWriting() const { return m_exporter.isBusy() || m_whenDone != nullptr; }

    void restore(const QSettings& settings);
    void save(QSettings& settings) const;

Q_SIGNALS:
    void changed();  ///< the draft, or what becomes of it
    void said(const widgets::Message& message);
    void problem(const widgets::Message& message);

private:
    void connectExporter();
    void compose();
    void onComposed();
    FigureOrder order() const;
    QString whyNone() const;
    QString unreadText(const QStringList& unread) const;

    ExploreSources m_sources;
    Parts m_parts;
    FigureGatherer m_gatherer;
    FigureMaps* m_maps;
    FigureExporter m_exporter;
    engine::ModelInfo m_model;
    FigureChoice m_choice;
    QString m_folder;
    std::shared_ptr<const FigureDraft> m_draft;
    QFutureWatcher<std::shared_ptr<const FigureDraft>> m_composing;
    QTimer m_gathering;  // maps that come in one moment are composed once
    bool m_isComposing = false, m_isStale = false;  // stale: something changed meanwhile
    std::function<void()> m_whenDone;  // what is to be done with the figure once it is composed
};

}  // namespace app
