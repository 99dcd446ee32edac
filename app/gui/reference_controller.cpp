// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/reference_controller.h"

#include <canvas/map_tile.h>
#include <canvas/picture_board.h>
#include <canvas/tile_grid.h>

#include <algorithm>
#include <utility>

namespace app {

using core::Place;
using core::TileSpec;

namespace {

Place placeOf(int subject, const engine::TokenGrid& grid, const engine::TokenRect& tokens) {
    return {subject, {grid, tokens.first}, tokens.rows, tokens.cols};
}

}  // namespace

ReferenceController::ReferenceController(core::Exploration* exploration,
                                         widgets::PictureBoard* board, widgets::TileGrid* tiles,
                                         QObject* parent)
    : QObject(parent), m_exploration(exploration), m_board(board), m_tiles(tiles) {
    connectBoard();
    connectTiles();
    connect(exploration, &core::Exploration::removed, this, [this](int id) {
        const auto* heir = m_exploration->current();
        if (m_pins.forgetSubject(id)) Q_EMIT pinsChanged();
        update(m_reference.forgetSubject(id, heir ? std::optional(heir->id) : std::nullopt));
    });
    connect(exploration, &core::Exploration::boardChanged, this, [this] {
        const auto& kept = m_reference.kept();
        const auto* current = m_exploration->current();
        const bool isGone = kept && current && !m_exploration->isOnBoard(kept->subject);
        update(isGone && m_reference.forgetSubject(kept->subject, current->id));
        showMarks();
    });
}

void ReferenceController::connectBoard() {
    using widgets::PictureBoard;
    const auto at = [this](int subject, engine::ImagePoint point) {
        return Place{subject, core::Spot::ofPixel(point, sizeOf(subject))};
    };
    connect(m_board, &PictureBoard::hovered, this, [this, at](int subject, engine::ImagePoint p) {
        update(m_reference.point(at(subject, p)), Marks::WithTheMaps);
    });
    connect(m_board, &PictureBoard::clicked, this,
            [this, at](int subject, engine::ImagePoint p) { keep(at(subject, p)); });
    connect(m_board, &PictureBoard::regionDragged, this,
            [this](int subject, engine::ImagePoint from, engine::ImagePoint to, bool isDone) {
                const auto size = sizeOf(subject);
                const auto place = Place::between(subject, core::Spot::ofPixel(from, size),
                                                  core::Spot::ofPixel(to, size));
                isDone ? update(m_reference.keep(place))
                       : update(m_reference.drag(place), Marks::WithTheMaps);
            });
    connect(m_board, &PictureBoard::left, this,
            [this] { update(m_reference.leave(), Marks::WithTheMaps); });
}

void ReferenceController::connectTiles() {
    using widgets::TileGrid;
    const auto onTile = [this](std::size_t index, const engine::TokenRect& tokens) {
        const auto& tile = m_exploration->tiles()[index];
        return placeOf(tile.key.moment.subject, tile.layer.grid, tokens);
    };
    connect(m_tiles, &TileGrid::hovered, this,
            [this, onTile](std::size_t index, engine::TokenIndex token) {
                const int id = m_exploration->tiles()[index].id;
                const bool isOther = std::exchange(m_pointed, id) != id;
                m_pointedWidget = m_tiles->tile(index);
                update(m_reference.point(onTile(index, {token})) || isOther, Marks::WithTheMaps);
            });
    connect(m_tiles, &TileGrid::clicked, this,
            [this, onTile](std::size_t index, engine::TokenIndex token) {
                m_exploration->setActiveLayer(m_exploration->tiles()[index].key.layer);
                keep(onTile(index, {token}));
            });
    connect(m_tiles, &TileGrid::regionDragged, this,
            [this, onTile](int id, const engine::TokenRect& tokens, bool isDone) {
                const auto index = m_exploration->tileOf(id);
                if (!index) return;
                const auto place = onTile(*index, tokens);
                isDone ? update(m_reference.keep(place))
                       : update(m_reference.drag(place), Marks::WithTheMaps);
            });
    connect(m_tiles, &TileGrid::left, this, [this] {
        m_pointed.reset();
        m_reference.leave();
        update(true, Marks::WithTheMaps);
    });
}

engine::PixelSize ReferenceController::sizeOf(int subject) const {
    const auto* found = m_exploration->subject(subject);
    const auto size = found ? found->size() : engine::PixelSize{};
    return size.width > 0 ? size : engine::PixelSize{1, 1};
}

const TileSpec* ReferenceController::tile() const {
    const auto& tiles = m_exploration->tiles();
    if (m_pointed)
        if (const auto at = m_exploration->tileOf(*m_pointed)) return &tiles[*at];
    const auto* current = m_exploration->current();
    const auto& pointed = m_reference.pointed();  // in a picture that may be another one
    if (pointed && m_exploration->isOnBoard(pointed->subject))
        current = m_exploration->subject(pointed->subject);
    for (const auto& tile : tiles)
        if (current && !tile.isPinned() && tile.key.moment.subject == current->id &&
            tile.key.layer == m_exploration->activeLayer())
            return &tile;
    return tiles.empty() ? nullptr : &tiles.front();
}

void ReferenceController::onTilesShown() {
    const int index = m_pointed ? m_tiles->indexOf(*m_pointed) : -1;
    const bool isGone =
        m_pointed && (index < 0 || m_tiles->tile(std::size_t(index)) != m_pointedWidget);
    if (isGone) {
        m_pointed.reset();
        m_reference.leave();
        Q_EMIT changed();
    }
    showMarks();
}

void ReferenceController::keepCentre() {
    const auto* current = m_exploration->current();
    if (m_reference.kept() || m_isForgotten || !current || current->size().width <= 0) return;
    const auto size = current->size();
    follow({current->id, core::Spot::ofPixel({size.width / 2.0, size.height / 2.0}, size)});
}

void ReferenceController::keep(const Place& place) {
    update(m_reference.keep(place));
}

void ReferenceController::follow(const Place& place) {
    m_isFollowing = true;
    keep(place);
    m_isFollowing = false;
}

void ReferenceController::move(int rows, int cols) {
    const auto* shown = tile();
    if (!shown || !m_reference.kept()) return;
    const auto& grid = shown->layer.grid;
    auto token = m_reference.kept()->on(grid).first;
    token.row = std::clamp(token.row + rows, 0, grid.height - 1);
    token.col = std::clamp(token.col + cols, 0, grid.width - 1);
    keep(placeOf(m_reference.kept()->subject, grid, {token}));
}

void ReferenceController::forget() {
    m_isForgotten = true;
    update(m_reference.forget());
}

void ReferenceController::restore(const std::optional<Place>& kept, const core::Pins& pins) {
    m_isForgotten = !kept && m_exploration->current();
    update(kept ? m_reference.keep(*kept) : m_reference.forget());
    if (m_pins == pins) return;
    m_pins = pins;
    showMarks();
    Q_EMIT pinsChanged();
}

bool ReferenceController::pin() {
    const auto& place = m_reference.reference();
    if (!place) return true;
    const bool hasRoom = m_pins.indexAt(*place) || m_pins.add(*place).has_value();
    showMarks();
    Q_EMIT pinsChanged();
    return hasRoom;
}

void ReferenceController::unpin(char letter) {
    if (!m_pins.remove(letter)) return;
    showMarks();
    Q_EMIT pinsChanged();
}

void ReferenceController::unpinAll() {
    if (!m_pins.clear()) return;
    showMarks();
    Q_EMIT pinsChanged();
}

void ReferenceController::recall(char letter) {
    if (const auto index = m_pins.indexOf(letter)) keep(m_pins.all()[*index].place);
}

void ReferenceController::update(bool isChanged, Marks marks) {
    if (!isChanged) return;
    if (m_reference.kept()) m_isForgotten = false;
    if (marks == Marks::AtOnce) showMarks();
    Q_EMIT changed();
    if (m_saidKept == m_reference.kept()) return;
    m_saidKept = m_reference.kept();
    Q_EMIT keptChanged(m_isFollowing);
}

/// The reference and the pins of \a subject. The reference is outlined in the other pictures, too:
/// the same place there is what one compares with by eye.
widgets::TokenMarks ReferenceController::marksOn(int subject, const engine::TokenGrid& grid) const {
    widgets::TokenMarks marks;
    if (grid.count() == 0) return marks;
    if (const auto& place = m_reference.reference()) marks.reference = place->on(grid);
    if (const auto& kept = m_reference.kept()) marks.kept = kept->on(grid);
    for (const auto& pin : m_pins.all()) {
        if (pin.place.subject != subject) continue;
        const auto color = core::colorOfPin(pin.letter);
        marks.pins.push_back(
            {QLatin1Char(pin.letter), QColor(color.r, color.g, color.b), pin.place.on(grid)});
    }
    return marks;
}

void ReferenceController::showMarks() {
    const auto& tiles = m_exploration->tiles();
    const auto* active = tile();
    for (std::size_t i = 0; i < tiles.size() && int(i) < m_tiles->count(); ++i) {
        auto marks = marksOn(tiles[i].key.moment.subject, tiles[i].layer.grid);
        if (m_bestMatch) marks.best = m_bestMatch(tiles[i]);
        m_tiles->tile(i)->setMarks(marks);
        m_tiles->tile(i)->setActive(&tiles[i] == active);
    }
    for (const int id : m_exploration->board()) {
        const TileSpec* shown = nullptr;
        for (const auto& tile : tiles)
            if (active && tile.key.moment.subject == id && tile.key.layer == active->key.layer)
                shown = &tile;
        const auto grid = shown ? shown->layer.grid : engine::TokenGrid{};
        auto marks = marksOn(id, grid);
        if (shown && m_bestMatch) marks.best = m_bestMatch(*shown);
        m_board->setMarks(id, grid, marks);
    }
}

}  // namespace app
