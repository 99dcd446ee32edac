// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run_memory.h"

#include <c10/core/CPUAllocator.h>
#include <torch/version.h>

#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <mutex>
#include <new>
#include <sys/mman.h>
#include <vector>

namespace engine {

#if TORCH_VERSION_MAJOR < 2
namespace {

constexpr std::size_t kHugePage = std::size_t(2) << 20, kHeader = 64;  // torch aligns to 64
constexpr std::size_t kSmallestLarge = std::size_t(1) << 20;

/// Large allocations after which a block that waits for its like is given back: the next network
/// has other sizes.
constexpr std::uint64_t kPatience = 128;

/// What lies before the numbers, for the deleter, which is told nothing but their address.
struct Header {
    std::size_t size;         ///< of the whole block
    std::uint64_t letGo = 0;  ///< when, in large allocations
};
static_assert(sizeof(Header) <= kHeader);

/// CPU memory of tensors. Small blocks are malloc's affair. Large ones are whole huge pages, asked
/// for as such: one fault for 2 MiB instead of 512.
class TensorMemory final : public c10::Allocator {
public:
    c10::DataPtr allocate(std::size_t bytes) const override {
        if (bytes == 0) return {nullptr, nullptr, &release, c10::Device(c10::kCPU)};
        void* data = take(bytes);
        return {data, data, &release, c10::Device(c10::kCPU)};
    }
    c10::DeleterFnPtr raw_deleter() const override { return &release; }

    void enter() {
        const std::lock_guard lock(m_mutex);
        ++m_scopes;
    }
    void leave() {
        const std::lock_guard lock(m_mutex);
        if (--m_scopes > 0) return;
        while (!m_kept.empty()) giveBackOldest();
    }
    std::size_t bytesKept() const {
        const std::lock_guard lock(m_mutex);
        return m_bytesKept;
    }

private:
    static std::size_t blockSize(std::size_t bytes) {
        const auto unit = bytes + kHeader < kSmallestLarge ? kHeader : kHugePage;
        return (bytes + kHeader + unit - 1) / unit * unit;
    }

    void* take(std::size_t bytes) const {
        const auto size = blockSize(bytes);
        auto* block = size < kHugePage ? nullptr : reuse(size);
        if (!block) block = map(size);
        return reinterpret_cast<std::byte*>(block) + kHeader;
    }

    Header* map(std::size_t size) const {
        void* memory = size < kHugePage ? std::aligned_alloc(kHeader, size) : mapAligned(size);
        if (!memory) throw std::bad_alloc();
        return new (memory) Header{size};
    }

    /// On the boundary of a huge page; null where there is no memory.
    void* mapAligned(std::size_t size) const {
        void* mapped = ::mmap(nullptr, size + kHugePage, PROT_READ | PROT_WRITE,
                              MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (mapped == MAP_FAILED) return nullptr;
        auto* start = static_cast<std::byte*>(mapped);
        const auto before = -reinterpret_cast<std::uintptr_t>(start) % kHugePage;
        if (before > 0) ::munmap(start, before);
        if (before < kHugePage) ::munmap(start + before + size, kHugePage - before);
        if (m_scopes > 0) ::madvise(start + before, size, MADV_HUGEPAGE);  // or ordinary pages
        return start + before;
    }

    static void unmap(Header* block) {
        if (block->size < kHugePage)
            std::free(block);
        else
            ::munmap(block, block->size);
    }

    /// The latest block of \a size, or at most a quarter larger: it may still be in a cache.
    Header* reuse(std::size_t size) const {
        const std::lock_guard lock(m_mutex);
        ++m_now;
        while (!m_kept.empty() && m_kept.front()->letGo + kPatience < m_now) giveBackOldest();
        for (auto at = m_kept.rbegin(); at != m_kept.rend(); ++at) {
            auto* block = *at;
            if (block->size < size || block->size > size + size / 4) continue;
            m_bytesKept -= block->size;
            m_kept.erase(std::next(at).base());
            return block;
        }
        return nullptr;
    }

    static void release(void* data);

    void keepOrFree(Header* block) {
        const std::lock_guard lock(m_mutex);
        if (m_scopes == 0 || block->size < kHugePage || block->size > RunMemory::kMostKept)
            return unmap(block);
        while (m_bytesKept + block->size > RunMemory::kMostKept) giveBackOldest();
        block->letGo = m_now;
        m_kept.push_back(block);
        m_bytesKept += block->size;
    }

    void giveBackOldest() const {
        auto* block = m_kept.front();
        m_kept.erase(m_kept.begin());
        m_bytesKept -= block->size;
        unmap(block);
    }

    mutable std::mutex m_mutex;
    mutable std::vector<Header*> m_kept;  // in the order in which they were let go
    mutable std::size_t m_bytesKept = 0;
    mutable std::uint64_t m_now = 0;  // counts large allocations
    std::atomic<int> m_scopes = 0;
};

/// Never destroyed: tensors of static lifetime end after everything here.
TensorMemory& tensorMemory() {
    static auto& memory = *new TensorMemory;
    return memory;
}

void TensorMemory::release(void* data) {
    if (data)
        tensorMemory().keepOrFree(
            reinterpret_cast<Header*>(static_cast<std::byte*>(data) - kHeader));
}

/// When the library loads, before there is a tensor: oneDNN's blocks are given back to the
/// allocator of the moment, not to the one they came from.
[[maybe_unused]] const bool isInstalled =
    (c10::SetCPUAllocator(&tensorMemory(), /*priority=*/1), true);

}  // namespace

RunMemory::RunMemory() {
    tensorMemory().enter();
}
RunMemory::~RunMemory() {
    tensorMemory().leave();
}
std::size_t RunMemory::bytesKept() {
    return tensorMemory().bytesKept();
}

#else

RunMemory::RunMemory() = default;
RunMemory::~RunMemory() = default;
std::size_t RunMemory::bytesKept() {
    return 0;
}

#endif

}  // namespace engine
