// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <figure/color_map.h>
#include <representation/token_grid.h>

#include <QImage>
#include <QString>

#include <cstdint>
#include <vector>

namespace widgets {

/// What one colour of a map means where colours are the data: "3" of "14 %", or "right". A plain
/// value.
struct Swatch {
    QRgb color = 0;
    QString name, detail;  ///< the detail is left out where there is no room for it
    friend bool operator==(const Swatch&, const Swatch&) = default;
};

/// A map ready to be painted, and what its colour bar says. A plain value.
struct MapView {
    engine::TokenGrid grid;
    QImage image;  ///< one pixel per token; RGB32, or premultiplied ARGB and transparent where some
                   ///< value is not finite
    core::ColorRange range;
    core::ColorMapId colors = core::ColorMapId::Magma;
    QString caption;    ///< what the colours mean and how far they reach: "L2 norm · this map"
    int notFinite = 0;  ///< tokens that are NaN or infinite: hatched
    int clippedLow = 0, clippedHigh = 0;  ///< tokens beyond an end of the range, in its colour
    std::vector<float> values{};          ///< [grid.height * grid.width] row-major; empty of a PCA
    bool isRgb = false;                   ///< colours are the data: no range and no colour bar
    bool isCategorical = false;           ///< the values are whole numbers that name something
    /// Stands where the colour bar would if isRgb; without any: the three axes of a PCA.
    std::vector<Swatch> swatches{};

    int clipped() const { return clippedLow + clippedHigh; }
};

/// Colours \a values, [grid.height * grid.width] row-major: about 10 µs for 64 x 64.
///
/// Infinite values count as not finite. Values within 1e-5 of the range's width outside it are not
/// counted as clipped: a cosine of 1.0000001 is 1.
/// \param old a view that is no longer needed; its picture's memory is used again.
MapView makeMapView(const engine::TokenGrid& grid, std::vector<float> values,
                    core::ColorRange range, core::ColorMapId colors, QString caption,
                    MapView old = {});

/// Shows \a rgb, [grid.height * grid.width * 3] row-major, as it is. \param notFinite 1 where the
/// colour says nothing: hatched; empty where there is no such token.
MapView makeRgbView(const engine::TokenGrid& grid, const std::vector<std::uint8_t>& rgb,
                    QString caption, const std::vector<std::uint8_t>& notFinite = {},
                    MapView old = {});

}  // namespace widgets
