// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

namespace engine {

/// \a count numbers of IEEE binary16 at \a from, which need not be aligned, as float32: exact, NaN
/// stay NaN. The two ranges do not overlap. Any thread.
void halvesToFloats(const std::byte* from, float* to, std::size_t count);

}  // namespace engine
