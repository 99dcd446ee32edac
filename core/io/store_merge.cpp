// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/store_merge.h"

#include "io/representation_store.h"
#include "io/store_files.h"

#include <base/atomic_file.h>
#include <base/guarded.h>

#include <unistd.h>

namespace core {
namespace {

namespace fs = std::filesystem;
using engine::Error;
using engine::ErrorCode;
using engine::Result;
using engine::Status;

/// The union of stores: who has which array.
class Union {
public:
    Status add(const RepresentationStore& store) {
        const auto& theirs = store.manifest();
        if (m_stores.empty())
            m_manifest.header = theirs.header;
        else if (const auto differs = m_manifest.header.difference(theirs.header))
            return conflict(*m_stores.front(), store, "were made with different " + *differs);
        m_stores.push_back(&store);
        for (const auto& [index, image] : theirs.images)
            if (auto added = addImage(store, image); !added) return added;
        for (const auto& [key, array] : theirs.arrays)
            if (auto added = addArray(store, key, array); !added) return added;
        return {};
    }

    StoreManifest& manifest() { return m_manifest; }
    const RepresentationStore& holderOf(const ArrayKey& key) const { return *m_holders.at(key); }

private:
    static Error conflict(const RepresentationStore& a, const RepresentationStore& b,
                          const std::string& what) {
        return {ErrorCode::Usage,
                a.folder().string() + " and " + b.folder().string() + " " + what + "."};
    }

    Status addImage(const RepresentationStore& store, const StoredImage& image) {
        const auto [known, isNew] = m_manifest.images.try_emplace(image.index, image);
        m_imageHolders.try_emplace(image.index, &store);
        if (isNew || known->second == image) return {};
        if (known->second.name == image.name && (known->second.isFailed || image.isFailed)) {
            if (known->second.isFailed) known->second = image;
            return {};
        }
        return conflict(*m_imageHolders.at(image.index), store,
                        "have different pictures at place " + std::to_string(image.index) +
                            " of the list: " + known->second.name + " and " + image.name +
                            (known->second.name == image.name ? " with other content" : ""));
    }

    Status addArray(const RepresentationStore& store, const ArrayKey& key,
                    const StoredArray& array) {
        const auto [known, isNew] = m_manifest.arrays.try_emplace(key, array);
        m_holders.try_emplace(key, &store);
        if (isNew || known->second == array) return {};
        return conflict(*m_holders.at(key), store,
                        "have different arrays " + m_manifest.fileOf(key).generic_string());
    }

    StoreManifest m_manifest;
    std::vector<const RepresentationStore*> m_stores;
    std::map<int, const RepresentationStore*> m_imageHolders;
    std::map<ArrayKey, const RepresentationStore*> m_holders;
};

Status copyFile(const fs::path& from, const fs::path& to) {
    constexpr std::size_t kMostBytes = std::size_t(1) << 40;
    const auto bytes = engine::readFile(from, kMostBytes);
    if (!bytes) return bytes.error();
    return engine::atomicWrite(to, *bytes);
}

Status placeFile(const fs::path& from, const fs::path& to, bool copies) {
    if (auto made = makeStoreFolders(to.parent_path()); !made) return made;
    std::error_code failed;
    fs::remove(to, failed);
    if (!copies) {
        fs::create_hard_link(from, to, failed);
        if (!failed) return {};
    }
    return copyFile(from, to);
}

Status placeArrays(Union& all, const fs::path& out, const MergeOptions& options) {
    const auto& manifest = all.manifest();
    std::size_t done = 0;
    for (const auto& [key, array] : manifest.arrays) {
        if (options.proceed && !options.proceed(done++, manifest.arrays.size()))
            return Error{ErrorCode::Cancelled, "The merge was interrupted."};
        const auto& holder = all.holderOf(key);
        if (auto sound = holder.verify(key); !sound) return sound;
        const auto file = manifest.fileOf(key);
        const auto isThere = hasDigest(out / file, array.sha256);
        if (!isThere) return isThere.error();
        if (*isThere && !options.alwaysCopies) continue;
        if (auto s = placeFile(holder.folder() / holder.manifest().fileOf(key), out / file,
                               options.alwaysCopies);
            !s)
            return s;
    }
    return {};
}

Status checkOut(const fs::path& out) {
    std::error_code ignored;
    if (fs::exists(out / kStoreManifest, ignored))
        return Error{ErrorCode::Usage, out.string() + " holds a store already."};
    if (fs::exists(out, ignored) && !fs::is_directory(out, ignored))
        return Error{ErrorCode::Usage, out.string() + " is a file; a store is a folder."};
    return {};
}

}  // namespace

Result<StoreManifest> mergeStores(const std::vector<fs::path>& sources, const fs::path& out,
                                  const MergeOptions& options) {
    return engine::guarded("Merging stores", [&]() -> Result<StoreManifest> {
        if (auto free = checkOut(out); !free) return free.error();
        std::vector<RepresentationStore> stores;
        for (const auto& source : sources) {
            auto store = RepresentationStore::open(source);
            if (!store) return store.error();
            stores.push_back(std::move(*store));
        }
        Union all;
        for (const auto& store : stores)
            if (auto added = all.add(store); !added) return added.error();
        if (auto placed = placeArrays(all, out, options); !placed) return placed.error();
        if (auto made = makeStoreFolders(out); !made) return made.error();  // also without arrays
        if (auto s = engine::atomicWrite(out / kStoreManifest, all.manifest().toJson()); !s)
            return s.error();
        return std::move(all.manifest());
    });
}

}  // namespace core
