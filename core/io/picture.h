// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <base/result.h>
#include <representation/token_grid.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace core {

/// A decoded picture: 8-bit RGB, row-major, no padding. A plain value.
struct Picture {
    engine::PixelSize size;
    std::vector<std::uint8_t> rgb;  ///< size.height * size.width * 3
    friend bool operator==(const Picture&, const Picture&) = default;
};

/// Decodes PNG, JPEG, WebP, BMP, TIFF to RGB as Pillow's convert("RGB") would see it: EXIF
/// orientation is not applied, alpha is dropped (a TIFF with alpha is refused: libtiff multiplies
/// it in), of 16-bit values the upper byte is taken. Channel order is RGB (OpenCV's is BGR). At
/// most 16384 px per side and 100 megapixels. CMYK JPEGs may differ from Pillow by one level, all
/// else by none. Fails with BadFile: missing, empty, no picture, truncated, too large.
engine::Result<Picture> readPicture(const std::filesystem::path& path);
/// The same from bytes; \a name begins the messages.
engine::Result<Picture> decodePicture(const std::string& bytes, const std::string& name);

/// Writes PNG (whole or not at all), with an iTXt chunk "provenance" if given.
engine::Status writePng(const std::filesystem::path& path, const Picture& picture,
                        const std::string& provenance = {});
/// 8-bit greyscale PNG, values row-major.
engine::Status writeGrayPng(const std::filesystem::path& path, int width, int height,
                            const std::vector<std::uint8_t>& values);

/// Pillow's antialiased bicubic resize (a = -0.5, support scaled when shrinking, 8-bit fixed point,
/// horizontal pass first).
Picture resizeBicubic(const Picture& picture, engine::PixelSize size);

/// `--size`: native side, the picture's own size, a square or a rectangle.
struct SizeChoice {
    enum class Kind { Native, Keep, Exact } kind = Kind::Native;
    engine::PixelSize exact;
    /// "native", "keep", "512", "768x512", sides from 64 to 16384. Fails with Usage.
    static engine::Result<SizeChoice> parse(const std::string& text);
};
enum class FitMode { Crop, Stretch, Pad };

/// Brings a picture to the model's input size, both sides floored to a multiple of \a multiple:
/// cropped (centred, to the target's aspect, half sides floored as in the anomaly study) and
/// resized, stretched, or resized to fit inside and padded (black, centred). Keep with Crop only
/// cuts the border off and resamples nothing. Fails with BadFile if a side would be under 64 px,
/// one side is more than 32 times the other, or nothing is left to fit.
engine::Result<Picture> fitPicture(const Picture& picture, const SizeChoice& size, FitMode mode,
                                   int nativeSide, int multiple = 8);

}  // namespace core
