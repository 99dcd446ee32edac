// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

class QAction;
class QWidget;

namespace app {

/// Buttons side by side of which one is pressed: one per action of a group.
QWidget* segments(const std::vector<QAction*>& actions, QWidget* parent);

}  // namespace app
