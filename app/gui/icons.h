// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>
#include <QString>

namespace app {

/// A drawn icon of resources/icons by name ("play"), in the colour that text on buttons has:
/// follows the theme live, and is sharp at every scale. \param nameWhenOn of what is checked, if it
/// is another. Precondition: there are such files.
QIcon tintedIcon(const QString& name, const QString& nameWhenOn = {});

}  // namespace app
