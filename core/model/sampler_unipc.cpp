// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/sampler_families.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <deque>

namespace engine {
namespace {

/// Solves a system of up to three linear equations by elimination; Vandermonde's of distinct nodes,
/// so no pivot is zero.
std::vector<double> solved(std::vector<std::vector<double>> rows, std::vector<double> right) {
    const std::size_t n = right.size();
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = i + 1; j < n; ++j) {
            const double factor = rows[j][i] / rows[i][i];
            for (std::size_t k = i; k < n; ++k) rows[j][k] -= factor * rows[i][k];
            right[j] -= factor * right[i];
        }
    for (std::size_t i = n; i-- > 0;) {
        for (std::size_t k = i + 1; k < n; ++k) right[i] -= rows[i][k] * right[k];
        right[i] /= rows[i][i];
    }
    return right;
}

/// Zhao et al. 2023: a predictor of up to third order, and a corrector that uses the next
/// prediction at no further cost.
class UniPcSampler final : public LambdaSampler {
public:
    explicit UniPcSampler(SamplerSetup setup) : LambdaSampler(std::move(setup)) {}

    Step step(const at::Tensor& modelOutput, int index, const at::Tensor& given) override {
        const auto value = converted(modelOutput, given, index, m_config.predictsX0);
        const auto original = originalOf(modelOutput, given, index);
        const auto x = isCorrected(index) ? corrected(value, index) : given;
        m_past.push_front(value);
        if (int(m_past.size()) > m_config.order) m_past.pop_back();
        int order =
            m_config.lowersOrderAtEnd ? std::min(m_config.order, steps() - index) : m_config.order;
        m_order = std::min(order, int(m_past.size()));
        m_last = x;
        return {predicted(x, index), original};
    }

private:
    /// One step in lambda from one point to another, its lengths and nodes.
    struct Stretch {
        Point from, to;
        double h, signedH, phi1, scale;  // phi1 = exp(signedH) - 1; scale = B(h)
    };

    bool isCorrected(int index) const {
        const auto& off = m_config.disabledCorrectors;
        return index > 0 && std::ranges::find(off, index - 1) == off.end();
    }

    Stretch stretchFrom(int index) const {
        Stretch s{pointAt(index), pointAt(index + 1), 0, 0, 0, 0};
        s.h = s.to.lambda - s.from.lambda;
        s.signedH = m_config.predictsX0 ? -s.h : s.h;
        s.phi1 = std::expm1(s.signedH);
        s.scale = m_config.isBh1 ? s.signedH : s.phi1;
        return s;
    }

    /// Node of the \a k-th prediction before the latest, relative to the step.
    double node(const Stretch& s, int index, int k) const {
        return (double(pointAt(index - k).lambda) - s.from.lambda) / s.h;
    }

    /// Weights of the differences at \a nodes that make the method exact to their number's order.
    static std::vector<double> weights(const Stretch& s, const std::vector<double>& nodes) {
        std::vector<std::vector<double>> rows;
        std::vector<double> right;
        double phi = s.phi1 / s.signedH - 1, factorial = 1;
        for (std::size_t i = 1; i <= nodes.size(); ++i) {
            std::vector<double> row;
            for (const double r : nodes) row.push_back(std::pow(r, double(i) - 1));
            rows.push_back(row);
            right.push_back(phi * factorial / s.scale);
            factorial *= double(i) + 1;
            phi = phi / s.signedH - 1 / factorial;
        }
        return solved(rows, right);
    }

    /// The step with the first-order part of the latest prediction and \a residual on top.
    at::Tensor advanced(const Stretch& s, const at::Tensor& x, const at::Tensor& latest,
                        const at::Tensor& residual) const {
        const double ratio = m_config.predictsX0 ? double(s.to.sigma) / s.from.sigma
                                                 : double(s.to.alpha) / s.from.alpha;
        const double weight = m_config.predictsX0 ? s.to.alpha : s.to.sigma;
        const auto first = ratio * x - weight * s.phi1 * latest;
        return residual.defined() ? first - weight * s.scale * residual : first;
    }

    /// Sum of weighted differences between past predictions and the latest, m_past[0].
    at::Tensor differences(const std::vector<double>& nodes, const std::vector<double>& w) const {
        at::Tensor sum;
        for (std::size_t k = 1; k < std::size_t(m_order); ++k) {
            const auto term = w[k - 1] * ((m_past[k] - m_past[0]) / nodes[k - 1]);
            sum = sum.defined() ? sum + term : term;
        }
        return sum;
    }

    at::Tensor predicted(const at::Tensor& x, int index) const {
        const auto s = stretchFrom(index);
        std::vector<double> nodes;
        for (int k = 1; k < m_order; ++k) nodes.push_back(node(s, index, k));
        // The reference takes 1/2 at second order instead of solving.
        const auto w = m_order == 2 ? std::vector<double>{0.5} : weights(s, nodes);
        return advanced(s, x, m_past[0], differences(nodes, w));
    }

    /// The last step once more, now that its end has a prediction, \a value.
    at::Tensor corrected(const at::Tensor& value, int index) const {
        const auto s = stretchFrom(index - 1);
        std::vector<double> nodes;
        for (int k = 1; k < m_order; ++k) nodes.push_back(node(s, index - 1, k));
        nodes.push_back(1);
        const auto w = m_order == 1 ? std::vector<double>{0.5} : weights(s, nodes);
        const auto latest = w.back() * (value - m_past[0]);
        const auto past = differences(nodes, w);
        return advanced(s, m_last, m_past[0], past.defined() ? past + latest : latest);
    }

    std::deque<at::Tensor> m_past;  // x0 or noise, the latest first
    at::Tensor m_last;              // the latent that the last step began with
    int m_order = 0;                // of the last step
};

}  // namespace

std::unique_ptr<Sampler> makeUniPc(SamplerSetup setup) {
    return std::make_unique<UniPcSampler>(std::move(setup));
}

}  // namespace engine
