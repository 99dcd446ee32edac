// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/segments.h"

#include <QAction>
#include <QHBoxLayout>
#include <QToolButton>

namespace app {

QWidget* segments(const std::vector<QAction*>& actions, QWidget* parent) {
    auto* row = new QWidget(parent);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    for (auto* action : actions) {
        auto* button = new QToolButton(row);
        button->setDefaultAction(action);
        button->setProperty("segment", true);
        button->setProperty("segmentEnd", action == actions.front()  ? QStringLiteral("left")
                                          : action == actions.back() ? QStringLiteral("right")
                                                                     : QStringLiteral("middle"));
        layout->addWidget(button);
    }
    return row;
}

}  // namespace app
