// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/noise_schedule.h"

#include <ATen/ATen.h>

#include <cmath>
#include <numbers>

namespace engine {
namespace {

at::Tensor cosineBetas(int n) {
    const auto alphaBar = [](double t) {
        return std::pow(std::cos((t + 0.008) / 1.008 * std::numbers::pi / 2), 2);
    };
    auto betas = at::empty({n}, at::kFloat);
    for (int i = 0; i < n; ++i)
        betas[i] = std::min(1 - alphaBar((i + 1.0) / n) / alphaBar(double(i) / n), 0.999);
    return betas;
}

/// Shifts and scales sqrt(abar) so that it ends at zero and begins where it did ("zero terminal
/// SNR"). By way of the betas, as the rounding of the reference's table comes from there.
at::Tensor withZeroTerminalSnr(const at::Tensor& betas) {
    const auto roots = (1.0 - betas).cumprod(0).sqrt();
    const auto first = roots[0], last = roots[-1];
    const auto bars = ((roots - last) * (first / (first - last))).pow(2);
    return 1.0 - at::cat({bars.slice(0, 0, 1), bars.slice(0, 1) / bars.slice(0, 0, -1)});
}

}  // namespace

Result<NoiseSchedule> NoiseSchedule::fromConfig(const ScheduleConfig& config) {
    const int n = config.trainTimesteps;
    at::Tensor betas;
    if (!config.trainedBetas.empty())
        betas = at::tensor(config.trainedBetas);
    else if (config.betaSchedule == "linear")
        betas = at::linspace(config.betaStart, config.betaEnd, n, at::kFloat);
    else if (config.betaSchedule == "scaled_linear")
        betas = at::linspace(std::sqrt(config.betaStart), std::sqrt(config.betaEnd), n, at::kFloat)
                    .pow(2);
    else if (config.betaSchedule == "squaredcos_cap_v2")
        betas = cosineBetas(n);
    else
        return Error{ErrorCode::Unsupported,
                     "The noise schedule \"" + config.betaSchedule +
                         "\" is not known; expected linear, scaled_linear or "
                         "squaredcos_cap_v2."};
    if (config.rescaleBetasZeroSnr) betas = withZeroTerminalSnr(betas);
    NoiseSchedule schedule;
    schedule.m_alphasCumprod = (1.0 - betas).cumprod(0);
    return schedule;
}

at::Tensor NoiseSchedule::addNoise(const at::Tensor& clean, const at::Tensor& noise,
                                   int timestep) const {
    const auto alpha = m_alphasCumprod[timestep];
    return alpha.sqrt() * clean + (1 - alpha).sqrt() * noise;
}

at::Tensor NoiseSchedule::stepBack(const at::Tensor& prediction, const at::Tensor& noisy,
                                   int timestep, const std::string& predictionType) const {
    const auto alpha = m_alphasCumprod[timestep];
    const auto signal = alpha.sqrt(), spread = (1 - alpha).sqrt();
    auto clean = prediction;
    if (predictionType == "epsilon") clean = (noisy - spread * prediction) / signal;
    if (predictionType == "v_prediction") clean = signal * noisy - spread * prediction;
    if (timestep == 0) return clean;
    auto noise = prediction;
    if (predictionType == "sample") noise = (noisy - signal * clean) / spread;
    if (predictionType == "v_prediction") noise = signal * prediction + spread * noisy;
    return addNoise(clean, noise, timestep - 1);
}

double NoiseSchedule::eulerInputScale(int timestep) const {
    const double alpha = m_alphasCumprod[timestep].item<float>();
    const double sigma = std::sqrt((1 - alpha) / alpha);
    return 1 / std::sqrt(sigma * sigma + 1);
}

bool scalesInput(const std::string& schedulerClass) {
    return schedulerClass.starts_with("Euler") || schedulerClass.starts_with("LMS") ||
           schedulerClass.starts_with("Heun") || schedulerClass.starts_with("KDPM2");
}

}  // namespace engine
