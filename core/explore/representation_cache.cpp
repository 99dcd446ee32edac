// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/representation_cache.h"

#include "explore/representation_file.h"

#include <QtConcurrentRun>

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace core {

using engine::Error;
using engine::ErrorCode;
using engine::Status;
using Shared = std::shared_ptr<const engine::Representation>;

namespace {

float largestZOf(const engine::NormMap& norms) {
    const auto& s = norms.statistics();
    return s.deviation > 0 ? float((double(s.maximum) - s.mean) / s.deviation) : 0.0f;
}

}  // namespace

RepresentationCache::RepresentationCache(std::size_t budget, std::filesystem::path folder,
                                         QObject* parent)
    : QObject(parent), m_budget(budget), m_parent(std::move(folder)) {
    m_pool.setMaxThreadCount(1);
}

RepresentationCache::~RepresentationCache() {
    m_pool.clear();
    m_pool.waitForDone();
    std::error_code ignored;
    if (!m_folder.empty()) std::filesystem::remove_all(m_folder, ignored);
}

void RepresentationCache::put(const CaptureKey& key, Shared representation) {
    if (const auto old = m_entries.find(key); old != m_entries.end()) drop(old);
    Entry entry{representation,
                representation->norms(),
                largestZOf(representation->norms()),
                representation->byteCount(),
                ++m_clock,
                {},
                false};
    m_inMemory += entry.bytes;
    m_entries.emplace(key, std::move(entry));
    makeRoom();
    Q_EMIT usageChanged();
}

Shared RepresentationCache::get(const CaptureKey& key) {
    const auto at = m_entries.find(key);
    if (at == m_entries.end()) return nullptr;
    at->second.used = ++m_clock;
    if (!at->second.representation && !at->second.isMoving) read(key, at->second);
    return at->second.representation;
}

CaptureState RepresentationCache::stateOf(const CaptureKey& key) const {
    const auto at = m_entries.find(key);
    if (at == m_entries.end()) return CaptureState::Empty;
    return at->second.representation ? CaptureState::Memory : CaptureState::Disk;
}

const engine::NormMap* RepresentationCache::norms(const CaptureKey& key) const {
    const auto at = m_entries.find(key);
    return at == m_entries.end() ? nullptr : &at->second.norms;
}

float RepresentationCache::largestZ(const CaptureKey& key) const {
    const auto at = m_entries.find(key);
    return at == m_entries.end() ? 0.0f : at->second.largestZ;
}

std::vector<CaptureKey> RepresentationCache::keys() const {
    std::vector<CaptureKey> found;
    for (const auto& [key, entry] : m_entries) found.push_back(key);
    return found;
}

std::vector<int> RepresentationCache::columnsOf(int subject, const engine::LayerPath& layer) const {
    std::vector<int> columns;
    for (auto at = m_entries.lower_bound({{subject, 0}, {}});
         at != m_entries.end() && at->first.moment.subject == subject; ++at)
        if (at->first.layer == layer) columns.push_back(at->first.moment.column);
    return columns;
}

void RepresentationCache::forgetSubject(int subject) {
    for (auto at = m_entries.begin(); at != m_entries.end();) {
        const auto next = std::next(at);
        if (at->first.moment.subject == subject) drop(at);
        at = next;
    }
    Q_EMIT usageChanged();
}

void RepresentationCache::clear() {
    while (!m_entries.empty()) drop(m_entries.begin());
    Q_EMIT usageChanged();
}

void RepresentationCache::setBudget(std::size_t bytes) {
    m_budget = bytes;
    makeRoom();
    Q_EMIT usageChanged();
}

std::size_t RepresentationCache::freeOnDisk() const {
    std::error_code unknown;
    auto folder = m_parent;
    while (!folder.empty() && folder != folder.parent_path() &&
           !std::filesystem::exists(folder, unknown))
        folder = folder.parent_path();
    const auto space = std::filesystem::space(folder, unknown);
    return unknown ? 0 : std::size_t(space.available);
}

/// Starts to write out what was used longest ago until, once all is written, the budget is kept.
/// What has a file already leaves at once. What somebody holds (the tiles, a computation) stays:
/// letting go of it here would free nothing.
void RepresentationCache::makeRoom() {
    while (m_inMemory - m_leaving > m_budget) {
        auto oldest = m_entries.end();
        for (auto at = m_entries.begin(); at != m_entries.end(); ++at)
            if (at->second.representation.use_count() == 1 && !at->second.isMoving &&
                (oldest == m_entries.end() || at->second.used < oldest->second.used))
                oldest = at;
        if (oldest == m_entries.end()) return;
        auto& entry = oldest->second;
        if (entry.file.empty()) {
            write(oldest->first, entry);
        } else {
            entry.representation = nullptr;
            m_inMemory -= entry.bytes;
        }
    }
}

Status RepresentationCache::makeFolder() {
    if (!m_folder.empty()) return {};
    std::error_code failure;
    std::filesystem::create_directories(m_parent, failure);
    std::string name = (m_parent / "activations-XXXXXX").string();
    if (!::mkdtemp(name.data()))
        return Error{ErrorCode::Io,
                     "No folder for activations can be made in " + m_parent.string() + "."};
    m_folder = name;
    return {};
}

void RepresentationCache::write(const CaptureKey& key, Entry& entry) {
    const auto made = makeFolder();
    const auto file = m_folder / (std::to_string(++m_files) + ".f32");
    entry.isMoving = true;
    m_leaving += entry.bytes;
    if (!made) {
        QMetaObject::invokeMethod(
            this, [this, key, file, made] { onWritten(key, file, made); }, Qt::QueuedConnection);
        return;
    }
    QtConcurrent::run(&m_pool, [r = entry.representation, file] {
        return writeRepresentation(file, *r);
    }).then(this, [this, key, file](const Status& status) { onWritten(key, file, status); });
}

void RepresentationCache::onWritten(const CaptureKey& key, const std::filesystem::path& file,
                                    const Status& status) {
    const auto at = m_entries.find(key);
    const bool isWanted = at != m_entries.end() && at->second.isMoving && at->second.representation;
    std::error_code ignored;
    if (!isWanted || !status) std::filesystem::remove(file, ignored);
    if (!isWanted) return;
    auto& entry = at->second;
    entry.isMoving = false;
    m_leaving -= entry.bytes;
    m_inMemory -= entry.bytes;
    entry.representation = nullptr;
    if (!status) {
        m_entries.erase(at);
        Q_EMIT lost(key, status.error());
    } else {
        entry.file = file;
        m_onDisk += entry.bytes;
    }
    Q_EMIT usageChanged();
}

void RepresentationCache::read(const CaptureKey& key, Entry& entry) {
    entry.isMoving = true;
    QtConcurrent::run(&m_pool, [file = entry.file, path = key.layer] {
        return readRepresentation(file, path);
    }).then(this, [this, key](const engine::Result<Shared>& result) { onRead(key, result); });
}

void RepresentationCache::onRead(const CaptureKey& key, const engine::Result<Shared>& result) {
    const auto at = m_entries.find(key);
    if (at == m_entries.end() || !at->second.isMoving || at->second.representation) return;
    at->second.isMoving = false;
    if (!result) {
        drop(at);
        Q_EMIT lost(key, result.error());
    } else {
        at->second.representation = *result;
        m_inMemory += at->second.bytes;
        makeRoom();
        Q_EMIT arrived(key);
    }
    Q_EMIT usageChanged();
}

void RepresentationCache::drop(Entries::iterator at) {
    auto& entry = at->second;
    if (entry.representation) {
        m_inMemory -= entry.bytes;
        if (entry.isMoving) m_leaving -= entry.bytes;
    }
    if (!entry.file.empty()) {
        m_onDisk -= entry.bytes;
        std::error_code ignored;
        std::filesystem::remove(entry.file, ignored);
    }
    m_entries.erase(at);
}

}  // namespace core
