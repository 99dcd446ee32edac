// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <base/result.h>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace app {

/// One line of talk on stderr, begun with the program's name.
void say(std::string_view sentence);

/// Data on stdout. Fails with OutOfDisk or Io where stdout is a file that takes no more.
engine::Status printData(std::string_view text);

/// "2.5 steps/s, 12 s left" or "3.1 s per step, 4 min left"; empty before anything can be said.
/// \param done of \a total units, fractions included, took \a seconds.
std::string paceText(double done, double total, double seconds, const std::string& unit);

/// Which part of a whole an item is, so that rate and remaining time can be told.
struct ProgressShare {
    double done = 0;   ///< units before this item
    double span = 0;   ///< units in this item
    double total = 0;  ///< 0: nothing is told
    std::string unit = "picture";
};

/// How far a run has come, rewritten in place on stderr; silent where stderr is no terminal. One
/// thread at a time.
class Progress {
public:
    Progress();
    ~Progress();  ///< wipes the line
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    /// What the following fractions belong to: "3 of 8: cat.jpg, timestep 50". The clock starts
    /// with the first.
    void begin(std::string what, ProgressShare share = {});
    void update(double fraction);
    /// Wipes the line, so that something else can be said.
    void clear();

private:
    using Clock = std::chrono::steady_clock;

    bool m_isShown = false;
    int m_percent = -1;
    std::string m_what;
    ProgressShare m_share;
    double m_doneAtStart = 0;
    std::optional<Clock::time_point> m_start;
};

}  // namespace app
