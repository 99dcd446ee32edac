// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/sampler_tables.h"

#include <algorithm>
#include <cmath>

namespace engine {
namespace {

/// NumPy's linspace, descending; a single one lies at 0.
std::vector<double> evenlySpaced(int last, int count) {
    std::vector<double> values;
    for (int i = count - 1; i >= 0; --i)
        values.push_back(count == 1       ? 0.0
                         : i == count - 1 ? double(last)
                                          : i * (double(last) / (count - 1)));
    return values;
}

std::vector<double> leading(int train, int count, int offset) {
    std::vector<double> values;
    for (int i = count - 1; i >= 0; --i) values.push_back(double(i) * (train / count) + offset);
    return values;
}

/// NumPy's arange(train, 0, -ratio), which multiplies the difference of its first two values.
std::vector<double> trailing(int train, int last, int steps) {
    const double ratio = double(train) / steps;
    const double delta = (last - ratio) - last;
    std::vector<double> values;
    for (int i = 0; i < steps && last + i * delta > 0; ++i)
        values.push_back(std::nearbyint(last + i * delta) - 1);
    return values;
}

std::vector<double> spread(const TimestepRule& rule) {
    const int count = rule.steps + (rule.isOneMore ? 1 : 0);
    const int train = rule.trainTimesteps;
    const int last = rule.lastTimestep > 0 ? rule.lastTimestep : train;
    switch (rule.spacing) {
        case TimestepSpacing::Leading:
            return leading(last, count, rule.offset);
        case TimestepSpacing::Trailing:
            return trailing(train, last, rule.steps);
        case TimestepSpacing::Linspace:
            break;
    }
    return evenlySpaced(last - 1, count);
}

}  // namespace

std::vector<float> timestepsOf(const TimestepRule& rule) {
    auto values = spread(rule);
    values.resize(std::min(values.size(), std::size_t(rule.steps)));
    std::vector<float> timesteps;
    for (const double t : values) timesteps.push_back(float(rule.isReal ? t : std::nearbyint(t)));
    return timesteps;
}

std::vector<float> sigmaTable(const std::vector<float>& alphasCumprod) {
    std::vector<float> sigmas;
    for (const float a : alphasCumprod) sigmas.push_back(std::sqrt((1 - a) / a));
    return sigmas;
}

double interpolate(const std::vector<float>& table, double at) {
    const double last = double(table.size()) - 1;
    if (at <= 0) return table.front();
    if (at >= last) return table.back();
    const auto low = std::size_t(at);
    const double slope = double(table[low + 1]) - double(table[low]);
    return slope * (at - double(low)) + double(table[low]);
}

std::vector<double> karrasSigmas(double min, double max, int steps) {
    constexpr double kRho = 7;
    const double low = std::pow(min, 1 / kRho), high = std::pow(max, 1 / kRho);
    std::vector<double> sigmas;
    for (int i = 0; i < steps; ++i) {
        const double ramp = steps == 1 ? 0.0 : double(i) / (steps - 1);
        sigmas.push_back(std::pow(high + ramp * (low - high), kRho));
    }
    return sigmas;
}

double timestepOfSigma(double sigma, const std::vector<float>& table) {
    const double wanted = std::log(std::max(sigma, 1e-10));
    const auto above = std::upper_bound(table.begin(), table.end(), wanted,
                                        [](double w, float s) { return w < double(std::log(s)); });
    const auto last = std::ptrdiff_t(table.size()) - 2;
    const auto low = std::clamp<std::ptrdiff_t>(above - table.begin() - 1, 0, last);
    const float lowLog = std::log(table[std::size_t(low)]);
    const float highLog = std::log(table[std::size_t(low) + 1]);
    const double weight =
        std::clamp((double(lowLog) - wanted) / double(lowLog - highLog), 0.0, 1.0);
    return (1 - weight) * double(low) + weight * double(low + 1);
}

}  // namespace engine
