// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <representation/token_grid.h>

#include <optional>
#include <string>
#include <string_view>

namespace core {

/// What the first bytes of a picture file say, read without a decoder, so that size limits come
/// before any memory is spent and only formats that we mean to read reach OpenCV (which also links
/// DICOM, GDAL and OpenEXR).
struct PictureHeader {
    const char* format = "";  ///< "PNG", "JPEG", "WebP", "BMP" or "TIFF"
    engine::PixelSize size;   ///< 0 x 0 where the file is too short to say
    /// What keeps the file from being read rightly, or empty: it ends before its end mark (decoders
    /// fill the rest with grey), or it is a TIFF with alpha (libtiff multiplies the colours with
    /// it).
    std::string problem;
};

/// Nothing if the content is none of these formats.
std::optional<PictureHeader> readPictureHeader(std::string_view bytes);

}  // namespace core
