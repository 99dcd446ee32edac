// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/map_view.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace widgets {

namespace {

constexpr std::size_t kNoColor = 256;  // the entry behind the table
using PixelTable = std::array<QRgb, kNoColor + 1>;

/// The tables of all colour maps as pixels, and last what is not finite: transparent.
const PixelTable& pixelTable(core::ColorMapId colors) {
    static const auto tables = [] {
        std::array<PixelTable, core::kColorMapCount> all{};
        for (std::size_t map = 0; map < all.size(); ++map) {
            const auto& table = core::colorTable(core::ColorMapId(map));
            for (std::size_t i = 0; i < table.size(); ++i)
                all[map][i] = qRgb(table[i].r, table[i].g, table[i].b);
        }
        return all;
    }();
    return tables[std::size_t(colors)];
}

constexpr auto kSeeThrough = QImage::Format_ARGB32_Premultiplied;
constexpr auto kOpaque = QImage::Format_RGB32;

QImage imageFor(const engine::TokenGrid& grid, MapView& old) {
    QImage image = std::move(old.image);
    const bool isOfUse = image.size() == QSize(grid.width, grid.height) &&
                         (image.format() == kSeeThrough || image.format() == kOpaque) &&
                         image.isDetached();
    return isOfUse ? image : QImage(grid.width, grid.height, kSeeThrough);
}

/// Pixels are the same in both formats; those without holes are painted without blending.
void finish(MapView& view, int notFinite) {
    view.notFinite = notFinite;
    view.image.reinterpretAsFormat(notFinite == 0 ? kOpaque : kSeeThrough);
}

}  // namespace

MapView makeMapView(const engine::TokenGrid& grid, std::vector<float> values,
                    core::ColorRange range, core::ColorMapId colors, QString caption, MapView old) {
    Q_ASSERT(values.size() == std::size_t(grid.count()));
    MapView view{grid, imageFor(grid, old), range, colors, std::move(caption)};
    const auto& table = pixelTable(colors);
    const double low = double(range.low), width = double(range.high) - low;
    const double scale = width > 0 ? 256 / width : 0;  // as core::colorOf
    const float slack = (range.high - range.low) * 1e-5f;
    const float lowest = range.low - slack, highest = range.high + slack;
    int notFinite = 0, clippedLow = 0, clippedHigh = 0;
    const float* value = values.data();
    for (int row = 0; row < grid.height; ++row) {
        auto* line = reinterpret_cast<QRgb*>(view.image.scanLine(row));
        for (int col = 0; col < grid.width; ++col) {
            const float v = *value++;
            const bool isFinite = std::isfinite(v);
            const double entry = std::clamp((double(isFinite ? v : 0) - low) * scale, 0.0, 255.0);
            line[col] = table[isFinite ? std::size_t(int(entry)) : kNoColor];
            notFinite += !isFinite;
            clippedLow += int(isFinite) & int(v < lowest);
            clippedHigh += int(isFinite) & int(v > highest);
        }
    }
    finish(view, notFinite);
    view.clippedLow = clippedLow;
    view.clippedHigh = clippedHigh;
    view.values = std::move(values);
    return view;
}

MapView makeRgbView(const engine::TokenGrid& grid, const std::vector<std::uint8_t>& rgb,
                    QString caption, const std::vector<std::uint8_t>& notFinite, MapView old) {
    Q_ASSERT(rgb.size() == std::size_t(grid.count()) * 3);
    MapView view{grid, imageFor(grid, old), {}, core::ColorMapId::Gray, std::move(caption)};
    view.isRgb = true;
    const std::uint8_t* byte = rgb.data();
    for (int row = 0; row < grid.height; ++row) {
        auto* line = reinterpret_cast<QRgb*>(view.image.scanLine(row));
        for (int col = 0; col < grid.width; ++col, byte += 3)
            line[col] = qRgb(byte[0], byte[1], byte[2]);
    }
    int holes = 0;
    for (std::size_t i = 0; i < notFinite.size(); ++i) {
        if (notFinite[i] == 0) continue;
        const auto token = grid.tokenOf(i);
        reinterpret_cast<QRgb*>(view.image.scanLine(token.row))[token.col] = 0;
        ++holes;
    }
    finish(view, holes);
    return view;
}

}  // namespace widgets
