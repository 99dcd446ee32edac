// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/generation_recipe.h"
#include "explore/pins.h"
#include "explore/place.h"
#include "explore/view_options.h"

#include <representation/layer_path.h>

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace core {

/// An opened picture, or a generation. A plain value.
struct SubjectState {
    /// Of a generation: whichever step is the latest, also while there is none yet.
    static constexpr int kLatest = -1;

    int id = 0;                  ///< the explorer's number of it
    std::filesystem::path file;  ///< of a photo
    std::optional<GenerationRecipe> generation;
    int column = 50;  ///< \sa Moment
    friend bool operator==(const SubjectState&, const SubjectState&) = default;
};

/// A tile that keeps its moment and its kind of map. A plain value.
struct PinnedTile {
    int subject = 0;
    int column = 0;
    engine::LayerPath layer;
    MapOptions options;
    friend bool operator==(const PinnedTile&, const PinnedTile&) = default;
};

/// How photos are brought to the model's size, as the window offers it.
enum class FitChoice { Crop, Stretch, Pad, Keep };

/// How photos are extracted. A plain value.
struct ExtractionChoices {
    std::string prompt;
    std::uint64_t seed = 42;
    bool isPaperProtocol = false;
    FitChoice fit = FitChoice::Crop;
    friend bool operator==(const ExtractionChoices&, const ExtractionChoices&) = default;
};

/// Everything that a user set in the explorer; nothing that was computed, and nothing of the
/// window's own looks (docks, zoom, sizes). What undo goes back to and what a session file holds.
/// A plain value.
struct ExplorerState {
    std::filesystem::path model;  ///< that is open; empty: none
    std::string modelName;        ///< what the window calls it

    std::vector<SubjectState> subjects;  ///< in the order of the list
    std::vector<int> board;              ///< ids, at most Exploration::kMostOnBoard
    int current = 0;                     ///< of the board; 0 on an empty one

    std::vector<engine::LayerPath> layers;  ///< chosen, in the order of their tiles
    engine::LayerPath activeLayer;
    std::vector<PinnedTile> tiles;  ///< pinned, in their order
    ViewOptions view;

    std::optional<Place> reference;  ///< the kept one
    Pins pins;
    ExtractionChoices extraction;

    const SubjectState* subject(int id) const;
    friend bool operator==(const ExplorerState&, const ExplorerState&) = default;
};

/// Ids by position, from \a first; what refers to a subject that is not there refers to none. Equal
/// explorations have equal states after it, whichever ids they were given.
ExplorerState renumbered(const ExplorerState& state, int first = 1);

/// With new ids for the old ones; subjects without one are left out, as without() does.
ExplorerState withIds(const ExplorerState& state, const std::map<int, int>& ids);

/// Without these subjects and what is said of them: places on the board, pins, tiles, the
/// reference. Never leaves the board empty while another subject exists.
ExplorerState without(const ExplorerState& state, const std::vector<int>& ids);

/// The kinds of change that undo tells apart, by what its menu says.
enum class StateChange {
    None,
    Model,
    Several,  ///< layers and map at once: a preset
    PicturesAdded,
    Generated,
    PicturesRemoved,
    PicturesMoved,
    Board,
    Column,
    Layers,
    ActiveLayer,
    TilePinned,
    TileUnpinned,
    TilesMoved,
    Map,  ///< kind, measure, difference, ...
    Channel,
    OtherColumn,
    Word,
    Range,
    RangeNumbers,  ///< what a colour bar was dragged to
    Colors,
    Overlay,
    Opacity,
    Reference,
    ReferenceForgotten,
    Pinned,
    Unpinned,
    Prompt,
    Seed,
    Protocol,
    Fit,
};

/// What is different, named by the most important thing that is: what brought the rest with it.
StateChange changeBetween(const ExplorerState& before, const ExplorerState& after);

/// Whether a run of such changes is one step of undo: sliders, wheels, typing.
bool isContinuous(StateChange change);

}  // namespace core
