// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/recovery.h"

#include "explore/session_file.h"

#include <QDir>
#include <QLockFile>
#include <QUuid>

#include <algorithm>
#include <system_error>
#include <utility>

namespace core {

namespace fs = std::filesystem;

namespace {

constexpr const char* kRunning = "running-";

fs::path lockOf(fs::path file) {
    return file.replace_extension(".lock");
}

/// A lock that only ends with its program.
std::unique_ptr<QLockFile> lockAt(const fs::path& file) {
    auto lock = std::make_unique<QLockFile>(QString::fromStdString(lockOf(file).string()));
    lock->setStaleLockTime(0);
    return lock;
}

bool isRunningFile(const fs::path& file) {
    return file.extension() == kSessionEnding && file.filename().string().starts_with(kRunning);
}

}  // namespace

fs::path stateFolder() {
    const auto asked = qEnvironmentVariable("XDG_STATE_HOME");
    const auto base =
        QDir::isAbsolutePath(asked) ? asked : QDir::homePath() + QStringLiteral("/.local/state");
    return fs::path(base.toStdString()) / "denoscope";
}

Recovery::Recovery(fs::path folder, fs::path file, std::unique_ptr<QLockFile> lock)
    : m_folder(std::move(folder)), m_file(std::move(file)), m_lock(std::move(lock)) {}

Recovery::Recovery(Recovery&&) noexcept = default;
Recovery::~Recovery() = default;

engine::Result<Recovery> Recovery::begin(const fs::path& folder) {
    std::error_code error;
    fs::create_directories(folder, error);
    const auto name = QUuid::createUuid().toString(QUuid::Id128).left(12).toStdString();
    const auto file = folder / (kRunning + name + std::string(kSessionEnding));
    auto lock = lockAt(file);
    if (error || !lock->tryLock(0))
        return engine::Error{engine::ErrorCode::Io,
                             "The folder " + folder.string() + " cannot be written."};
    return Recovery(folder, file, std::move(lock));
}

std::vector<fs::path> Recovery::leftBehind() const {
    std::vector<std::pair<fs::file_time_type, fs::path>> found;
    std::error_code error;
    for (fs::directory_iterator it(m_folder, error), end; !error && it != end;
         it.increment(error)) {
        const auto& file = it->path();
        if (!isRunningFile(file) || file == m_file || !lockAt(file)->tryLock(0)) continue;
        std::error_code ignored;
        found.emplace_back(fs::last_write_time(file, ignored), file);
    }
    std::sort(found.rbegin(), found.rend());
    std::vector<fs::path> files;
    for (auto& [time, file] : found) files.push_back(std::move(file));
    return files;
}

void Recovery::settle(const fs::path& left) const {
    std::error_code ignored;
    fs::rename(left, last(), ignored);
}

void Recovery::end() {
    std::error_code ignored;
    if (fs::exists(m_file, ignored)) fs::rename(m_file, last(), ignored);
    m_lock->unlock();
}

fs::path Recovery::last() const {
    return m_folder / ("last" + std::string(kSessionEnding));
}

}  // namespace core
