// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QWidget>

#include <algorithm>

namespace widgets {

/// For labels of axes and cells: a little smaller than the text of \a widget, and still readable.
inline QFont smallFont(const QWidget& widget) {
    QFont font = widget.font();
    font.setPointSizeF(std::max(7.0, font.pointSizeF() * 0.85));
    return font;
}

}  // namespace widgets
