// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command.h"
#include "cli/console.h"
#include "cli/model_access.h"

#include <io/picture.h>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace app {
namespace {

using nlohmann::ordered_json;
using Layers = std::vector<engine::LayerInfo>;

struct InfoOptions {
    std::filesystem::path model;
    std::string size = "512";
    bool wantsJson = false;
};

engine::Result<engine::PixelSize> sizeOf(const InfoOptions& options,
                                         const engine::ModelInfo& info) {
    auto choice = core::SizeChoice::parse(options.size);
    if (!choice) return choice.error();
    if (choice->kind == core::SizeChoice::Kind::Exact) return choice->exact;
    return engine::PixelSize{info.nativeSide, info.nativeSide};
}

/// The U-Net's layers; those of the VAE where there is no U-Net; none for other components.
engine::Result<Layers> layersOf(const ModelAccess& model, engine::PixelSize size) {
    if (model.info().component("unet")) return model.unetLayers(model.latentGrid(size));
    if (!model.info().component("vae")) return Layers();
    auto layers = model.encoderLayers({size.height, size.width});
    if (!layers) return layers;
    auto decoder = model.decoderLayers(model.latentGrid(size));
    if (!decoder) return decoder;
    layers->insert(layers->end(), decoder->begin(), decoder->end());
    return layers;
}

ordered_json toJson(const engine::ComponentInfo& c) {
    return {
        {"name", c.name}, {"class", c.className}, {"dtype", c.dtype}, {"parameters", c.parameters}};
}

ordered_json toJson(const engine::LayerInfo& layer) {
    ordered_json json = {{"path", layer.path.text()},
                         {"name", nullptr},  // in the second grammar
                         {"channels", layer.channels},
                         {"height", layer.grid.height},
                         {"width", layer.grid.width}};
    if (!layer.name.empty()) json["name"] = layer.name;
    if (layer.textTokens > 0) json["text_tokens"] = layer.textTokens;
    if (layer.keys > 0) json["keys"] = layer.keys;
    if (layer.isOnRequest) json["on_request"] = true;
    return json;
}

std::string asJson(const engine::ModelInfo& info, engine::PixelSize size, const Layers& layers) {
    auto components = ordered_json::array(), list = ordered_json::array();
    for (const auto& c : info.components) components.push_back(toJson(c));
    for (const auto& layer : layers) list.push_back(toJson(layer));
    const ordered_json json = {{"schema", 1},
                               {"name", info.name},
                               {"pipeline", info.pipeline},
                               {"components", std::move(components)},
                               {"latent_channels", info.latentChannels},
                               {"vae_scale", info.vaeScale},
                               {"native_side", info.nativeSide},
                               {"prediction_type", info.predictionType},
                               {"scheduler", info.schedulerClass},
                               {"size", {{"width", size.width}, {"height", size.height}}},
                               {"layers", std::move(list)}};
    return json.dump(1, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

/// "320, 64 x 64"; of an attention map "8, 64 x 64, 77 keys".
std::string shapeOf(const engine::LayerInfo& layer) {
    const std::string grid = layer.grid.count() > 0 ? std::to_string(layer.grid.height) + " x " +
                                                          std::to_string(layer.grid.width)
                                                    : "no map";
    return std::to_string(layer.channels) + ", " + grid +
           (layer.keys > 0 ? ", " + std::to_string(layer.keys) + " keys" : "");
}

std::string asText(const engine::ModelInfo& info, engine::PixelSize size, const Layers& layers) {
    std::string text = info.name + (info.pipeline.empty() ? "" : " (" + info.pipeline + ")") + "\n";
    for (const auto& c : info.components)
        text += "  " + c.name + "  " + c.className +
                (c.parameters > 0 ? "  " + std::to_string(c.parameters) + " parameters, " + c.dtype
                                  : "") +
                "\n";
    text += "native side " + std::to_string(info.nativeSide) + " px, prediction " +
            info.predictionType + "\n";
    text += std::to_string(layers.size()) + " layers at " + std::to_string(size.width) + " x " +
            std::to_string(size.height) + " px (channels, height x width; second name)\n";
    for (const auto& layer : layers)
        text += "  " + layer.path.text() + "  " + shapeOf(layer) +
                (layer.name.empty() ? "" : "  " + layer.name) + "\n";
    return text;
}

engine::Result<ExitCode> runInfo(const InfoOptions& options) {
    const auto model = ModelAccess::open(options.model);
    if (!model) return model.error();
    const auto size = sizeOf(options, model->info());
    if (!size) return size.error();
    const auto layers = layersOf(*model, *size);
    if (!layers) return layers.error();
    const auto print = options.wantsJson ? asJson : asText;
    if (auto printed = printData(print(model->info(), *size, *layers)); !printed)
        return printed.error();
    return ExitCode::Ok;
}

}  // namespace

void addInfoCommand(CLI::App& app, Command& chosen) {
    auto options = std::make_shared<InfoOptions>();
    auto* command =
        app.add_subcommand("info", "Say what a model consists of: components, parameters, layers");
    command->add_option("MODEL", options->model, "Model folder, cache entry or component folder")
        ->required();
    command->add_option("--size", options->size, "Picture size for the shapes: N, WxH or native")
        ->capture_default_str();
    command->add_flag("--json", options->wantsJson, "As JSON");
    command->callback([&chosen, options] { chosen = [options] { return runInfo(*options); }; });
}

}  // namespace app
