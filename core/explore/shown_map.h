// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/map_definition.h"
#include "explore/map_values.h"
#include "figure/figure_spec.h"
#include "io/picture.h"

#include <QString>

#include <memory>
#include <vector>

namespace core {

/// One map that the explorer shows, or could show, as a figure takes it. A plain value; any thread
/// may read it.
struct ShownMap {
    DefinedMap defined;  ///< what it is, and the range of its colours
    std::shared_ptr<const MapValues> values;
    int subject = 0, column = 0;  ///< \sa Moment
    QString moment;               ///< as captions write it: "t 50", "step 3"
    QString layerName;            ///< the same; empty: the layer's path
    QString barTitle;             ///< \sa titleOf()
    ColorMapId colors = ColorMapId::Magma;
    std::vector<FigureMark> marks;
    int row = 0, gridColumn = 0;  ///< its place in the grid that was asked for
};

/// A picture beside its maps. A plain value.
struct ShownPicture {
    std::shared_ptr<const Picture> picture;
    int subject = 0, column = 0;
    QString name;
    QString moment;  ///< of a generation's step, "step 3"; of a photo empty: it is always itself
    std::vector<FigureMark> marks;
};

}  // namespace core
