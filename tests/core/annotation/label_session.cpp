// SPDX-License-Identifier: GPL-3.0-or-later
//
// label_session PROJECT SEED EDITS KILL_AT MODE: labels by script::act and prints the number of
// each edit that was acknowledged. Dies by SIGKILL at the KILL_AT-th system call of the journal and
// the atomic writer (0: never), there in the way that MODE says:
//   before: instead of the call;  half: after half of what it was to write;  after: when it was
//   done; power:  after it, and what was not synced is cut off at a random place.

#include "label_script.h"

#include <base/system_io.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <map>
#include <sys/stat.h>
#include <unistd.h>

namespace {

using engine::realSystemIo;

long calls = 0;
long killAt = 0;
std::string mode;
std::uint64_t seed = 0;
std::map<int, off_t> syncedLength;  // of files that are being written

[[noreturn]] void die() {
    ::kill(::getpid(), SIGKILL);
    std::abort();
}

/// What a power cut leaves of a file: what was synced, and any part of the rest.
void losePower() {
    for (const auto& [fd, synced] : syncedLength) {
        struct stat info {};
        if (::fstat(fd, &info) != 0 || info.st_size <= synced) continue;
        const auto lost = std::uint64_t(info.st_size - synced) + 1;
        const auto length = synced + off_t(script::mixed(seed, std::uint64_t(calls)) % lost);
        if (::ftruncate(fd, length) != 0) std::perror("ftruncate");
    }
}

/// Whether this call is the last one of this process's life.
bool isLast() {
    return ++calls == killAt;
}

template <typename Call>
auto dyingAround(Call call) {
    const bool last = isLast();
    if (last && (mode == "before" || mode == "half")) die();
    const auto result = call();
    if (last && mode == "power") losePower();
    if (last) die();
    return result;
}

int openFile(const char* path, int flags, mode_t access) {
    const int fd = dyingAround([&] { return realSystemIo().open(path, flags, access); });
    struct stat info {};
    if (fd >= 0 && (flags & O_ACCMODE) == O_WRONLY && ::fstat(fd, &info) == 0)
        syncedLength[fd] = info.st_size;
    return fd;
}

ssize_t writeBytes(int fd, const void* bytes, std::size_t count) {
    if (calls + 1 == killAt && mode == "half") {
        (void)!::write(fd, bytes, count / 2);
        die();
    }
    return dyingAround([&] { return realSystemIo().write(fd, bytes, count); });
}

int syncFile(int fd) {
    const int result = dyingAround([&] { return realSystemIo().fsync(fd); });
    struct stat info {};
    const auto it = syncedLength.find(fd);
    if (it != syncedLength.end() && ::fstat(fd, &info) == 0) it->second = info.st_size;
    return result;
}

int truncateFile(int fd, off_t length) {
    return dyingAround([&] { return realSystemIo().ftruncate(fd, length); });
}

int closeFile(int fd) {
    syncedLength.erase(fd);
    return realSystemIo().close(fd);
}

int renameFile(const char* from, const char* to) {
    return dyingAround([&] { return realSystemIo().rename(from, to); });
}

int unlinkFile(const char* path) {
    return dyingAround([&] { return realSystemIo().unlink(path); });
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 6) return 2;
    seed = std::strtoull(argv[2], nullptr, 10);
    const long edits = std::atol(argv[3]);
    killAt = std::atol(argv[4]);
    mode = argv[5];
    engine::systemIo() = {openFile,  writeBytes, syncFile,  truncateFile,
                          closeFile, renameFile, unlinkFile};
    script::Clock clock;
    auto document = core::AnnotationDocument::open(argv[1], clock.environment());
    if (!document) {
        std::fprintf(stderr, "%s\n", document.error().message.c_str());
        return 3;
    }
    for (long i = 0; i < edits; ++i) {
        if (const auto status = script::act(**document, clock, seed); !status) {
            std::fprintf(stderr, "%s\n", status.error().message.c_str());
            return 1;
        }
        char line[32];
        const int length = std::snprintf(line, sizeof line, "%lld\n",
                                         static_cast<long long>((*document)->project().edits));
        if (::write(STDOUT_FILENO, line, std::size_t(length)) != length) return 1;
    }
    return (*document)->close().ok() ? 0 : 1;
}
