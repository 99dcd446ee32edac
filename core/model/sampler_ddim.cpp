// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/sampler_families.h"

#include <ATen/ATen.h>

#include <cmath>

namespace engine {
namespace {

/// Song et al. 2020. With eta 0 deterministic.
class DdimSampler final : public Sampler {
public:
    explicit DdimSampler(SamplerSetup setup) : Sampler(std::move(setup)) {
        m_timesteps = timestepsOf(timestepRule());
    }

    Step step(const at::Tensor& modelOutput, int index, const at::Tensor& x) override {
        const int t = int(timestepAt(index));
        const int next = t - trainTimesteps() / steps();
        const float a = alphaAt(t), aNext = next >= 0 ? alphaAt(next) : finalAlpha();
        auto [original, noise] = predict(modelOutput, x, a);
        original = bounded(original);
        if (m_options.reusesBoundedSample) noise = (x - std::sqrt(a) * original) / std::sqrt(1 - a);
        const float variance = (1 - aNext) / (1 - a) * (1 - a / aNext);
        const float deviation = float(m_options.eta) * std::sqrt(variance);
        auto previous =
            std::sqrt(aNext) * original + std::sqrt(1 - aNext - deviation * deviation) * noise;
        if (m_options.eta > 0) previous = previous + deviation * draw(x);
        return {previous, original};
    }

private:
    float finalAlpha() const { return m_config.finalAlphaIsOne ? 1.0f : alphaAt(0); }
};

}  // namespace

std::unique_ptr<Sampler> makeDdim(SamplerSetup setup) {
    return std::make_unique<DdimSampler>(std::move(setup));
}

}  // namespace engine
