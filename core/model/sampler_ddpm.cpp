// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/sampler_families.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

namespace engine {
namespace {

/// Ho et al. 2020, equation 7: the posterior's mean, and noise at every step but the last.
class DdpmSampler final : public Sampler {
public:
    explicit DdpmSampler(SamplerSetup setup) : Sampler(std::move(setup)) {
        m_timesteps = timestepsOf(timestepRule());
    }

    Step step(const at::Tensor& modelOutput, int index, const at::Tensor& x) override {
        const int t = int(timestepAt(index));
        const int next = t - trainTimesteps() / steps();
        const float a = alphaAt(t), aNext = next >= 0 ? alphaAt(next) : 1.0f;
        const float stepAlpha = a / aNext, stepBeta = 1 - stepAlpha;
        const auto original = bounded(predict(modelOutput, x, a).original);
        auto previous = std::sqrt(aNext) * stepBeta / (1 - a) * original +
                        std::sqrt(stepAlpha) * (1 - aNext) / (1 - a) * x;
        if (t > 0) {
            const float variance = std::max((1 - aNext) / (1 - a) * stepBeta, 1e-20f);
            previous = previous + deviation(variance, stepBeta) * draw(x);
        }
        return {previous, original};
    }

private:
    float deviation(float posteriorVariance, float stepBeta) const {
        switch (m_config.variance) {
            case DdpmVariance::FixedSmall:
                return std::sqrt(posteriorVariance);
            case DdpmVariance::FixedSmallLog:
                return std::exp(0.5f * std::log(posteriorVariance));
            case DdpmVariance::FixedLarge:
                break;
        }
        return std::sqrt(stepBeta);
    }
};

}  // namespace

std::unique_ptr<Sampler> makeDdpm(SamplerSetup setup) {
    return std::make_unique<DdpmSampler>(std::move(setup));
}

}  // namespace engine
