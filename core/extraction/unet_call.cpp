// SPDX-License-Identifier: GPL-3.0-or-later
#include "extraction/unet_call.h"

#include "extraction/observed_runs.h"
#include "tensor/tensor_bridge.h"

#include <ATen/ATen.h>

namespace engine {

Result<UnetCall> readUnetInputs(const UnetInputs& inputs, const UnetConfig& config) {
    if (!isImage(inputs.sample, config.inChannels))
        return wrongShape("sample", "[B, " + std::to_string(config.inChannels) + ", h, w]",
                          inputs.sample);
    const auto batch = inputs.sample.shape()[0];
    const auto& text = inputs.encoderHiddenStates.shape();
    if (text.size() != 3 || text[0] != batch || text[2] != config.crossAttentionDim)
        return wrongShape("encoder_hidden_states",
                          "[" + std::to_string(batch) + ", tokens, " +
                              std::to_string(config.crossAttentionDim) + "]",
                          inputs.encoderHiddenStates);
    if (inputs.timestep.count() != 1 && inputs.timestep.count() != std::size_t(batch))
        return wrongShape("timestep", "a number or one per picture", inputs.timestep);
    UnetConditioning conditioning{toFloatTensor(inputs.timestep).flatten(),
                                  toFloatTensor(inputs.encoderHiddenStates),
                                  {},
                                  {}};
    if (inputs.textEmbeds && inputs.timeIds) {
        const auto ids = inputs.timeIds->count() / std::size_t(batch);
        const auto pooled =
            std::size_t(config.projectionInputDim) - ids * std::size_t(config.additionTimeEmbedDim);
        if (inputs.textEmbeds->count() != pooled * std::size_t(batch))
            return wrongShape("text_embeds",
                              shapeText(std::vector<std::int64_t>{batch, std::int64_t(pooled)}),
                              *inputs.textEmbeds);
        conditioning.textEmbeds = toFloatTensor(*inputs.textEmbeds).view({batch, -1});
        conditioning.timeIds = toFloatTensor(*inputs.timeIds).view({batch, -1});
    }
    return UnetCall{toFloatTensor(inputs.sample), conditioning};
}

}  // namespace engine
