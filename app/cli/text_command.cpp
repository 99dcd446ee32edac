// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/array_run.h"
#include "cli/command.h"
#include "cli/common_options.h"
#include "cli/model_access.h"

#include <io/npz.h>
#include <io/provenance.h>

#include <CLI/CLI.hpp>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace app {
namespace {

struct TextOptions {
    std::filesystem::path model, inputs, out;
    std::vector<std::string> prompts;
    int encoder = 1;
    ComputeOptions compute;

    engine::TextEncoderIndex which() const {
        return encoder == 2 ? engine::TextEncoderIndex::Second : engine::TextEncoderIndex::First;
    }
    std::string part(const char* name) const {  ///< "text_encoder" or "text_encoder_2"
        return encoder == 2 ? std::string(name) + "_2" : name;
    }
};

void addAll(ArrayRun& run, const engine::TextEncoding& text) {
    run.add("input_ids", text.inputIds);
    for (std::size_t k = 0; k < text.hiddenStates.size(); ++k)
        run.add("hidden_states[" + std::to_string(k) + "]", text.hiddenStates[k]);
    run.add("last_hidden_state", text.lastHiddenState);
    run.add("penultimate_final_layer_norm", text.penultimateFinalLayerNorm);
    run.add("pooler_output", text.poolerOutput);
    if (text.textEmbeds) run.add("text_embeds", *text.textEmbeds);
}

engine::Result<engine::TextEncoding> encode(const TextOptions& options, engine::Model& model,
                                            const engine::Observation& observation) {
    if (options.inputs.empty())
        return model.encodeText(options.prompts, options.which(), observation);
    const auto file = ArrayInputs::read(options.inputs);
    if (!file) return file.error();
    const auto ids = file->required("input_ids", 2);
    if (!ids) return ids.error();
    return model.encodeIds(*ids, options.which(), observation);
}

engine::Result<std::string> provenanceOf(const TextOptions& options, const ModelAccess& model) {
    std::vector<std::filesystem::path> inputs;
    if (!options.inputs.empty()) inputs.push_back(options.inputs);
    auto p = core::Provenance::begin("text", model.info(), {options.part("text_encoder")}, inputs);
    if (!p) return p.error();
    p->options = options.compute.toJson();
    p->options["encoder"] = options.encoder;
    if (options.inputs.empty()) p->options["prompts"] = options.prompts;
    return p->toJson();
}

engine::Result<engine::NamedArrays> compute(const TextOptions& options, const ModelAccess& access) {
    ArrayRun run("Text encoder");
    auto model = access.load(options.compute.loadOptions());
    if (!model) return model.error();
    const auto text = encode(options, **model, run.observe({}));
    if (!text) return text.error();
    addAll(run, *text);
    return run.take();
}

engine::Result<ExitCode> runText(const TextOptions& options) {
    if (auto status = checkFolderOf(options.out); !status) return status.error();
    const auto access = ModelAccess::open(options.model, options.compute.sources);
    if (!access) return access.error();
    const auto encoder = access->component(options.part("text_encoder"));
    if (!encoder) return encoder.error();
    if (!options.prompts.empty())
        if (auto said = access->sayWhatIsCutOff(options.prompts, options.part("tokenizer")); !said)
            return said.error();
    const auto arrays = compute(options, *access);
    if (!arrays) return arrays.error();
    const auto provenance = provenanceOf(options, *access);
    if (!provenance) return provenance.error();
    if (auto status = core::writeNpz(options.out, *arrays, *provenance); !status)
        return status.error();
    return ExitCode::Ok;
}

}  // namespace

void addTextCommand(CLI::App& app, Command& chosen) {
    auto options = std::make_shared<TextOptions>();
    auto* command = app.add_subcommand("text", "Run the text encoder on prompts or token ids");
    command
        ->add_option("MODEL", options->model,
                     "Model folder or single file, or the bare folder of a text encoder")
        ->required();
    auto* inputs = command->add_option("--inputs", options->inputs, "NPZ with input_ids [B, 77]");
    auto* prompts = command->add_option("--prompt", options->prompts, "One or more texts");
    requireOneOf(*command, inputs, prompts);
    addOutOption(*command, options->out, "NPZ to write");
    command->add_option("--encoder", options->encoder, "Which of the model's text encoders")
        ->check(CLI::Range(1, 2))
        ->capture_default_str();
    addComputeOptions(*command, options->compute);
    command->callback([&chosen, options] { chosen = [options] { return runText(*options); }; });
}

}  // namespace app
