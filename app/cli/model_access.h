// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <base/result.h>
#include <extraction/engine.h>
#include <model/model_info.h>
#include <model/unet_config.h>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace app {

/// A model whose configs and headers were checked; the engine and the weights follow with load().
class ModelAccess {
public:
    /// Fails as engine::ModelFolder::open: before libtorch is loaded, so that a wrong path is said
    /// at once.
    static engine::Result<ModelAccess> open(const std::filesystem::path& path,
                                            const engine::ModelSources& sources = {});

    const engine::ModelInfo& info() const { return m_info; }

    /// Fails with BadFile if the model has no such component, naming those it has.
    engine::Result<engine::ComponentInfo> component(const std::string& name) const;

    /// Observable modules of the U-Net for a latent of \a latent cells, from its config. Fails as
    /// component().
    engine::Result<std::vector<engine::LayerInfo>> unetLayers(engine::TokenGrid latent) const;
    /// Those of the VAE's encoder for a picture of \a image pixels, and of its decoder for a
    /// latent.
    engine::Result<std::vector<engine::LayerInfo>> encoderLayers(engine::TokenGrid image) const;
    engine::Result<std::vector<engine::LayerInfo>> decoderLayers(engine::TokenGrid latent) const;

    /// Cells of the latent for a picture of \a size pixels.
    engine::TokenGrid latentGrid(engine::PixelSize size) const;

    /// Says on stderr which part of each prompt lies beyond the text encoder's 77 tokens and is not
    /// seen by the model. \a tokenizer: "tokenizer" or "tokenizer_2". Fails as Tokenizer.
    engine::Status sayWhatIsCutOff(const std::vector<std::string>& prompts,
                                   const std::string& tokenizer = "tokenizer") const;

    /// Loads the engine and opens the model with it; \a options name the same sources.
    engine::Result<std::unique_ptr<engine::Model>> load(const engine::LoadOptions& options) const;

private:
    ModelAccess(std::filesystem::path path, engine::ModelInfo info);

    std::filesystem::path m_path;
    engine::ModelInfo m_info;
};

/// Paths of \a layers as an Observation wants them.
std::set<engine::LayerPath> pathsOf(const std::vector<engine::LayerInfo>& layers);
/// The same as JSON list for provenance and manifests.
std::vector<std::string> namesOf(const std::vector<engine::LayerInfo>& layers);

}  // namespace app
