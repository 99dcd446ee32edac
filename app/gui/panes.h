// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <vector>

namespace app {

/// Gives the keyboard to the pane \a step further than the one that has it (1 or -1), past those
/// that are out of sight or have nothing that takes it. From nowhere: to the first or the last. In
/// a pane the widget that had the keyboard last gets it again.
void focusPane(const std::vector<QWidget*>& panes, int step);

/// What of \a pane gets the keyboard: what had it last, else the first that Tab reaches; or null.
QWidget* keyboardOf(QWidget* pane);

}  // namespace app
