// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cassert>
#include <string>
#include <utility>
#include <variant>

namespace engine {

/// What kind of thing went wrong in the world (not in us). The app maps each to an exit code or a
/// dialog.
enum class ErrorCode {
    Usage,        ///< the request itself makes no sense: unknown layer, option out of range
    BadFile,      ///< a file is missing, truncated, lies about itself, or is of another format
    Unsupported,  ///< well-formed, but something this program does not do
    Unsafe,       ///< refused because opening it could run code (a pickle)
    OutOfMemory,  ///< memory
    OutOfDisk,    ///< disk space or quota
    Io,           ///< the system refused: permissions, I/O error
    Cancelled,    ///< the user stopped it; never shown as a failure
    Internal,     ///< a library threw something unforeseen
};

/// A typed failure. \c message is a sentence that names file, field, expected and found.
struct Error {
    ErrorCode code = ErrorCode::Internal;
    std::string message;
};

/// Either a value or an Error; a stand-in for std::expected.
template <typename T>
class [[nodiscard]] Result {
public:
    Result(T value) : m_state(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : m_state(std::in_place_index<1>, std::move(error)) {}

    bool ok() const { return m_state.index() == 0; }
    explicit operator bool() const { return ok(); }

    /// Precondition of the next four: ok().
    T& value() & {
        assert(ok());
        return *std::get_if<0>(&m_state);
    }
    const T& value() const& {
        assert(ok());
        return *std::get_if<0>(&m_state);
    }
    T&& value() && {
        assert(ok());
        return std::move(*std::get_if<0>(&m_state));
    }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }
    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T&& operator*() && { return std::move(*this).value(); }

    /// Precondition: !ok().
    const Error& error() const {
        assert(!ok());
        return *std::get_if<1>(&m_state);
    }

private:
    std::variant<T, Error> m_state;
};

/// Success without a value, or an Error.
template <>
class [[nodiscard]] Result<void> {
public:
    Result() = default;
    Result(Error error) : m_error(std::move(error)), m_ok(false) {}

    bool ok() const { return m_ok; }
    explicit operator bool() const { return m_ok; }
    const Error& error() const {
        assert(!m_ok);
        return m_error;
    }

private:
    Error m_error;
    bool m_ok = true;
};

using Status = Result<void>;

}  // namespace engine
