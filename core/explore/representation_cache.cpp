// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/representation_cache.h"

#include "explore/representation_file.h"

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
    Entry entry{representation, representation->norms(), largestZOf(representation->norms())};
    entry.bytes = representation->byteCount();
    entry.used = ++m_clock;
    m_inMemory += entry.bytes;
    m_entries.emplace(key, std::move(entry));
    makeRoom(m_clock);
    tidyLater();
    Q_EMIT usageChanged();
}

/// Whoever gives an activation holds it until he is done; only afterwards it can leave.
void RepresentationCache::tidyLater() {
    m_tidyNow = m_clock;
    if (std::exchange(m_isTidying, true)) return;
    const auto tidy = [this] {
        m_isTidying = false;
        makeRoom(m_tidyNow);
        Q_EMIT usageChanged();
    };
    QMetaObject::invokeMethod(this, tidy, Qt::QueuedConnection);
}

Shared RepresentationCache::get(const CaptureKey& key) {
    const auto at = m_entries.find(key);
    if (at == m_entries.end()) return nullptr;
    at->second.used = ++m_clock;
    if (!at->second.representation && at->second.ticket == 0) read(key, at->second);
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
    makeRoom(m_clock);
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
/// letting go of it here would free nothing. What was used after \a now stays, too: were it to
/// leave for what was asked for at the same time, they would take turns between memory and disk.
void RepresentationCache::makeRoom(std::uint64_t now) {
    const auto mayLeave = [&](const Entry& entry) {
        return entry.representation.use_count() == 1 && entry.ticket == 0 && entry.used <= now;
    };
    while (m_inMemory - m_leaving > m_budget) {
        auto oldest = m_entries.end();
        for (auto at = m_entries.begin(); at != m_entries.end(); ++at)
            if (mayLeave(at->second) &&
                (oldest == m_entries.end() || at->second.used < oldest->second.used))
                oldest = at;
        if (oldest == m_entries.end()) return;
        if (oldest->second.file.empty())
            write(oldest->first, oldest->second);
        else
            letGo(oldest->second);
    }
}

void RepresentationCache::letGo(Entry& entry) {
    entry.representation = nullptr;
    m_inMemory -= entry.bytes;
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

/// In the thread of the files; \a after follows in this one, never before the caller is done.
template <typename Work, typename After>
void RepresentationCache::inThread(Work work, After after) {
    m_pool.start([this, work = std::move(work), after = std::move(after)] {
        QMetaObject::invokeMethod(
            this, [after, result = work()] { after(result); }, Qt::QueuedConnection);
    });
}

void RepresentationCache::write(const CaptureKey& key, Entry& entry) {
    const auto made = makeFolder();
    const auto file = m_folder / (std::to_string(++m_lastTicket) + ".f32");
    const Transfer transfer{key, m_lastTicket, entry.used};
    entry.ticket = transfer.ticket;
    m_leaving += entry.bytes;
    inThread([made, file,
              r = entry.representation] { return made ? writeRepresentation(file, *r) : made; },
             [this, transfer, file](const Status& status) { onWritten(transfer, file, status); });
}

/// What a transfer was for; null where that is gone, or another activation by now.
RepresentationCache::Entry* RepresentationCache::moved(const Transfer& transfer) {
    const auto at = m_entries.find(transfer.key);
    if (at == m_entries.end() || at->second.ticket != transfer.ticket) return nullptr;
    at->second.ticket = 0;
    return &at->second;
}

void RepresentationCache::onWritten(const Transfer& transfer, const std::filesystem::path& file,
                                    const Status& status) {
    auto* entry = moved(transfer);
    std::error_code ignored;
    if (!entry || !status) std::filesystem::remove(file, ignored);
    if (!entry) return;
    m_leaving -= entry->bytes;
    if (!status) return lose(transfer.key, status.error());
    entry->file = file;
    m_onDisk += entry->bytes;
    if (entry->used == transfer.used)
        letGo(*entry);
    else
        makeRoom(transfer.used);  // it was looked at meanwhile: others may be older now
    Q_EMIT usageChanged();
}

void RepresentationCache::read(const CaptureKey& key, Entry& entry) {
    const Transfer transfer{key, ++m_lastTicket, entry.used};
    entry.ticket = transfer.ticket;
    inThread([file = entry.file, path = key.layer] { return readRepresentation(file, path); },
             [this, transfer](const engine::Result<Shared>& read) { onRead(transfer, read); });
}

void RepresentationCache::onRead(const Transfer& transfer, const engine::Result<Shared>& read) {
    auto* entry = moved(transfer);
    if (!entry) return;
    if (!read) return lose(transfer.key, read.error());
    entry->representation = *read;
    m_inMemory += entry->bytes;
    makeRoom(transfer.used);
    Q_EMIT arrived(transfer.key);
    Q_EMIT usageChanged();
}

void RepresentationCache::lose(const CaptureKey& key, const Error& error) {
    drop(m_entries.find(key));
    Q_EMIT lost(key, error);
    Q_EMIT usageChanged();
}

void RepresentationCache::drop(Entries::iterator at) {
    auto& entry = at->second;
    if (entry.representation) {
        m_inMemory -= entry.bytes;
        if (entry.ticket != 0) m_leaving -= entry.bytes;
    }
    if (!entry.file.empty()) {
        m_onDisk -= entry.bytes;
        std::error_code ignored;
        std::filesystem::remove(entry.file, ignored);
    }
    m_entries.erase(at);
}

}  // namespace core
