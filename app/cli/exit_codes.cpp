// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/exit_codes.h"

#include "cli/console.h"

namespace app {

ExitCode exitCodeOf(engine::ErrorCode code) {
    switch (code) {
        case engine::ErrorCode::Usage:
            return ExitCode::Usage;
        case engine::ErrorCode::BadFile:
        case engine::ErrorCode::Unsupported:
            return ExitCode::BadInput;
        case engine::ErrorCode::Unsafe:
            return ExitCode::Unsafe;
        case engine::ErrorCode::OutOfMemory:
        case engine::ErrorCode::OutOfDisk:
            return ExitCode::OutOfSpace;
        case engine::ErrorCode::Cancelled:
            return ExitCode::Interrupted;
        case engine::ErrorCode::Io:
        case engine::ErrorCode::Internal:
            return ExitCode::Failed;
    }
    return ExitCode::Failed;
}

ExitCode report(const engine::Error& error) {
    if (error.code != engine::ErrorCode::Cancelled) say(error.message);
    return exitCodeOf(error.code);
}

ExitCode report(const engine::Result<ExitCode>& outcome) {
    return outcome ? *outcome : report(outcome.error());
}

}  // namespace app
