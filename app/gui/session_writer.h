// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifndef Q_MOC_RUN
#include <base/result.h>
#include <explore/session_files.h>
#endif

#include <QFutureWatcher>
#include <QObject>

#include <filesystem>
#include <functional>
#include <optional>

namespace app {

/// Writes states to session files, in the thread pool: pictures are read to know them again, and
/// disks take their time. One at a time; of those that wait the latest counts.
class SessionWriter : public QObject {
    Q_OBJECT

public:
    using Written = std::function<void(const engine::Status&)>;

    explicit SessionWriter(QObject* parent = nullptr);
    /// Pictures there go with the program: they are written beside the session.
    void setPassing(const std::filesystem::path& folder) { m_passing = folder; }
    ~SessionWriter() override;

    /// \a written is called once, unless a later write() overtakes this one before it began.
    void write(const std::filesystem::path& file, const core::ExplorerState& state,
               Written written);
    /// Waits until everything is written.
    void finish();

private:
    struct Task {
        std::filesystem::path file;
        core::ExplorerState state;
        Written written;
        std::filesystem::path passing;
    };
    struct Done {
        engine::Status status;
        core::FileIdentities identities;
    };
    static Done run(const Task& task, core::FileIdentities identities);
    void begin();

    QFutureWatcher<Done> m_writing;
    std::optional<Task> m_waiting;
    Written m_written;
    std::filesystem::path m_passing;
    bool m_isBusy = false;
    core::FileIdentities m_identities;
};

}  // namespace app
