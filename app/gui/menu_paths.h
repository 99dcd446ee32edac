// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QString>

class QAction;
class QMenuBar;

namespace app {

/// Where in the menus each action is: "View › Tiles". The first place counts.
QHash<const QAction*, QString> menuPaths(const QMenuBar& bar);

}  // namespace app
