// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Private to the engine: names torch.

#include "extraction/edit.h"
#include "model/network_run.h"

#include <ATen/core/Tensor.h>

#include <vector>

namespace engine {

/// What edits are checked against.
struct EditedRun {
    const TapRegistry& taps;
    std::vector<LayerInfo> layers;  ///< of the network, for the input at hand
    at::Tensor timesteps;           ///< [B]
    int textTokens = 77;
};

/// \a edits as functions of tensors. Pictures of the batch whose timestep lies outside an edit's
/// range keep what they have.
/// Fails with Usage for a layer that the network lacks or that has no tokens, tokens outside the
/// grid, values of another shape, a factor that is no number.
Result<ActivationEdits> hooksFor(const std::vector<Edit>& edits, const EditedRun& run);

}  // namespace engine
