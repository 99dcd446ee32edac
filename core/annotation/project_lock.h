// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <base/result.h>

#include <cstdint>
#include <filesystem>
#include <string>

namespace core {

/// Who has a project open, as its lock file says.
struct LockInfo {
    enum class State {
        Free,       ///< nobody
        Mine,       ///< this process: another window of it
        Live,       ///< a running process on this host
        Dead,       ///< a process that is gone; the lock is taken over without a question
        OtherHost,  ///< a process elsewhere, which we cannot see
        Unknown,    ///< the lock file cannot be read or understood
    } state = State::Free;
    std::string user, host, time;
    std::int64_t pid = 0;
    std::string text()
        const;  ///< "ada has it open on lab3 since 2026-01-02T10:00:00Z (process 12)"
};

/// `P.json.lock`: one writer per project. Held by a lock on the open file (F_OFD_SETLK), so that
/// the kernel lets go of it however the process ends; the file's text is for people.
class ProjectLock {
public:
    /// Fails with Io: held (the message says by whom), or the folder cannot be written.
    static engine::Result<ProjectLock> acquire(const std::filesystem::path& projectFile,
                                               bool takesOver = false);
    /// Looks without taking.
    static LockInfo inspect(const std::filesystem::path& projectFile);

    ProjectLock(ProjectLock&& other) noexcept;
    ProjectLock& operator=(ProjectLock&&) = delete;
    ~ProjectLock();  ///< removes the file

private:
    ProjectLock(std::filesystem::path path, int fd);
    std::filesystem::path m_path;
    int m_fd = -1;
};

}  // namespace core
