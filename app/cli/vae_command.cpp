// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/array_run.h"
#include "cli/command.h"
#include "cli/common_options.h"
#include "cli/model_access.h"

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

struct VaeOptions {
    std::filesystem::path model, inputs, out;
    bool isEncode = false, isDecode = false;
    std::vector<std::string> layers;
    ComputeOptions compute;
};

using Layers = std::vector<engine::LayerInfo>;

engine::Result<Layers> chooseLayers(const ModelAccess& model, const VaeOptions& options,
                                    const engine::NdArray& input) {
    const engine::TokenGrid grid{int(input.shape()[2]), int(input.shape()[3])};
    auto all = options.isEncode ? model.encoderLayers(grid) : model.decoderLayers(grid);
    if (!all || options.layers.empty()) return all ? Layers() : all;
    return engine::selectLayers(options.layers, *all);
}

engine::Status encode(engine::Model& model, const engine::NdArray& image, const Layers& layers,
                      ArrayRun& run) {
    auto posterior = model.encodeImage(image, run.observe(layers));
    if (!posterior) return posterior.error();
    run.add("moments", posterior->moments);
    run.add("mean", posterior->mean);
    run.add("logvar", posterior->logvar);
    run.add("std", posterior->std);
    return {};
}

engine::Status decode(engine::Model& model, const engine::NdArray& latent, const Layers& layers,
                      ArrayRun& run) {
    auto image = model.decodeLatent(latent, run.observe(layers));
    if (!image) return image.error();
    run.add("decoded", std::move(*image));
    return {};
}

engine::Result<std::string> provenanceOf(const VaeOptions& options, const ModelAccess& model,
                                         const Layers& layers) {
    auto p = core::Provenance::begin("vae", model.info(), {"vae"}, {options.inputs});
    if (!p) return p.error();
    p->options = options.compute.toJson();
    p->options["direction"] = options.isEncode ? "encode" : "decode";
    p->options["layers"] = namesOf(layers);
    return p->toJson();
}

engine::Result<engine::NamedArrays> compute(const VaeOptions& options, const ModelAccess& access,
                                            const engine::NdArray& input, const Layers& layers) {
    ArrayRun run(options.isEncode ? "VAE encoder" : "VAE decoder");
    auto model = access.load(options.compute.loadOptions());
    if (!model) return model.error();
    auto status = (options.isEncode ? encode : decode)(**model, input, layers, run);
    if (!status) return status.error();
    return run.take();
}

engine::Result<ExitCode> runVae(const VaeOptions& options) {
    if (auto status = checkFolderOf(options.out); !status) return status.error();
    const auto access = ModelAccess::open(options.model, options.compute.sources);
    if (!access) return access.error();
    const auto file = ArrayInputs::read(options.inputs);
    if (!file) return file.error();
    const auto input = file->required(options.isEncode ? "image" : "latent", 4);
    if (!input) return input.error();
    const auto layers = chooseLayers(*access, options, *input);
    if (!layers) return layers.error();
    const auto arrays = compute(options, *access, *input, *layers);
    if (!arrays) return arrays.error();
    const auto provenance = provenanceOf(options, *access, *layers);
    if (!provenance) return provenance.error();
    if (auto status = core::writeNpz(options.out, *arrays, *provenance); !status)
        return status.error();
    return ExitCode::Ok;
}

}  // namespace

void addVaeCommand(CLI::App& app, Command& chosen) {
    auto options = std::make_shared<VaeOptions>();
    auto* command = app.add_subcommand("vae", "Run the VAE on arrays");
    command
        ->add_option("MODEL", options->model,
                     "Model folder or single file, or the bare folder of a VAE")
        ->required();
    auto* encode =
        command->add_flag("--encode", options->isEncode, "image -> moments, mean, logvar, std");
    auto* decode = command->add_flag("--decode", options->isDecode,
                                     "latent (already divided by the scaling factor) -> decoded");
    requireOneOf(*command, encode, decode);
    command->add_option("--inputs", options->inputs, "NPZ with image or latent")->required();
    addLayersOption(*command, options->layers);
    addOutOption(*command, options->out, "NPZ to write");
    addComputeOptions(*command, options->compute);
    addVaeOption(*command, options->compute.sources);
    command->callback([&chosen, options] { chosen = [options] { return runVae(*options); }; });
}

}  // namespace app
