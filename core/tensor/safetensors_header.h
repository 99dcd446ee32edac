// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "tensor/safetensors_index.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace engine {

/// The entries of a header in the order of its text, each checked by itself: types, dtype,
/// overflow, its span against its shape and against \a dataBytes. How they lie to each other is
/// parseSafetensorsHeader()'s to check.
///
/// Reads event by event and builds no JSON tree, so time and memory grow with the text alone:
/// nlohmann's parser with a callback walks all elder siblings whenever an object ends, which a
/// header of 100 MB turns into hours.
Result<std::vector<TensorEntry>> readSafetensorsEntries(std::string_view header,
                                                        std::uint64_t dataBytes,
                                                        const std::string& fileName);

}  // namespace engine
