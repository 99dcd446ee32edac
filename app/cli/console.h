// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <base/result.h>

#include <string>
#include <string_view>

namespace app {

/// One line of talk on stderr, begun with the program's name.
void say(std::string_view sentence);

/// Data on stdout. Fails with OutOfDisk or Io where stdout is a file that takes no more.
engine::Status printData(std::string_view text);

/// How far a run has come, rewritten in place on stderr; silent where stderr is no terminal. One
/// thread at a time.
class Progress {
public:
    Progress();
    ~Progress();  ///< wipes the line
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    /// What the following fractions belong to: "3 of 8: cat.jpg, timestep 50".
    void begin(std::string what);
    void update(double fraction);
    /// Wipes the line, so that something else can be said.
    void clear();

private:
    bool m_isShown = false;
    int m_percent = -1;
    std::string m_what;
};

}  // namespace app
