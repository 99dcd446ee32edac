// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/fixed_keys.h"

#include <QCoreApplication>

namespace app {

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("fixedKeys", text);
}

std::vector<FixedKey> makeFixedKeys() {
    const auto window = tr(QT_TRANSLATE_NOOP("fixedKeys", "Window"));
    const auto tile = tr(QT_TRANSLATE_NOOP("fixedKeys", "Tile or picture"));
    const auto matrix = tr(QT_TRANSLATE_NOOP("fixedKeys", "Layers × timesteps"));
    const auto lists = tr(QT_TRANSLATE_NOOP("fixedKeys", "Lists and trees"));
    return {
        {window,
         QStringLiteral("Esc"),
         tr(QT_TRANSLATE_NOOP("fixedKeys",
                              "Closes the message, else stops computing, else lets go.")),
         {Qt::Key_Escape}},
        {window,
         QStringLiteral("Alt+…"),
         tr(QT_TRANSLATE_NOOP("fixedKeys", "Opens the menu whose letter is underlined.")),
         {}},
        {tile,
         tr(QT_TRANSLATE_NOOP("fixedKeys", "Shift+arrows")),
         tr(QT_TRANSLATE_NOOP("fixedKeys", "Moves the reference by one token.")),
         {}},
        {tile,
         tr(QT_TRANSLATE_NOOP("fixedKeys", "Space, held")),
         tr(QT_TRANSLATE_NOOP("fixedKeys", "A drag moves what is zoomed.")),
         {}},
        {tile,
         QStringLiteral("Alt+↑, Alt+↓"),
         tr(QT_TRANSLATE_NOOP("fixedKeys", "Widens and narrows the range of the colours.")),
         {}},
        {tile,
         tr(QT_TRANSLATE_NOOP("fixedKeys", "Return, F, K, Delete")),
         tr(QT_TRANSLATE_NOOP("fixedKeys", "Enlarges, pins, closes the tile with the keyboard.")),
         {}},
        {matrix,
         tr(QT_TRANSLATE_NOOP("fixedKeys", "Arrows, Home, End, Page up and down")),
         tr(QT_TRANSLATE_NOOP("fixedKeys",
                              "Goes from cell to cell; with Shift selects, with Ctrl folds rows.")),
         {}},
        {matrix,
         tr(QT_TRANSLATE_NOOP("fixedKeys", "Return")),
         tr(QT_TRANSLATE_NOOP("fixedKeys", "Computes what is selected.")),
         {}},
        {tr(QT_TRANSLATE_NOOP("fixedKeys", "Generate")),
         QStringLiteral("Ctrl+Return"),
         tr(QT_TRANSLATE_NOOP("fixedKeys", "Generates, while the prompt has the keyboard.")),
         {}},
        {lists,
         tr(QT_TRANSLATE_NOOP("fixedKeys", "Arrows, Return, Space, Delete")),
         tr(QT_TRANSLATE_NOOP("fixedKeys", "Goes through the list, chooses, ticks, removes.")),
         {}},
    };
}

}  // namespace

const std::vector<FixedKey>& fixedKeys() {
    static const auto keys = makeFixedKeys();
    return keys;
}

}  // namespace app
