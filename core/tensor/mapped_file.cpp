// SPDX-License-Identifier: GPL-3.0-or-later
#include "tensor/mapped_file.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <fcntl.h>
#include <signal.h>
#include <string>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace engine {
namespace {

namespace fs = std::filesystem;

/// A mapped range as the signal handler sees it: a fixed table of atomics, because a handler may
/// neither lock nor allocate. \c end is 0 while the slot holds no range.
struct Slot {
    std::atomic<bool> taken = false;
    std::atomic<std::uintptr_t> begin = 0;
    std::atomic<std::uintptr_t> end = 0;
    std::atomic<bool> lost = false;  ///< a page of it vanished and reads as zeros
};
static_assert(std::atomic<std::uintptr_t>::is_always_lock_free);

constexpr int kSlots = 256;
std::array<Slot, kSlots> slots;
struct sigaction previousAction;  // written once, before our handler is installed
std::uintptr_t pageSize = 4096;

Slot* slotHolding(std::uintptr_t address) {
    for (Slot& slot : slots)
        if (address < slot.end.load() && address >= slot.begin.load()) return &slot;
    return nullptr;
}

/// Puts a page of zeros where the file's page vanished.
bool replaceLostPage(std::uintptr_t address) {
    Slot* slot = slotHolding(address);
    if (slot == nullptr) return false;
    void* page = reinterpret_cast<void*>(address & ~(pageSize - 1));
    if (::mmap(page, pageSize, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) != page)
        return false;
    slot->lost.store(true);
    return true;
}

void callPreviousHandler(int number, siginfo_t* info, void* context) {
    if ((previousAction.sa_flags & SA_SIGINFO) != 0) {
        previousAction.sa_sigaction(number, info, context);
    } else if (previousAction.sa_handler == SIG_IGN && info->si_code <= 0) {
        return;  // sent by a process, and ignored before us
    } else if (previousAction.sa_handler != SIG_DFL && previousAction.sa_handler != SIG_IGN) {
        previousAction.sa_handler(number);
    } else {
        // The default ends the process: on returning to a fault it happens again, a sent signal is
        // sent again.
        ::signal(number, SIG_DFL);
        if (info->si_code <= 0) ::raise(number);
    }
}

void onBusError(int number, siginfo_t* info, void* context) {
    const int saved = errno;
    const bool fault = info->si_code == BUS_ADRERR;
    if (!fault || !replaceLostPage(reinterpret_cast<std::uintptr_t>(info->si_addr)))
        callPreviousHandler(number, info, context);
    errno = saved;
}

/// Installs the handler once per process.
void watchBusErrors() {
    [[maybe_unused]] static const bool installed = [] {
        pageSize = std::uintptr_t(::sysconf(_SC_PAGESIZE));
        ::sigaction(SIGBUS, nullptr, &previousAction);
        struct sigaction action {};
        action.sa_sigaction = onBusError;
        action.sa_flags = SA_SIGINFO | SA_ONSTACK;
        ::sigemptyset(&action.sa_mask);
        return ::sigaction(SIGBUS, &action, nullptr) == 0;
    }();
}

/// The index of a slot that now holds the range, or -1 when all are taken.
int takeSlot(const void* data, std::size_t size) {
    const auto begin = reinterpret_cast<std::uintptr_t>(data);
    for (int i = 0; i < kSlots; ++i) {
        Slot& slot = slots[std::size_t(i)];
        if (slot.taken.exchange(true)) continue;
        slot.lost.store(false);
        slot.begin.store(begin);
        slot.end.store(begin + size);
        return i;
    }
    return -1;
}

void releaseSlot(int index) {
    Slot& slot = slots[std::size_t(index)];
    slot.end.store(0);
    slot.taken.store(false);
}

Error cannotRead(const fs::path& path, int number) {
    if (number == ENOENT || number == ENOTDIR)
        return {ErrorCode::BadFile, "There is no file " + path.string() + "."};
    return {ErrorCode::Io, "Cannot read " + path.string() + ": " + std::strerror(number) + "."};
}

}  // namespace

Result<std::shared_ptr<const MappedFile>> MappedFile::open(const fs::path& path) {
    // O_NONBLOCK: a named pipe must not keep us waiting for a writer.
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) return cannotRead(path, errno);
    const std::shared_ptr<MappedFile> file(new MappedFile);
    file->m_path = path;
    file->m_fd = fd;
    struct stat info {};
    if (::fstat(fd, &info) != 0) return cannotRead(path, errno);
    if (!S_ISREG(info.st_mode))
        return Error{ErrorCode::BadFile, path.string() + " is not a regular file."};
    if (info.st_size == 0) return Error{ErrorCode::BadFile, path.string() + " is empty."};
    watchBusErrors();
    const auto size = std::size_t(info.st_size);
    void* data = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (data == MAP_FAILED) return cannotRead(path, errno);
    file->m_data = static_cast<const std::byte*>(data);
    file->m_size = size;
    file->m_written = info.st_mtim;
    file->m_slot = takeSlot(data, size);
    if (file->m_slot < 0)
        return Error{ErrorCode::Io, "Cannot read " + path.string() + ": " + std::to_string(kSlots) +
                                        " files are open already."};
    return std::shared_ptr<const MappedFile>(file);
}

MappedFile::~MappedFile() {
    // The range leaves the table before the address can belong to someone else.
    if (m_slot >= 0) releaseSlot(m_slot);
    if (m_data != nullptr) ::munmap(const_cast<std::byte*>(m_data), m_size);
    if (m_fd >= 0) ::close(m_fd);
}

Status MappedFile::checkIntact() const {
    struct stat info {};
    if (::fstat(m_fd, &info) != 0) return cannotRead(m_path, errno);
    if (std::size_t(info.st_size) < m_size)
        return Error{ErrorCode::BadFile, m_path.string() + " was shortened to " +
                                             std::to_string(info.st_size) + " of its " +
                                             std::to_string(m_size) + " bytes while it was read."};
    if (slots[std::size_t(m_slot)].lost.load())
        return Error{ErrorCode::BadFile,
                     m_path.string() + " was changed while it was read; part of it was lost."};
    if (info.st_mtim.tv_sec != m_written.tv_sec || info.st_mtim.tv_nsec != m_written.tv_nsec)
        return Error{ErrorCode::BadFile,
                     m_path.string() + " was written to after it was opened; open it again."};
    return {};
}

void MappedFile::letGo(std::span<const std::byte> part) const {
    // Whole pages only: a neighbour may be reading the first and the last.
    const auto begin = reinterpret_cast<std::uintptr_t>(part.data());
    const auto first = (begin + pageSize - 1) & ~(pageSize - 1);
    const auto last = (begin + part.size()) & ~(pageSize - 1);
    if (first < last) ::madvise(reinterpret_cast<void*>(first), last - first, MADV_DONTNEED);
}

void MappedFile::fetch(std::span<const std::byte> part) const {
    constexpr std::size_t kMostPerCall = std::size_t(128) << 10;  // more may be cut off silently
    const auto begin = std::size_t(part.data() - m_data);
    for (std::size_t at = 0; at < part.size(); at += kMostPerCall)
        ::readahead(m_fd, off_t(begin + at), std::min(kMostPerCall, part.size() - at));
    std::byte last{};  // these calls only ask; a read waits for the answer
    [[maybe_unused]] const auto ignored = ::pread(m_fd, &last, 1, off_t(begin + part.size() - 1));
}

}  // namespace engine
