// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <explore/explorer_state.h>

namespace states {

/// A state that uses every field, with values other than the usual ones. Its subjects are three
/// photos and a generation, numbered 3, 5, 6, 8.
inline core::ExplorerState full(const std::filesystem::path& folder = "/p") {
    core::ExplorerState state;
    state.model = folder / "model";
    state.modelName = "Modell “ü”";
    core::GenerationRecipe recipe;
    recipe.name = "a cat";
    recipe.prompt = "a cat\non a mat";
    recipe.negativePrompt = "dog";
    recipe.steps = 12;
    recipe.guidance = 3.25;
    recipe.seed = 18446744073709551615u;
    recipe.scheduler = "ddim";
    recipe.size = {64, 96};
    recipe.isUnconditional = true;
    state.subjects = {{3, folder / "a.png", std::nullopt, 50},
                      {5, folder / "sub/b c.png", std::nullopt, 999},
                      {6, folder / "ü.png", std::nullopt, 0},
                      {8, {}, recipe, core::SubjectState::kLatest}};
    state.board = {3, 8};
    state.current = 8;
    state.layers = {engine::LayerPath("conv_in"), engine::LayerPath("up_blocks[1]"),
                    engine::LayerPath("mid_block.attentions[0].attn2.map[mean]")};
    state.activeLayer = state.layers[1];
    core::MapOptions map;
    map.kind = core::MapKind::Difference;
    map.normScale = core::NormScale::ZScore;
    map.measure = engine::SimilarityMeasure::Chebyshev;
    map.normalisation = core::Normalisation::Pictures;
    map.pcaBasis = core::PcaBasis::Timesteps;
    map.channel = 17;
    map.differenceTo = core::DifferenceTo::Picture;
    map.differenceOf = core::DifferenceOf::Vectors;
    map.otherSubject = 5;
    map.otherColumn = 200;
    map.otherLayer = engine::LayerPath("conv_out");
    map.clusters = 9;
    map.isMirrored = true;
    map.textToken = 3;
    state.view.map = map;
    state.tiles = {{5, 100, state.layers[0], map}};
    state.view.positiveColors = core::ColorMapId::Cividis;
    state.view.boundedColors = core::ColorMapId::Gray;
    state.view.ranges = {core::RangeMode::Robust, core::RangeMode::Layer, core::RangeMode::Run,
                         core::RangeMode::Map,    core::RangeMode::Fixed, core::RangeMode::Map,
                         core::RangeMode::Layer};
    state.view.fixed = {-0.1f, 3.3333333f};
    state.view.usesBounds = false;
    state.view.isOverlaid = true;
    state.view.overlayOpacity = 0.7;
    state.reference = core::Place{3, {{32, 32}, {7, 9}}, 2, 3};
    state.pins.add({3, {{64, 64}, {1, 2}}, 1, 1});
    state.pins.add({5, {{32, 32}, {30, 31}}, 2, 1});
    state.pins.remove('A');
    state.pins.add({8, {{16, 16}, {0, 0}}, 16, 16});
    state.pins.add({6, {{16, 16}, {3, 0}}, 1, 1});
    state.extraction = {"a \"quoted\" prompt", 123456789012345u, true, core::FitChoice::Pad};
    return state;
}

}  // namespace states
