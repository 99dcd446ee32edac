// SPDX-License-Identifier: GPL-3.0-or-later
#include "tensor/read_ahead.h"

#include <algorithm>
#include <utility>

namespace engine {

namespace {

/// Bytes fetched at a time: enough for a disk, and little to wait for when something more urgent
/// comes.
constexpr std::size_t kPiece = std::size_t(1) << 20;

}  // namespace

void ReadAhead::add(int rank, std::shared_ptr<const MappedFile> file,
                    std::span<const std::byte> part) {
    if (part.empty()) return;
    const std::lock_guard lock(m_mutex);
    m_parts.emplace(rank, Part{std::move(file), part});
    if (!m_thread.joinable()) m_thread = std::jthread([this](std::stop_token s) { work(s); });
    m_added.notify_one();
}

ReadAhead::Part ReadAhead::next(std::stop_token stop) {
    std::unique_lock lock(m_mutex);
    if (!m_added.wait(lock, stop, [this] { return !m_parts.empty(); })) return {};
    const auto first = m_parts.begin();
    Part piece = first->second;
    piece.bytes = piece.bytes.first(std::min(kPiece, piece.bytes.size()));
    auto& rest = first->second.bytes;
    rest = rest.subspan(piece.bytes.size());
    if (rest.empty()) m_parts.erase(first);
    return piece;
}

void ReadAhead::work(std::stop_token stop) {
    while (!stop.stop_requested())
        if (const Part piece = next(stop); piece.file) piece.file->fetch(piece.bytes);
}

}  // namespace engine
