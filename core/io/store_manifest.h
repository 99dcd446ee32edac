// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <base/result.h>
#include <representation/layer_path.h>
#include <representation/token_grid.h>
#include <tensor/nd_array.h>

#include <nlohmann/json.hpp>

#include <compare>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

/// The representation store: activations of many pictures in a folder, one raw NPY file per
/// picture, timestep and layer, which any program can map into memory.
///
///     manifest.json                              all of what follows, replaced as a whole
///     journal.jsonl                              what came since, a line per picture and timestep
///     arrays/0012-cat/t050/up_blocks[1].npy      [1, C, H, W] (or [1, T, C]), float32 or float16
///
/// An array counts once manifest or journal names it with its SHA-256; so a writer that is killed
/// at any moment leaves a store that can be read and gone on with. A finished store has no journal,
/// holds neither clock nor host nor absolute path, and is the same byte for byte however often its
/// making was interrupted, or out of how many shards it was merged.
namespace core {

/// A picture of the work list.
struct StoredImage {
    int index = 0;       ///< in the list that was given
    std::string name;    ///< file name without folders, as UTF-8
    std::string sha256;  ///< of the file; empty where it could not be read
    engine::PixelSize size;
    bool isFailed = false;  ///< there are no arrays of it

    friend bool operator==(const StoredImage&, const StoredImage&) = default;
};

/// Which activation. Orders as manifests do.
struct ArrayKey {
    int image = 0;
    int timestep = 0;
    int layer = 0;  ///< index into StoreHeader::layers

    friend auto operator<=>(const ArrayKey&, const ArrayKey&) = default;
};

struct StoredArray {
    engine::DType dtype = engine::DType::F32;  ///< F32 or F16
    std::vector<std::int64_t> shape;
    std::string sha256;  ///< of the NPY file

    friend bool operator==(const StoredArray&, const StoredArray&) = default;
};

/// What every part of a store shares: how its arrays were made, and how many there are to be.
struct StoreHeader {
    engine::DType dtype = engine::DType::F32;  ///< F32 or F16: what was asked for
    int imageCount = 0;
    std::vector<int> timesteps;
    std::vector<engine::LayerPath> layers;
    nlohmann::json provenance = nlohmann::json::object();  ///< core::Provenance, keys sorted

    /// The option in which \a other differs and both values: "--seed 42 (found 43)"; nothing where
    /// they agree.
    std::optional<std::string> difference(const StoreHeader& other) const;
};

/// Part \a index of \a count: a contiguous share of the list of picture-timestep pairs, pictures
/// first. The shares are disjoint, complete, and differ by at most one pair.
struct Shard {
    int index = 0, count = 1;

    /// "2/8". Fails with Usage unless 0 <= index < count.
    static engine::Result<Shard> parse(const std::string& text);
    std::string text() const { return std::to_string(index) + "/" + std::to_string(count); }
    std::uint64_t begin(std::uint64_t pairs) const;  ///< first pair; end is the next one's begin
    std::uint64_t end(std::uint64_t pairs) const;

    friend bool operator==(const Shard&, const Shard&) = default;
};

/// All that is known of a store without its arrays.
struct StoreManifest {
    StoreHeader header;
    Shard shard;
    std::map<int, StoredImage> images;  ///< by index; those that were tried
    std::map<ArrayKey, StoredArray> arrays;

    /// Whether every array of the shard is there.
    bool isComplete() const;
    /// Relative to the store's folder. Precondition: the picture is in images.
    std::filesystem::path fileOf(const ArrayKey& key) const;

    std::string toJson() const;
    /// \a fileName begins messages. Fails with BadFile naming the field that is wrong.
    static engine::Result<StoreManifest> fromJson(const nlohmann::json& json,
                                                  const std::string& fileName);

    /// A line of the journal: a picture, and the arrays of it that were written.
    std::string journalLine(int image, const std::vector<ArrayKey>& keys) const;
    /// Takes in what a line says. Fails as fromJson.
    engine::Status applyJournalLine(const nlohmann::json& json, const std::string& fileName);
};

constexpr const char* kStoreManifest = "manifest.json";
constexpr const char* kStoreJournal = "journal.jsonl";

/// Reads manifest and journal of \a folder. A last line of the journal that was cut off does not
/// count. Fails with BadFile (there is no store, or it is broken) or Io.
engine::Result<StoreManifest> readStoreManifest(const std::filesystem::path& folder);

/// "float32" or "float16", as numpy and `--store-dtype` say it.
std::string storeDtypeName(engine::DType dtype);
/// The file name of \a path as valid UTF-8.
std::string storedName(const std::filesystem::path& path);

}  // namespace core
