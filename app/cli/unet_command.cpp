// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/array_run.h"
#include "cli/command.h"
#include "cli/common_options.h"
#include "cli/edit_options.h"
#include "cli/model_access.h"

#include <base/system_memory.h>
#include <extraction/result_size.h>
#include <io/npz.h>
#include <io/provenance.h>
#include <model/layer_selection.h>

#include <CLI/CLI.hpp>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace app {
namespace {

struct UnetOptions {
    std::filesystem::path model, inputs, out;
    std::vector<std::string> layers, edits;
    bool wantsNoOutput = false;
    ComputeOptions compute;
};

engine::Result<engine::UnetInputs> readInputs(const std::filesystem::path& path) {
    const auto file = ArrayInputs::read(path);
    if (!file) return file.error();
    auto sample = file->required("sample", 4);
    if (!sample) return sample.error();
    auto timestep = file->required("timestep");
    if (!timestep) return timestep.error();
    auto text = file->required("encoder_hidden_states", 3);
    if (!text) return text.error();
    return engine::UnetInputs{std::move(*sample), std::move(*timestep), std::move(*text),
                              file->optional("text_embeds"), file->optional("time_ids")};
}

engine::Result<std::vector<engine::LayerInfo>> layersFor(const ModelAccess& model,
                                                         const engine::NdArray& sample) {
    return model.unetLayers({int(sample.shape()[2]), int(sample.shape()[3])});
}

engine::Result<std::string> provenanceOf(const UnetOptions& options, const ModelAccess& model,
                                         const std::vector<engine::LayerInfo>& layers) {
    auto files = editedFrom(options.edits);
    files.insert(files.begin(), options.inputs);
    auto p = core::Provenance::begin("unet", model.info(), {"unet"}, files);
    if (!p) return p.error();
    p->options = options.compute.toJson();
    p->options["layers"] = namesOf(layers);
    if (!options.edits.empty()) p->options["edits"] = options.edits;
    return p->toJson();
}

engine::Result<engine::NamedArrays> compute(const UnetOptions& options, const ModelAccess& access,
                                            const engine::UnetInputs& inputs,
                                            const std::vector<engine::LayerInfo>& layers) {
    ArrayRun run("U-Net");
    auto model = access.load(options.compute.loadOptions());
    if (!model) return model.error();
    auto observation = run.observe(layers);
    observation.stopAfterDeepest = options.wantsNoOutput;
    auto output = (*model)->runUnet(inputs, observation);
    if (!output) return output.error();
    if (!options.wantsNoOutput) run.add("output", std::move(*output));
    return run.take();
}

engine::Result<ExitCode> runUnet(const UnetOptions& options) {
    if (auto status = checkFolderOf(options.out); !status) return status.error();
    if (options.wantsNoOutput && options.layers.empty())
        return engine::Error{engine::ErrorCode::Usage,
                             "--no-output without --layers leaves nothing to compute."};
    const auto access = ModelAccess::open(options.model);
    if (!access) return access.error();
    auto inputs = readInputs(options.inputs);
    if (!inputs) return inputs.error();
    const auto all = layersFor(*access, inputs->sample);
    if (!all) return all.error();
    const auto layers = options.layers.empty() ? engine::Result(std::vector<engine::LayerInfo>())
                                               : engine::selectLayers(options.layers, *all);
    if (!layers) return layers.error();
    auto edits = readEdits(options.edits, *all);
    if (!edits) return edits.error();
    inputs->edits = std::move(*edits);
    if (auto fits =
            engine::checkResultFits(*layers, inputs->sample.shape()[0], engine::availableMemory());
        !fits)
        return fits.error();
    const auto arrays = compute(options, *access, *inputs, *layers);
    if (!arrays) return arrays.error();
    const auto provenance = provenanceOf(options, *access, *layers);
    if (!provenance) return provenance.error();
    if (auto status = core::writeNpz(options.out, *arrays, *provenance); !status)
        return status.error();
    return ExitCode::Ok;
}

}  // namespace

void addUnetCommand(CLI::App& app, Command& chosen) {
    auto options = std::make_shared<UnetOptions>();
    auto* command = app.add_subcommand("unet", "Run the U-Net on arrays");
    command->add_option("MODEL", options->model, "Model folder, or the bare folder of a U-Net")
        ->required();
    command
        ->add_option("--inputs", options->inputs,
                     "NPZ: sample, timestep, encoder_hidden_states[, text_embeds, time_ids]")
        ->required();
    addLayersOption(*command, options->layers);
    addOutOption(*command, options->out, "NPZ to write: output and one array per layer path");
    addEditOption(*command, options->edits);
    command->add_flag("--no-output", options->wantsNoOutput, "Stop after the deepest layer");
    addComputeOptions(*command, options->compute);
    command->callback([&chosen, options] { chosen = [options] { return runUnet(*options); }; });
}

}  // namespace app
