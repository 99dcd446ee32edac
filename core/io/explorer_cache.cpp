// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/explorer_cache.h"

#include "io/provenance.h"
#include "io/store_writer.h"

#include <base/guarded.h>
#include <tensor/mapped_file.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <cstring>
#include <map>
#include <set>
#include <utility>

namespace core {
namespace {

namespace fs = std::filesystem;
using engine::Error;
using engine::ErrorCode;
using engine::Result;

/// Upper case letters and digits alone: "SD1.5" and "sd-1-5" are the same.
std::string plain(const std::string& name) {
    std::string text;
    for (const char c : name)
        if (std::isalnum(static_cast<unsigned char>(c)) != 0)
            text += char(std::toupper(static_cast<unsigned char>(c)));
    return text;
}

void addBlocks(ExplorerModel& model, const std::string& name, const std::vector<int>& channels) {
    for (std::size_t i = 0; i < channels.size(); ++i)
        model.positions.emplace_back(name + "[" + std::to_string(i) + "]", channels[i]);
}

ExplorerModel unetOf(int side, const std::vector<int>& down, const std::vector<int>& up) {
    ExplorerModel model;
    model.defaultSide = side;
    model.positions.emplace_back("conv_in", 320);
    addBlocks(model, "down_blocks", down);
    model.positions.emplace_back("mid_block", 1280);
    addBlocks(model, "up_blocks", up);
    model.positions.emplace_back("conv_out", 4);
    return model;
}

ExplorerModel transformerOf(int blocks, int channels) {
    ExplorerModel model;
    model.defaultSide = 1024;
    addBlocks(model, "transformer_blocks", std::vector<int>(std::size_t(blocks), channels));
    return model;
}

bool isMd5(const std::string& name) {
    return name.size() == 32 && std::ranges::all_of(name, [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

std::optional<int> stepIn(const std::string& name) {
    const bool isNumber = !name.empty() && name.size() <= 3 &&
                          std::ranges::all_of(name, [](char c) { return c >= '0' && c <= '9'; });
    return isNumber ? std::optional(std::stoi(name)) : std::nullopt;
}

/// Names in \a folder in order; empty where it cannot be read.
std::vector<std::string> namesIn(const fs::path& folder) {
    std::vector<std::string> names;
    std::error_code ignored;
    for (fs::directory_iterator it(folder, ignored), end; it != end; it.increment(ignored))
        names.push_back(it->path().filename().string());
    std::ranges::sort(names);
    return names;
}

/// The side of the grid, or what is wrong.
Result<int> sideOf(const fs::path& file, std::uintmax_t bytes, int channels) {
    const auto perToken = std::uintmax_t(2) * std::uintmax_t(channels);
    const auto side = std::uintmax_t(std::llround(std::sqrt(double(bytes) / double(perToken))));
    if (side > 0 && side <= 4096 && side * side * perToken == bytes) return int(side);
    const auto nearest = std::clamp<std::uintmax_t>(side, 1, 4096);
    return Error{
        ErrorCode::BadFile,
        file.string() + " holds no square grid of tokens with " + std::to_string(channels) +
            " float16 channels: expected n·n·" + std::to_string(perToken) + " bytes, such as " +
            std::to_string(nearest * nearest * perToken) + " for n = " + std::to_string(nearest) +
            ", but found " + std::to_string(bytes) + "."};
}

/// Collects what there is of one model.
class Scan {
public:
    Scan(const fs::path& folder, std::string name, ExplorerModel model)
        : m_folder(folder), m_name(std::move(name)), m_model(std::move(model)) {}

    Result<ExplorerCache> run() {
        for (const auto& picture : namesIn(m_folder)) {
            const auto folder = m_folder / picture / m_name;
            std::error_code ignored;
            if (!fs::is_directory(folder, ignored)) continue;
            if (!isMd5(picture)) {
                leaveOut(m_folder / picture, "its name is no MD5");
                continue;
            }
            m_cache.images.push_back(picture);
            if (auto found = addPicture(folder); !found) return found.error();
        }
        if (m_cache.files.empty())
            return Error{ErrorCode::BadFile, m_folder.string() + " holds no representations of " +
                                                 m_name + " (MD5/" + m_name +
                                                 "/STEP/POSITION.bin)."};
        finish();
        return std::move(m_cache);
    }

private:
    void leaveOut(const fs::path& path, const std::string& why) {
        m_cache.notices.push_back(path.string() + " is left out: " + why + ".");
    }

    engine::Status addPicture(const fs::path& folder) {
        std::map<int, std::string> steps;
        for (const auto& name : namesIn(folder)) {
            const auto step = stepIn(name);
            if (!step)
                leaveOut(folder / name, "its name is no step from 0 to 999");
            else if (!steps.try_emplace(*step, name).second)
                leaveOut(folder / name, "the step is there already");
        }
        for (const auto& [step, name] : steps)
            if (auto added = addStep(folder / name, step); !added) return added;
        return {};
    }

    engine::Status addStep(const fs::path& folder, int step) {
        m_cache.timesteps.push_back(step);
        m_folders.push_back({folder, {}});
        for (const auto& name : namesIn(folder)) {
            if (!name.ends_with(".bin")) continue;
            const auto position = name.substr(0, name.size() - 4);
            const auto channels = m_model.channelsOf(position);
            if (!channels)
                return Error{ErrorCode::BadFile, (folder / name).string() + ": " + m_name +
                                                     " has no position " + position + "."};
            std::error_code failed;
            const auto bytes = fs::file_size(folder / name, failed);
            if (failed)
                return Error{ErrorCode::Io,
                             "Cannot read " + (folder / name).string() + ": " + failed.message()};
            const auto side = sideOf(folder / name, bytes, *channels);
            if (!side) return side.error();
            m_cache.files.push_back({folder / name, int(m_cache.images.size()) - 1, step,
                                     engine::LayerPath(position), *side, *channels});
            m_folders.back().second.insert(position);
        }
        return {};
    }

    /// Positions in the network's order, and what lacks some of them.
    void finish() {
        auto& steps = m_cache.timesteps;
        std::ranges::sort(steps);
        steps.erase(std::ranges::unique(steps).begin(), steps.end());
        std::set<std::string> known;
        for (const auto& file : m_cache.files) known.insert(file.layer.text());
        for (const auto& [position, channels] : m_model.positions)
            if (known.contains(position)) m_cache.layers.emplace_back(position);
        for (const auto& [folder, found] : m_folders)
            if (found.size() < known.size())
                m_cache.notices.push_back(folder.string() +
                                          " is not complete: " + std::to_string(found.size()) +
                                          " of " + std::to_string(known.size()) + " positions.");
        m_cache.defaultSide = m_model.defaultSide;
    }

    fs::path m_folder;
    std::string m_name;
    ExplorerModel m_model;
    ExplorerCache m_cache;
    std::vector<std::pair<fs::path, std::set<std::string>>> m_folders;  // of steps
};

StoreHeader headerOf(const ExplorerCache& cache, const std::string& model) {
    Provenance provenance;
    provenance.command = "store import";
    provenance.model = model;
    provenance.options["source"] = "cache of the similarity explorer";
    provenance.options["seed"] = 42;
    provenance.options["prompt"] = "";
    provenance.options["side"] = cache.defaultSide;
    StoreHeader header;
    header.dtype = engine::DType::F16;
    header.imageCount = int(cache.images.size());
    header.timesteps = cache.timesteps;
    header.layers = cache.layers;
    header.provenance = nlohmann::json::parse(provenance.toJson());
    return header;
}

/// The picture where the explorer keeps it; without a checksum where it is not there.
StoredImage imageOf(const ExplorerCache& cache, int index, const fs::path& folder) {
    const auto name = cache.images[std::size_t(index)] + ".png";
    StoredImage image{index, name, {}, {cache.defaultSide, cache.defaultSide}, false};
    if (const auto digest = digestFile(folder / ".." / "images" / name))
        image.sha256 = digest->sha256;
    return image;
}

/// Files of one picture and step lie one behind the other.
std::size_t endOfStep(const std::vector<ExplorerFile>& files, std::size_t begin) {
    std::size_t end = begin;
    while (end < files.size() && files[end].image == files[begin].image &&
           files[end].timestep == files[begin].timestep)
        ++end;
    return end;
}

engine::Status importFiles(const ExplorerCache& cache, const fs::path& folder, StoreWriter& writer,
                           const ExplorerImport& options) {
    for (std::size_t i = 0, end = 0; i < cache.files.size(); i = end) {
        end = endOfStep(cache.files, i);
        if (options.proceed && !options.proceed(i, cache.files.size()))
            return Error{ErrorCode::Cancelled, "Interrupted."};
        const auto& first = cache.files[i];
        const auto missing = writer.missing(first.image, first.timestep);
        if (!missing) return missing.error();
        engine::NamedArrays arrays;
        for (std::size_t j = i; j < end; ++j) {
            const auto& file = cache.files[j];
            if (std::ranges::find(*missing, file.layer) == missing->end()) continue;
            auto array = readExplorerFile(file);
            if (!array) return array.error();
            arrays.emplace_back(file.layer.text(), std::move(*array));
        }
        if (arrays.empty()) continue;
        if (auto begun = writer.begin(imageOf(cache, first.image, folder)); !begun) return begun;
        // Nothing is beyond float16 where it came from float16: there are no notices.
        if (const auto put = writer.put(first.image, first.timestep, arrays); !put)
            return put.error();
    }
    return {};
}

}  // namespace

std::optional<int> ExplorerModel::channelsOf(const std::string& position) const {
    const auto at = std::ranges::find(positions, position, [](const auto& p) { return p.first; });
    return at == positions.end() ? std::nullopt : std::optional(at->second);
}

std::optional<ExplorerModel> explorerModelNamed(const std::string& name) {
    const auto text = plain(name);
    const auto has = [&](const char* part) { return text.find(part) != std::string::npos; };
    if (has("FLUX")) return transformerOf(19, 3072);
    if (has("SDXL")) return unetOf(has("TURBO") ? 512 : 1024, {320, 640, 1280}, {1280, 640, 320});
    if (has("SD3")) return transformerOf(24, 1536);
    if (has("SD15") || has("SDTURBO") || has("SD21"))
        return unetOf(has("SD21") ? 768 : 512, {320, 640, 1280, 1280}, {1280, 1280, 640, 320});
    return std::nullopt;
}

Result<ExplorerCache> scanExplorerCache(const fs::path& folder, const std::string& model) {
    const auto known = explorerModelNamed(model);
    if (!known)
        return Error{ErrorCode::Usage,
                     "'" + model +
                         "' is no model of the similarity explorer; it has SD1.5, SD-Turbo, SD2.1, "
                         "SDXL, SDXL-Turbo, SDXL-Lightning, SD3 and FLUX-schnell."};
    std::error_code ignored;
    if (!fs::is_directory(folder, ignored))
        return Error{ErrorCode::BadFile, folder.string() + " is no folder."};
    return engine::guarded("Reading " + folder.string(),
                           [&] { return Scan(folder, model, *known).run(); });
}

Result<engine::NdArray> readExplorerFile(const ExplorerFile& file) {
    return engine::guarded("Reading " + file.path.string(), [&]() -> Result<engine::NdArray> {
        const auto mapped = engine::MappedFile::open(file.path);
        if (!mapped) return mapped.error();
        const auto bytes = (*mapped)->bytes();
        const auto tokens = std::size_t(file.side) * std::size_t(file.side);
        const auto channels = std::size_t(file.channels);
        if (bytes.size() != tokens * channels * 2)
            return Error{ErrorCode::BadFile, file.path.string() + ": expected " +
                                                 std::to_string(tokens * channels * 2) +
                                                 " bytes, but found " +
                                                 std::to_string(bytes.size()) + "."};
        std::vector<float> values(tokens * channels);
        for (std::size_t t = 0; t < tokens; ++t)
            for (std::size_t c = 0; c < channels; ++c) {
                std::array<std::uint8_t, 2> half{};
                std::memcpy(half.data(), bytes.data() + 2 * (t * channels + c), 2);
                values[c * tokens + t] =
                    engine::halfToFloat(std::uint16_t(half[0] | (half[1] << 8)));
            }
        if (auto intact = (*mapped)->checkIntact(); !intact) return intact.error();
        return engine::NdArray::fromFloats({1, file.channels, file.side, file.side},
                                           std::move(values));
    });
}

Result<StoreManifest> importExplorerCache(const ExplorerCache& cache, const fs::path& folder,
                                          const std::string& model, const fs::path& out,
                                          const ExplorerImport& options) {
    auto writer = StoreWriter::open(out, headerOf(cache, model), {}, options.resumes);
    if (!writer) return writer.error();
    const auto imported = importFiles(cache, folder, *writer, options);
    // Also an interrupted import leaves one manifest; after a full disk there is no room for one.
    if (imported || imported.error().code == ErrorCode::Cancelled)
        if (auto finished = writer->finish(); !finished) return finished.error();
    if (!imported) return imported.error();
    return writer->manifest();
}

}  // namespace core
