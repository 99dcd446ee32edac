// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/common_options.h"

#include <CLI/CLI.hpp>

namespace app {
namespace {

constexpr const char* kNotThere = "is not available in this version.";

void addPromisedFlag(CLI::App& command, const std::string& name) {
    command.add_flag_callback(name, [name] { throw CLI::ValidationError(name, kNotThere); })
        ->group("");
}

}  // namespace

void addPromisedOption(CLI::App& command, const std::string& name, const std::string& onlyValue,
                       const std::string& help) {
    command
        .add_option_function<std::string>(
            name, [](const std::string&) {}, help)
        ->check([onlyValue](const std::string& value) {
            return value == onlyValue ? std::string() : value + " " + kNotThere;
        })
        ->group(onlyValue.empty() ? "" : "Options");
}

engine::LoadOptions ComputeOptions::loadOptions() const {
    engine::LoadOptions load;
    if (weightsAs == "float16") load.weightsAs = engine::WeightRounding::Float16;
    if (weightsAs == "bfloat16") load.weightsAs = engine::WeightRounding::Bfloat16;
    load.arithmetic = arithmeticOf(dtype);
    load.sources = sources;
    return load;
}

nlohmann::ordered_json ComputeOptions::toJson() const {
    nlohmann::ordered_json json = {{"weights_as", weightsAs.empty() ? "stored" : weightsAs},
                                   {"dtype", dtype},
                                   {"device", "cpu"}};
    if (!sources.unet.empty()) json["unet"] = sources.unet.filename().string();
    if (!sources.vae.empty()) json["vae"] = sources.vae.filename().string();
    return json;
}

std::function<std::string(const std::string&)> isDtype() {
    return [](const std::string& word) -> std::string {
        if (word == "float32" || word == "bfloat16") return {};
        if (word == "float16")
            return "float16: the CPU has no float16 convolutions and products in libtorch. "
                   "float16 files are computed in float32; --weights-as float16 rounds weights, "
                   "--dtype bfloat16 computes in half the memory";
        return word + ": expected float32 or bfloat16";
    };
}

engine::Arithmetic arithmeticOf(const std::string& dtype) {
    return dtype == "bfloat16" ? engine::Arithmetic::Bfloat16 : engine::Arithmetic::Float32;
}

void addComputeOptions(CLI::App& command, ComputeOptions& options) {
    command
        .add_option("--weights-as", options.weightsAs,
                    "Round the weights to float16 or bfloat16 first, and compute in float32")
        ->check(CLI::IsMember({"float16", "bfloat16"}));
    command
        .add_option("--dtype", options.dtype,
                    "Arithmetic of U-Net and text encoders: float32 or bfloat16")
        ->check(isDtype())
        ->capture_default_str();
    addPromisedOption(command, "--device", "cpu", "Where to compute: cpu");
    addConfigOption(command, options.sources);
}

void addConfigOption(CLI::App& command, engine::ModelSources& sources) {
    command.add_option("--config", sources.config,
                       "Model folder whose configs and tokenizer a single-file checkpoint takes");
}

void addUnetOption(CLI::App& command, engine::ModelSources& sources) {
    command.add_option("--unet", sources.unet,
                       "Safetensors file with other weights for the U-Net (SDXL-Lightning), or the "
                       "folder of another U-Net");
}

void addVaeOption(CLI::App& command, engine::ModelSources& sources) {
    command.add_option("--vae", sources.vae,
                       "Folder of another VAE: AutoencoderKL or AutoencoderTiny");
}

core::FitMode PictureOptions::fitMode() const {
    if (fit == "stretch") return core::FitMode::Stretch;
    return fit == "pad" ? core::FitMode::Pad : core::FitMode::Crop;
}

engine::LatentMode PictureOptions::latentMode() const {
    return latent == "sample" ? engine::LatentMode::Sample : engine::LatentMode::Mean;
}

engine::PixelRange PictureOptions::range() const {
    return pixelRange == "paper" ? engine::PixelRange::Paper : engine::PixelRange::Standard;
}

nlohmann::ordered_json PictureOptions::toJson() const {
    nlohmann::ordered_json json = {{"prompt", prompt},
                                   {"seed", seed},
                                   {"latent", latent},
                                   {"pixel_range", pixelRange},
                                   {"size", size},
                                   {"fit", fit},
                                   {"noise", noise.empty() ? "seeded" : "given"}};
    json.update(compute.toJson());
    if (half != "conditional") json["half"] = half;
    if (negativePrompt) json["negative_prompt"] = *negativePrompt;
    if (!edits.empty()) json["edits"] = edits;
    return json;
}

engine::GuidanceHalf PictureOptions::guidanceHalf() const {
    if (half == "both") return engine::GuidanceHalf::Both;
    return half == "unconditional" ? engine::GuidanceHalf::Unconditional
                                   : engine::GuidanceHalf::Conditional;
}

void addHalfOptions(CLI::App& command, PictureOptions& options) {
    command
        .add_option("--half", options.half,
                    "What of a guided step runs: with the prompt, with the negative prompt, or a "
                    "batch of both, unconditional first")
        ->check(CLI::IsMember({"conditional", "unconditional", "both"}))
        ->capture_default_str();
    // Not bound to the optional, which would take an empty text for none.
    command.add_option_function<std::string>(
        "--negative-prompt", [&options](const std::string& text) { options.negativePrompt = text; },
        "Of the unconditional half; without it \"\", or zeros where the model's pipeline wants "
        "them");
}

void addPictureOptions(CLI::App& command, PictureOptions& options) {
    command
        .add_option("--timestep", options.timesteps,
                    "0 to 999; several, in a comma list or repeated")
        ->check(CLI::Range(0, 999))
        ->delimiter(',')
        ->allow_extra_args(false)
        ->capture_default_str();
    command.add_option("--seed", options.seed, "Of the noise")->capture_default_str();
    command.add_option("--prompt", options.prompt, "What the U-Net is told; empty by default");
    command.add_option("--latent", options.latent, "Mean of the VAE's posterior, or a sample")
        ->check(CLI::IsMember({"mean", "sample"}))
        ->capture_default_str();
    command.add_option("--pixel-range", options.pixelRange, "standard: -1..1; paper: 0..1")
        ->check(CLI::IsMember({"standard", "paper"}))
        ->capture_default_str();
    command.add_option("--size", options.size, "native, keep, N or WxH")->capture_default_str();
    command.add_option("--fit", options.fit, "How a picture is brought to that size")
        ->check(CLI::IsMember({"crop", "stretch", "pad"}))
        ->capture_default_str();
    command.add_option("--noise", options.noise,
                       "NPZ with sample_noise and ddim_noise, instead of a seed");
    addComputeOptions(command, options.compute);
    addUnetOption(command, options.compute.sources);
    addVaeOption(command, options.compute.sources);
    addPromisedOption(command, "--rng", "torch-cpu", "Whose random numbers: torch-cpu");
    addPromisedOption(command, "--protocol", {}, {});
    addPromisedOption(command, "--shard", {}, {});
    addPromisedFlag(command, "--resume");
}

void requireOneOf(CLI::App& command, CLI::Option* one, CLI::Option* other) {
    one->excludes(other);
    command.parse_complete_callback([one, other] {
        if (one->count() + other->count() == 0)
            throw CLI::RequiredError("Either " + one->get_name() + " or " + other->get_name());
    });
}

CLI::Option* addLayersOption(CLI::App& command, std::vector<std::string>& words) {
    return command
        .add_option(
            "--layers", words,
            "blocks, inner, all, named, paths, names such as up-level1-repeat1-vit-block0-cross-q, "
            "or patterns of either (* for anything but a dot, ** for anything); attention maps "
            "(....attn1.map) may end in [mean], [head=N], [query=Y:X], [key=Y:X], [key=N] or "
            "[grid]; "
            "a comma list, may be repeated")
        ->allow_extra_args(false);
}

CLI::Option* addOutOption(CLI::App& command, std::filesystem::path& out, const std::string& what) {
    return command.add_option("--out", out, what)->required();
}

engine::Status checkFolderOf(const std::filesystem::path& out) {
    std::error_code ignored;
    const auto folder = out.has_parent_path() ? out.parent_path() : std::filesystem::path(".");
    if (std::filesystem::is_directory(folder, ignored)) return {};
    return engine::Error{engine::ErrorCode::Usage, "There is no folder " + folder.string() +
                                                       " to write " + out.filename().string() +
                                                       " into."};
}

}  // namespace app
