// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/sampler_families.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <deque>

namespace engine {
namespace {

/// Liu et al. 2022: a linear multistep method, begun by Runge-Kutta steps (PRK, four calls each)
/// or, as Stable Diffusion has it, by a call repeated at the second timestep.
class PndmSampler final : public Sampler {
public:
    explicit PndmSampler(SamplerSetup setup) : Sampler(std::move(setup)) {
        const auto base = timestepsOf(timestepRule());
        m_timesteps = m_config.skipsPrk ? withRepeatedSecond(base) : withRungeKutta(base);
    }

    Step step(const at::Tensor& modelOutput, int index, const at::Tensor& x) override {
        return index < m_rungeKuttaCalls ? rungeKuttaStep(modelOutput, index, x)
                                         : multistep(modelOutput, index, x);
    }

private:
    static std::vector<float> withRepeatedSecond(std::vector<float> timesteps) {
        if (timesteps.size() > 1) timesteps.insert(timesteps.begin() + 1, timesteps[1]);
        return timesteps;
    }

    /// The first three steps make four calls each: at t, twice in the middle, at the next t.
    std::vector<float> withRungeKutta(const std::vector<float>& base) {
        const auto half = float(halfStep());
        std::vector<float> all;
        for (std::size_t k = 0; k + 1 < std::min<std::size_t>(4, base.size()); ++k)
            for (const float t : {base[k], base[k + 1] + half, base[k + 1] + half, base[k + 1]})
                all.push_back(t);
        m_rungeKuttaCalls = int(all.size());
        for (std::size_t k = 3; k < base.size(); ++k) all.push_back(base[k]);
        return all;
    }

    Step rungeKuttaStep(const at::Tensor& modelOutput, int index, const at::Tensor& x) {
        const int call = index % 4, begin = index - call;
        const int t = int(timestepAt(begin));
        const int next = int(timestepAt(index)) - (call % 2 == 0 ? halfStep() : 0);
        auto direction = modelOutput;
        if (call == 0) {
            m_sum = modelOutput / 6;
            m_past.push_front(modelOutput);
            m_start = x;
        } else if (call < 3) {
            m_sum = m_sum + modelOutput / 3;
        } else {
            direction = m_sum + modelOutput / 6;
        }
        return {transferred(m_start, direction, t, next),
                originalOf(modelOutput, int(timestepAt(index)), x)};
    }

    Step multistep(const at::Tensor& modelOutput, int index, const at::Tensor& x) {
        const int t = int(timestepAt(index)), length = trainTimesteps() / steps();
        const auto original = originalOf(modelOutput, t, x);
        if (m_config.skipsPrk &&
            index == 1)  // the first step once more, with the mean of two predictions
            return {transferred(m_start, (modelOutput + m_past[0]) / 2, t + length, t), original};
        m_past.push_front(modelOutput);
        if (m_past.size() > 4) m_past.pop_back();
        if (index == 0) m_start = x;
        return {transferred(x, extrapolated(), t, t - length), original};
    }

    /// Adams-Bashforth of as many past predictions as there are, the latest first.
    at::Tensor extrapolated() const {
        const auto& e = m_past;
        switch (e.size()) {
            case 1:
                return e[0];
            case 2:
                return (3 * e[0] - e[1]) / 2;
            case 3:
                return (23 * e[0] - 16 * e[1] + 5 * e[2]) / 12;
            default:
                return (55 * e[0] - 59 * e[1] + 37 * e[2] - 9 * e[3]) / 24;
        }
    }

    /// Equation 9 of the paper: \a x from timestep \a t to \a next along \a direction.
    at::Tensor transferred(const at::Tensor& x, const at::Tensor& direction, int t,
                           int next) const {
        const float a = alphaAt(std::min(t, trainTimesteps() - 1));
        const float aNext = next >= 0 ? alphaAt(next) : finalAlpha();
        const float b = 1 - a, bNext = 1 - aNext;
        const auto noise = m_config.prediction == Prediction::Velocity
                               ? std::sqrt(a) * direction + std::sqrt(b) * x
                               : direction;
        const float scale = a * std::sqrt(bNext) + std::sqrt(a * b * aNext);
        return std::sqrt(aNext / a) * x - (aNext - a) * noise / scale;
    }

    at::Tensor originalOf(const at::Tensor& modelOutput, int t, const at::Tensor& x) const {
        return predict(modelOutput, x, alphaAt(t)).original;
    }
    int halfStep() const { return trainTimesteps() / steps() / 2; }
    float finalAlpha() const { return m_config.finalAlphaIsOne ? 1.0f : alphaAt(0); }

    int m_rungeKuttaCalls = 0;
    std::deque<at::Tensor> m_past;  // predictions, the latest first
    at::Tensor m_start, m_sum;
};

}  // namespace

std::unique_ptr<Sampler> makePndm(SamplerSetup setup) {
    return std::make_unique<PndmSampler>(std::move(setup));
}

}  // namespace engine
