// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/reference_selection.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace core {

/// A spot of one subject, or a region of it that is averaged: from the cell of \c spot to \c last
/// on the same grid, in either order.
struct Place {
    int subject = 0;
    Spot spot;
    engine::TokenIndex last;

    static Place of(int subject, const Spot& spot) { return {subject, spot, spot.cell}; }
    /// The pixels between two points of a picture.
    static Place between(int subject, engine::ImagePoint from, engine::ImagePoint to,
                         engine::PixelSize size) {
        return {subject, Spot::ofPixel(from, size), Spot::ofPixel(to, size).cell};
    }
    static Place ofTokens(int subject, const engine::TokenGrid& grid, const engine::TokenRect& r) {
        return {subject, {grid, r.first}, {r.first.row + r.rows - 1, r.first.col + r.cols - 1}};
    }

    /// The tokens of \a other that it covers: at least one. Both ends go by TokenGrid::mapTo.
    engine::TokenRect on(const engine::TokenGrid& other) const {
        const auto a = spot.on(other), b = spot.grid.mapTo(last, other);
        const auto [top, bottom] = std::minmax(a.row, b.row);
        const auto [left, right] = std::minmax(a.col, b.col);
        return {{top, left}, bottom - top + 1, right - left + 1};
    }
    bool isRegion() const { return !(spot.cell == last); }
    friend bool operator==(const Place&, const Place&) = default;
};

/// Which place is the reference: the one under the pointer, else the one that was kept by a click.
/// While a region is dragged it is that. Source: reference/similarity.md, section 3. Each change
/// returns whether anything is different now.
class ExplorerReference {
public:
    bool point(const Place& place) { return replace(m_pointed, place); }
    bool leave() { return replace(m_pointed, std::nullopt); }
    bool keep(const Place& place) { return replace(m_kept, place); }
    bool forget() { return replace(m_kept, std::nullopt); }
    /// \a subject is gone: what was kept there is kept in \a heir at the same spot, so that nothing
    /// is left hanging (a defect of the published explorer); 0: there is no heir.
    bool forgetSubject(int subject, int heir) {
        const bool wasPointed = m_pointed && m_pointed->subject == subject && leave();
        if (!m_kept || m_kept->subject != subject) return wasPointed;
        if (heir == 0) return forget();
        m_kept->subject = heir;
        return true;
    }

    const std::optional<Place>& pointed() const { return m_pointed; }
    const std::optional<Place>& kept() const { return m_kept; }
    const std::optional<Place>& reference() const { return m_pointed ? m_pointed : m_kept; }

private:
    static bool replace(std::optional<Place>& place, const std::optional<Place>& value) {
        if (place == value) return false;
        place = value;
        return true;
    }

    std::optional<Place> m_pointed, m_kept;
};

}  // namespace core
