// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/fixed_keys.h"

#include <QCoreApplication>

namespace app {

namespace {

QString words(const char* text) {
    return QCoreApplication::translate("fixedKeys", text);
}

std::vector<FixedKey> makeFixedKeys() {
    const auto window = words(QT_TRANSLATE_NOOP("fixedKeys", "Window"));
    const auto tile = words(QT_TRANSLATE_NOOP("fixedKeys", "Tile or picture"));
    const auto matrix = words(QT_TRANSLATE_NOOP("fixedKeys", "Layers × timesteps"));
    const auto lists = words(QT_TRANSLATE_NOOP("fixedKeys", "Lists and trees"));
    return {
        {window,
         QStringLiteral("Esc"),
         words(QT_TRANSLATE_NOOP("fixedKeys",
                                 "Closes the message, else stops computing, else lets go.")),
         {Qt::Key_Escape}},
        {window,
         QStringLiteral("Alt+…"),
         words(QT_TRANSLATE_NOOP("fixedKeys", "Opens the menu whose letter is underlined.")),
         {}},
        {tile,
         words(QT_TRANSLATE_NOOP("fixedKeys", "Shift+arrows")),
         words(QT_TRANSLATE_NOOP("fixedKeys", "Moves the reference by one token.")),
         {}},
        {tile,
         words(QT_TRANSLATE_NOOP("fixedKeys", "Space, held")),
         words(QT_TRANSLATE_NOOP("fixedKeys", "A drag moves what is zoomed.")),
         {}},
        {tile,
         QStringLiteral("Alt+↑, Alt+↓"),
         words(QT_TRANSLATE_NOOP("fixedKeys", "Widens and narrows the range of the colours.")),
         {}},
        {tile,
         words(QT_TRANSLATE_NOOP("fixedKeys", "Return, F, K, Delete")),
         words(
             QT_TRANSLATE_NOOP("fixedKeys", "Enlarges, pins, closes the tile with the keyboard.")),
         {}},
        {matrix,
         words(QT_TRANSLATE_NOOP("fixedKeys", "Arrows, Home, End, Page up and down")),
         words(QT_TRANSLATE_NOOP(
             "fixedKeys", "Goes from cell to cell; with Shift selects, with Ctrl folds rows.")),
         {}},
        {matrix,
         words(QT_TRANSLATE_NOOP("fixedKeys", "Return")),
         words(QT_TRANSLATE_NOOP("fixedKeys", "Computes what is selected.")),
         {}},
        {words(QT_TRANSLATE_NOOP("fixedKeys", "Generate")),
         QStringLiteral("Ctrl+Return"),
         words(QT_TRANSLATE_NOOP("fixedKeys", "Generates, while the prompt has the keyboard.")),
         {}},
        {lists,
         words(QT_TRANSLATE_NOOP("fixedKeys", "Arrows, Return, Space, Delete")),
         words(QT_TRANSLATE_NOOP("fixedKeys", "Goes through the list, chooses, ticks, removes.")),
         {}},
    };
}

}  // namespace

const std::vector<FixedKey>& fixedKeys() {
    static const auto keys = makeFixedKeys();
    return keys;
}

}  // namespace app
