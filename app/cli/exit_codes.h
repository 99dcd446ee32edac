// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <base/result.h>

namespace app {

/// What the process tells its caller. The numbers never change (DESIGN.md, "Command line").
enum class ExitCode : int {
    Ok = 0,
    Failed = 1,
    Usage = 2,
    BadInput = 3,
    Unsafe = 4,
    OutOfSpace = 5,  ///< memory or disk
    Partial = 6,     ///< some items of a list failed
    Interrupted = 130,
};

ExitCode exitCodeOf(engine::ErrorCode code);

/// Says on stderr what failed (nothing after an interruption, which is no failure) and gives the
/// code to end with.
ExitCode report(const engine::Error& error);
/// The code itself, or report() of its error.
ExitCode report(const engine::Result<ExitCode>& outcome);

}  // namespace app
