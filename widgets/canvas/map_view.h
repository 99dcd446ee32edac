// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <figure/color_map.h>
#include <representation/token_grid.h>

#include <QImage>
#include <QString>

#include <vector>

namespace widgets {

/// A map ready to be painted, and what its colour bar says.
struct MapView {
    engine::TokenGrid grid;
    QImage image;  ///< one pixel per token, premultiplied ARGB; transparent where the value is not
                   ///< finite
    core::ColorRange range;
    core::ColorMapId colors = core::ColorMapId::Magma;
    QString caption;    ///< what the colours mean and how far they reach: "L2 norm · this map"
    int notFinite = 0;  ///< tokens that are NaN or infinite: hatched
    int clipped = 0;    ///< tokens outside the range, drawn in its end colours
};

/// Colours \a values, [grid.height * grid.width] row-major.
MapView makeMapView(const engine::TokenGrid& grid, const std::vector<float>& values,
                    core::ColorRange range, core::ColorMapId colors, QString caption);

}  // namespace widgets
