// SPDX-License-Identifier: GPL-3.0-or-later
#include "annotation/project_lock.h"

#include <base/atomic_file.h>
#include <base/json.h>
#include <base/system_io.h>

#include <cerrno>
#include <ctime>
#include <fcntl.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace core {
namespace {

namespace fs = std::filesystem;
using engine::Error;
using engine::ErrorCode;
using engine::systemIo;
using State = LockInfo::State;

constexpr std::size_t kMaxBytes = 4096;

fs::path lockPath(const fs::path& projectFile) {
    fs::path path = projectFile;
    path += ".lock";
    return path;
}

std::string hostName() {
    char name[256] = {};
    return ::gethostname(name, sizeof name - 1) == 0 ? name : "unknown";
}

std::string userName() {
    if (const passwd* entry = ::getpwuid(::geteuid()); entry != nullptr) return entry->pw_name;
    return std::to_string(::geteuid());
}

std::string now() {
    const std::time_t seconds = std::time(nullptr);
    std::tm utc{};
    ::gmtime_r(&seconds, &utc);
    char text[32];
    std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc);
    return text;
}

std::string ownText() {
    const nlohmann::ordered_json value = {
        {"user", userName()}, {"host", hostName()}, {"pid", ::getpid()}, {"time", now()}};
    return value.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

/// What the file says; State::Unknown where that makes no sense, Live where it does.
LockInfo parseLock(const std::string& text) {
    LockInfo info;
    info.state = State::Unknown;
    const auto value = engine::parseJson(text, "the lock file", {kMaxBytes, 2});
    if (!value || !value->is_object()) return info;
    const auto word = [&](const char* key) {
        return value->contains(key) && (*value)[key].is_string() ? (*value)[key].get<std::string>()
                                                                 : std::string();
    };
    info.user = word("user");
    info.host = word("host");
    info.time = word("time");
    if (value->contains("pid") && (*value)["pid"].is_number_integer())
        info.pid = (*value)["pid"].get<std::int64_t>();
    if (!info.host.empty() && info.pid > 0) info.state = State::Live;
    return info;
}

/// Of the whole file, belonging to the open file: closed with it, and ended with the process.
struct flock wholeFile() {
    struct flock lock {};
    lock.l_type = F_WRLCK;
    lock.l_whence = SEEK_SET;
    return lock;
}
bool takeLock(int fd) {
    struct flock lock = wholeFile();
    return ::fcntl(fd, F_OFD_SETLK, &lock) == 0;
}
bool isLocked(int fd) {
    struct flock lock = wholeFile();
    return ::fcntl(fd, F_OFD_GETLK, &lock) != 0 || lock.l_type != F_UNLCK;
}

/// \a isHeld: whether somebody's lock keeps us out.
LockInfo judge(const fs::path& path, bool isHeld) {
    const auto text = engine::readFile(path, kMaxBytes);
    if (!text) {
        LockInfo info;
        info.state = State::Unknown;
        return info;
    }
    // The text ends with a newline and goes out in one write: without it, its owner died writing.
    if (!isHeld && !text->ends_with('\n')) return {};
    LockInfo info = parseLock(*text);
    if (info.state == State::Unknown) return info;
    if (info.host != hostName())
        info.state = State::OtherHost;
    else if (!isHeld)
        info.state = State::Dead;
    else
        info.state = info.pid == ::getpid() ? State::Mine : State::Live;
    return info;
}

engine::Status rewrite(int fd, const fs::path& path) {
    const std::string text = ownText();
    if (systemIo().ftruncate(fd, 0) != 0 || ::lseek(fd, 0, SEEK_SET) != 0 ||
        systemIo().write(fd, text.data(), text.size()) != ssize_t(text.size()))
        return engine::systemError("Cannot write the lock file", path, errno);
    return {};
}

/// Whether \a path still names the file behind \a fd: its last owner may have removed it meanwhile.
bool isSameFile(int fd, const fs::path& path) {
    struct stat ours {
    }, named{};
    return ::fstat(fd, &ours) == 0 && ::stat(path.c_str(), &named) == 0 &&
           ours.st_ino == named.st_ino && ours.st_dev == named.st_dev;
}

Error heldError(const fs::path& projectFile, const LockInfo& info) {
    return {ErrorCode::Io,
            projectFile.string() + " is locked: " + info.text() + ". It can be opened read-only."};
}

}  // namespace

std::string LockInfo::text() const {
    const std::string who =
        user + " on " + host + " since " + time + " (process " + std::to_string(pid) + ")";
    switch (state) {
        case State::Free:
            return "nobody has it open";
        case State::Mine:
            return "another window of this program has it open";
        case State::Live:
            return "it is open by " + who;
        case State::Dead:
            return "it was open by " + who + ", which has ended";
        case State::OtherHost:
            return "it is open by " + who + ", on another computer";
        case State::Unknown:
            break;
    }
    return "somebody has it open, and the lock file does not say who";
}

ProjectLock::ProjectLock(fs::path path, int fd) : m_path(std::move(path)), m_fd(fd) {}

ProjectLock::ProjectLock(ProjectLock&& other) noexcept
    : m_path(std::move(other.m_path)), m_fd(std::exchange(other.m_fd, -1)) {}

ProjectLock::~ProjectLock() {
    if (m_fd < 0) return;
    // Removed while we hold it, so that nobody takes a file that is about to go.
    if (isSameFile(m_fd, m_path)) systemIo().unlink(m_path.c_str());
    systemIo().close(m_fd);
}

engine::Result<ProjectLock> ProjectLock::acquire(const fs::path& projectFile, bool takesOver) {
    const fs::path path = lockPath(projectFile);
    for (int attempt = 0; attempt < 100; ++attempt) {
        const int fd = systemIo().open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
        if (fd < 0)
            return Error{ErrorCode::Io,
                         engine::systemError("Cannot write the lock file", path, errno).message +
                             " The project can be opened read-only."};
        ProjectLock lock(path, fd);
        if (!takeLock(fd)) {
            lock.m_fd = -1;
            systemIo().close(fd);
            return heldError(projectFile, judge(path, true));
        }
        if (!isSameFile(fd, path)) continue;
        const LockInfo info = judge(path, false);
        const bool isForeign = info.state == State::OtherHost || info.state == State::Unknown;
        if (isForeign && !takesOver) {
            lock.m_fd = -1;  // the file is theirs: it stays
            systemIo().close(fd);
            return heldError(projectFile, info);
        }
        if (auto written = rewrite(fd, path); !written) return written.error();
        return lock;
    }
    return Error{ErrorCode::Io, "Cannot lock " + projectFile.string() + ": its lock file changes."};
}

LockInfo ProjectLock::inspect(const fs::path& projectFile) {
    const fs::path path = lockPath(projectFile);
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0 && errno == ENOENT) return {};
    if (fd < 0) return judge(path, true);
    const bool isHeld = isLocked(fd);
    const LockInfo info = judge(path, isHeld);
    ::close(fd);
    return info;
}

}  // namespace core
