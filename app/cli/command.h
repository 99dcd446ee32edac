// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "bench_results.h"
#include "cli/exit_codes.h"

#include <base/result.h>

#include <functional>

namespace CLI {
class App;
}

namespace app {

/// What the arguments chose to do. Runs once, after parsing; may not throw what guarded() cannot
/// name.
using Command = std::function<engine::Result<ExitCode>()>;

/// \name Sub-commands, one file each
/// Each declares itself and its options below \a app and, when parsed, leaves in \a chosen what is
/// to run.
/// @{
void addModelsCommand(CLI::App& app, Command& chosen);
void addInfoCommand(CLI::App& app, Command& chosen);
void addUnetCommand(CLI::App& app, Command& chosen);
void addVaeCommand(CLI::App& app, Command& chosen);
void addTextCommand(CLI::App& app, Command& chosen);
void addTokenizeCommand(CLI::App& app, Command& chosen);
void addExtractCommand(CLI::App& app, Command& chosen);
void addNormsCommand(CLI::App& app, Command& chosen);
void addSimilarityCommand(CLI::App& app, Command& chosen);
void addRenderCommand(CLI::App& app, Command& chosen);
void addGenerateCommand(CLI::App& app, Command& chosen);
void addStoreCommand(CLI::App& app, Command& chosen);
void addLabelsCommand(CLI::App& app, Command& chosen);
void addBenchCommand(CLI::App& app, Command& chosen, const WindowBenches& benches);
/// Names that are promised but not there yet: they say so and end with Usage.
void addUnavailableCommands(CLI::App& app, Command& chosen);
/// @}

}  // namespace app
