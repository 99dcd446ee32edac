// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "tensor/nd_array.h"

#include <vector>

namespace engine {

/// Stacks activations of several layers along the channels after repeating each token up to the
/// largest grid; a grid that does not divide it is padded with zeros at the right and bottom.
/// Source: reference/anomalies.md, section 4 (concat). \param activations [1, C_i, H_i, W_i]
/// float32. \return [sum C_i, H, W]. Fails with Usage.
Result<NdArray> joinActivations(const std::vector<NdArray>& activations);

}  // namespace engine
