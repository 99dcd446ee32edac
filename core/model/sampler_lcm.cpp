// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/sampler_families.h"

#include <ATen/ATen.h>

#include <cmath>

namespace engine {
namespace {

/// Latent consistency models (Luo et al. 2023): every call predicts x0, noise leads back to the
/// next of few timesteps of the teacher.
class LcmSampler final : public Sampler {
public:
    explicit LcmSampler(SamplerSetup setup) : Sampler(std::move(setup)) {
        const int ratio = trainTimesteps() / m_config.originalSteps;
        for (int i = 0; i < steps(); ++i) {
            const int skipped = int(double(i) * (double(m_config.originalSteps) / steps()));
            m_timesteps.push_back(float((m_config.originalSteps - skipped) * ratio - 1));
        }
    }

    Step step(const at::Tensor& modelOutput, int index, const at::Tensor& x) override {
        constexpr double kDataVariance = 0.25;
        const double t = timestepAt(index), scaled = t * m_config.timestepScaling;
        const double skip = kDataVariance / (scaled * scaled + kDataVariance);
        const double out = scaled / std::sqrt(scaled * scaled + kDataVariance);
        const auto original = bounded(predict(modelOutput, x, alphaAt(int(t))).original);
        const auto denoised = out * original + skip * x;
        if (index + 1 == steps()) return {denoised, denoised};
        const float aNext = alphaAt(int(timestepAt(index + 1)));
        return {std::sqrt(aNext) * denoised + std::sqrt(1 - aNext) * draw(x), denoised};
    }
};

}  // namespace

std::unique_ptr<Sampler> makeLcm(SamplerSetup setup) {
    return std::make_unique<LcmSampler>(std::move(setup));
}

}  // namespace engine
