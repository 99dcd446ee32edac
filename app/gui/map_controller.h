// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/view_options.h"

#include <session/hover_similarity.h>
#include <session/layer_board.h>
#include <session/reference_selection.h>

#include <QObject>

#include <optional>
#include <vector>

namespace widgets {
class TileGrid;
}

namespace app {

/// Fills the tiles in sight: each with its layer's norms, or with the similarity of every token to
/// the reference. What a tile shows already is not computed again.
class MapController : public QObject {
    Q_OBJECT

public:
    MapController(widgets::TileGrid* tiles, const core::LayerBoard* board,
                  const core::ReferenceSelection* selection, QObject* parent = nullptr);

    void setOptions(const ViewOptions& options);
    const ViewOptions& options() const { return m_options; }

    /// Tiles were replaced: nothing is shown yet.
    void onLayersChanged();
    /// Brings every tile in sight up to date with board, reference and options.
    void refresh();

private:
    /// All that a map's pixels depend on; equal means nothing to do.
    struct Shown {
        const engine::Representation* representation = nullptr;
        ViewOptions options;
        engine::TokenIndex reference;  // of a similarity map
        friend bool operator==(const Shown&, const Shown&) = default;
    };

    std::optional<core::SimilarityTask> refreshTile(std::size_t index);
    void showNorms(std::size_t index);
    void onReady(const std::vector<core::SimilarityAnswer>& answers);

    widgets::TileGrid* m_tiles;
    const core::LayerBoard* m_board;
    const core::ReferenceSelection* m_selection;
    ViewOptions m_options;
    core::HoverSimilarity m_similarity;
    std::vector<std::optional<Shown>> m_shown;
};

}  // namespace app
