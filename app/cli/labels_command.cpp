// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/labels_command.h"

#include "cli/command.h"

#include <CLI/CLI.hpp>

#include <cstdio>

namespace app {

engine::Result<engine::TokenGrid> parseGrid(const std::string& text) {
    engine::TokenGrid grid;
    char rest = 0;
    const int read = std::sscanf(text.c_str(), "%dx%d%c", &grid.width, &grid.height, &rest);
    if (read == 1 && text.find('x') == text.npos) grid.height = grid.width;
    const bool isWhole = read == 2 || (read == 1 && text.find('x') == text.npos);
    if (!isWhole || grid.width < 1 || grid.height < 1 || grid.width > 4096 || grid.height > 4096)
        return engine::Error{engine::ErrorCode::Usage,
                             "--grid should be like 32 or 48x32, found '" + text + "'."};
    return grid;
}

void addSourceOptions(CLI::App& command, SourceOptions& options) {
    command.add_option("--grid", options.grid,
                       "Tokens of the layer, W or WxH, where the source does not say (32)");
    command.add_option("--layer", options.layer, "Layer path")->capture_default_str();
    command.add_option("--patch", options.patchSize, "Tokens per side of a patch")
        ->check(CLI::Range(1, 64))
        ->capture_default_str();
    command.add_option("--alignment", options.alignment, "Where a patch may begin")
        ->check(CLI::IsMember({"even", "odd"}))
        ->capture_default_str();
    command
        .add_option("--images", options.images,
                    "How many pictures an array covers; those without a row have no anomaly")
        ->check(CLI::Range(1, 10'000'000));
}

engine::Result<core::ImportOptions> SourceOptions::toImport() const {
    core::ImportOptions import;
    if (!grid.empty()) {
        const auto parsed = parseGrid(grid);
        if (!parsed) return parsed.error();
        import.settings.grid = *parsed;
        import.hasGrid = true;
    }
    import.settings.layer = engine::LayerPath(layer);
    import.settings.patchSize = patchSize;
    import.settings.alignment =
        alignment == "odd" ? core::PatchAlignment::Odd : core::PatchAlignment::Even;
    import.images = images;
    return import;
}

engine::Result<core::LabelProject> SourceOptions::read(const std::filesystem::path& source) const {
    const auto import = toImport();
    if (!import) return import.error();
    return core::readLabels(source, *import);
}

void addLabelsCommand(CLI::App& app, Command& chosen) {
    auto* labels = app.add_subcommand("labels", "Labels of anomalies: convert, compare, propose");
    labels->require_subcommand(1);
    addLabelsImport(*labels, chosen);
    addLabelsExport(*labels, chosen);
    addLabelsMerge(*labels, chosen);
    addLabelsStats(*labels, chosen);
    addLabelsAgree(*labels, chosen);
    addLabelsPropose(*labels, chosen);
}

}  // namespace app
