// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <base/result.h>
#include <representation/layer_path.h>
#include <representation/norm_map.h>

#include <cstdint>
#include <filesystem>
#include <map>

namespace core {

/// A norm picture (8-bit grey, one pixel per token) as a map of 0..255.
engine::Result<engine::NormMap> readNormPicture(const std::filesystem::path& path);

/// Norm maps by the number of their picture: `norms.npz` of the norms command (norm/LAYER [N, H,
/// W]; the only array where just one is there; pictures that failed are all NaN and left out), or a
/// folder of norm_0000.png. Fails with BadFile, Usage (no such layer).
engine::Result<std::map<std::int64_t, engine::NormMap>> readNormMaps(
    const std::filesystem::path& source, const engine::LayerPath& layer);

}  // namespace core
