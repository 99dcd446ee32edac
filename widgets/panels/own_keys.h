// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QKeyEvent>

#include <algorithm>
#include <initializer_list>

namespace widgets {

/// The window's shortcuts are single keys, and come before the widget that has the keyboard unless
/// that says that a key is its own. \return whether \a event asked so about one of \a keys; it is
/// accepted then.
inline bool claimsKey(QEvent* event, std::initializer_list<int> keys) {
    if (event->type() != QEvent::ShortcutOverride) return false;
    const int key = static_cast<QKeyEvent*>(event)->key();
    if (std::find(keys.begin(), keys.end(), key) == keys.end()) return false;
    event->accept();
    return true;
}

/// \sa claimsKey: the keys with which lists and trees are gone through and used.
inline bool claimsListKey(QEvent* event) {
    return claimsKey(
        event, {Qt::Key_Left, Qt::Key_Right, Qt::Key_Up, Qt::Key_Down, Qt::Key_Home, Qt::Key_End,
                Qt::Key_PageUp, Qt::Key_PageDown, Qt::Key_Return, Qt::Key_Enter, Qt::Key_Space});
}

}  // namespace widgets
