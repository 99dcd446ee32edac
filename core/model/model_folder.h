// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "model/model_info.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace engine {

/// A model on disk: a diffusers folder, a Hugging Face cache entry, the bare folder of one
/// component, or a single-file checkpoint. Reads configs and safetensors headers only; no torch, no
/// weights. Source: reference/models.md, section 1.
class ModelFolder {
public:
    /// Accepts a folder with model_index.json; a cache entry `models--ORG--NAME` (its `refs/main`
    /// or only snapshot); a snapshot folder; a bare component (config.json with a known _class_name
    /// or architectures); a checkpoint as readSingleFile() describes. \a sources replace its U-Net
    /// or VAE. Fails with BadFile naming the file and what was expected: a missing
    /// component that model_index.json names, missing or truncated weights; Unsafe when only a
    /// pickle (.bin, .ckpt, or a pickle by content under any name) is there, with the one command
    /// that converts it; Usage for sources that make no sense here.
    static Result<ModelFolder> open(const std::filesystem::path& path,
                                    const ModelSources& sources = {});

    const ModelInfo& info() const { return m_info; }

private:
    explicit ModelFolder(ModelInfo info) : m_info(std::move(info)) {}
    ModelInfo m_info;
};

/// The weight files of one component: one file, or the shards that its index names, `.fp16` infix
/// accepted (a full precision file is preferred when both are there). \a stem is
/// "diffusion_pytorch_model" or "model". Fails with BadFile or Unsafe as ModelFolder::open.
Result<std::vector<std::filesystem::path>> findWeightFiles(const std::filesystem::path& folder,
                                                           const std::string& stem);

/// Whether \a path holds a Python pickle or a zip with one (torch's .pt/.bin/.ckpt), judged by its
/// first bytes.
bool looksLikePickle(const std::filesystem::path& path);

/// A model folder that was found, and what is wrong with it, if anything.
struct FoundModel {
    std::filesystem::path path;
    std::string name;
    std::optional<ModelInfo> info;  ///< none when it cannot be used
    std::string problem;            ///< a sentence, when info is none
};
/// Model folders directly in or one level below \a places, and Hugging Face cache entries; sorted
/// by name, each once.
std::vector<FoundModel> findModels(const std::vector<std::filesystem::path>& places);
/// A folder with CLIP's tokenizer of so many entries among the models in usualModelPlaces(), the
/// first by path; nothing where there is none.
std::optional<std::filesystem::path> findClipTokenizer(std::size_t vocabulary);
/// The usual places: $HF_HUB_CACHE, $HF_HOME/hub, ~/.cache/huggingface/hub.
std::vector<std::filesystem::path> usualModelPlaces();

}  // namespace engine
