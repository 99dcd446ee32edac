// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command_line.h"
#include "gui/gui.h"
#include "gui/hover_bench.h"
#include "gui/label_bench.h"
#include "gui/start_bench.h"

int main(int argc, char** argv) {
    const auto outcome =
        app::runCommandLine(argc, argv, {app::benchLabel, app::benchHover, app::benchStart});
    if (outcome.exitCode) return *outcome.exitCode;
    return app::runWindow(argc, argv, outcome.windowFiles);
}
