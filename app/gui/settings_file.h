// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <panels/message_bar.h>

#include <QString>

#include <optional>

class QSettings;

namespace app {

/// Renames a settings file that cannot be read to NAME.bad-TIME, so that the program starts as if
/// for the first time and nothing of the file is lost. \return what it is called now; empty where
/// there was nothing to do. Source: reference/ux.md, R49.
QString setBrokenSettingsAside();

/// What to say of the settings, if anything: that they were unreadable (\a aside names the file),
/// or that changes to them will not be kept.
std::optional<widgets::Message> settingsProblem(const QSettings& settings, const QString& aside);

}  // namespace app
