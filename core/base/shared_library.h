// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <string>

namespace engine {

/// A part of the program that is opened when it is first needed, because what it links is dear to
/// load.
struct SharedLibrary {
    std::string what;         ///< as messages call it: "The engine"
    std::string fileName;     ///< "libdenoscope_engine.so.0"
    std::string environment;  ///< variable that names another file; may be empty
};

/// Opens \a library, for good, and finds \a symbol in it. Looks beside the executable, in ../bin,
/// ../lib/denoscope and ../lib from there, then where the loader looks. Fails with Internal, naming
/// what the loader could not find.
Result<void*> openSymbol(const SharedLibrary& library, const char* symbol);

}  // namespace engine
