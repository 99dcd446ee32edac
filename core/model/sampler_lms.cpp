// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/sampler_families.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <deque>

namespace engine {
namespace {

constexpr int kOrder = 4;

/// A linear multistep method in sigma: the polynomial through the last derivatives, integrated.
/// With "linspace" its timesteps are real numbers: the probing study's sampler
/// (reference/probing.md, section 1).
class LmsSampler final : public SigmaSampler {
public:
    explicit LmsSampler(SamplerSetup setup) : SigmaSampler(std::move(setup)) {}

    Step step(const at::Tensor& modelOutput, int index, const at::Tensor& x) override {
        const float sigma = sigmaAt(index);
        const auto original = originalAt(modelOutput, x, sigma);
        m_derivatives.push_front((x - original) / sigma);
        if (m_derivatives.size() > kOrder) m_derivatives.pop_back();
        auto change = at::zeros_like(x);
        for (std::size_t k = 0; k < m_derivatives.size(); ++k)
            change = change + coefficient(index, int(k)) * m_derivatives[k];
        return {x + change, original};
    }

private:
    /// The integral over the step of Lagrange's basis polynomial of the \a k-th latest derivative.
    /// Its degree is at most 3, for which two points of Gauss and Legendre are exact.
    double coefficient(int index, int k) const {
        const double from = sigmaAt(index), to = sigmaAt(index + 1);
        const double middle = (from + to) / 2, reach = (to - from) / 2;
        const double offset = reach / std::sqrt(3.0);
        return reach * (basis(index, k, middle - offset) + basis(index, k, middle + offset));
    }

    double basis(int index, int k, double tau) const {
        double product = 1;
        const double own = sigmaAt(index - k);
        for (int m = 0; m < int(m_derivatives.size()); ++m) {
            const double other = sigmaAt(index - m);
            if (m != k) product *= (tau - other) / (own - other);
        }
        return product;
    }

    std::deque<at::Tensor> m_derivatives;  // the latest first
};

}  // namespace

std::unique_ptr<Sampler> makeLms(SamplerSetup setup) {
    return std::make_unique<LmsSampler>(std::move(setup));
}

}  // namespace engine
