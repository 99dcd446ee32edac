// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <base/result.h>
#include <panels/message_bar.h>

namespace app {

/// How an Error is told in the message bar. \a title says what failed, \a safe what did not suffer.
widgets::Message messageOf(const QString& title, const engine::Error& error, const QString& safe);

}  // namespace app
