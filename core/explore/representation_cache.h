// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/capture_key.h"

#include <base/result.h>
#include <representation/representation.h>

#include <QObject>
#include <QThreadPool>

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace core {

/// All captured activations of the open model, within a budget of memory: what was looked at
/// longest ago goes to disk, and comes back when it is asked for. Norms stay, so that the matrix of
/// layers and timesteps and the ranges over it need no reading. What is held, and what was asked
/// for since something came back from disk, stays in memory even if that is more than the budget.
///
/// GUI thread; files are written and read in a thread of its own. The files are private to this
/// object and go with it. While one is being written its activation still counts as memory.
class RepresentationCache : public QObject {
    Q_OBJECT

public:
    /// \param budget bytes in memory. \param folder where a private folder is made once something
    /// must leave memory.
    RepresentationCache(std::size_t budget, std::filesystem::path folder,
                        QObject* parent = nullptr);
    ~RepresentationCache() override;

    void put(const CaptureKey& key, std::shared_ptr<const engine::Representation> representation);
    /// The activation, if it is in memory. From disk it is brought back: null now, and arrived()
    /// later. Either way it counts as used.
    std::shared_ptr<const engine::Representation> get(const CaptureKey& key);

    bool contains(const CaptureKey& key) const { return m_entries.contains(key); }
    /// Memory, Disk or Empty.
    CaptureState stateOf(const CaptureKey& key) const;
    /// Norms of whatever was captured, wherever it lies; null where there is nothing.
    const engine::NormMap* norms(const CaptureKey& key) const;
    /// The largest z score of its norms; 0 where there is nothing.
    float largestZ(const CaptureKey& key) const;
    /// In ascending order.
    std::vector<CaptureKey> keys() const;
    /// The columns of \a subject at which \a layer was captured, ascending.
    std::vector<int> columnsOf(int subject, const engine::LayerPath& layer) const;

    void forgetSubject(int subject);
    void clear();

    void setBudget(std::size_t bytes);
    std::size_t budget() const { return m_budget; }
    std::size_t bytesInMemory() const { return m_inMemory; }
    std::size_t bytesOnDisk() const { return m_onDisk; }
    /// Of the disk that activations go to; 0 where that is not known.
    std::size_t freeOnDisk() const;

Q_SIGNALS:
    void arrived(const core::CaptureKey& key);  ///< back from disk
    void usageChanged();
    /// The disk did not take an activation: it is gone and can be computed again.
    void lost(const core::CaptureKey& key, const engine::Error& error);

private:
    struct Entry {
        std::shared_ptr<const engine::Representation> representation;  // null: on disk
        engine::NormMap norms;
        float largestZ = 0;
        std::size_t bytes = 0;
        std::uint64_t used = 0;
        std::filesystem::path file{};  // empty: not on disk
        std::uint64_t ticket = 0;      // of the transfer it is in: being written or read; or 0
    };
    using Entries = std::map<CaptureKey, Entry>;
    /// A file being written or read, begun when its entry had last been used at \c used.
    struct Transfer {
        CaptureKey key;
        std::uint64_t ticket = 0, used = 0;
    };

    void makeRoom(std::uint64_t now);
    void tidyLater();
    void letGo(Entry& entry);
    template <typename Work, typename After>
    void inThread(Work work, After after);
    void write(const CaptureKey& key, Entry& entry);
    void onWritten(const Transfer& transfer, const std::filesystem::path& file,
                   const engine::Status& status);
    void read(const CaptureKey& key, Entry& entry);
    void onRead(const Transfer& transfer,
                const engine::Result<std::shared_ptr<const engine::Representation>>& read);
    Entry* moved(const Transfer& transfer);
    void lose(const CaptureKey& key, const engine::Error& error);
    void drop(Entries::iterator at);
    engine::Status makeFolder();

    std::size_t m_budget;
    std::filesystem::path m_parent, m_folder;  // m_folder is empty until something is written
    Entries m_entries;
    std::size_t m_inMemory = 0, m_onDisk = 0, m_leaving = 0;
    std::uint64_t m_clock = 0, m_lastTicket = 0, m_tidyNow = 0;
    bool m_isTidying = false;
    QThreadPool m_pool;
};

}  // namespace core
