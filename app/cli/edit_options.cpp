// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/edit_options.h"

#include "cli/array_run.h"

#include <extraction/edit_spec.h>
#include <model/layer_selection.h>

#include <CLI/CLI.hpp>

#include <optional>

namespace app {
namespace {

engine::Result<std::vector<engine::Edit>> readEdit(
    const std::string& text, const std::vector<engine::LayerInfo>& available) {
    const auto spec = engine::EditSpec::parse(text);
    if (!spec) return spec.error();
    const auto layers = engine::selectLayers({spec->layers}, available);
    if (!layers)
        return engine::Error{layers.error().code,
                             "--edit \"" + text + "\": " + layers.error().message};
    std::optional<ArrayInputs> file;
    if (!spec->file.empty()) {
        auto read = ArrayInputs::read(spec->file);
        if (!read) return read.error();
        file = std::move(*read);
    }
    std::vector<engine::Edit> edits;
    for (const auto& layer : *layers) {
        auto edit = spec->edit;
        edit.layer = layer.path;
        if (file) {
            auto values = file->required(spec->array.empty() ? layer.path.text() : spec->array);
            if (!values) return values.error();
            edit.values = std::move(*values);
        }
        edits.push_back(std::move(edit));
    }
    return edits;
}

}  // namespace

void addEditOption(CLI::App& command, std::vector<std::string>& texts) {
    command
        .add_option(
            "--edit", texts,
            "LAYERS:ACTION@TOKENS[@t=FROM..TO], replaced while the U-Net computes. ACTION: zero, "
            "scale=FACTOR, copy=Y,X (a token of the same layer), from=FILE.npz[#ARRAY][:copy=Y,X]. "
            "TOKENS: * or Y,X;Y,X, with ranges 6-8,0-2. May be repeated")
        ->allow_extra_args(false);
}

engine::Result<std::vector<engine::Edit>> readEdits(
    const std::vector<std::string>& texts, const std::vector<engine::LayerInfo>& available) {
    std::vector<engine::Edit> all;
    for (const auto& text : texts) {
        auto edits = readEdit(text, available);
        if (!edits) return edits;
        for (auto& edit : *edits) all.push_back(std::move(edit));
    }
    return all;
}

std::vector<std::filesystem::path> editedFrom(const std::vector<std::string>& texts) {
    std::vector<std::filesystem::path> files;
    for (const auto& text : texts)
        if (const auto spec = engine::EditSpec::parse(text); spec && !spec->file.empty())
            files.emplace_back(spec->file);
    return files;
}

}  // namespace app
