// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/capture_key.h"
#include "explore/map_options.h"
#include "explore/subject.h"

#include <model/model_info.h>

#include <QObject>

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <vector>

namespace core {

/// One tile of the explorer: which activation it shows. A pinned one keeps its moment and its kind
/// of map, whatever the window goes on to.
struct TileSpec {
    int id = 0;
    CaptureKey key;
    engine::LayerInfo layer;           ///< on the grid of its subject's size
    std::optional<MapOptions> pinned;  ///< its own kind of map

    bool isPinned() const { return pinned.has_value(); }
};

/// What a pinned tile keeps.
struct PinnedMap {
    CaptureKey key;
    MapOptions options;
};

/// What is explored: the subjects, which of them are on the board, which moment of each is looked
/// at, which layers, and so which tiles there are. Knows neither activations nor widgets; everybody
/// follows its signals. GUI thread.
class Exploration : public QObject {
    Q_OBJECT

public:
    static constexpr int kMostOnBoard = 9;

    explicit Exploration(QObject* parent = nullptr);

    // Subjects
    const SubjectList& subjects() const { return m_subjects; }
    const Subject* subject(int id) const { return m_subjects.find(id); }
    int addPhoto(const QString& name);
    int addGeneration(const QString& name, const GenerationTask& task);
    /// As SubjectList::bringBack: its picture is to be loaded, its steps to be generated anew.
    void bringBack(int id, const QString& name, const std::optional<GenerationTask>& task);
    /// Null: it is being loaded.
    void setPicture(int id, std::shared_ptr<const Picture> picture);
    /// The next step of a generation, or one again.
    void addStep(int id, std::shared_ptr<const GeneratedStep> step);
    /// Takes it off the board, too. Never leaves the board empty while another subject exists.
    void remove(int id);

    // The board
    const std::vector<int>& board() const { return m_board; }
    /// The subject that the timestep slider and the matrix speak of; null on an empty board.
    const Subject* current() const { return m_subjects.find(m_current); }
    bool isOnBoard(int id) const;
    /// Shows \a id in place of the current one; if it is on the board, it becomes current.
    void show(int id);
    /// Shows \a id beside the others and makes it current, or takes it off. The last one stays.
    void setBeside(int id, bool isBeside);
    /// Each once, and the first kMostOnBoard of them; ids that are not there are left out.
    void setBoard(std::vector<int> ids, int current);
    void setCurrent(int id);

    // Moments
    /// Of one subject. Columns outside what it has are brought inside.
    void setColumn(int id, int column);
    /// Of the current one, and of all other photos on the board if that is a photo.
    void setColumns(int column);

    // Layers
    /// All that the model offers for its native size, and the same for pictures of another size.
    /// Another model is open: pinned tiles go, and so do the steps of generations, which were the
    /// old model's.
    using LayersForSize = std::function<std::vector<engine::LayerInfo>(engine::PixelSize)>;
    void setOffered(std::vector<engine::LayerInfo> layers, engine::PixelSize native,
                    LayersForSize forSize);
    const std::vector<engine::LayerInfo>& offered() const { return m_offered; }
    /// Paths that the model does not offer are left out. "….attn1.map[mean]" and "[head=3]" choose
    /// a part of an attention map.
    void setLayers(const std::vector<engine::LayerPath>& paths);
    /// The chosen ones in the order of their tiles.
    const std::vector<engine::LayerInfo>& layers() const { return m_layers; }
    /// What \a path means in the open model, on the native grid.
    std::optional<engine::LayerInfo> layerAt(const engine::LayerPath& path) const;
    /// On the grid of the subject's size.
    engine::LayerInfo layerFor(const engine::LayerInfo& layer, int subject) const;
    /// The layer that numbers are read from unless another is pointed at; always one of layers(),
    /// where there is any.
    const engine::LayerPath& activeLayer() const { return m_active; }
    void setActiveLayer(const engine::LayerPath& path);

    // Tiles
    const std::vector<TileSpec>& tiles() const { return m_tiles; }
    std::optional<std::size_t> tileOf(int id) const;
    void pinTile(int id, const MapOptions& options);
    /// Exactly these are pinned, in this order. Those of no subject, or of a layer that the model
    /// does not offer, are left out; those that were pinned before keep their ids.
    void setPinned(const std::vector<PinnedMap>& pinned);
    /// A pinned tile goes; of an unpinned one, its layer is no longer chosen.
    void closeTile(int id);
    /// Among the pinned ones, or the layers: pictures of one layer stay together.
    void moveTile(std::size_t from, std::size_t to);
    /// How many tiles stand for one layer: as many as subjects are on the board.
    int groupSize() const { return std::max(1, int(m_board.size())); }

Q_SIGNALS:
    void boardChanged();          ///< other subjects on the board, or another current one
    void subjectChanged(int id);  ///< its picture or its steps
    void momentChanged(int id);   ///< its column
    void offeredChanged();        ///< another model
    void layersChanged();         ///< other layers are chosen
    void tilesChanged();          ///< goes before each of the others where tiles differ
    void activeLayerChanged();
    void removed(int id);

private:
    void refreshTiles();
    engine::LayerPath usualLayer() const;
    void keepActive();
    void forgetSteps();
    int idOf(int subject, const engine::LayerPath& path);

    SubjectList m_subjects;
    std::vector<int> m_board;
    int m_current = 0;
    std::vector<engine::LayerInfo> m_offered, m_layers;
    engine::PixelSize m_native;
    LayersForSize m_forSize;
    mutable std::map<std::pair<int, int>, std::vector<engine::LayerInfo>> m_bySize;
    engine::LayerPath m_active;
    std::vector<TileSpec> m_pinned, m_tiles;
    std::map<std::pair<int, engine::LayerPath>, int> m_ids;
    int m_lastId = 0;
};

}  // namespace core
