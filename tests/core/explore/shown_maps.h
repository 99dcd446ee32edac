// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <explore/shown_map.h>

#include <memory>

/// Maps as the explorer shows them, for the tests of figures.
namespace shown {

/// Of the picture number \a subject, called so; values count from 0.
inline core::ShownMap map(const char* layer, int timestep = 50, int subject = 1,
                          const char* picture = "cat.png") {
    core::ShownMap shown;
    shown.defined.layer.path = engine::LayerPath(layer);
    shown.defined.layer.channels = 8;
    shown.defined.layer.grid = {2, 3};
    shown.defined.model = QStringLiteral("demo");
    shown.defined.picture = QString::fromUtf8(picture);
    shown.defined.size = {64, 64};
    shown.defined.timestep = timestep;
    shown.defined.dtype = QStringLiteral("float32");
    shown.defined.shown = {0, 5};
    auto values = std::make_shared<core::MapValues>();
    values->grid = {2, 3};
    values->values = {0, 1, 2, 3, 4, 5};
    shown.values = values;
    shown.subject = subject;
    shown.column = timestep;
    shown.moment = QStringLiteral("t %1").arg(timestep);
    shown.barTitle = QStringLiteral("L2 norm");
    return shown;
}

inline core::ShownMap at(core::ShownMap map, int row, int column) {
    map.row = row;
    map.gridColumn = column;
    return map;
}

inline core::ShownMap pca(core::ShownMap map) {
    auto values = std::make_shared<core::MapValues>();
    values->grid = {2, 3};
    values->rgb.assign(18, 7);
    map.values = values;
    map.barTitle = QStringLiteral("PCA");
    map.defined.options.kind = core::MapKind::Pca;
    return map;
}

inline core::ShownPicture picture(int subject = 1, const char* name = "cat.png", int column = 50,
                                  const char* moment = "") {
    auto pixels = std::make_shared<core::Picture>();
    pixels->size = {4, 2};
    pixels->rgb.assign(24, 9);
    return {pixels, subject, column, QString::fromUtf8(name), QString::fromUtf8(moment), {}};
}

}  // namespace shown
