// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <extraction/engine.h>

#include <memory>
#include <vector>

namespace app {

/// The 45 inner layers of SD 1.5 for pictures of \a side pixels.
std::vector<engine::LayerInfo> randomLayers(int side);

/// An engine for benchmarks: any folder opens as SD 1.5, whose activations are random numbers. It
/// needs neither weights nor libtorch.
std::unique_ptr<engine::Engine> makeRandomEngine();

}  // namespace app
