// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/exploration.h"

#include "session/timestep_scale.h"

#include <model/attention_form.h>
#include <model/layer_request.h>

#include <algorithm>
#include <utility>

namespace core {

namespace {

template <typename Tiles>
bool isSame(const Tiles& a, const Tiles& b) {
    return std::equal(
        a.begin(), a.end(), b.begin(), b.end(), [](const TileSpec& x, const TileSpec& y) {
            return x.id == y.id && x.key == y.key && x.pinned == y.pinned &&
                   x.layer.grid == y.layer.grid && x.layer.channels == y.layer.channels &&
                   x.layer.keys == y.layer.keys;
        });
}

std::optional<engine::LayerInfo> find(const std::vector<engine::LayerInfo>& layers,
                                      const engine::LayerPath& path) {
    const auto [module, options] = engine::splitAttentionOptions(path.text());
    for (const auto& layer : layers) {
        if (layer.path == path) return layer;
        if (options.empty() || layer.keys == 0 || layer.path.text() != module) continue;
        auto part = layer;
        part.path = path;
        part.channels = 1;
        return part;
    }
    return std::nullopt;
}

template <typename T>
bool holds(const std::vector<T>& items, const T& item) {
    return std::find(items.begin(), items.end(), item) != items.end();
}

template <typename T>
void move(std::vector<T>& items, std::size_t from, std::size_t to) {
    auto item = std::move(items[from]);
    items.erase(items.begin() + std::ptrdiff_t(from));
    items.insert(items.begin() + std::ptrdiff_t(to), std::move(item));
}

}  // namespace

Exploration::Exploration(QObject* parent) : QObject(parent) {}

int Exploration::addPhoto(const QString& name) {
    return m_subjects.addPhoto(name);
}

int Exploration::addGeneration(const QString& name, const GenerationTask& task) {
    return m_subjects.addGeneration(name, task);
}

void Exploration::bringBack(int id, const QString& name,
                            const std::optional<GenerationTask>& task) {
    m_subjects.bringBack(id, name, task);
}

void Exploration::setPicture(int id, std::shared_ptr<const Picture> picture) {
    auto* subject = m_subjects.find(id);
    if (!subject) return;
    subject->picture = std::move(picture);
    refreshTiles();  // another size means other grids
    Q_EMIT subjectChanged(id);
}

void Exploration::addStep(int id, std::shared_ptr<const GeneratedStep> step) {
    auto* subject = m_subjects.find(id);
    if (!subject || !subject->isGeneration || step->index < 0) return;
    auto& steps = subject->steps;
    const auto index = std::size_t(step->index);
    if (index > steps.size()) return;
    const bool isLatest = subject->column == int(steps.size()) - 1 || steps.empty();
    if (index == steps.size())
        steps.push_back(step);
    else
        steps[index] = step;
    subject->picture = std::make_shared<const Picture>(steps.back()->picture);
    if (isLatest && index + 1 == steps.size()) setColumn(id, int(index));
    Q_EMIT subjectChanged(id);
}

void Exploration::remove(int id) {
    if (!m_subjects.find(id)) return;
    const auto& all = m_subjects.all();
    if (isOnBoard(id) && m_board.size() == 1 && all.size() > 1) {
        const auto at =
            std::find_if(all.begin(), all.end(), [&](const auto& s) { return s.id == id; });
        show(at + 1 == all.end() ? (at - 1)->id : (at + 1)->id);
    }
    setBeside(id, false);
    std::erase(m_board, id);
    std::erase_if(m_pinned, [&](const TileSpec& t) { return t.key.moment.subject == id; });
    std::erase_if(m_ids, [id](const auto& known) { return known.first.first == id; });
    m_subjects.remove(id);
    if (m_current == id) m_current = m_board.empty() ? 0 : m_board.front();
    refreshTiles();
    Q_EMIT boardChanged();
    Q_EMIT removed(id);
}

bool Exploration::isOnBoard(int id) const {
    return holds(m_board, id);
}

void Exploration::show(int id) {
    if (!m_subjects.find(id)) return;
    if (isOnBoard(id)) return setCurrent(id);
    auto board = m_board;
    const auto at = std::find(board.begin(), board.end(), m_current);
    if (at == board.end())
        board.push_back(id);
    else
        *at = id;
    setBoard(std::move(board), id);
}

void Exploration::setBeside(int id, bool isBeside) {
    if (isBeside == isOnBoard(id) || !m_subjects.find(id)) return;
    auto board = m_board;
    if (isBeside) {
        if (int(board.size()) == kMostOnBoard) board.erase(board.begin());
        board.push_back(id);
        return setBoard(std::move(board), id);
    }
    if (board.size() == 1) return;
    std::erase(board, id);
    setBoard(board, id == m_current ? board.front() : m_current);
}

void Exploration::setBoard(std::vector<int> ids, int current) {
    const auto asked = std::exchange(ids, {});
    for (const int id : asked)
        if (m_subjects.find(id) && !holds(ids, id) && int(ids.size()) < kMostOnBoard)
            ids.push_back(id);
    if (!holds(ids, current)) current = ids.empty() ? 0 : ids.front();
    const bool isSameBoard = m_board == ids && m_current == current;
    if (isSameBoard) return;
    // A photo is looked at where the one before it was: one compares pictures, not timesteps.
    if (const auto* before = this->current(); before && !before->isGeneration)
        for (const int id : ids)
            if (auto* s = m_subjects.find(id); !s->isGeneration && !isOnBoard(id))
                s->column = before->column;
    m_board = std::move(ids);
    m_current = current;
    refreshTiles();
    Q_EMIT boardChanged();
}

void Exploration::setCurrent(int id) {
    if (!isOnBoard(id) || std::exchange(m_current, id) == id) return;
    Q_EMIT boardChanged();
}

void Exploration::setColumn(int id, int column) {
    auto* subject = m_subjects.find(id);
    if (!subject) return;
    const int last =
        subject->isGeneration ? std::max(0, int(subject->steps.size()) - 1) : kLastTimestep;
    column = std::clamp(column, 0, last);
    if (std::exchange(subject->column, column) == column) return;
    refreshTiles();
    Q_EMIT momentChanged(id);
}

void Exploration::setColumns(int column) {
    const auto* subject = current();
    if (!subject) return;
    const bool isGeneration = subject->isGeneration;
    setColumn(m_current, column);
    if (isGeneration) return;
    const auto board = m_board;  // whoever hears of a moment may change the board
    for (const int id : board)
        if (const auto* other = m_subjects.find(id); other && !other->isGeneration)
            setColumn(id, column);
}

void Exploration::setOffered(std::vector<engine::LayerInfo> layers, engine::PixelSize native,
                             LayersForSize forSize) {
    m_offered = std::move(layers);
    m_native = native;
    m_forSize = std::move(forSize);
    m_bySize.clear();
    m_pinned.clear();  // of another model
    std::vector<engine::LayerPath> paths;
    for (const auto& layer : m_layers) paths.push_back(layer.path);
    m_layers.clear();
    forgetSteps();
    Q_EMIT offeredChanged();
    setLayers(paths);
}

void Exploration::forgetSteps() {
    std::vector<int> generations;
    for (const auto& subject : m_subjects.all())
        if (!subject.steps.empty()) generations.push_back(subject.id);
    for (const int id : generations) {
        auto* subject = m_subjects.find(id);
        subject->steps.clear();
        subject->picture = nullptr;
        setColumn(id, 0);
        Q_EMIT subjectChanged(id);
    }
}

void Exploration::setLayers(const std::vector<engine::LayerPath>& paths) {
    std::vector<engine::LayerInfo> chosen;
    for (const auto& path : paths) {
        const auto isIt = [&](const auto& layer) { return layer.path == path; };
        const auto layer = layerAt(path);
        const bool isNew = std::none_of(chosen.begin(), chosen.end(), isIt);
        if (layer && layer->grid.count() > 0 && isNew) chosen.push_back(*layer);
    }
    m_layers = std::move(chosen);
    refreshTiles();
    Q_EMIT layersChanged();
    keepActive();
}

void Exploration::keepActive() {
    const auto isActive = [this](const auto& layer) { return layer.path == m_active; };
    if (std::none_of(m_layers.begin(), m_layers.end(), isActive)) setActiveLayer(usualLayer());
}

/// Where the anomaly study looks, or its last inner position, else the first.
engine::LayerPath Exploration::usualLayer() const {
    for (const char* path : {"up_blocks[1]", "up_blocks[1].upsamplers[0]"})
        for (const auto& layer : m_layers)
            if (layer.path.text() == path) return layer.path;
    return m_layers.empty() ? engine::LayerPath() : m_layers.front().path;
}

std::optional<engine::LayerInfo> Exploration::layerAt(const engine::LayerPath& path) const {
    return find(m_offered, path);
}

engine::LayerInfo Exploration::layerFor(const engine::LayerInfo& layer, int id) const {
    const auto* subject = m_subjects.find(id);
    const auto size = subject ? subject->size() : engine::PixelSize{};
    if (size == m_native || size.width <= 0 || !m_forSize) return layer;
    auto& layers = m_bySize[{size.width, size.height}];
    if (layers.empty()) layers = m_forSize(size);
    return find(layers, layer.path).value_or(layer);
}

void Exploration::setActiveLayer(const engine::LayerPath& path) {
    if (m_active == path) return;
    m_active = path;
    Q_EMIT activeLayerChanged();
}

int Exploration::idOf(int subject, const engine::LayerPath& path) {
    auto& id = m_ids[{subject, path}];
    if (id == 0) id = ++m_lastId;
    return id;
}

void Exploration::refreshTiles() {
    for (auto& pinned : m_pinned)  // the picture may have another size than when it was pinned
        pinned.layer =
            layerFor(layerAt(pinned.key.layer).value_or(pinned.layer), pinned.key.moment.subject);
    std::vector<TileSpec> tiles = m_pinned;
    for (const auto& layer : m_layers)
        for (const int id : m_board) {
            const auto* subject = m_subjects.find(id);
            tiles.push_back({idOf(id, layer.path),
                             {subject->moment(), layer.path},
                             layerFor(layer, id),
                             std::nullopt});
        }
    if (isSame(tiles, m_tiles)) return;
    m_tiles = std::move(tiles);
    Q_EMIT tilesChanged();
}

std::optional<std::size_t> Exploration::tileOf(int id) const {
    for (std::size_t i = 0; i < m_tiles.size(); ++i)
        if (m_tiles[i].id == id) return i;
    return std::nullopt;
}

void Exploration::pinTile(int id, const MapOptions& options) {
    const auto at = tileOf(id);
    if (!at || m_tiles[*at].isPinned()) return;
    auto pinned = m_tiles[*at];
    pinned.id = ++m_lastId;
    pinned.pinned = options;
    m_pinned.push_back(std::move(pinned));
    refreshTiles();
}

void Exploration::setPinned(const std::vector<PinnedMap>& pinned) {
    auto before = std::exchange(m_pinned, {});
    for (const auto& [key, options] : pinned) {
        const auto layer = layerAt(key.layer);
        if (!layer || !m_subjects.find(key.moment.subject)) continue;
        const auto same = std::find_if(before.begin(), before.end(), [&](const TileSpec& tile) {
            return tile.key == key && tile.pinned == options;
        });
        const int id = same == before.end() ? ++m_lastId : same->id;
        if (same != before.end()) before.erase(same);
        m_pinned.push_back({id, key, *layer, options});
    }
    refreshTiles();
}

void Exploration::closeTile(int id) {
    const auto at = tileOf(id);
    if (!at) return;
    const auto tile = m_tiles[*at];
    if (tile.isPinned()) {
        std::erase_if(m_pinned, [id](const TileSpec& t) { return t.id == id; });
        return refreshTiles();
    }
    std::erase_if(m_layers, [&](const auto& layer) { return layer.path == tile.key.layer; });
    refreshTiles();
    Q_EMIT layersChanged();
    keepActive();
}

void Exploration::moveTile(std::size_t from, std::size_t to) {
    const auto pinned = m_pinned.size(), group = std::size_t(groupSize());
    if (from >= m_tiles.size() || to >= m_tiles.size()) return;
    if ((from < pinned) != (to < pinned)) return;
    if (from < pinned) {
        move(m_pinned, from, to);
        return refreshTiles();
    }
    from = (from - pinned) / group;
    to = (to - pinned) / group;
    if (from == to) return;
    move(m_layers, from, to);
    refreshTiles();
    Q_EMIT layersChanged();
}

}  // namespace core
