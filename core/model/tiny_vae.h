// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Private to the engine: names torch.

#include "model/autoencoder.h"
#include "model/layers.h"
#include "model/tiny_vae_config.h"

#include <array>
#include <vector>

namespace engine {

/// One half of AutoencoderTiny: a plain list of layers. A block is ReLU(x + three 3x3 convolutions
/// with ReLU between).
class TinyVaeHalf {
public:
    TinyVaeHalf(const std::vector<TinyVaeLayer>& plan, const std::string& name,
                WeightStore& weights);
    const TapRegistry& taps() const { return m_taps; }
    at::Tensor forward(at::Tensor x, NetworkRun& run) const;

private:
    struct Layer {
        TinyVaeLayer::Kind kind;
        std::array<Conv2d, 3> conv;  ///< a convolution uses the first
        std::array<TapId, 3> convTaps{};
        TapId output = -1;
    };
    at::Tensor apply(const Layer& layer, const at::Tensor& x, NetworkRun& run) const;

    TapRegistry m_taps;
    std::vector<Layer> m_layers;
};

/// AutoencoderTiny (TAESD), the distilled VAE. Its encoder gives a latent directly, without a
/// distribution: the mean is that latent, the standard deviation 0 and the log-variance -infinity.
class TinyVae final : public Autoencoder {
public:
    TinyVae(const TinyVaeConfig& config, WeightStore& weights);

    const Facts& facts() const override { return m_facts; }
    const TapRegistry& encoderTaps() const override { return m_encoder.taps(); }
    const TapRegistry& decoderTaps() const override { return m_decoder.taps(); }
    LatentDistribution encode(const at::Tensor& image, NetworkRun& run) const override;
    at::Tensor decode(const at::Tensor& latent, NetworkRun& run) const override;

private:
    Facts m_facts;
    TinyVaeHalf m_encoder, m_decoder;
};

}  // namespace engine
