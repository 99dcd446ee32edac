// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/random_model.h"

#include <extraction/stand_in.h>
#include <model/geometries.h>
#include <model/layer_selection.h>
#include <model/unet_config.h>

#include <random>
#include <utility>

namespace app {

namespace {

using engine::Error;
using engine::ErrorCode;

constexpr int kScale = 8;  // pixels per side of a latent's point

std::vector<engine::LayerInfo> allLayers(engine::PixelSize size) {
    return engine::unetLayers(*engine::publishedGeometry("sd15"),
                              {size.height / kScale, size.width / kScale});
}

engine::NdArray randomActivation(const engine::LayerInfo& layer, unsigned seed) {
    std::minstd_rand random(seed);
    std::vector<float> values(std::size_t(layer.channels) * std::size_t(layer.grid.count()));
    for (float& value : values) value = float(random() % 4096) / 1024 - 1.5f;
    return engine::NdArray::fromFloats(layer.shape(1), std::move(values));
}

class RandomModel : public engine::StandInModel {
public:
    explicit RandomModel(const std::filesystem::path& folder) {
        m_info.name = folder.filename().string();
        m_info.folder = folder;
        m_info.nativeSide = 512;
    }

    engine::Result<std::vector<engine::LayerInfo>> unetLayers(
        engine::PixelSize size) const override {
        return allLayers(size);
    }

    engine::Result<engine::Extraction> extract(const engine::ExtractionRequest& request,
                                               const engine::Observation& observation) override {
        unsigned seed = unsigned(request.timestep);
        for (const auto& layer : allLayers(request.size)) {
            if (observation.stop.stop_requested()) return Error{ErrorCode::Cancelled, "Stopped."};
            if (observation.layers.contains(layer.path))
                observation.sink(layer.path, randomActivation(layer, ++seed));
        }
        return engine::Extraction{};
    }
};

class RandomEngine : public engine::StandInEngine {
public:
    engine::Result<std::unique_ptr<engine::Model>> open(const std::filesystem::path& folder,
                                                        const engine::LoadOptions&) override {
        return std::unique_ptr<engine::Model>(std::make_unique<RandomModel>(folder));
    }
};

}  // namespace

std::vector<engine::LayerInfo> randomLayers(int side) {
    const auto chosen = engine::selectLayers({"inner"}, allLayers({side, side}));
    return chosen ? *chosen : std::vector<engine::LayerInfo>();
}

std::unique_ptr<engine::Engine> makeRandomEngine() {
    return std::make_unique<RandomEngine>();
}

}  // namespace app
