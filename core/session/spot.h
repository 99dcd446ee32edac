// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <representation/token_grid.h>

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

}  // namespace core
