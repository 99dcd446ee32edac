// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <base/result.h>
#include <extraction/engine.h>
#include <io/picture.h>

#include <nlohmann/json.hpp>

#include <cstdint>
#include <filesystem>
#include <functional>
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
    std::string weightsAs;          ///< "", "float16", "bfloat16"
    std::string dtype = "float32";  ///< or "bfloat16"
    engine::ModelSources sources;

    engine::LoadOptions loadOptions() const;
    nlohmann::ordered_json toJson() const;  ///< as provenance writes them
};
/// With `--config`.
void addComputeOptions(CLI::App& command, ComputeOptions& options);

/// A check for `--dtype`: float32 or bfloat16; float16 is told why not.
std::function<std::string(const std::string&)> isDtype();
engine::Arithmetic arithmeticOf(const std::string& dtype);

/// \name Where parts of the model come from
/// @{
void addConfigOption(CLI::App& command, engine::ModelSources& sources);
void addUnetOption(CLI::App& command, engine::ModelSources& sources);
void addVaeOption(CLI::App& command, engine::ModelSources& sources);
/// @}

/// How a picture becomes the U-Net's input: of extract, norms and similarity.
struct PictureOptions {
    std::vector<int> timesteps = {50};
    std::uint64_t seed = 42;
    std::string prompt;
    std::string latent = "mean";
    std::string pixelRange = "standard";
    std::string size = "native";
    std::string fit = "crop";
    std::filesystem::path noise;  ///< empty: drawn from the seed
    ComputeOptions compute;
    std::string half = "conditional";
    std::optional<std::string> negativePrompt;
    std::vector<std::string> edits;  ///< as engine::EditSpec reads them

    core::FitMode fitMode() const;
    engine::LatentMode latentMode() const;
    engine::PixelRange range() const;
    engine::GuidanceHalf guidanceHalf() const;
    nlohmann::ordered_json toJson() const;
};
/// Adds the above, and the promised options that are not there yet, which say so.
void addPictureOptions(CLI::App& command, PictureOptions& options);

/// `--half` and `--negative-prompt`: of commands whose results may be a batch of two.
void addHalfOptions(CLI::App& command, PictureOptions& options);

/// An option of which only the default is there: other values say so instead of being ignored.
/// Without \a onlyValue the option stays out of the help.
void addPromisedOption(CLI::App& command, const std::string& name, const std::string& onlyValue,
                       const std::string& help);

/// Of the two, exactly one must be given. (CLI11's option groups would do it, but take an empty
/// argument for their name and never come back.)
void requireOneOf(CLI::App& command, CLI::Option* one, CLI::Option* other);

/// `--layers`: a comma list, may be repeated.
CLI::Option* addLayersOption(CLI::App& command, std::vector<std::string>& words);
CLI::Option* addOutOption(CLI::App& command, std::filesystem::path& out, const std::string& what);

/// Fails with Usage if the folder in which \a out is to be written does not exist: said before an
/// hour of computing.
engine::Status checkFolderOf(const std::filesystem::path& out);

}  // namespace app
