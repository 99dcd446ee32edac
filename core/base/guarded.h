// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <exception>
#include <new>
#include <string>
#include <type_traits>
#include <utility>

namespace engine {

/// Thrown deep inside a computation, turned into an Error by guarded(). The only exception of our
/// own.
struct Interruption : std::exception {
    explicit Interruption(Error e) : error(std::move(e)) {}
    const char* what() const noexcept override { return error.message.c_str(); }
    Error error;
};

/// Thrown by a tap that has seen everything it was asked for; see runUntilComplete().
struct RunComplete : std::exception {
    const char* what() const noexcept override { return "every layer asked for has been observed"; }
};

/// Calls \a function, which returns Result<T> and may throw; what it throws becomes an Error.
///
/// Used at the outermost function of core and the engine, so that slots, event handlers and
/// destructors have nothing to catch. \a what begins the message of an unforeseen exception:
/// "Reading vae/config.json failed: ...".
template <typename Function>
auto guarded(const std::string& what, Function&& function) noexcept
    -> std::invoke_result_t<Function> {
    using R = std::invoke_result_t<Function>;
    try {
        return std::forward<Function>(function)();
    } catch (const Interruption& e) {
        return R(e.error);
    } catch (const std::bad_alloc&) {
        return R(Error{ErrorCode::OutOfMemory, what + " failed: out of memory."});
    } catch (const std::exception& e) {
        const std::string text = e.what();
        // libtorch reports a failed allocation as a c10::Error that is no bad_alloc.
        const bool memory = text.find("not enough memory") != std::string::npos ||
                            text.find("can't allocate memory") != std::string::npos ||
                            text.find("out of memory") != std::string::npos;
        return R(Error{memory ? ErrorCode::OutOfMemory : ErrorCode::Internal,
                       what + " failed: " + text.substr(0, text.find('\n'))});
    } catch (...) {
        return R(Error{ErrorCode::Internal, what + " failed for an unknown reason."});
    }
}

/// Calls \a function until it returns (true) or a tap ends it because nothing more is wanted
/// (false).
template <typename Function>
bool runUntilComplete(Function&& function) {
    try {
        std::forward<Function>(function)();
        return true;
    } catch (const RunComplete&) {
        return false;
    }
}

}  // namespace engine
