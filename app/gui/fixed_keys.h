// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QKeySequence>
#include <QList>
#include <QString>

#include <vector>

namespace app {

/// Keys that a part of the window handles itself while it has the keyboard. They are listed, so
/// that all keys can be found in one place, but cannot be changed.
struct FixedKey {
    QString place;  ///< "Layers × timesteps"
    QString keys;   ///< as they are written: "Arrows"
    QString tip;
    /// Those of them that no action may have: they are heard wherever the keyboard is.
    QList<QKeySequence> reserved;
};
const std::vector<FixedKey>& fixedKeys();

}  // namespace app
