// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMenu>

namespace core {
struct TileSpec;
}

namespace app {

class Actions;
class ViewController;

/// What the right button offers on a tile: to copy, to pin, to compare all maps with this one. Goes
/// when it closes.
class TileMenu : public QMenu {
    Q_OBJECT

public:
    TileMenu(const core::TileSpec& tile, const Actions& actions, ViewController* view,
             QWidget* parent);

Q_SIGNALS:
    void pinToggled();

private:
    void addDifferences(const core::TileSpec& tile, ViewController* view);
};

}  // namespace app
