// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <base/result.h>
#include <model/model_info.h>

#include <vector>

namespace core {

/// The U-Net's layers with their grids for pictures of \a size, read from its config alone: without
/// the engine and without weights. Fails with BadFile.
engine::Result<std::vector<engine::LayerInfo>> unetLayersOf(const engine::ModelInfo& model,
                                                            engine::PixelSize size);

}  // namespace core
