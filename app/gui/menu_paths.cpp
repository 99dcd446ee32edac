// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/menu_paths.h"

#include "gui/action_set.h"

#include <QAction>
#include <QMenu>
#include <QMenuBar>

namespace app {

namespace {

void collect(const QList<QAction*>& actions, const QString& path,
             QHash<const QAction*, QString>* paths) {
    for (const auto* action : actions) {
        if (const auto* menu = action->menu()) {
            const auto text = plainText(*action);
            collect(menu->actions(), path.isEmpty() ? text : path + QStringLiteral(" › ") + text,
                    paths);
        } else if (!action->isSeparator() && !paths->contains(action)) {
            paths->insert(action, path);
        }
    }
}

}  // namespace

QHash<const QAction*, QString> menuPaths(const QMenuBar& bar) {
    QHash<const QAction*, QString> paths;
    collect(bar.actions(), {}, &paths);
    return paths;
}

}  // namespace app
