// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/tile_menu.h"

#include "gui/actions.h"
#include "gui/view_controller.h"

#include <explore/exploration.h>

namespace app {

TileMenu::TileMenu(const core::TileSpec& tile, const Actions& actions, ViewController* view,
                   QWidget* parent)
    : QMenu(parent) {
    setAttribute(Qt::WA_DeleteOnClose);
    addActions({actions.pin, actions.copyReadOut, actions.copyValues, actions.copyDefinition});
    addSeparator();
    addAction(tile.isPinned() ? tr("Unpin tile") : tr("Pin tile"), this, &TileMenu::pinToggled);
    addDifferences(tile, view);
    addSeparator();
    addAction(actions.enlarge);
}

void TileMenu::addDifferences(const core::TileSpec& tile, ViewController* view) {
    const auto add = [&](const QString& text, core::DifferenceTo to, auto&& choose) {
        addAction(text, view, [view, to, choose, key = tile.key] {
            auto map = view->options().map;
            map.kind = core::MapKind::Difference;
            map.differenceTo = to;
            choose(map, key);
            view->setMap(map);
        });
    };
    using core::CaptureKey;
    using core::DifferenceTo;
    using core::MapOptions;
    add(tr("Difference to this timestep"), DifferenceTo::Timestep,
        [](MapOptions& map, const CaptureKey& key) { map.otherColumn = key.moment.column; });
    add(tr("Difference to this layer"), DifferenceTo::Layer,
        [](MapOptions& map, const CaptureKey& key) { map.otherLayer = key.layer; });
    add(tr("Difference to this picture"), DifferenceTo::Picture,
        [](MapOptions& map, const CaptureKey& key) { map.otherSubject = key.moment.subject; });
}

}  // namespace app
