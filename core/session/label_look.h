// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <figure/color_map.h>
#include <representation/norm_map.h>

#include <QString>

#include <vector>

namespace core {

/// How the labeler colours a norm map. Labels made on the two looks are not the same task, so the
/// look is always said.
enum class LabelLook {
    Raw,     ///< norms on one scale for all pictures
    Classic  ///< the study's grey pictures: each one's highest norm is 255
};

/// A map's values as they are coloured, and what that means.
struct LookedMap {
    std::vector<float> values;  ///< [height * width]
    ColorRange range;
    ColorMapId colors;
    QString caption;
};

/// \param isRaw whether \a map holds norms; else it is an 8-bit picture already, which has no raw
/// look: it is shown as it is, whatever \a look.
/// Source: reference/anomalies.md, section 5.
LookedMap lookAt(const engine::NormMap& map, bool isRaw, LabelLook look, ColorRange fixed);

}  // namespace core
