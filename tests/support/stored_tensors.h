// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "test_files.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <cstring>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

/// safetensors files read and written as their format says, with none of the program's code.
namespace test {

struct StoredTensor {
    std::string dtype = "F32";
    std::vector<std::int64_t> shape;
    std::string bytes;
};
using StoredTensors = std::map<std::string, StoredTensor>;

inline StoredTensor floatTensor(std::vector<std::int64_t> shape, const std::vector<float>& values) {
    StoredTensor t{"F32", std::move(shape), std::string(values.size() * sizeof(float), '\0')};
    std::memcpy(t.bytes.data(), values.data(), t.bytes.size());
    return t;
}

/// Deterministic values of about unit variance over \a scale, different for every \a seed.
inline StoredTensor randomTensor(std::vector<std::int64_t> shape, std::uint32_t seed, float scale) {
    std::size_t count = 1;
    for (const auto n : shape) count *= std::size_t(n);
    std::vector<float> values(count);
    std::uint32_t state = seed * 2654435761u + 1;
    for (float& v : values) {
        state = state * 1664525u + 1013904223u;
        v = (float(state >> 8) / float(1 << 23) - 1) * 1.7f * scale;
    }
    return floatTensor(std::move(shape), values);
}

inline StoredTensors readTensors(const std::filesystem::path& file) {
    const std::string all = contentOf(file);
    std::uint64_t length = 0;
    std::memcpy(&length, all.data(), sizeof length);
    const auto header = nlohmann::json::parse(all.substr(8, length));
    StoredTensors tensors;
    for (const auto& [name, entry] : header.items()) {
        if (name == "__metadata__") continue;
        const std::size_t begin = entry["data_offsets"][0], end = entry["data_offsets"][1];
        tensors[name] = {entry["dtype"], entry["shape"],
                         all.substr(8 + length + begin, end - begin)};
    }
    return tensors;
}

inline void writeTensors(const std::filesystem::path& file, const StoredTensors& tensors) {
    nlohmann::json header = nlohmann::json::object();
    std::size_t at = 0;
    for (const auto& [name, t] : tensors) {
        header[name] = {
            {"dtype", t.dtype}, {"shape", t.shape}, {"data_offsets", {at, at + t.bytes.size()}}};
        at += t.bytes.size();
    }
    const std::string text = header.dump();
    const std::uint64_t length = text.size();
    std::string all(8, '\0');
    std::memcpy(all.data(), &length, sizeof length);
    all += text;
    for (const auto& [name, t] : tensors) all += t.bytes;
    put(file, all);
}

/// A file that holds tensors of these shapes, float16 zeros that take no room on disk: for headers
/// of full-size models.
inline void writeHollowTensors(const std::filesystem::path& file,
                               const std::map<std::string, std::vector<std::int64_t>>& shapes) {
    nlohmann::json header = nlohmann::json::object();
    std::uint64_t at = 0;
    for (const auto& [name, shape] : shapes) {
        std::uint64_t bytes = 2;
        for (const auto n : shape) bytes *= std::uint64_t(n);
        header[name] = {{"dtype", "F16"}, {"shape", shape}, {"data_offsets", {at, at + bytes}}};
        at += bytes;
    }
    const std::string text = header.dump();
    const std::uint64_t length = text.size();
    std::string all(8, '\0');
    std::memcpy(all.data(), &length, sizeof length);
    put(file, all + text);
    std::filesystem::resize_file(file, all.size() + text.size() + at);
}

}  // namespace test
