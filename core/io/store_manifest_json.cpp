// SPDX-License-Identifier: GPL-3.0-or-later
// The manifest of a representation store as JSON: written a line per entry, read strictly.
#include "annotation/json_fields.h"
#include "io/store_manifest.h"

#include <algorithm>
#include <set>

namespace core {
namespace {

using engine::DType;
using engine::Status;
using nlohmann::json;
using nlohmann::ordered_json;

constexpr int kVersion = 1;
constexpr const char* kFormat = "denoscope representation store";
constexpr std::int64_t kMostImages = 10'000'000;

/// Whether a layer's name can be a file's.
bool isFileName(const std::string& name) {
    constexpr std::size_t kLongest = 200;
    const bool hasOdd = std::ranges::any_of(
        name, [](char c) { return c == '/' || c == '\\' || static_cast<unsigned char>(c) < 0x20; });
    return !name.empty() && name.size() <= kLongest && name.front() != '.' && !hasOdd;
}

bool isDigest(const std::string& text) {
    return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == text.npos;
}

/// Reads what is written below, strictly.
class ManifestReader {
public:
    ManifestReader(StoreManifest& manifest, std::string fileName)
        : m_manifest(manifest), m_problem(std::move(fileName)) {}

    Status readManifest(const json& text) {
        JsonFields fields(text, "", m_problem);
        fields.word("format", {kFormat});
        fields.integer("version", kVersion, kVersion);
        fields.word("state", {"partial", "complete"});
        readHeader(fields);
        readEntries(fields);
        return m_problem.status();
    }

    Status readJournalLine(const json& text) {
        JsonFields fields(text, "", m_problem);
        readEntries(fields);
        return m_problem.status();
    }

private:
    bool isSound() const { return m_problem.status().ok(); }

    void readEntries(JsonFields& fields) {
        const auto& images = fields.array("images");
        for (std::size_t i = 0; i < images.size() && isSound(); ++i)
            readImage(images[i], fields.at("images", i));
        const auto& arrays = fields.array("arrays");
        for (std::size_t i = 0; i < arrays.size() && isSound(); ++i)
            readArray(arrays[i], fields.at("arrays", i));
        fields.finish();
    }

    static DType dtypeOf(JsonFields& fields) {
        return fields.word("dtype", {"float32", "float16"}) == 0 ? DType::F32 : DType::F16;
    }

    void readHeader(JsonFields& fields) {
        auto& header = m_manifest.header;
        const auto shard = Shard::parse(fields.text("shard"));
        if (shard)
            m_manifest.shard = *shard;
        else
            fields.refuse("shard", "a part like 0/4");
        header.dtype = dtypeOf(fields);
        header.imageCount = int(fields.integer("image_count", 1, kMostImages));
        for (const auto& t : fields.array("timesteps")) {
            if (!t.is_number_unsigned() || t.get<std::uint64_t>() > 999)
                return fields.refuse("timesteps", "whole numbers of 0 to 999");
            header.timesteps.push_back(t.get<int>());
        }
        for (const auto& layer : fields.array("layers")) {
            if (!layer.is_string() || !isFileName(layer.get<std::string>()))
                return fields.refuse("layers", "layer paths");
            header.layers.emplace_back(layer.get<std::string>());
        }
        header.provenance = fields.object("provenance");
        if (!areDistinct(header.timesteps)) fields.refuse("timesteps", "different numbers");
        if (!areDistinct(header.layers)) fields.refuse("layers", "different paths");
    }

    template <typename T>
    static bool areDistinct(const std::vector<T>& list) {
        return !list.empty() && std::set<T>(list.begin(), list.end()).size() == list.size();
    }

    void readImage(const json& text, const std::string& where) {
        JsonFields fields(text, where, m_problem);
        StoredImage image;
        image.index = int(fields.integer("index", 0, m_manifest.header.imageCount - 1));
        image.name = fields.text("name");
        image.isFailed = fields.word("state", {"read", "failed"}) == 1;
        if (!image.isFailed) {
            image.sha256 = fields.text("sha256");
            image.size.width = int(fields.integer("width", 1, 1 << 20));
            image.size.height = int(fields.integer("height", 1, 1 << 20));
            // Imported arrays may come without their picture.
            if (!image.sha256.empty() && !isDigest(image.sha256))
                fields.refuse("sha256", "64 hexadecimal digits, or nothing");
        }
        fields.finish();
        if (isSound()) m_manifest.images[image.index] = std::move(image);
    }

    void readArray(const json& text, const std::string& where) {
        JsonFields fields(text, where, m_problem);
        const auto& header = m_manifest.header;
        ArrayKey key;
        StoredArray array;
        key.image = int(fields.integer("image", 0, header.imageCount - 1));
        key.timestep = int(fields.integer("timestep", 0, 999));
        key.layer = layerIndex(fields);
        array.dtype = dtypeOf(fields);
        for (const auto& side : fields.array("shape")) {
            if (!side.is_number_unsigned() || side.get<std::uint64_t>() > 1u << 30)
                return fields.refuse("shape", "sizes");
            array.shape.push_back(side.get<std::int64_t>());
        }
        array.sha256 = fields.text("sha256");
        if (!isDigest(array.sha256)) fields.refuse("sha256", "64 hexadecimal digits");
        if (std::ranges::count(header.timesteps, key.timestep) == 0)
            fields.refuse("timestep", "one of the store's timesteps");
        const auto image = m_manifest.images.find(key.image);
        if (image == m_manifest.images.end() || image->second.isFailed)
            fields.refuse("image", "a picture that the store has read");
        const auto file = fields.text("file");
        if (isSound() && file != m_manifest.fileOf(key).generic_string())
            fields.refuse("file", "\"" + m_manifest.fileOf(key).generic_string() + "\"");
        fields.finish();
        if (isSound()) m_manifest.arrays[key] = std::move(array);
    }

    int layerIndex(JsonFields& fields) {
        const auto& layers = m_manifest.header.layers;
        const engine::LayerPath path(fields.text("layer"));
        const auto found = std::ranges::find(layers, path);
        if (found == layers.end()) fields.refuse("layer", "one of the store's layers");
        return found == layers.end() ? 0 : int(found - layers.begin());
    }

    StoreManifest& m_manifest;
    JsonProblem m_problem;
};

std::string dumped(const ordered_json& value) {
    return value.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

std::string imageText(const StoredImage& image) {
    ordered_json entry = {{"index", image.index},
                          {"name", image.name},
                          {"state", image.isFailed ? "failed" : "read"}};
    if (!image.isFailed)
        entry.update(
            {{"sha256", image.sha256}, {"width", image.size.width}, {"height", image.size.height}});
    return dumped(entry);
}

std::string arrayText(const StoreManifest& manifest, const ArrayKey& key) {
    const auto& array = manifest.arrays.at(key);
    return dumped({{"image", key.image},
                   {"timestep", key.timestep},
                   {"layer", manifest.header.layers[std::size_t(key.layer)].text()},
                   {"dtype", storeDtypeName(array.dtype)},
                   {"shape", array.shape},
                   {"sha256", array.sha256},
                   {"file", manifest.fileOf(key).generic_string()}});
}

/// A list, an entry per line.
std::string listText(const std::vector<std::string>& entries) {
    std::string text = "[";
    for (const auto& entry : entries) text += (text.size() == 1 ? "\n  " : ",\n  ") + entry;
    return text + (entries.empty() ? "]" : "\n ]");
}

}  // namespace

std::string StoreManifest::toJson() const {
    auto layers = ordered_json::array();
    for (const auto& layer : header.layers) layers.push_back(layer.text());
    std::vector<std::string> imageLines, arrayLines;
    for (const auto& [index, image] : images) imageLines.push_back(imageText(image));
    for (const auto& [key, array] : arrays) arrayLines.push_back(arrayText(*this, key));
    const std::vector<std::pair<const char*, std::string>> members = {
        {"format", dumped(kFormat)},
        {"version", std::to_string(kVersion)},
        {"state", dumped(isComplete() ? "complete" : "partial")},
        {"shard", dumped(shard.text())},
        {"dtype", dumped(storeDtypeName(header.dtype))},
        {"image_count", std::to_string(header.imageCount)},
        {"timesteps", dumped(header.timesteps)},
        {"layers", dumped(layers)},
        {"provenance", dumped(ordered_json(header.provenance))},
        {"images", listText(imageLines)},
        {"arrays", listText(arrayLines)}};
    std::string text = "{";
    for (const auto& [name, value] : members)
        text += (text.size() == 1 ? "\n \"" : ",\n \"") + std::string(name) + "\": " + value;
    return text + "\n}\n";
}

engine::Result<StoreManifest> StoreManifest::fromJson(const json& text,
                                                      const std::string& fileName) {
    StoreManifest manifest;
    if (auto read = ManifestReader(manifest, fileName).readManifest(text); !read)
        return read.error();
    return manifest;
}

std::string StoreManifest::journalLine(int image, const std::vector<ArrayKey>& keys) const {
    std::string list;
    for (const auto& key : keys) list += (list.empty() ? "" : ",") + arrayText(*this, key);
    return "{\"images\":[" + imageText(images.at(image)) + "],\"arrays\":[" + list + "]}\n";
}

Status StoreManifest::applyJournalLine(const json& text, const std::string& fileName) {
    return ManifestReader(*this, fileName).readJournalLine(text);
}

}  // namespace core
