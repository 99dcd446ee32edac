// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "bench_results.h"

#include <filesystem>
#include <optional>
#include <vector>

namespace app {

/// What the arguments asked for: a sub-command that already ran, or the window.
struct CommandLineOutcome {
    std::optional<int> exitCode;  ///< set when a command ran or the arguments were wrong
    std::vector<std::filesystem::path> windowFiles;  ///< otherwise: open the window on these
};

/// Parses the arguments and runs the sub-command they name. Nothing here loads Qt Widgets or, for
/// --help and --version, the engine; \a benches bring their own application.
CommandLineOutcome runCommandLine(int argc, char** argv, const WindowBenches& benches);

}  // namespace app
