// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <compare>
#include <cstddef>

namespace engine {

/// One spatial position of a feature map. (0, 0) is the upper left token.
struct TokenIndex {
    int row = 0;
    int col = 0;
    friend auto operator<=>(const TokenIndex&, const TokenIndex&) = default;
};

/// A rectangle of tokens: its upper left one and how far it reaches. One token is 1 x 1.
struct TokenRect {
    TokenIndex first;
    int rows = 1, cols = 1;
    int count() const { return rows * cols; }
    friend bool operator==(const TokenRect&, const TokenRect&) = default;
};

/// A point of the model's input picture, in its pixels; (0, 0) is the upper left corner of the
/// upper left pixel.
struct ImagePoint {
    double x = 0;
    double y = 0;
};

/// Width and height in pixels.
struct PixelSize {
    int width = 0;
    int height = 0;
    friend bool operator==(const PixelSize&, const PixelSize&) = default;
};

/// A half-open span of pixels [left, right) x [top, bottom).
struct PixelRect {
    int left = 0, top = 0, right = 0, bottom = 0;
    friend bool operator==(const PixelRect&, const PixelRect&) = default;
};

/// The tokens of one layer laid over the model's input picture.
///
/// Grids need not divide the picture (a stride rounds up); a token then covers its proportional
/// share.
struct TokenGrid {
    int height = 0;  ///< tokens
    int width = 0;   ///< tokens

    friend bool operator==(const TokenGrid&, const TokenGrid&) = default;
    int count() const { return height * width; }
    bool contains(TokenIndex t) const {
        return t.row >= 0 && t.row < height && t.col >= 0 && t.col < width;
    }
    std::size_t indexOf(TokenIndex t) const {
        return std::size_t(t.row) * std::size_t(width) + std::size_t(t.col);
    }
    TokenIndex tokenOf(std::size_t index) const { return {int(index) / width, int(index) % width}; }

    /// The token under \a p of a picture of \a size, clamped into the grid.
    TokenIndex tokenAt(ImagePoint p, PixelSize size) const {
        return {int(std::clamp(p.y * height / size.height, 0.0, double(height - 1))),
                int(std::clamp(p.x * width / size.width, 0.0, double(width - 1)))};
    }
    /// The pixels that \a t stands for.
    PixelRect pixelsOf(TokenIndex t, PixelSize size) const {
        return {t.col * size.width / width, t.row * size.height / height,
                ((t.col + 1) * size.width + width - 1) / width,
                ((t.row + 1) * size.height + height - 1) / height};
    }
    /// The token of \a other that lies where \a t lies: floor(col * n' / n). Source:
    /// reference/similarity.md, section 3.
    TokenIndex mapTo(TokenIndex t, const TokenGrid& other) const {
        return {t.row * other.height / height, t.col * other.width / width};
    }
};

}  // namespace engine
