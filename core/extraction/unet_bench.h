// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "extraction/engine.h"

namespace engine {

/// Builds the U-Net of a published geometry with random weights and times it as \a request says.
/// Fails with Usage for an unknown geometry or layer, OutOfMemory, Cancelled.
Result<UnetBench> benchUnet(const UnetBenchRequest& request, std::stop_token stop);

}  // namespace engine
