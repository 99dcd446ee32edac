// SPDX-License-Identifier: GPL-3.0-or-later
// Writes a full-size model with random weights, for runs at full size where no real weights are.
//
//     ninja -C build/dev write_random_model
//     build/dev/bin/write_random_model sd15|sd21|sdxl FOLDER [TOKENIZER_FOLDER]
//
// float16 safetensors files (2.1, 2.6 and 7 GB), the published configs, and a small tokenizer whose
// ids every vocabulary holds. Every value follows from the tensor's name and its place in it, so
// two runs give the same bytes, and no more than a megabyte is held at a time.
#include "parameters.h"

#include <base/json.h>
#include <model/published_models.h>
#include <tensor/nd_array.h>

#include <nlohmann/json.hpp>

#include <array>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>

namespace fs = std::filesystem;

namespace tools {
namespace {

/// A well-mixed number for every (stream, index): splitmix64's finaliser.
std::uint64_t mixed(std::uint64_t stream, std::uint64_t index) {
    std::uint64_t z = stream + 0x9e3779b97f4a7c15u * (index + 1);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

/// FNV-1a, which unlike std::hash is the same everywhere.
std::uint64_t streamOf(const std::string& name) {
    std::uint64_t hash = 0xcbf29ce484222325u;
    for (const char c : name) hash = (hash ^ std::uint8_t(c)) * 0x100000001b3u;
    return hash;
}

/// Nearly normal with unit variance: the sum of four uniform numbers.
float normal(std::uint64_t bits) {
    const auto sum =
        (bits & 0xffff) + ((bits >> 16) & 0xffff) + ((bits >> 32) & 0xffff) + (bits >> 48);
    return (float(sum) - 2 * 65535.0f) / (65536.0f * std::sqrt(1.0f / 3));
}

std::uint64_t countOf(const Parameter& p) {
    std::uint64_t count = 1;
    for (const auto n : p.shape) count *= std::uint64_t(n);
    return count;
}

/// Scales of norms are one, biases zero; matrices and kernels N(0, 1 / fan_in), tables N(0, 0.1).
std::function<float(std::uint64_t)> valuesOf(const Parameter& p) {
    const std::uint64_t stream = streamOf(p.name);
    if (p.shape.size() < 2) {
        const float constant = p.name.ends_with(".weight") ? 1.0f : 0.0f;
        return [constant](std::uint64_t) { return constant; };
    }
    const bool isTable = p.name.find("embeddings.") != std::string::npos;
    const double fanIn = double(countOf(p)) / double(p.shape[0]);
    const float scale = isTable ? std::sqrt(0.1f) : float(1 / std::sqrt(fanIn));
    return [=](std::uint64_t i) { return scale * normal(mixed(stream, i)); };
}

void writeWeights(const fs::path& file, const Parameters& parameters) {
    nlohmann::ordered_json header = {{"__metadata__", {{"format", "pt"}}}};
    std::uint64_t at = 0;
    for (const auto& p : parameters) {
        const auto end = at + 2 * countOf(p);
        header[p.name] = {{"dtype", "F16"}, {"shape", p.shape}, {"data_offsets", {at, end}}};
        at = end;
    }
    const std::string text = header.dump();
    const std::uint64_t length = text.size();
    std::ofstream out(file, std::ios::binary);
    out.write(reinterpret_cast<const char*>(&length), sizeof length);
    out << text;
    std::vector<std::uint16_t> chunk;
    for (const auto& p : parameters) {
        const auto value = valuesOf(p);
        const auto count = countOf(p);
        for (std::uint64_t done = 0; done < count; done += chunk.size()) {
            chunk.resize(std::min<std::uint64_t>(count - done, 1 << 18));
            for (std::size_t i = 0; i < chunk.size(); ++i)
                chunk[i] = engine::floatToHalf(value(done + i));
            out.write(reinterpret_cast<const char*>(chunk.data()),
                      std::streamsize(2 * chunk.size()));
        }
    }
    if (!out.flush()) std::fprintf(stderr, "%s could not be written.\n", file.c_str());
}

template <typename Config>
void writeComponent(const fs::path& folder, const std::string& config, const char* weights,
                    Parameters (*parameters)(const Config&)) {
    fs::create_directories(folder);
    std::ofstream(folder / "config.json") << config;
    const auto json = engine::parseJson(config, folder.string());
    const auto parsed = Config::fromJson(*json, folder.string());
    writeWeights(folder / weights, parameters(*parsed));
}

void write(const engine::PublishedModel& model, const fs::path& folder, const fs::path& tokenizer) {
    fs::create_directories(folder / "scheduler");
    std::ofstream(folder / "model_index.json") << model.modelIndex;
    std::ofstream(folder / "scheduler/scheduler_config.json") << model.scheduler;
    const char* diffusers = "diffusion_pytorch_model.fp16.safetensors";
    writeComponent(folder / "unet", model.unet, diffusers, unetParameters);
    writeComponent(folder / "vae", model.vae, diffusers, vaeParameters);
    const std::array<std::pair<const char*, const std::string*>, 2> texts = {
        {{"", &model.textEncoder}, {"_2", &model.textEncoder2}}};
    for (const auto& [suffix, config] : texts) {
        if (config->empty()) continue;
        writeComponent(folder / (std::string("text_encoder") + suffix), *config,
                       "model.fp16.safetensors", textParameters);
        fs::copy(tokenizer, folder / (std::string("tokenizer") + suffix),
                 fs::copy_options::recursive | fs::copy_options::overwrite_existing);
    }
}

int run(int argc, char** argv) {
    const auto* model = argc >= 3 ? engine::publishedModel(argv[1]) : nullptr;
    if (!model) {
        std::fprintf(stderr,
                     "usage: write_random_model sd15|sd21|sdxl FOLDER [TOKENIZER_FOLDER]\n");
        return 2;
    }
    const fs::path golden = fs::path(DENOSCOPE_TEST_DATA) / "golden/models/tiny-sd15/tokenizer";
    write(*model, argv[2], argc > 3 ? fs::path(argv[3]) : golden);
    return 0;
}

}  // namespace
}  // namespace tools

int main(int argc, char** argv) {
    return tools::run(argc, argv);
}
