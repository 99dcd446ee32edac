// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/picture.h"

#include <base/result.h>

#include <string>

namespace core {

/// What a PNG says beside its pixels.
struct PngNotes {
    std::string provenance;  ///< iTXt chunk "provenance"; empty: none
    int dotsPerInch = 0;     ///< pHYs chunk; 0: none
};

/// \a picture as the bytes of a PNG file; equal input gives equal bytes. Fails with Internal.
engine::Result<std::string> encodePng(const Picture& picture, const PngNotes& notes = {});

}  // namespace core
