// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/sampler.h"

#include "model/noise_schedule.h"
#include "model/sampler_families.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

namespace engine {
namespace {

/// Samplers that divide by abar stand on the last timestep of a zero-SNR schedule, where it is 0.
constexpr float kSmallestAlpha = 0x1p-24f;

bool dividesByAlpha(SamplerKind kind) {
    return kind == SamplerKind::Euler || kind == SamplerKind::EulerAncestral ||
           kind == SamplerKind::DpmMultistep;
}

std::unique_ptr<Sampler> construct(SamplerSetup setup) {
    switch (setup.config.kind) {
        case SamplerKind::Ddim:
            return makeDdim(std::move(setup));
        case SamplerKind::Ddpm:
            return makeDdpm(std::move(setup));
        case SamplerKind::Pndm:
            return makePndm(std::move(setup));
        case SamplerKind::Lms:
            return makeLms(std::move(setup));
        case SamplerKind::Euler:
            return makeEuler(std::move(setup));
        case SamplerKind::EulerAncestral:
            return makeEulerAncestral(std::move(setup));
        case SamplerKind::Heun:
            return makeHeun(std::move(setup));
        case SamplerKind::DpmMultistep:
            return makeDpm(std::move(setup));
        case SamplerKind::UniPc:
            return makeUniPc(std::move(setup));
        case SamplerKind::Lcm:
            return makeLcm(std::move(setup));
    }
    TORCH_CHECK(false, "no such sampler");
}

Status checkSteps(const SamplerConfig& config, int steps, int trainTimesteps) {
    int most =
        trainTimesteps -
        (config.kind == SamplerKind::DpmMultistep || config.kind == SamplerKind::UniPc ? 1 : 0);
    if (config.kind == SamplerKind::Lcm) most = std::min(most, config.originalSteps);
    const int least = config.kind == SamplerKind::Pndm && !config.skipsPrk ? 4 : 1;
    if (steps >= least && steps <= most) return {};
    return Error{ErrorCode::Usage, std::to_string(steps) + " steps were asked for; " +
                                       config.schedule.className + " takes " +
                                       std::to_string(least) + " to " + std::to_string(most) +
                                       " of them here."};
}

Status checkTimesteps(const Sampler& sampler, const SamplerConfig& config, int trainTimesteps) {
    const float first = sampler.timesteps().front();
    if (first <= float(trainTimesteps - 1)) return {};
    return Error{ErrorCode::Usage, "With steps_offset " + std::to_string(config.stepsOffset) +
                                       " so many steps begin beyond the last of the " +
                                       std::to_string(trainTimesteps) + " training timesteps."};
}

}  // namespace

Sampler::Sampler(SamplerSetup setup)
    : m_config(std::move(setup.config)),
      m_options(setup.options),
      m_alphas(std::move(setup.alphasCumprod)),
      m_steps(setup.steps),
      m_draw(std::move(setup.draw)) {}

at::Tensor Sampler::scaleInput(const at::Tensor& x, int) const {
    return x;
}

at::Tensor Sampler::addNoise(const at::Tensor& clean, const at::Tensor& noise,
                             float timestep) const {
    const float a = alphaAt(int(timestep));
    return std::sqrt(a) * clean + std::sqrt(1 - a) * noise;
}

at::Tensor Sampler::velocity(const at::Tensor& clean, const at::Tensor& noise, int timestep) const {
    const float a = alphaAt(timestep);
    return std::sqrt(a) * noise - std::sqrt(1 - a) * clean;
}

TimestepRule Sampler::timestepRule() const {
    TimestepRule rule;
    rule.spacing = m_config.spacing;
    rule.trainTimesteps = trainTimesteps();
    rule.steps = m_steps;
    rule.offset = m_config.stepsOffset;
    return rule;
}

int Sampler::indexOf(float timestep) const {
    const auto distance = [&](float t) { return std::abs(t - timestep); };
    const auto nearest = std::ranges::min_element(m_timesteps, {}, distance);
    TORCH_CHECK(distance(*nearest) < 0.01f, "timestep ", timestep, " is none of the sampler's");
    return int(nearest - m_timesteps.begin());
}

Sampler::Predicted Sampler::predict(const at::Tensor& modelOutput, const at::Tensor& x,
                                    float alpha) const {
    const float signal = std::sqrt(alpha), noise = std::sqrt(1 - alpha);
    switch (m_config.prediction) {
        case Prediction::Epsilon:
            return {(x - noise * modelOutput) / signal, modelOutput};
        case Prediction::Velocity:
            return {signal * x - noise * modelOutput, signal * modelOutput + noise * x};
        case Prediction::Sample:
            break;
    }
    return {modelOutput, (x - signal * modelOutput) / noise};
}

at::Tensor Sampler::originalAt(const at::Tensor& modelOutput, const at::Tensor& x,
                               float sigma) const {
    switch (m_config.prediction) {
        case Prediction::Epsilon:
            return x - sigma * modelOutput;
        case Prediction::Velocity: {
            const float square = sigma * sigma + 1;
            return modelOutput * (-sigma / std::sqrt(square)) + x / square;
        }
        case Prediction::Sample:
            break;
    }
    return modelOutput;
}

at::Tensor Sampler::thresholded(const at::Tensor& original) const {
    const auto flat = original.reshape({original.size(0), -1});
    const auto limit = at::quantile(flat.abs(), m_config.thresholdingRatio, 1, true)
                           .clamp(1.0, m_config.sampleMaxValue);  // [B, 1]
    return (at::maximum(at::minimum(flat, limit), -limit) / limit).view(original.sizes());
}

at::Tensor Sampler::bounded(const at::Tensor& original) const {
    if (m_config.thresholds) return thresholded(original);
    return m_config.clipsSample ? original.clamp(-m_config.clipRange, m_config.clipRange)
                                : original;
}

Result<std::unique_ptr<Sampler>> makeSampler(const SamplerConfig& config, int steps, DrawNoise draw,
                                             const SamplerOptions& options) {
    const auto schedule = NoiseSchedule::fromConfig(config.schedule);
    if (!schedule) return schedule.error();
    if (auto fits = checkSteps(config, steps, schedule->trainTimesteps()); !fits)
        return fits.error();
    const auto& table = schedule->alphasCumprod();
    std::vector<float> alphas(table.data_ptr<float>(), table.data_ptr<float>() + table.numel());
    if (config.schedule.rescaleBetasZeroSnr && dividesByAlpha(config.kind))
        alphas.back() = kSmallestAlpha;
    auto sampler = construct({config, options, steps, std::move(alphas), std::move(draw)});
    if (auto fits = checkTimesteps(*sampler, config, schedule->trainTimesteps()); !fits)
        return fits.error();
    return sampler;
}

}  // namespace engine
