// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <base/result.h>

#include <filesystem>
#include <memory>
#include <vector>

class QLockFile;

namespace core {

/// $XDG_STATE_HOME/denoscope, else ~/.local/state/denoscope. Source: XDG Base Directory
/// Specification 0.8.
std::filesystem::path stateFolder();

/// Where the running state of each open window is kept, so that a crash loses nothing.
///
/// Each window writes a session file of its own, under a lock; at a clean end it becomes the last
/// one. A file whose lock nobody holds was left behind by a program that ended without a word.
/// Nothing is ever deleted before something newer is in its place. Best effort: where the folder
/// cannot be written, nothing is kept.
class Recovery {
public:
    /// Makes the folder. Fails with Io.
    static engine::Result<Recovery> begin(const std::filesystem::path& folder);

    Recovery(Recovery&&) noexcept;
    Recovery& operator=(Recovery&&) = delete;
    /// Without end() the file stays as after a crash.
    ~Recovery();

    /// Where this window's state is to be written.
    const std::filesystem::path& file() const { return m_file; }
    /// Of windows that did not end properly, the latest first.
    std::vector<std::filesystem::path> leftBehind() const;
    /// It was restored, or is not wanted: it is offered no more. It becomes the last one.
    void settle(const std::filesystem::path& left) const;
    /// The clean end: what was written becomes the last one.
    void end();
    /// What the window before had at its end; there may be no such file.
    std::filesystem::path last() const;

private:
    Recovery(std::filesystem::path folder, std::filesystem::path file,
             std::unique_ptr<QLockFile> lock);

    std::filesystem::path m_folder, m_file;
    std::unique_ptr<QLockFile> m_lock;
};

}  // namespace core
