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
    return load;
}

nlohmann::ordered_json ComputeOptions::toJson() const {
    return {{"weights_as", weightsAs.empty() ? "stored" : weightsAs},
            {"dtype", "float32"},
            {"device", "cpu"}};
}

void addComputeOptions(CLI::App& command, ComputeOptions& options) {
    command
        .add_option("--weights-as", options.weightsAs,
                    "Round the weights to float16 or bfloat16 first, and compute in float32")
        ->check(CLI::IsMember({"float16", "bfloat16"}));
    addPromisedOption(command, "--dtype", "float32", "Arithmetic: float32");
    addPromisedOption(command, "--device", "cpu", "Where to compute: cpu");
    addPromisedOption(command, "--config", {}, {});
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
    nlohmann::ordered_json json = {{"protocol", protocol},
                                   {"prompt", prompt},
                                   {"seed", seed},
                                   {"rng", rng},
                                   {"batch", batch},
                                   {"batch_noise", batchNoise},
                                   {"latent", latent},
                                   {"pixel_range", pixelRange},
                                   {"input_scaling", inputScaling},
                                   {"text_time", textTime},
                                   {"size", size},
                                   {"fit", fit},
                                   {"noise", noise.empty() ? "seeded" : "given"}};
    json.update(compute.toJson());
    if (half != "conditional") json["half"] = half;
    if (negativePrompt) json["negative_prompt"] = *negativePrompt;
    if (!edits.empty()) json["edits"] = edits;
    return json;
}

namespace {

constexpr int kPaperBatch = 20;

/// What the anomaly study does differently, except where the user chose.
void applyPaperProtocol(const CLI::App& command, PictureOptions& options) {
    if (!options.isPaper()) return;
    const auto isFree = [&](const char* name) { return command.get_option(name)->count() == 0; };
    if (isFree("--latent")) options.latent = "sample";
    if (isFree("--pixel-range")) options.pixelRange = "paper";
    if (isFree("--batch")) options.batch = kPaperBatch;
    if (isFree("--input-scaling")) options.inputScaling = "euler";
    if (isFree("--text-time")) options.textTime = "off";
}

void addNoiseOptions(CLI::App& command, PictureOptions& options) {
    command.add_option("--seed", options.seed, "Of the noise; torch's CPU generator takes 32 bits")
        ->capture_default_str();
    addRngOption(command, options.rng);
    command
        .add_option("--batch", options.batch,
                    "Pictures of the list that one seeding serves, as the anomaly study's "
                    "batches: noise depends on it (paper: 20)")
        ->check(CLI::Range(1, 4096))
        ->capture_default_str();
    command
        .add_option("--batch-noise", options.batchNoise,
                    "shared: one diffusion noise per batch; own: one per picture of the batch")
        ->check(CLI::IsMember({"shared", "own"}))
        ->capture_default_str();
    command.add_option("--noise", options.noise,
                       "NPZ with sample_noise and ddim_noise, instead of a seed");
}

void addProtocolOptions(CLI::App& command, PictureOptions& options) {
    command
        .add_option("--protocol", options.protocol,
                    "paper: everything as the anomaly study, except what is given beside it")
        ->check(CLI::IsMember({"standard", "paper"}))
        ->capture_default_str();
    command.add_option("--latent", options.latent, "Mean of the VAE's posterior, or a sample")
        ->check(CLI::IsMember({"mean", "sample"}))
        ->capture_default_str();
    command.add_option("--pixel-range", options.pixelRange, "standard: -1..1; paper: 0..1")
        ->check(CLI::IsMember({"standard", "paper"}))
        ->capture_default_str();
    command
        .add_option("--input-scaling", options.inputScaling,
                    "euler: scale the noised latent once more where the model's sampler is of "
                    "Euler's kind, as the anomaly study does")
        ->check(CLI::IsMember({"plain", "euler"}))
        ->capture_default_str();
    command
        .add_option("--text-time", options.textTime,
                    "SDXL: tell the U-Net pooled text and picture size")
        ->check(CLI::IsMember({"on", "off"}))
        ->capture_default_str();
    command.parse_complete_callback([&command, &options] { applyPaperProtocol(command, options); });
}

}  // namespace

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
    command.add_option("--prompt", options.prompt, "What the U-Net is told; empty by default");
    addNoiseOptions(command, options);
    addProtocolOptions(command, options);
    command.add_option("--size", options.size, "native, keep, N or WxH")->capture_default_str();
    command.add_option("--fit", options.fit, "How a picture is brought to that size")
        ->check(CLI::IsMember({"crop", "stretch", "pad"}))
        ->capture_default_str();
    addComputeOptions(command, options.compute);
}

void addRngOption(CLI::App& command, std::string& rng) {
    command
        .add_option("--rng", rng,
                    "Whose random numbers the seed stands for: torch's on the CPU, or a CUDA "
                    "device's (Philox; up to 100,000 numbers per draw as every card draws them)")
        ->check(CLI::IsMember({"torch-cpu", "cuda"}))
        ->capture_default_str();
}

engine::Rng rngNamed(const std::string& rng) {
    return rng == "cuda" ? engine::Rng::Cuda : engine::Rng::TorchCpu;
}

void addPromisedListOptions(CLI::App& command) {
    addPromisedOption(command, "--shard", {}, {});
    addPromisedFlag(command, "--resume");
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
