// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/atomic_file.h"

#include "base/guarded.h"
#include "base/system_io.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <set>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace engine {
namespace {

namespace fs = std::filesystem;

/// The file that a chain of symbolic links ends at, so that saving through a link keeps the link.
Result<fs::path> followLinks(const fs::path& target) {
    constexpr int kMaxHops = 40;  // the kernel's own limit
    fs::path path = target;
    std::error_code ignored;
    for (int hops = 0; fs::is_symlink(path, ignored); ++hops) {
        if (hops == kMaxHops) return systemError("Cannot write", target, ELOOP);
        const fs::path next = fs::read_symlink(path, ignored);
        path = next.is_absolute() ? next : path.parent_path() / next;
    }
    return path;
}

fs::path folderOf(const fs::path& path) {
    return path.has_parent_path() ? path.parent_path() : fs::path(".");
}

Status syncFolder(const fs::path& folder) {
    const int fd = systemIo().open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
    if (fd < 0) return systemError("Cannot open the folder", folder, errno);
    const int failed = systemIo().fsync(fd) != 0 ? errno : 0;
    systemIo().close(fd);
    // Some file systems cannot sync a folder; the rename itself is all they offer.
    if (failed != 0 && failed != EINVAL && failed != ENOTSUP)
        return systemError("Cannot sync the folder", folder, failed);
    return {};
}

/// A name that no file has yet; short, whatever the target's name, so that it fits where the
/// target's does.
std::string temporaryName() {
    std::array<unsigned char, 8> random{};
    if (::getentropy(random.data(), random.size()) != 0)
        random[0] = static_cast<unsigned char>(::getpid());
    std::string name = ".denoscope-";
    for (const unsigned char byte : random) {
        name += "0123456789abcdef"[byte >> 4];
        name += "0123456789abcdef"[byte & 15];
    }
    return name + ".tmp";
}

/// A new file in \a folder, open for writing, with the permissions that a new file gets here.
struct Temporary {
    fs::path path;
    int fd = -1;
};
Temporary createTemporary(const fs::path& folder) {
    Temporary t;
    for (int attempt = 0; attempt < 100 && t.fd < 0; ++attempt) {
        t.path = folder / temporaryName();
        t.fd = systemIo().open(t.path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (t.fd < 0 && errno != EEXIST && errno != EINTR) break;
    }
    return t;
}

}  // namespace

AtomicFile::AtomicFile(fs::path target, fs::path temporary, int fd)
    : m_target(std::move(target)), m_temporary(std::move(temporary)), m_fd(fd) {}

AtomicFile::AtomicFile(AtomicFile&& other) noexcept
    : m_target(std::move(other.m_target)),
      m_temporary(std::exchange(other.m_temporary, fs::path())),
      m_fd(std::exchange(other.m_fd, -1)) {}

AtomicFile::~AtomicFile() {
    if (m_fd >= 0) systemIo().close(m_fd);
    if (!m_temporary.empty()) systemIo().unlink(m_temporary.c_str());
}

Result<AtomicFile> AtomicFile::create(const fs::path& target) {
    const auto real = followLinks(target);
    if (!real) return real.error();
    struct stat old {};
    const bool exists = ::stat(real->c_str(), &old) == 0;
    if (exists && S_ISDIR(old.st_mode))
        return Error{ErrorCode::Io, "Cannot write " + target.string() + ": it is a folder."};
    // A device or a pipe would be replaced by a file of its name: root must not lose /dev/null this
    // way.
    if (exists && !S_ISREG(old.st_mode))
        return Error{ErrorCode::Io,
                     "Cannot write " + target.string() + ": it is not a regular file."};
    const Temporary temporary = createTemporary(folderOf(*real));
    if (temporary.fd < 0) return systemError("Cannot write", target, errno);
    AtomicFile file(*real, temporary.path, temporary.fd);
    if (exists && ::fchmod(temporary.fd, old.st_mode & 0777) != 0)
        return systemError("Cannot write", target, errno);
    return file;
}

Status AtomicFile::write(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t n = systemIo().write(m_fd, bytes.data(), bytes.size());
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return systemError("Cannot write", m_target, errno);
        if (n == 0) return systemError("Cannot write", m_target, ENOSPC);
        bytes.remove_prefix(std::size_t(n));
    }
    return {};
}

Status AtomicFile::sync() {
    if (systemIo().fsync(m_fd) != 0) return systemError("Cannot write", m_target, errno);
    const int fd = std::exchange(m_fd, -1);
    if (systemIo().close(fd) != 0) return systemError("Cannot write", m_target, errno);
    return {};
}

Status AtomicFile::rename() {
    if (systemIo().rename(m_temporary.c_str(), m_target.c_str()) != 0)
        return systemError("Cannot write", m_target, errno);
    m_temporary.clear();
    return {};
}

Status AtomicFile::commit() {
    if (auto synced = sync(); !synced) return synced;
    if (auto renamed = rename(); !renamed) return renamed;
    return syncFolder(folderOf(m_target));
}

Status AtomicFile::commitAll(std::vector<AtomicFile>& files) {
    std::set<fs::path> folders;
    for (auto& file : files)
        if (auto synced = file.sync(); !synced) return synced;
    for (auto& file : files) {
        if (auto renamed = file.rename(); !renamed) return renamed;
        folders.insert(folderOf(file.m_target));
    }
    for (const auto& folder : folders)
        if (auto synced = syncFolder(folder); !synced) return synced;
    return {};
}

Status atomicWrite(const fs::path& target, std::string_view bytes) {
    auto file = AtomicFile::create(target);
    if (!file) return file.error();
    if (auto status = file->write(bytes); !status) return status;
    return file->commit();
}

namespace {

/// Reads \a size bytes from \a fd; fewer if the file was shortened meanwhile.
Result<std::string> readAll(int fd, std::size_t size, const fs::path& path) {
    std::string bytes(size, '\0');
    std::size_t done = 0;
    while (done < size) {
        const ssize_t n = ::read(fd, bytes.data() + done, size - done);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return systemError("Cannot read", path, errno);
        if (n == 0) break;
        done += std::size_t(n);
    }
    bytes.resize(done);
    return bytes;
}

Result<std::string> readOpenFile(int fd, const fs::path& path, std::size_t maxBytes) {
    struct stat info {};
    if (::fstat(fd, &info) != 0) return systemError("Cannot read", path, errno);
    if (!S_ISREG(info.st_mode))
        return Error{ErrorCode::BadFile, path.string() + " is not a regular file."};
    if (std::size_t(info.st_size) > maxBytes)
        return Error{ErrorCode::BadFile, path.string() + " has " + std::to_string(info.st_size) +
                                             " bytes; at most " + std::to_string(maxBytes) +
                                             " were expected."};
    return guarded("Reading " + path.string(),
                   [&] { return readAll(fd, std::size_t(info.st_size), path); });
}

}  // namespace

Result<std::string> readFile(const fs::path& path, std::size_t maxBytes) {
    // O_NONBLOCK: a named pipe must not keep us waiting for a writer.
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0 && (errno == ENOENT || errno == ENOTDIR))
        return Error{ErrorCode::BadFile, "There is no file " + path.string() + "."};
    if (fd < 0) return systemError("Cannot read", path, errno);
    auto bytes = readOpenFile(fd, path, maxBytes);
    ::close(fd);
    return bytes;
}

}  // namespace engine
