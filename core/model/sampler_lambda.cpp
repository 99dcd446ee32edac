// SPDX-License-Identifier: GPL-3.0-or-later
// What DPM-Solver and UniPC share.
#include "model/sampler_families.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

namespace engine {

LambdaSampler::LambdaSampler(SamplerSetup setup) : Sampler(std::move(setup)) {
    auto rule = timestepRule();
    rule.isOneMore = true;
    rule.lastTimestep = lastTimestep();
    m_timesteps = timestepsOf(rule);
    const auto table = sigmaTable(m_alphas);
    if (m_config.usesKarrasSigmas) {
        m_timesteps.clear();
        for (const double sigma : karrasSigmas(table.front(), table.back(), steps())) {
            m_sigmas.push_back(float(sigma));
            m_timesteps.push_back(float(std::nearbyint(timestepOfSigma(sigma, table))));
        }
    } else {
        for (const float t : m_timesteps) m_sigmas.push_back(float(interpolate(table, t)));
    }
    // UniPC of that version repeats the last Karras sigma.
    const bool repeats = m_config.kind == SamplerKind::UniPc && m_config.usesKarrasSigmas;
    const bool endsAtZero = m_config.kind == SamplerKind::DpmMultistep && m_config.endsAtZeroSigma;
    m_sigmas.push_back(endsAtZero ? 0.0f : repeats ? m_sigmas.back() : table.front());
}

int LambdaSampler::lastTimestep() const {
    if (m_config.kind != SamplerKind::DpmMultistep) return trainTimesteps();
    const auto isClipped = [&](float a) {
        return double(std::log(std::sqrt(a)) - std::log(std::sqrt(1 - a))) <
               m_config.lambdaMinClipped;
    };
    return trainTimesteps() - int(std::ranges::count_if(m_alphas, isClipped));
}

LambdaSampler::Point LambdaSampler::pointAt(int index) const {
    const float raw = sigmaAt(index);
    const float alpha = 1 / std::sqrt(raw * raw + 1), sigma = raw * alpha;
    return {alpha, sigma, std::log(alpha) - std::log(sigma)};
}

at::Tensor LambdaSampler::originalOf(const at::Tensor& modelOutput, const at::Tensor& x,
                                     int index) const {
    const auto p = pointAt(index);
    switch (m_config.prediction) {
        case Prediction::Epsilon:
            return (x - p.sigma * modelOutput) / p.alpha;
        case Prediction::Velocity:
            return p.alpha * x - p.sigma * modelOutput;
        case Prediction::Sample:
            break;
    }
    return modelOutput;
}

at::Tensor LambdaSampler::converted(const at::Tensor& modelOutput, const at::Tensor& x, int index,
                                    bool wantsOriginal) const {
    const auto p = pointAt(index);
    auto original = originalOf(modelOutput, x, index);
    if (m_config.thresholds) original = thresholded(original);
    if (wantsOriginal) return original;
    if (m_config.thresholds) return (x - p.alpha * original) / p.sigma;
    switch (m_config.prediction) {
        case Prediction::Epsilon:
            return modelOutput;
        case Prediction::Velocity:
            return p.alpha * modelOutput + p.sigma * x;
        case Prediction::Sample:
            break;
    }
    return (x - p.alpha * modelOutput) / p.sigma;
}

at::Tensor LambdaSampler::addNoise(const at::Tensor& clean, const at::Tensor& noise,
                                   float timestep) const {
    const auto p = pointAt(indexOf(timestep));
    return p.alpha * clean + p.sigma * noise;
}

}  // namespace engine
