// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/byte_text.h"

#include <algorithm>
#include <array>

namespace engine {

namespace {

/// How many times \a step goes into \a bytes, to the nearest whole number.
std::int64_t rounded(std::int64_t bytes, std::int64_t step) {
    return bytes / step + (bytes % step >= step - step / 2 ? 1 : 0);
}

}  // namespace

std::string byteText(std::int64_t bytes) {
    static constexpr std::array kUnits = {"kB", "MB", "GB", "TB", "PB", "EB"};
    bytes = std::max<std::int64_t>(bytes, 0);
    if (bytes < 1000) return std::to_string(bytes) + " B";
    std::size_t i = 0;
    std::int64_t unit = 1000;
    // What would be rounded up to 1000 of a unit is 1 of the next.
    for (; i + 1 < kUnits.size() && rounded(bytes, unit) >= 1000; ++i) unit *= 1000;
    const std::int64_t tenths = rounded(bytes, unit / 10);
    if (tenths >= 100) return std::to_string(rounded(bytes, unit)) + ' ' + kUnits[i];
    const std::string fraction = tenths % 10 == 0 ? "" : "." + std::to_string(tenths % 10);
    return std::to_string(tenths / 10) + fraction + ' ' + kUnits[i];
}

}  // namespace engine
