// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tiny_vae.h"

#include <ATen/ATen.h>

#include <limits>

namespace engine {

using Kind = TinyVaeLayer::Kind;

TinyVaeHalf::TinyVaeHalf(const std::vector<TinyVaeLayer>& plan, const std::string& name,
                         WeightStore& weights) {
    const ModuleScope root(weights, m_taps);
    for (std::size_t n = 0; n < plan.size(); ++n) {
        const auto& [kind, in, out, stride, hasBias] = plan[n];
        const auto scope = (root / name).at("layers", int(n));
        Layer layer{kind, {}, {}, -1};
        if (kind == Kind::Convolution)
            layer.conv[0] = Conv2d(scope, in, out, 3, stride, 1, hasBias);
        if (kind == Kind::Block)
            for (std::size_t i = 0; i < layer.conv.size(); ++i) {
                const auto inner = scope.at("conv", int(2 * i));  // ReLU stands between
                layer.conv[i] = Conv2d(inner, i == 0 ? in : out, out, 3, 1, 1);
                layer.convTaps[i] = inner.tap();
            }
        layer.output = scope.tap();
        m_layers.push_back(std::move(layer));
    }
}

at::Tensor TinyVaeHalf::apply(const Layer& layer, const at::Tensor& x, NetworkRun& run) const {
    switch (layer.kind) {
        case Kind::Convolution:
            return layer.conv[0](x);
        case Kind::Relu:
            return at::relu(x);
        case Kind::Upsample:
            return at::upsample_nearest2d(x, {2 * x.size(2), 2 * x.size(3)});
        case Kind::Block:
            break;
    }
    auto h = x;  // [B, C, H, W]
    for (std::size_t i = 0; i < layer.conv.size(); ++i) {
        h = run.output(layer.convTaps[i], layer.conv[i](i == 0 ? h : at::relu(h)));
    }
    return at::relu(h + x);
}

at::Tensor TinyVaeHalf::forward(at::Tensor x, NetworkRun& run) const {
    for (const auto& layer : m_layers) x = run.output(layer.output, apply(layer, x, run));
    return x;
}

TinyVae::TinyVae(const TinyVaeConfig& config, WeightStore& weights)
    : m_facts{config.inChannels, config.latentChannels, config.scale(), config.scalingFactor,
              config.shiftFactor},
      m_encoder(tinyEncoderPlan(config), "encoder", weights),
      m_decoder(tinyDecoderPlan(config), "decoder", weights) {}

LatentDistribution TinyVae::encode(const at::Tensor& image, NetworkRun& run) const {
    const auto unit = (image + 1) / 2;  // the network sees 0..1
    LatentDistribution d;
    d.mean = m_encoder.forward(unit.contiguous(computingLayout()), run);  // [B, L, h, w]
    d.logvar = at::full_like(d.mean, -std::numeric_limits<float>::infinity());
    d.std = at::zeros_like(d.mean);
    d.moments = at::cat({d.mean, d.logvar}, 1);
    return d;
}

at::Tensor TinyVae::decode(const at::Tensor& latent, NetworkRun& run) const {
    const auto bounded = at::tanh(latent / 3) * 3;
    return m_decoder.forward(bounded.contiguous(computingLayout()), run) * 2 - 1;
}

}  // namespace engine
