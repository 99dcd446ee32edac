// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/sampler_families.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

namespace engine {
namespace {

/// Karras et al. 2022, algorithm 2 without the second-order correction; with churn 0 deterministic.
class EulerSampler final : public SigmaSampler {
public:
    explicit EulerSampler(SamplerSetup setup) : SigmaSampler(std::move(setup)) {}

    Step step(const at::Tensor& modelOutput, int index, const at::Tensor& given) override {
        const float sigma = sigmaAt(index);
        const float gamma = gammaAt(sigma), raised = sigma * (gamma + 1);
        // The reference draws at every step, needed or not: later draws of the generator stay the
        // same.
        const auto noise = draw(given);
        auto x = given;
        if (gamma > 0)
            x = x +
                noise * float(m_options.churnNoise) * std::sqrt(raised * raised - sigma * sigma);
        const auto original = m_config.prediction == Prediction::Epsilon
                                  ? x - raised * modelOutput
                                  : originalAt(modelOutput, x, sigma);
        const auto derivative = (x - original) / raised;
        return {x + derivative * (sigmaAt(index + 1) - raised), original};
    }

private:
    float gammaAt(float sigma) const {
        const bool isChurned = m_options.churnMin <= sigma && sigma <= m_options.churnMax;
        const double gamma = m_options.churn / double(m_sigmas.size() - 1);
        return isChurned ? float(std::min(gamma, std::sqrt(2.0) - 1)) : 0.0f;
    }
};

/// Goes further down than the next noise level and adds fresh noise.
class EulerAncestralSampler final : public SigmaSampler {
public:
    explicit EulerAncestralSampler(SamplerSetup setup) : SigmaSampler(std::move(setup)) {}

    Step step(const at::Tensor& modelOutput, int index, const at::Tensor& x) override {
        const float sigma = sigmaAt(index), next = sigmaAt(index + 1);
        const auto original = originalAt(modelOutput, x, sigma);
        const float s2 = sigma * sigma, n2 = next * next;
        const float up = std::sqrt(n2 * (s2 - n2) / s2), down = std::sqrt(n2 - up * up);
        const auto derivative = (x - original) / sigma;
        return {x + derivative * (down - sigma) + draw(x) * up, original};
    }
};

}  // namespace

std::unique_ptr<Sampler> makeEuler(SamplerSetup setup) {
    return std::make_unique<EulerSampler>(std::move(setup));
}

std::unique_ptr<Sampler> makeEulerAncestral(SamplerSetup setup) {
    return std::make_unique<EulerAncestralSampler>(std::move(setup));
}

}  // namespace engine
