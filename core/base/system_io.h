// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <filesystem>
#include <string>
#include <sys/types.h>

namespace engine {

/// The system calls on which "no acknowledged label is lost" rests: AtomicFile and the label
/// journal write through these alone. Tests put failing ones in their place (full disk, short
/// write, fsync that fails, death in between); nothing else does.
struct SystemIo {
    int (*open)(const char* path, int flags, mode_t mode);
    ssize_t (*write)(int fd, const void* bytes, std::size_t count);
    int (*fsync)(int fd);
    int (*ftruncate)(int fd, off_t length);
    int (*close)(int fd);
    int (*rename)(const char* from, const char* to);
    int (*unlink)(const char* path);
};

/// The table in use. Replace it only while no file is being written.
SystemIo& systemIo();
/// The system's own calls.
SystemIo realSystemIo();

/// "<what> <path>: <what errno means>." as OutOfDisk or Io.
Error systemError(const std::string& what, const std::filesystem::path& path, int number);

}  // namespace engine
