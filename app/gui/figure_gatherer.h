// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/explore_sources.h"
#include "gui/figure_choice.h"

#include <explore/figure_cells.h>
#include <explore/pins.h>
#include <explore/shown_map.h>
#include <explore/shown_range.h>

#include <optional>
#include <vector>

namespace app {

class DefinitionController;
class FigureMaps;
class MapController;
class ReferenceController;

/// Says what a choice means for what is explored: which cells, which pictures, and all that is to
/// be said about their maps. Reference and pins are those of the moment of begin(): the pointer
/// leaves the tiles when a dialog opens.
class FigureGatherer {
public:
    FigureGatherer(const ExploreSources& sources, const MapController* maps,
                   const DefinitionController* definition, const ReferenceController* reference);

    /// \param tile what "this map" means; the active one where it is absent.
    void begin(std::optional<int> tile);
    const std::optional<core::Place>& reference() const { return m_reference; }
    FigureOffer offer() const;
    /// \a choice with the usual where it says nothing: all layers, of the timesteps that were
    /// captured at most six, all pictures; and without what is not there any more.
    FigureChoice completed(FigureChoice choice) const;

    /// \a enlarged of the tiles in the window: as seen means that one alone.
    std::vector<core::FigureCell> cells(const FigureChoice& choice,
                                        std::optional<int> enlarged) const;
    /// Of the cells that have their map.
    std::vector<core::ShownMap> maps(const FigureChoice& choice, const FigureMaps& computed) const;
    /// Those that belong to \a maps, where the choice wants any.
    std::vector<core::ShownPicture> pictures(const FigureChoice& choice,
                                             const std::vector<core::ShownMap>& maps) const;

private:
    core::ShownMap shownMap(const FigureChoice& choice, const FigureMaps& computed,
                            std::size_t index) const;
    core::ColorRange rangeOf(const FigureMaps& computed, std::size_t index) const;
    core::RangedMap ranged(const FigureMaps& computed, std::size_t index) const;
    QString titleOf(const core::TileSpec& tile) const;
    QString momentOf(const core::Moment& moment) const;
    std::optional<core::ShownPicture> picture(const core::ShownMap& map, bool isMarked) const;

    ExploreSources m_sources;
    const MapController* m_maps;
    const DefinitionController* m_definition;
    const ReferenceController* m_active;
    std::optional<core::Place> m_reference;
    core::Pins m_pins;
    int m_tile = 0;
};

}  // namespace app
