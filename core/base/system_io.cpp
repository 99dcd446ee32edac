// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/system_io.h"

#include <cstdio>
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

}  // namespace engine
