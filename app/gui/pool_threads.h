// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace app {

/// Starts the threads of the common pool, and keeps them.
///
/// While libtorch is opened, which takes half a second or, cold, several, the loader lets no thread
/// start, so whoever hands the pool its first task would wait as long: the window too. Call before
/// a model is opened.
void startPoolThreads();

}  // namespace app
