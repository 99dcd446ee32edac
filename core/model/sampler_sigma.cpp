// SPDX-License-Identifier: GPL-3.0-or-later
// What the samplers that count in sigma share.
#include "model/sampler_families.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

namespace engine {
namespace {

/// Equally spaced in their logarithm; one more than there are steps, as the reference has it.
std::vector<double> logLinearSigmas(double min, double max, int steps) {
    const auto logs =
        at::linspace(std::log(float(max)), std::log(float(min)), steps + 1, at::kFloat).exp();
    std::vector<double> sigmas;
    for (int i = 0; i <= steps; ++i) sigmas.push_back(logs[i].item<float>());
    return sigmas;
}

}  // namespace

SigmaSampler::SigmaSampler(SamplerSetup setup) : Sampler(std::move(setup)) {
    auto rule = timestepRule();
    rule.isReal = true;
    m_timesteps = timestepsOf(rule);
    const auto table = sigmaTable(m_alphas);
    auto sigmas = baseSigmas(table);
    if (m_config.usesKarrasSigmas) {
        sigmas = karrasSigmas(m_config.sigmaMin.value_or(sigmas.back()),
                              m_config.sigmaMax.value_or(sigmas.front()), steps());
        m_timesteps.clear();
        for (const double sigma : sigmas)
            m_timesteps.push_back(float(timestepOfSigma(sigma, table)));
    }
    for (const double sigma : sigmas) m_sigmas.push_back(float(sigma));
    m_sigmas.push_back(0);
}

std::vector<double> SigmaSampler::baseSigmas(const std::vector<float>& table) const {
    std::vector<double> sigmas;
    for (const float t : m_timesteps) sigmas.push_back(interpolate(table, t));
    return m_config.isLogLinear
               ? logLinearSigmas(sigmaTable(m_alphas).front(), table.back(), steps())
               : sigmas;
}

float SigmaSampler::initNoiseSigma() const {
    const float largest = *std::ranges::max_element(m_sigmas);
    return m_config.spacing == TimestepSpacing::Leading ? std::sqrt(largest * largest + 1)
                                                        : largest;
}

at::Tensor SigmaSampler::scaleInput(const at::Tensor& x, int index) const {
    const float sigma = sigmaAt(index);
    return x / std::sqrt(sigma * sigma + 1);
}

at::Tensor SigmaSampler::addNoise(const at::Tensor& clean, const at::Tensor& noise,
                                  float timestep) const {
    return clean + noise * sigmaAt(indexOf(timestep));
}

}  // namespace engine
