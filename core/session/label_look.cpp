// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/label_look.h"

#include <io/norm_image.h>

#include <QCoreApplication>

namespace core {

namespace {

struct Caption {
    Q_DECLARE_TR_FUNCTIONS(core::LabelLook)
};

}  // namespace

LookedMap lookAt(const engine::NormMap& map, bool isRaw, LabelLook look, ColorRange fixed) {
    if (isRaw && look == LabelLook::Raw)
        return {map.values(), fixed, ColorMapId::Magma,
                Caption::tr("L2 norm · one range for all pictures")};
    const QString caption = Caption::tr("8 bit · this picture's highest norm = 255");
    if (!isRaw) return {map.values(), {0, 255}, ColorMapId::Gray, caption};
    const auto bytes = normImageValues(map);
    return {{bytes.begin(), bytes.end()}, {0, 255}, ColorMapId::Gray, caption};
}

}  // namespace core
