// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifndef Q_MOC_RUN
#include <annotation/flask_mirror.h>
#include <annotation/label_project.h>
#endif

#include <panels/message_bar.h>

#include <QFileSystemWatcher>
#include <QObject>

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

class QWidget;

namespace app {

class LabelActions;
class LabelController;

/// What the labeler reads and writes beside its project: the web labeler's files after each edit,
/// exports, other annotators' projects, and the project file when another program changed it.
class LabelFiles : public QObject {
    Q_OBJECT

public:
    LabelFiles(LabelController* labels, LabelActions* actions, QWidget* window,
               QObject* parent = nullptr);
    ~LabelFiles() override;

    /// By the ending: the study's array (.npy), a table (.csv), else a folder of the web labeler's
    /// files.
    void exportTo(const std::filesystem::path& path);
    void mergeWith(const std::filesystem::path& path);
    void compareWith(const std::filesystem::path& path);
    void startSecondAnnotator(const std::filesystem::path& file);
    /// Another program may have written the project file: look.
    void checkFile();

Q_SIGNALS:
    void problem(const widgets::Message& message);
    void done(const QString& what);  ///< for the status bar

private:
    void connectActions();
    void onOpened();
    void onClosed();
    void startMirror();
    void mirror(int index);
    void report(const QString& title, const engine::Error& error, const QString& safe);
    void nextDisagreement();
    void askAnnotator();
    void choosePath(const QString& title, bool isSave, const QString& suggestion,
                    const std::function<void(const std::filesystem::path&)>& then);

    LabelController* m_labels;
    LabelActions* m_actions;
    QWidget* m_window;
    QFileSystemWatcher m_watcher;
    std::unique_ptr<core::FlaskMirror> m_mirror;
    std::optional<core::LabelProject> m_other;
    std::vector<std::int64_t> m_disagreements;  // numbers of pictures, ascending
};

}  // namespace app
