// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/exit_codes.h"

#include <base/result.h>

#include <string>

namespace app {

/// What printVersion() prints. Loads the engine if \a isFull; any thread.
engine::Result<std::string> versionText(bool isFull);

/// Prints the program's version and those of the libraries it was compiled with; with \a isFull,
/// loads the engine and names torch, BLAS and devices too.
engine::Result<ExitCode> printVersion(bool isFull);

}  // namespace app
