// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/autoencoder_layers.h"

#include "model/configs.h"
#include "model/tiny_vae_config.h"
#include "model/vae_config.h"

namespace engine {
namespace {

template <typename Config>
Result<std::vector<LayerInfo>> layersBy(std::vector<LayerInfo> (*walk)(const Config&, TokenGrid),
                                        const ComponentInfo& vae, TokenGrid grid) {
    const auto config = readConfigAs<Config>(vae);
    if (!config) return config.error();
    return walk(*config, grid);
}

bool isTiny(const ComponentInfo& vae) {
    return vae.className == "AutoencoderTiny";
}

}  // namespace

Result<std::vector<LayerInfo>> encoderLayersOf(const ComponentInfo& vae, TokenGrid image) {
    return isTiny(vae) ? layersBy(tinyEncoderLayers, vae, image)
                       : layersBy(vaeEncoderLayers, vae, image);
}

Result<std::vector<LayerInfo>> decoderLayersOf(const ComponentInfo& vae, TokenGrid latent) {
    return isTiny(vae) ? layersBy(tinyDecoderLayers, vae, latent)
                       : layersBy(vaeDecoderLayers, vae, latent);
}

}  // namespace engine
