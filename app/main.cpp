// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command_line.h"
#include "gui/gui.h"

int main(int argc, char** argv) {
    const auto outcome = app::runCommandLine(argc, argv);
    if (outcome.exitCode) return *outcome.exitCode;
    return app::runWindow(argc, argv, outcome.windowFiles);
}
