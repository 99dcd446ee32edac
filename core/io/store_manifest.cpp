// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/store_manifest.h"

#include <base/atomic_file.h>
#include <base/json.h>

#include <charconv>
#include <cstdio>
#include <string_view>

namespace core {
namespace {

namespace fs = std::filesystem;
using engine::Error;
using engine::ErrorCode;
using engine::Result;
using nlohmann::json;

constexpr std::size_t kMostBytes = std::size_t(1) << 31;
constexpr const char* kArrays = "arrays";

/// Letters, digits and ".-_" stay; the rest would make trouble in shells or on other systems.
std::string folderName(const StoredImage& image) {
    constexpr std::size_t kLongest = 80;
    std::string stem = fs::path(image.name).stem().string().substr(0, kLongest);
    for (char& c : stem) {
        const bool isPlain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                             (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
        if (!isPlain) c = '_';
    }
    char number[16];
    std::snprintf(number, sizeof number, "%04d-", image.index);
    return number + stem;
}

/// What a value of an option is called in a message.
std::string valueText(const json& value) {
    std::string text = value.dump(-1, ' ', false, json::error_handler_t::replace);
    if (text.size() > 120) text = text.substr(0, 117) + "...";
    return text;
}

std::optional<std::string> differing(const std::string& what, const json& ours,
                                     const json& theirs) {
    if (ours == theirs) return std::nullopt;
    return what + " " + valueText(ours) + " (found " + valueText(theirs) + ")";
}

std::string optionName(std::string key) {
    for (char& c : key)
        if (c == '_') c = '-';
    return "--" + key;
}

/// The first key in which two objects differ; options are called as the command line has them.
std::optional<std::string> provenanceDifference(const json& ours, const json& theirs,
                                                bool areOptions) {
    auto keys = ours;
    keys.update(theirs);
    for (const auto& [key, ignored] : keys.items()) {
        const json mine = ours.value(key, json()), other = theirs.value(key, json());
        if (key == "options" && mine.is_object() && other.is_object()) {
            if (auto found = provenanceDifference(mine, other, true)) return found;
            continue;
        }
        if (auto found = differing(areOptions ? optionName(key) : key, mine, other)) return found;
    }
    return std::nullopt;
}

json namesOf(const std::vector<engine::LayerPath>& layers) {
    auto names = json::array();
    for (const auto& layer : layers) names.push_back(layer.text());
    return names;
}

std::uint64_t product(std::uint64_t pairs, int part, int count) {
    return std::uint64_t(static_cast<unsigned __int128>(pairs) * unsigned(part) / unsigned(count));
}

}  // namespace

std::optional<std::string> StoreHeader::difference(const StoreHeader& other) const {
    if (auto found = differing("--store-dtype", storeDtypeName(dtype), storeDtypeName(other.dtype)))
        return found;
    if (auto found = differing("pictures:", imageCount, other.imageCount)) return found;
    if (auto found = differing("--timestep", timesteps, other.timesteps)) return found;
    if (auto found = differing("--layers", namesOf(layers), namesOf(other.layers))) return found;
    return provenanceDifference(provenance, other.provenance, false);
}

Result<Shard> Shard::parse(const std::string& text) {
    Shard shard;
    const char* const end = text.data() + text.size();
    const auto part = std::from_chars(text.data(), end, shard.index);
    if (part.ec == std::errc() && part.ptr != end && *part.ptr == '/') {
        const auto whole = std::from_chars(part.ptr + 1, end, shard.count);
        if (whole.ec == std::errc() && whole.ptr == end && shard.index >= 0 &&
            shard.index < shard.count)
            return shard;
    }
    return Error{ErrorCode::Usage,
                 "--shard should be like 0/4, the part (from 0) and how many parts there are; "
                 "found '" +
                     text + "'."};
}

std::uint64_t Shard::begin(std::uint64_t pairs) const {
    return product(pairs, index, count);
}

std::uint64_t Shard::end(std::uint64_t pairs) const {
    return product(pairs, index + 1, count);
}

bool StoreManifest::isComplete() const {
    const auto pairs = std::uint64_t(header.imageCount) * header.timesteps.size();
    return arrays.size() == (shard.end(pairs) - shard.begin(pairs)) * header.layers.size();
}

fs::path StoreManifest::fileOf(const ArrayKey& key) const {
    char timestep[16];
    std::snprintf(timestep, sizeof timestep, "t%03d", key.timestep);
    return fs::path(kArrays) / folderName(images.at(key.image)) / timestep /
           (header.layers[std::size_t(key.layer)].text() + ".npy");
}

std::string storeDtypeName(engine::DType dtype) {
    return dtype == engine::DType::F16 ? "float16" : "float32";
}

std::string storedName(const fs::path& path) {
    const auto text =
        json(path.filename().string()).dump(-1, ' ', false, json::error_handler_t::replace);
    return json::parse(text).get<std::string>();
}

namespace {

/// Takes in the journal's lines; what follows the last newline was being written.
engine::Status applyJournal(const std::string& text, const std::string& fileName,
                            StoreManifest& manifest) {
    std::size_t number = 0;
    for (std::size_t begin = 0;;) {
        const auto end = text.find('\n', begin);
        if (end == std::string::npos) return {};
        const auto name = fileName + ", line " + std::to_string(++number);
        const auto line =
            engine::parseJson(std::string_view(text).substr(begin, end - begin), name);
        if (!line) return line.error();
        if (auto applied = manifest.applyJournalLine(*line, name); !applied) return applied;
        begin = end + 1;
    }
}

}  // namespace

Result<StoreManifest> readStoreManifest(const fs::path& folder) {
    const auto file = folder / kStoreManifest;
    engine::JsonLimits limits;
    limits.maxBytes = kMostBytes;
    const auto text = engine::readJsonFile(file, limits);
    if (!text) return text.error();
    auto manifest = StoreManifest::fromJson(*text, file.string());
    if (!manifest) return manifest.error();
    std::error_code ignored;
    const auto journal = folder / kStoreJournal;
    if (!fs::exists(journal, ignored)) return manifest;
    const auto lines = engine::readFile(journal, kMostBytes);
    if (!lines) return lines.error();
    if (auto applied = applyJournal(*lines, journal.string(), *manifest); !applied)
        return applied.error();
    return manifest;
}

}  // namespace core
