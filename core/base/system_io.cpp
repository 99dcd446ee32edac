// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/system_io.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace engine {
namespace {

int openFile(const char* path, int flags, mode_t mode) {
    return ::open(path, flags, mode);
}

}  // namespace

SystemIo realSystemIo() {
    return {openFile, ::write, ::fsync, ::ftruncate, ::close, ::rename, ::unlink};
}

SystemIo& systemIo() {
    static SystemIo table = realSystemIo();
    return table;
}

Error systemError(const std::string& what, const std::filesystem::path& path, int number) {
    const bool full = number == ENOSPC || number == EDQUOT || number == EFBIG;
    return {full ? ErrorCode::OutOfDisk : ErrorCode::Io,
            what + " " + path.string() + ": " + std::strerror(number) +
                (full ? ". Nothing was changed; free some space and try again." : ".")};
}

}  // namespace engine
