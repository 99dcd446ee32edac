// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace engine {

/// \a bytes for people, in SI units (1 kB = 1000 B) and the C locale: "0 B", "999 B", "1.4 GB",
/// "2 GB", "312 MB". Below ten one decimal where it says something; negative counts as 0.
std::string byteText(std::int64_t bytes);

}  // namespace engine
