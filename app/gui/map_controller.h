// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/explore_sources.h"

#ifndef Q_MOC_RUN
#include <explore/capture_runner.h>
#include <explore/exploration.h>
#include <explore/map_computer.h>
#include <explore/map_range.h>
#include <explore/pins.h>
#include <explore/reference.h>
#include <explore/representation_cache.h>
#include <explore/shown_range.h>
#include <explore/view_options.h>
#include <session/hover_similarity.h>
#endif

#include <QObject>
#include <QTimer>

#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace widgets {
class TileGrid;
struct MapView;
}  // namespace widgets

namespace app {

/// Fills the tiles in sight: each with the map that the options or its pin ask for. What a tile
/// shows already is not computed again, and a tile never shows what answers another question.
class MapController : public QObject {
    Q_OBJECT

public:
    MapController(widgets::TileGrid* tiles, const ExploreSources& sources,
                  QObject* parent = nullptr);

    void setOptions(const core::ViewOptions& options);
    const core::ViewOptions& options() const { return m_options; }
    /// Pieces of the prompt, so that an attention map can name its word.
    void setWords(const QStringList& words);

    /// Brings every tile in sight up to date with captures, reference and options.
    void refresh();
    /// The same for another reference: settled() follows.
    void follow();
    /// The same of tiles out of sight, too: their numbers are wanted. Those that take longer than a
    /// frame are left out.
    void refreshAll();
    /// Ranges that maps share, or what a reference is called, may be another: as refresh(), and all
    /// colours and captions are looked at again.
    void repaint();

    /// While it is so, the tiles of other pictures show the reference's map of the same layer.
    void setFlipped(bool isFlipped);

    /// What is shown on a tile: its values and the range of its colours; null while there is none.
    const core::MapValues* values(int tile) const;
    core::ColorRange range(int tile) const;
    /// Where the similarity to a reference in another picture is largest.
    std::optional<engine::TokenIndex> best(int tile) const;
    /// The picture that correspondences go to: that of the kept place, else of the reference. So
    /// they stay while the pointer moves. Null without a place.
    const core::Subject* matchedSubject() const;
    /// From how many maps its axes, centres, or the maximum of its similarities come.
    int basisMaps(int tile) const;
    core::MapOptions optionsOf(const core::TileSpec& tile) const;
    core::RangeMode rangeModeOf(const core::TileSpec& tile) const;
    /// What its colour bar calls the values.
    QString titleOf(const core::TileSpec& tile) const;
    /// The kept place of a pin bears its letter.
    QString referenceName() const;
    core::ColorMapId colorsOf(const core::TileSpec& tile) const;
    /// Every tile's map that answers its present question.
    std::vector<core::RangedMap> rangedMaps() const;
    /// What a difference or a correspondence is compared with.
    std::optional<core::CaptureKey> otherKey(const core::TileSpec& tile) const;

Q_SIGNALS:
    void shown();  ///< some tile shows something else
    /// Marks and numbers of the reference may be shown: its maps are, or take longer than a frame.
    /// So nothing that follows the pointer is seen beside what belongs to another token.
    void settled();

private:
    /// All that a map's numbers depend on; equal means nothing to do.
    struct Question {
        core::CaptureKey key;
        core::MapOptions options;
        const void* layer = nullptr;  ///< identities of the activations that it is made from
        const void* other = nullptr;
        std::vector<const void*> shared;
        engine::TokenRect reference;
        friend bool operator==(const Question&, const Question&) = default;
    };
    struct Drawn {
        Question question;
        std::shared_ptr<const core::MapValues> values;
        std::optional<engine::TokenIndex> best;
        core::SharedRepresentation held, heldOther;  // keeps what is on screen in memory
        core::ColorRange range;
        bool isCurrent = false;  // answers the tile's present question
        bool isAsked = false;    // in the thread pool
        bool isPainted = false;
        core::ColorMapId colors = core::ColorMapId::Magma;
    };

    bool isActive(const core::TileSpec& tile) const;
    void refreshTile(std::size_t index);
    void askSimilarity(std::size_t index, const core::SharedRepresentation& layer);
    void askMap(std::size_t index, const core::SharedRepresentation& layer);
    widgets::MapView rgbView(const core::TileSpec& tile, const core::MapValues& values) const;
    QString rgbCaption(const core::TileSpec& tile, const core::MapValues& values) const;
    void showWaiting(std::size_t index, const core::CaptureKey& missing);
    void showMissing(std::size_t index, const QString& why);
    void take(int tile, std::shared_ptr<const core::MapValues> values);
    void onSimilarities(const std::vector<core::SimilarityAnswer>& answers);
    void onMaps(const std::vector<core::MapAnswer>& answers);
    void settle(bool isPainted);
    bool paint();
    core::ColorRange rangeOf(const core::TileSpec& tile, const core::MapValues& values) const;
    void paintTile(const core::TileSpec& tile, std::size_t index, Drawn& drawn);
    widgets::MapView viewOf(const core::TileSpec& tile, const Drawn& drawn) const;
    QString captionOf(const core::TileSpec& tile, const core::MapValues& values) const;
    const core::TileSpec* standInOf(const core::TileSpec& tile) const;
    void paintStandIn(const core::TileSpec& standIn, std::size_t index);
    void showReadings();

    widgets::TileGrid* m_tiles;
    ExploreSources m_sources;
    core::ViewOptions m_options;
    QStringList m_words;
    core::HoverSimilarity m_similarity;
    core::MapComputer m_computer;
    std::map<int, Drawn> m_drawn;                      // by tile
    std::vector<core::SimilarityTask> m_similarities;  // of the refresh under way
    std::vector<core::MapTask> m_tasks;
    bool m_isChanged = false;
    QTimer m_patience;        // while marks and numbers wait for the maps they belong to
    bool m_isAsking = false;  // answers that come meanwhile are painted by who asks
    bool m_isFollowing = false;
    bool m_isForAll = false;
    bool m_isFlipped = false;
};

}  // namespace app
