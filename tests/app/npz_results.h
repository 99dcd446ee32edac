// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/test_files.h"

#include <io/npz.h>

#include <QDebug>
#include <QString>

#include <algorithm>
#include <cmath>
#include <string>

/// What a command wrote, beside diffusers' numbers.
namespace test {

using engine::NamedArrays;

inline constexpr double kTolerance =
    1e-4;  // of the tensor's largest value: golden/README.md, "How close is close enough"

inline QString golden(const char* name) {
    return QString::fromStdString((goldenFolder() / name).string());
}
inline NamedArrays read(const QString& path) {
    auto arrays = core::readNpz(path.toStdString());
    if (!arrays) qWarning() << arrays.error().message.c_str();
    return arrays ? *arrays : NamedArrays();
}

/// Largest difference as a share of the largest expected value; infinity where shapes differ or an
/// array is missing.
inline double deviation(const NamedArrays& actual, const std::string& name,
                        const NamedArrays& expected, const std::string& expectedName = {}) {
    const auto* a = engine::findArray(actual, name);
    const auto* e = engine::findArray(expected, expectedName.empty() ? name : expectedName);
    if (!a || !e || a->shape() != e->shape()) return INFINITY;
    const auto av = a->toFloats(), ev = e->toFloats();
    double worst = 0, largest = 0;
    for (std::size_t i = 0; i < ev->size(); ++i) {
        worst = std::max(worst, double(std::abs((*av)[i] - (*ev)[i])));
        largest = std::max(largest, double(std::abs((*ev)[i])));
        if (std::isnan((*av)[i])) return INFINITY;
    }
    return largest > 0 ? worst / largest : worst;
}

/// Every array of \a expected that \a actual has; how many those are goes to \a compared.
inline double worstDeviation(const NamedArrays& actual, const NamedArrays& expected,
                             int& compared) {
    double worst = 0;
    compared = 0;
    for (const auto& [name, array] : actual)
        if (engine::findArray(expected, name)) {
            worst = std::max(worst, deviation(actual, name, expected));
            ++compared;
        }
    return worst;
}

}  // namespace test
