// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace engine {

/// Lets the window's thread go first from now on: makes the calling thread nicer, and with it the
/// threads that it starts later, libtorch's among them. Where the system counts niceness by
/// process, nothing happens.
void computeInBackground();

}  // namespace engine
