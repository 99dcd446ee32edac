// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <base/result.h>
#include <tensor/nd_array.h>

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace golden {

/// Reads the stored members of a golden .npz without libzip, for machines that have only the
/// engine's libraries. Fails with BadFile on compressed members: golden files have none.
engine::Result<engine::NamedArrays> readStoredNpz(const std::filesystem::path& path);

/// What *.summary.json keeps of a tensor.
struct Summary {
    std::vector<std::int64_t> shape;
    double mean = 0, deviation = 0, l2 = 0;
    std::vector<double> first16;
};
engine::Result<std::map<std::string, Summary>> readSummaries(const std::filesystem::path& path);

/// How far results are from the reference, collected over one group of cases.
///
/// A deviation is relative to the tensor's largest absolute value; for summaries to the quantities
/// that golden/README.md names. A shape that differs, a NaN or a missing tensor is an infinite
/// deviation.
class Comparison {
public:
    enum class Talk { Printed, Silent };
    Comparison(std::string group, double tolerance, Talk talk = Talk::Printed)
        : m_group(std::move(group)), m_tolerance(tolerance), m_talk(talk) {}

    void add(const std::string& name, const engine::NdArray& actual,
             const engine::NdArray& expected);
    void add(const std::string& name, const engine::NdArray& actual, const Summary& expected);
    /// A deviation that the caller measured, e.g. 0 or infinity for identical or different
    /// integers.
    void addDeviation(const std::string& name, double deviation);
    void fail(const std::string& name, const std::string& why);

    bool passed() const { return m_cases > 0 && m_worst <= m_tolerance; }
    /// "golden GROUP CASES WORST TOLERANCE ok|FAILED (worst case)"
    std::string line() const;

private:
    std::string m_group, m_worstName;
    double m_tolerance, m_worst = 0;
    int m_cases = 0;
    Talk m_talk;
};

}  // namespace golden
