// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <vector>

namespace app {

/// Opens the window on \a files (pictures and at most one model folder; the demo when empty) and
/// runs until it is closed. \return the process' exit code.
int runWindow(int& argc, char** argv, const std::vector<std::filesystem::path>& files);

}  // namespace app
