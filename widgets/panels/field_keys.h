// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QKeyEvent>

namespace widgets {

/// Whether \a event is a key that ends typing in a field (Return, Enter, Tab, Escape), pressed or
/// about to be taken as a shortcut. A line edit leaves these to the window, where they are
/// decisions.
inline bool endsTyping(const QEvent* event) {
    if (event->type() != QEvent::ShortcutOverride && event->type() != QEvent::KeyPress)
        return false;
    const int key = static_cast<const QKeyEvent*>(event)->key();
    return key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Tab ||
           key == Qt::Key_Escape;
}

}  // namespace widgets
