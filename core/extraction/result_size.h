// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "model/model_info.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace engine {

/// Bytes that the activations of \a layers take in memory, as float32, for \a batch pictures.
std::uint64_t resultBytes(const std::vector<LayerInfo>& layers, std::int64_t batch);

/// Fails with OutOfMemory where those are more than \a available bytes, saying what they need, what
/// is there, and what to leave out. Call before a run begins. Nothing is known where \a available
/// is empty, and nothing refused.
Status checkResultFits(const std::vector<LayerInfo>& layers, std::int64_t batch,
                       std::optional<std::uint64_t> available);

}  // namespace engine
