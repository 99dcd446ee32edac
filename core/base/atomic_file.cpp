// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/atomic_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

namespace engine {
namespace {

namespace fs = std::filesystem;

Error systemError(const std::string& what, const fs::path& path, int number) {
    const bool full = number == ENOSPC || number == EDQUOT || number == EFBIG;
    return {full ? ErrorCode::OutOfDisk : ErrorCode::Io,
            what + " " + path.string() + ": " + std::strerror(number) +
                (full ? ". Nothing was changed; free some space and try again." : ".")};
}

/// The file that a chain of symbolic links ends at, so that saving through a link keeps the link.
fs::path followLinks(fs::path path) {
    std::error_code ignored;
    for (int hops = 0; hops < 16 && fs::is_symlink(path, ignored); ++hops) {
        const fs::path next = fs::read_symlink(path, ignored);
        path = next.is_absolute() ? next : path.parent_path() / next;
    }
    return path;
}

fs::path folderOf(const fs::path& path) {
    return path.has_parent_path() ? path.parent_path() : fs::path(".");
}

Status syncFolder(const fs::path& folder) {
    const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) return systemError("Cannot open the folder", folder, errno);
    const int failed = ::fsync(fd) != 0 ? errno : 0;
    ::close(fd);
    // Some file systems cannot sync a folder; the rename itself is all they offer.
    if (failed != 0 && failed != EINVAL && failed != ENOTSUP)
        return systemError("Cannot sync the folder", folder, failed);
    return {};
}

mode_t modeFor(const fs::path& target) {
    struct stat info {};
    if (::stat(target.c_str(), &info) == 0) return info.st_mode & 07777;
    const mode_t mask = ::umask(0);
    ::umask(mask);
    return 0666 & ~mask;
}

}  // namespace

AtomicFile::AtomicFile(fs::path target, fs::path temporary, int fd)
    : m_target(std::move(target)), m_temporary(std::move(temporary)), m_fd(fd) {}

AtomicFile::AtomicFile(AtomicFile&& other) noexcept
    : m_target(std::move(other.m_target)),
      m_temporary(std::exchange(other.m_temporary, fs::path())),
      m_fd(std::exchange(other.m_fd, -1)) {}

AtomicFile::~AtomicFile() {
    if (m_fd >= 0) ::close(m_fd);
    if (!m_temporary.empty()) ::unlink(m_temporary.c_str());
}

Result<AtomicFile> AtomicFile::create(const fs::path& target) {
    const fs::path real = followLinks(target);
    std::error_code ignored;
    if (fs::is_directory(real, ignored))
        return Error{ErrorCode::Io, "Cannot write " + target.string() + ": it is a folder."};
    std::string pattern = (folderOf(real) / ("." + real.filename().string() + ".XXXXXX")).string();
    const int fd = ::mkostemp(pattern.data(), O_CLOEXEC);
    if (fd < 0) return systemError("Cannot write", target, errno);
    AtomicFile file(real, pattern, fd);
    if (::fchmod(fd, modeFor(real)) != 0) return systemError("Cannot write", target, errno);
    return file;
}

Status AtomicFile::write(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t n = ::write(m_fd, bytes.data(), bytes.size());
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return systemError("Cannot write", m_target, errno);
        if (n == 0) return systemError("Cannot write", m_target, ENOSPC);
        bytes.remove_prefix(std::size_t(n));
    }
    return {};
}

Status AtomicFile::commit() {
    if (::fsync(m_fd) != 0) return systemError("Cannot write", m_target, errno);
    const int fd = std::exchange(m_fd, -1);
    if (::close(fd) != 0) return systemError("Cannot write", m_target, errno);
    if (::rename(m_temporary.c_str(), m_target.c_str()) != 0)
        return systemError("Cannot write", m_target, errno);
    m_temporary.clear();
    return syncFolder(folderOf(m_target));
}

Status atomicWrite(const fs::path& target, std::string_view bytes) {
    auto file = AtomicFile::create(target);
    if (!file) return file.error();
    if (auto status = file->write(bytes); !status) return status;
    return file->commit();
}

Result<std::string> readFile(const fs::path& path, std::size_t maxBytes) {
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0 && errno == ENOENT)
        return Error{ErrorCode::BadFile, "There is no file " + path.string() + "."};
    if (fd < 0) return systemError("Cannot read", path, errno);
    struct stat info {};
    std::string bytes;
    Status status;
    if (::fstat(fd, &info) != 0) {
        status = systemError("Cannot read", path, errno);
    } else if (!S_ISREG(info.st_mode)) {
        status = Error{ErrorCode::BadFile, path.string() + " is not a regular file."};
    } else if (std::size_t(info.st_size) > maxBytes) {
        status = Error{ErrorCode::BadFile, path.string() + " has " + std::to_string(info.st_size) +
                                               " bytes; at most " + std::to_string(maxBytes) +
                                               " were expected."};
    } else {
        bytes.resize(std::size_t(info.st_size));
        std::size_t done = 0;
        while (done < bytes.size()) {
            const ssize_t n = ::read(fd, bytes.data() + done, bytes.size() - done);
            if (n < 0 && errno == EINTR) continue;
            if (n < 0) status = systemError("Cannot read", path, errno);
            if (n <= 0) break;
            done += std::size_t(n);
        }
        bytes.resize(done);
    }
    ::close(fd);
    if (!status) return status.error();
    return bytes;
}

}  // namespace engine
