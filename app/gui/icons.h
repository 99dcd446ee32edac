// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>
#include <QString>

namespace app {

/// A drawn icon of resources/icons by name ("play"), in the colour that text on buttons has:
/// follows the theme live, and is sharp at every scale. \param nameWhenOn of what is checked, if it
/// is another. Precondition: there are such files.
QIcon tintedIcon(const QString& name, const QString& nameWhenOn = {});

/// The program's own icon: the desktop's under its name \a id where it is installed, else the one
/// that the program carries.
QIcon programIcon(const QString& id);

}  // namespace app
