// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/sampler_families.h"

#include <ATen/ATen.h>

namespace engine {
namespace {

/// Karras et al. 2022, algorithm 1 without churn: two calls per step, at this noise level and at
/// the next; the last step is Euler's. Timesteps and sigmas are repeated accordingly.
class HeunSampler final : public SigmaSampler {
public:
    explicit HeunSampler(SamplerSetup setup) : SigmaSampler(std::move(setup)) {
        const auto timesteps = m_timesteps, sigmas = m_sigmas;
        m_timesteps.assign(1, timesteps.front());
        m_sigmas.assign(1, sigmas.front());
        for (std::size_t i = 1; i < timesteps.size(); ++i) {
            m_timesteps.insert(m_timesteps.end(), 2, timesteps[i]);
            m_sigmas.insert(m_sigmas.end(), 2, sigmas[i]);
        }
        m_sigmas.push_back(0);
    }

    Step step(const at::Tensor& modelOutput, int index, const at::Tensor& x) override {
        const float sigma = sigmaAt(index);
        const auto unbounded = originalAt(modelOutput, x, sigma);
        const auto original = m_config.clipsSample
                                  ? unbounded.clamp(-m_config.clipRange, m_config.clipRange)
                                  : unbounded;
        const auto derivative = (x - original) / sigma;
        if (index % 2 == 0) {
            m_start = x;
            m_derivative = derivative;
            m_length = sigmaAt(index + 1) - sigma;
            return {x + derivative * m_length, original};
        }
        return {m_start + (m_derivative + derivative) / 2 * m_length, original};
    }

private:
    at::Tensor m_start, m_derivative;
    float m_length = 0;
};

}  // namespace

std::unique_ptr<Sampler> makeHeun(SamplerSetup setup) {
    return std::make_unique<HeunSampler>(std::move(setup));
}

}  // namespace engine
