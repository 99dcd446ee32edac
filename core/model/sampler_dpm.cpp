// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/sampler_families.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <deque>

namespace engine {
namespace {

constexpr int kFewSteps = 15;  // below it the last steps lower their order

/// Lu et al. 2022: DPM-Solver (over the noise) and DPM-Solver++ (over x0), orders 1 to 3, as ODE
/// and SDE. With h the step in lambda, every order adds a term of the Taylor expansion.
class DpmSampler final : public LambdaSampler {
public:
    explicit DpmSampler(SamplerSetup setup) : LambdaSampler(std::move(setup)) {}

    Step step(const at::Tensor& modelOutput, int index, const at::Tensor& x) override {
        m_past.push_front(converted(modelOutput, x, index, integratesOriginal()));
        if (int(m_past.size()) > m_config.order) m_past.pop_back();
        const auto noise = isStochastic() ? draw(x) : at::Tensor();
        return {advanced(x, index, orderAt(index), noise), originalOf(modelOutput, x, index)};
    }

private:
    using enum DpmAlgorithm;
    bool integratesOriginal() const {
        return m_config.algorithm == DpmPlusPlus || m_config.algorithm == SdeDpmPlusPlus;
    }
    bool isStochastic() const {
        return m_config.algorithm == SdeDpm || m_config.algorithm == SdeDpmPlusPlus;
    }

    int orderAt(int index) const {
        const int left = steps() - index;
        const bool isShort = steps() < kFewSteps && m_config.lowersOrderAtEnd;
        if (left == 1 && (m_config.isEulerAtEnd || isShort || m_config.endsAtZeroSigma)) return 1;
        const int highest = left == 2 && isShort ? 2 : m_config.order;
        return std::min(highest, int(m_past.size()));
    }

    /// What multiplies x, the prediction, its first and second difference, and the noise.
    struct Weights {
        float x, value, first, second, noise;
    };

    Weights weights(const Point& from, const Point& to, float h, int order) const {
        // Midpoint takes half of the value's weight; Heun's, and all of third order, the exact
        // integral.
        const bool isExact = order == 3 || m_config.isHeunSolver;
        switch (m_config.algorithm) {
            case DpmPlusPlus: {
                const float e = std::exp(-h) - 1, value = -(to.alpha * e);
                return {to.sigma / from.sigma, value,
                        isExact ? to.alpha * (e / h + 1) : 0.5f * value,
                        -(to.alpha * ((e + h) / (h * h) - 0.5f)), 0};
            }
            case Dpm: {
                const float e = std::exp(h) - 1, value = -(to.sigma * e);
                return {to.alpha / from.alpha, value,
                        isExact ? -(to.sigma * (e / h - 1)) : 0.5f * value,
                        -(to.sigma * ((e - h) / (h * h) - 0.5f)), 0};
            }
            case SdeDpmPlusPlus: {
                const float e = 1 - std::exp(-2 * h), value = to.alpha * e;
                return {to.sigma / from.sigma * std::exp(-h), value,
                        isExact ? to.alpha * (e / (-2 * h) + 1) : 0.5f * value, 0,
                        to.sigma * std::sqrt(e)};
            }
            case SdeDpm:
                break;
        }
        const float e = std::exp(h) - 1, value = -2 * (to.sigma * e);
        return {to.alpha / from.alpha, value,
                isExact ? -2 * (to.sigma * (e / h - 1)) : 0.5f * value, 0,
                to.sigma * std::sqrt(std::exp(2 * h) - 1)};
    }

    at::Tensor advanced(const at::Tensor& x, int index, int order, const at::Tensor& noise) const {
        const auto from = pointAt(index), to = pointAt(index + 1);
        const float h = to.lambda - from.lambda;
        const auto w = weights(from, to, h, order);
        auto result = w.x * x + w.value * m_past[0];
        if (order == 2) {
            result = result + w.first * slope(index, 0, h);
        } else if (order == 3) {
            const float r0 = spacing(index, 0, h), r1 = spacing(index, 1, h);
            const auto d0 = slope(index, 0, h), d1 = slope(index, 1, h);
            const auto bend = 1 / (r0 + r1) * (d0 - d1);
            result = result + w.first * (d0 + r0 * bend) + w.second * bend;
        }
        return noise.defined() ? result + w.noise * noise : result;
    }

    /// The \a k-th last step in lambda in units of \a h, and the predictions' change over it.
    float spacing(int index, int k, float h) const {
        return (pointAt(index - k).lambda - pointAt(index - k - 1).lambda) / h;
    }
    at::Tensor slope(int index, int k, float h) const {
        return 1 / spacing(index, k, h) * (m_past[std::size_t(k)] - m_past[std::size_t(k) + 1]);
    }

    std::deque<at::Tensor> m_past;  // x0 or noise, the latest first
};

}  // namespace

std::unique_ptr<Sampler> makeDpm(SamplerSetup setup) {
    return std::make_unique<DpmSampler>(std::move(setup));
}

}  // namespace engine
