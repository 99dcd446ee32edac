// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifndef Q_MOC_RUN
#include <annotation/annotation_document.h>
#include <annotation/label_opening.h>
#endif

#include <panels/message_bar.h>

#include <QFutureWatcher>
#include <QObject>

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>

class QWidget;

namespace app {

/// Turns a path into an open label project: goes on with one, starts one on a folder, and asks
/// where a project does not simply open (locked, damaged, changed by another program).
class LabelOpener : public QObject {
    Q_OBJECT

public:
    /// \param opened gets every document that was opened.
    LabelOpener(QWidget* window,
                std::function<void(std::unique_ptr<core::AnnotationDocument>)> opened,
                QObject* parent = nullptr);
    ~LabelOpener() override;

    void setAnnotator(std::string name) { m_annotator = std::move(name); }

    /// A project file, or a folder of norm pictures: its project, which is made if there is none.
    void open(const std::filesystem::path& path);
    void openProject(const std::filesystem::path& file, const core::OpenOptions& options = {});
    /// A folder of photos, whose maps a model will make; \a settings hold its grid.
    void startOnPhotos(const std::filesystem::path& folder, const core::LabelSettings& settings);
    bool isBusy() const { return m_reading.isRunning(); }

Q_SIGNALS:
    void problem(const widgets::Message& message);
    void reading(const QString& folder);  ///< a folder is read in the thread pool
    void ended();                         ///< reading is over, well or not

private:
    struct Read {
        std::filesystem::path file;
        std::optional<core::NewLabelProject> project;
        std::shared_ptr<const engine::Error> error;
    };
    void start(const std::filesystem::path& folder, const core::LabelSettings& settings,
               std::optional<engine::TokenGrid> grid);
    void onRead();
    void ask(const std::filesystem::path& file, const engine::Error& error);

    QWidget* m_window;
    std::function<void(std::unique_ptr<core::AnnotationDocument>)> m_opened;
    std::string m_annotator;
    QFutureWatcher<Read> m_reading;
};

}  // namespace app
