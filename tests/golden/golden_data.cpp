// SPDX-License-Identifier: GPL-3.0-or-later
#include "golden_data.h"

#include <base/atomic_file.h>
#include <base/json.h>
#include <tensor/npy.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <limits>

namespace golden {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

template <typename T>
T littleEndian(const std::string& bytes, std::size_t at) {
    T value{};
    std::memcpy(&value, bytes.data() + at, sizeof value);
    return value;
}

}  // namespace

engine::Result<engine::NamedArrays> readStoredNpz(const std::filesystem::path& path) {
    const auto bytes = engine::readFile(path, std::size_t(64) << 20);
    if (!bytes) return bytes.error();
    engine::NamedArrays arrays;
    std::size_t at = 0;
    while (at + 30 <= bytes->size() && littleEndian<std::uint32_t>(*bytes, at) == 0x04034b50) {
        const auto method = littleEndian<std::uint16_t>(*bytes, at + 8);
        std::size_t size = littleEndian<std::uint32_t>(*bytes, at + 22);
        const auto nameLength = littleEndian<std::uint16_t>(*bytes, at + 26);
        const auto extraLength = littleEndian<std::uint16_t>(*bytes, at + 28);
        const auto extra = at + 30 + nameLength, data = extra + extraLength;
        auto name = bytes->substr(at + 30, nameLength);
        // numpy writes ZIP64 sizes into the first extra field: id 1, length, unpacked size, packed
        // size.
        if (size == 0xffffffff) size = std::size_t(littleEndian<std::uint64_t>(*bytes, extra + 4));
        if (method != 0 || data + size > bytes->size())
            return engine::Error{engine::ErrorCode::BadFile,
                                 path.string() + ": " + name + " is not simply stored."};
        auto array = engine::parseNpy(std::string_view(*bytes).substr(data, size),
                                      path.string() + ": " + name);
        if (!array) return array.error();
        if (name.ends_with(".npy")) name.resize(name.size() - 4);
        arrays.emplace_back(std::move(name), std::move(*array));
        at = data + size;
    }
    return arrays;
}

engine::Result<std::map<std::string, Summary>> readSummaries(const std::filesystem::path& path) {
    const auto json = engine::readJsonFile(path);
    if (!json) return json.error();
    std::map<std::string, Summary> summaries;
    for (const auto& [name, s] : json->items())
        summaries[name] = {s["shape"], s["mean"], s["std"], s["l2"], s["first16"]};
    return summaries;
}

void Comparison::addDeviation(const std::string& name, double deviation) {
    ++m_cases;
    if (!(deviation <= m_worst)) {  // NaN counts as worst
        m_worst = std::isnan(deviation) ? kInfinity : deviation;
        m_worstName = name;
    }
    if (!(deviation <= m_tolerance) && m_talk == Talk::Printed)
        std::printf("golden: %s: %s deviates by %g\n", m_group.c_str(), name.c_str(), deviation);
}

void Comparison::fail(const std::string& name, const std::string& why) {
    std::printf("golden: %s: %s: %s\n", m_group.c_str(), name.c_str(), why.c_str());
    addDeviation(name, kInfinity);
}

void Comparison::add(const std::string& name, const engine::NdArray& actual,
                     const engine::NdArray& expected) {
    if (actual.shape() != expected.shape())
        return fail(name, "shape " + engine::shapeText(actual.shape()) + " instead of " +
                              engine::shapeText(expected.shape()));
    const auto a = actual.toFloats(), e = expected.toFloats();
    if (!a || !e) return fail(name, "not comparable");
    double largest = 0, deviation = 0;
    for (std::size_t i = 0; i < e->size(); ++i) {
        largest = std::max(largest, std::abs(double((*e)[i])));
        const double d = std::abs(double((*a)[i]) - double((*e)[i]));
        if (!(d <= deviation)) deviation = std::isnan(d) ? kInfinity : d;
    }
    addDeviation(name, largest > 0 ? deviation / largest : deviation);
}

void Comparison::add(const std::string& name, const engine::NdArray& actual,
                     const Summary& expected) {
    if (actual.shape() != expected.shape)
        return fail(name, "shape " + engine::shapeText(actual.shape()));
    const auto values = actual.toFloats();
    if (!values || values->empty()) return fail(name, "not comparable");
    double sum = 0, squares = 0;
    for (const float v : *values) {
        sum += v;
        squares += double(v) * double(v);
    }
    const double n = double(values->size()), mean = sum / n;
    double spread = 0;
    for (const float v : *values) spread += (v - mean) * (v - mean);
    const double deviation = std::sqrt(spread / n), l2 = std::sqrt(squares);

    double scale = expected.deviation, first = 0;
    for (const double v : expected.first16) scale = std::max(scale, std::abs(v));
    for (std::size_t i = 0; i < expected.first16.size(); ++i)
        first = std::max(first, std::abs(double((*values)[i]) - expected.first16[i]));
    addDeviation(name, std::max({first / scale, std::abs(mean - expected.mean) / expected.deviation,
                                 std::abs(deviation - expected.deviation) / expected.deviation,
                                 std::abs(l2 - expected.l2) / expected.l2}));
}

std::string Comparison::line() const {
    char buffer[256];
    std::snprintf(buffer, sizeof buffer, "golden %-34s %5d %10.2e %8.0e %s", m_group.c_str(),
                  m_cases, m_worst, m_tolerance, passed() ? "ok" : "FAILED");
    return buffer + (m_worstName.empty() ? std::string() : "  worst: " + m_worstName);
}

}  // namespace golden
