// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <explore/view_options.h>

namespace app {

using core::ViewOptions;

}  // namespace app
