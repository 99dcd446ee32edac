// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/map_view.h"

#include <cmath>
#include <utility>

namespace widgets {

MapView makeMapView(const engine::TokenGrid& grid, const std::vector<float>& values,
                    core::ColorRange range, core::ColorMapId colors, QString caption) {
    Q_ASSERT(values.size() == std::size_t(grid.count()));
    MapView view{grid, QImage(grid.width, grid.height, QImage::Format_ARGB32_Premultiplied), range,
                 colors, std::move(caption)};
    const auto& table = core::colorTable(colors);
    const float slack = (range.high - range.low) * 1e-5f;  // a cosine of 1.0000001 is not clipped
    for (int row = 0; row < grid.height; ++row) {
        auto* line = reinterpret_cast<QRgb*>(view.image.scanLine(row));
        for (int col = 0; col < grid.width; ++col) {
            const float value = values[grid.indexOf({row, col})];
            const auto color =
                std::isfinite(value) ? core::colorOf(value, range, table) : std::nullopt;
            line[col] = color ? qRgb(color->r, color->g, color->b) : qRgba(0, 0, 0, 0);
            view.notFinite += !color;
            view.clipped += color && (value < range.low - slack || value > range.high + slack);
        }
    }
    return view;
}

}  // namespace widgets
