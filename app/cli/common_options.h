// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <base/result.h>
#include <extraction/engine.h>
#include <io/picture.h>

#include <nlohmann/json.hpp>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace app {

/// How weights and arithmetic are chosen: of every command that computes.
struct ComputeOptions {
    std::string weightsAs;  ///< "", "float16", "bfloat16"

    engine::LoadOptions loadOptions() const;
    nlohmann::ordered_json toJson() const;  ///< as provenance writes them
};
void addComputeOptions(CLI::App& command, ComputeOptions& options);

/// How a picture becomes the U-Net's input: of extract, norms and similarity.
struct PictureOptions {
    std::vector<int> timesteps = {50};
    std::uint64_t seed = 42;
    std::string prompt;
    std::string rng = "torch-cpu";
    std::string protocol = "standard";
    std::string latent = "mean";
    std::string pixelRange = "standard";
    int batch = 1;                       ///< pictures per seeding
    std::string batchNoise = "shared";   ///< or "own"
    std::string inputScaling = "plain";  ///< or "euler"
    std::string textTime = "on";         ///< SDXL's conditioning, or "off"
    std::string size = "native";
    std::string fit = "crop";
    std::filesystem::path noise;  ///< empty: drawn from the seed
    ComputeOptions compute;
    std::string half = "conditional";
    std::optional<std::string> negativePrompt;
    std::vector<std::string> edits;  ///< as engine::EditSpec reads them

    bool isPaper() const { return protocol == "paper"; }
    core::FitMode fitMode() const;
    engine::LatentMode latentMode() const;
    engine::PixelRange range() const;
    engine::GuidanceHalf guidanceHalf() const;
    nlohmann::ordered_json toJson() const;
};
/// Adds the above. `--protocol paper` sets what was not given beside it as the anomaly study has it
/// (reference/anomalies.md, section 4): pixels 0..1, the posterior's sample, batches of 20 that
/// share a noise, Euler-type input scaling, no text-time conditioning.
void addPictureOptions(CLI::App& command, PictureOptions& options);

/// `--rng`: whose random numbers a seed stands for.
void addRngOption(CLI::App& command, std::string& rng);
engine::Rng rngNamed(const std::string& rng);

/// Declares `--shard` and `--resume` where they are promised but not there yet.
void addPromisedListOptions(CLI::App& command);

/// `--half` and `--negative-prompt`: of commands whose results may be a batch of two.
void addHalfOptions(CLI::App& command, PictureOptions& options);

/// An option of which only the default is there: other values say so instead of being ignored.
/// Without \a onlyValue the option stays out of the help.
void addPromisedOption(CLI::App& command, const std::string& name, const std::string& onlyValue,
                       const std::string& help);

/// `--layers`: a comma list, may be repeated.
CLI::Option* addLayersOption(CLI::App& command, std::vector<std::string>& words);
CLI::Option* addOutOption(CLI::App& command, std::filesystem::path& out, const std::string& what);

/// Fails with Usage if the folder in which \a out is to be written does not exist: said before an
/// hour of computing.
engine::Status checkFolderOf(const std::filesystem::path& out);

}  // namespace app
