// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command.h"
#include "cli/common_options.h"
#include "cli/offscreen_application.h"

#include <figure/figure_files.h>
#include <figure/figure_widths.h>
#include <figure/figure_writer.h>

#include <CLI/CLI.hpp>

#include <filesystem>
#include <memory>
#include <string>

namespace app {
namespace {

struct RenderOptions {
    std::filesystem::path figure, out;
    std::string width;
    int dotsPerInch = core::kFigureDotsPerInch;
};

std::string widthNames() {
    std::string names;
    for (const auto& width : core::figureWidths()) names += std::string(width.id) + ", ";
    return names;
}

engine::Result<ExitCode> runRender(const RenderOptions& options) {
    core::FigureOutput output{options.dotsPerInch, {}};
    if (!options.width.empty()) {
        output.width = core::figureWidthFrom(options.width);
        if (!output.width)
            return engine::Error{engine::ErrorCode::Usage,
                                 "--width: '" + options.width + "' is none of " + widthNames() +
                                     "and no length of 36 to 2000 points such as 3.25in, 8.5cm "
                                     "or 234pt."};
    }
    if (auto status = checkFolderOf(options.out); !status) return status.error();
    const OffscreenApplication application;
    if (auto status = core::renderFigureFile(options.figure, options.out, output); !status)
        return status.error();
    return ExitCode::Ok;
}

}  // namespace

void addRenderCommand(CLI::App& app, Command& chosen) {
    auto options = std::make_shared<RenderOptions>();
    auto* command = app.add_subcommand(
        "render", "Draw a figure again from the files that the window wrote beside it");
    command
        ->add_option("FIGURE", options->figure,
                     "NAME.figure.json; its numbers lie beside it in the NPZ that it names")
        ->required();
    addOutOption(*command, options->out, "File to write: .pdf, .svg or .png");
    command->add_option("--dpi", options->dotsPerInch, "Dots per inch of a PNG")
        ->check(CLI::Range(72, 1200))
        ->capture_default_str();
    command->add_option("--width", options->width,
                        "Instead of the figure's own: 3.25in, 8.5cm, 85mm, 234pt, or " +
                            widthNames() + "laid out anew");
    command->callback([&chosen, options] { chosen = [options] { return runRender(*options); }; });
}

}  // namespace app
