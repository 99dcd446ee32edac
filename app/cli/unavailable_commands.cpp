// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command.h"

#include <CLI/CLI.hpp>

#include <string>

namespace app {

void addUnavailableCommands(CLI::App& app, Command& chosen) {
    for (const std::string name : {"experiment", "plot", "dataset"}) {
        auto* command = app.add_subcommand(name)->group("")->prefix_command();
        command->callback([&chosen, name] {
            chosen = [name]() -> engine::Result<ExitCode> {
                return engine::Error{engine::ErrorCode::Usage,
                                     name + " is not available in this version."};
            };
        });
    }
}

}  // namespace app
