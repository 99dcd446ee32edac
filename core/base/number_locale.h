// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <clocale>

namespace engine {

/// Numbers keep their decimal point in printf and its kin. To be called after every Q*Application
/// is made: the first one takes over the user's locale, in which 0.5 may be written 0,5, and files
/// are the same in every country.
inline void keepDecimalPoint() {
    std::setlocale(LC_NUMERIC, "C");
}

}  // namespace engine
