// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <representation/token_grid.h>

#include <optional>

namespace core {

/// A place on the picture: one cell of a grid laid over it, be it a layer's tokens or the picture's
/// own pixels.
///
/// Every layer finds its own token there by TokenGrid::mapTo, so a spot survives a change of layer,
/// resolution or model.
struct Spot {
    engine::TokenGrid grid;
    engine::TokenIndex cell;

    /// The pixel under \a point of a picture of \a size, clamped into the picture.
    static Spot ofPixel(engine::ImagePoint point, engine::PixelSize size) {
        const engine::TokenGrid pixels{size.height, size.width};
        return {pixels, pixels.tokenAt(point, size)};
    }
    engine::TokenIndex on(const engine::TokenGrid& other) const { return grid.mapTo(cell, other); }
    friend bool operator==(const Spot&, const Spot&) = default;
};

/// Which spot is the reference: the one under the pointer, else the one that was kept by a click.
/// Source: reference/similarity.md, section 3. Each change returns whether anything is different
/// now.
class ReferenceSelection {
public:
    bool point(const Spot& spot) { return replace(m_pointed, spot); }
    bool leave() { return replace(m_pointed, std::nullopt); }
    bool keep(const Spot& spot) { return replace(m_kept, spot); }
    bool forget() { return replace(m_kept, std::nullopt); }

    const std::optional<Spot>& pointed() const { return m_pointed; }
    const std::optional<Spot>& kept() const { return m_kept; }
    const std::optional<Spot>& reference() const { return m_pointed ? m_pointed : m_kept; }

private:
    static bool replace(std::optional<Spot>& spot, const std::optional<Spot>& value) {
        if (spot == value) return false;
        spot = value;
        return true;
    }

    std::optional<Spot> m_pointed, m_kept;
};

}  // namespace core
