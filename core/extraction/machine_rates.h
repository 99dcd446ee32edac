// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "extraction/engine.h"

namespace engine {

/// Runs each kernel for about 0.4 s and takes the best repetition. Fails with Cancelled.
Result<MachineRates> measureRates(std::stop_token stop);

}  // namespace engine
