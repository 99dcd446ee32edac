// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/single_file.h"

#include "model/checkpoint_shape.h"
#include "model/component_reader.h"
#include "model/configs.h"
#include "model/hub_cache.h"
#include "model/json_file.h"
#include "model/model_folder.h"
#include "model/published_models.h"
#include "model/weight_files.h"
#include "tensor/safetensors_index.h"

#include <algorithm>
#include <memory>
#include <set>

namespace engine {
namespace {

namespace fs = std::filesystem;

Error bad(const fs::path& path, const std::string& why) {
    return {ErrorCode::BadFile, path.string() + " " + why + "."};
}

std::vector<std::string> namesIn(const SafetensorsFile& file) {
    std::vector<std::string> names;
    for (const auto& entry : file.entries()) names.push_back(entry.name);
    return names;
}

Result<std::shared_ptr<const SafetensorsFile>> openWeights(const fs::path& file) {
    if (auto unsafe = refusalIfPickle(file)) return *std::move(unsafe);
    return SafetensorsFile::open(file);
}

/// Puts the tensors \a names of \a file into \a component.
void takeWeights(ComponentInfo& component, const SafetensorsFile& file, TensorNames names) {
    ParameterCount count;
    std::set<std::string> seen;  // slices share a tensor
    for (const auto& [ours, part] : names)
        if (seen.insert(part.source).second)
            if (const auto* entry = file.find(part.source)) count.add(*entry);
    component.parameters = count.total();
    component.dtype = count.mostCommon();
    component.weightFiles = {file.path()};
    component.names = std::make_shared<const TensorNames>(std::move(names));
}

bool hasWeights(const std::string& component) {
    return component != "scheduler" && !component.starts_with("tokenizer");
}

/// Where the parts of a checkpoint's pipeline other than weights come from.
class ConfigSource {
public:
    virtual ~ConfigSource() = default;
    /// Fills index, name and the like into \a info.
    virtual Result<PipelineIndex> index(ModelInfo& info) const = 0;
    /// A component without weights: its config or tokenizer.
    virtual Result<ComponentInfo> component(const std::string& name,
                                            const std::string& className) const = 0;
};

class ConfigFolder final : public ConfigSource {
public:
    explicit ConfigFolder(fs::path folder) : m_folder(std::move(folder)) {}

    Result<PipelineIndex> index(ModelInfo& info) const override {
        info.indexFile = m_folder / "model_index.json";
        info.configuration = modelNameOf(m_folder);
        return readPipelineIndex(info);
    }
    Result<ComponentInfo> component(const std::string& name,
                                    const std::string& className) const override {
        return readComponentConfig(m_folder / name, name, className);
    }

private:
    fs::path m_folder;
};

class PublishedConfigs final : public ConfigSource {
public:
    PublishedConfigs(const PublishedModel& model, int inChannels)
        : m_model(model), m_inChannels(inChannels) {}

    Result<PipelineIndex> index(ModelInfo& info) const override {
        info.indexText = m_model.modelIndex;
        info.configuration = std::string(m_model.title) + ", as published";
        return readPipelineIndex(info);
    }
    Result<ComponentInfo> component(const std::string& name,
                                    const std::string& className) const override {
        ComponentInfo c;
        c.name = name;
        c.className = className;
        if (name.starts_with("tokenizer")) {
            c.folder = findClipTokenizer(kVocabulary).value_or(fs::path());
            c.padToken = name == "tokenizer" ? m_model.padToken : m_model.padToken2;
        }
        if (name == "unet") c.configText = unetConfig();
        if (name == "vae") c.configText = m_model.vae;
        if (name == "scheduler") c.configText = m_model.scheduler;
        if (name == "text_encoder") c.configText = m_model.textEncoder;
        if (name == "text_encoder_2") c.configText = m_model.textEncoder2;
        return c;
    }

private:
    static constexpr std::size_t kVocabulary = 49408;

    /// Inpainting models take mask and masked picture beside the latent: only that width is the
    /// file's own.
    std::string unetConfig() const {
        const std::string published = R"("in_channels": 4)";
        std::string text = m_model.unet;
        return text.replace(text.find(published), published.size(),
                            R"("in_channels": )" + std::to_string(m_inChannels));
    }

    const PublishedModel& m_model;
    int m_inChannels;
};

Error nothingFits(const fs::path& file, const CheckpointShape& shape) {
    return {ErrorCode::Usage,
            file.string() + " has " + shape.text() +
                ", which no published configuration of Stable Diffusion 1.x, 2.x or XL has, and "
                "the number of attention heads cannot be read off weights. Name a model folder "
                "with the fitting configs: --config FOLDER."};
}

Result<std::unique_ptr<ConfigSource>> configsFor(const SafetensorsFile& file,
                                                 const OriginalCheckpoint& checkpoint,
                                                 const fs::path& configs) {
    using Source = std::unique_ptr<ConfigSource>;
    if (!configs.empty()) {
        const auto folder = resolveHubCache(withoutTrailingSlash(configs));
        if (!folder) return folder.error();
        std::error_code error;
        if (!fs::is_regular_file(*folder / "model_index.json", error))
            return bad(*folder, "holds no model_index.json: --config names the folder of a model");
        return Source(std::make_unique<ConfigFolder>(*folder));
    }
    const auto shape = CheckpointShape::of(file, checkpoint);
    for (const auto& model : publishedModels())
        if (shape.fits(CheckpointShape::of(model)))
            return Source(std::make_unique<PublishedConfigs>(model, shape.inChannels.value_or(4)));
    return nothingFits(file.path(), shape);
}

Status addComponents(const PipelineIndex& index, const SafetensorsFile& file,
                     OriginalCheckpoint checkpoint, const ConfigSource& configs, ModelInfo& info) {
    for (const auto& [name, className] : index.components) {
        const auto tensors = checkpoint.find(name);
        if (hasWeights(name) && tensors == checkpoint.end()) continue;
        auto component = configs.component(name, className);
        if (!component) return component.error();
        if (hasWeights(name)) {
            takeWeights(*component, file, std::move(tensors->second));
            checkpoint.erase(tensors);
        }
        info.components.push_back(*std::move(component));
    }
    if (checkpoint.empty()) return {};
    return bad(file.path(), "holds a " + checkpoint.begin()->first + ", which the configuration (" +
                                info.configuration + ") does not name");
}

}  // namespace

Result<ModelInfo> readSingleFile(const fs::path& file, const fs::path& configs) {
    const auto opened = openWeights(file);
    if (!opened) return opened.error();
    auto checkpoint = readOriginalNames(namesIn(**opened));
    if (checkpoint.empty())
        return bad(file,
                   "is no checkpoint: expected tensors named model.diffusion_model..., "
                   "first_stage_model..., cond_stage_model... or conditioner.embedders... (a file "
                   "with a component of a model folder is opened by naming its folder)");
    const auto source = configsFor(**opened, checkpoint, configs);
    if (!source) return source.error();
    ModelInfo info;
    info.name = file.stem().string();
    info.folder = file;
    const auto index = (*source)->index(info);
    if (!index) return index.error();
    info.pipeline = index->className;
    const Status s = addComponents(*index, **opened, std::move(checkpoint), **source, info);
    if (!s) return s.error();
    return info;
}

Result<ComponentInfo> withUnetFile(ComponentInfo base, const fs::path& file) {
    const auto opened = openWeights(file);
    if (!opened) return opened.error();
    takeWeights(base, **opened, readUnetNames(namesIn(**opened)));
    return base;
}

}  // namespace engine
