// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/picture.h"

#include <base/result.h>

#include <cstdint>
#include <optional>
#include <string>

namespace core {

/// Pixels that someone else holds: 8 bits per channel, row-major, no padding; 1 channel (grey) or 3
/// (RGB).
struct PixelBlock {
    engine::PixelSize size;
    int channels = 3;
    const std::uint8_t* data = nullptr;
};

/// The picture codecs, behind a library of their own. Immutable; any thread may use them. May throw
/// what OpenCV throws.
class Codecs {
public:
    virtual ~Codecs() = default;
    /// As RGB, without alpha, EXIF orientation not applied; nothing if the file is broken.
    virtual std::optional<Picture> decode(const std::string& bytes) const = 0;
    /// With fixed settings, so that equal pixels give equal bytes; empty if that failed.
    virtual std::string encodePng(const PixelBlock& pixels) const = 0;
};

/// Opened with the first picture: OpenCV's codecs bring GDAL and 120 more libraries, which take 0.1
/// s to load. Thread-safe. Fails with Internal, naming what the loader could not find.
engine::Result<const Codecs*> loadCodecs();

}  // namespace core
