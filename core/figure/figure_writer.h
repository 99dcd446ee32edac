// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "figure/figure.h"
#include "io/picture.h"

#include <base/result.h>

#include <filesystem>
#include <string>

namespace core {

/// \name A figure as the bytes of a file
/// Made twice, the bytes are equal: no clock, no random id. Cells are vectors, never pictures;
/// photos are stored without loss (Qt would store JPEG). Precondition: a QGuiApplication exists,
/// for the fonts. Source: reference/ux.md, F3 to F6.
/// @{
/// PDF 1.4; text stays text in an embedded font; \a provenance becomes the attachment
/// provenance.json.
engine::Result<std::string> encodePdf(const Figure& figure, const std::string& provenance);
/// Text becomes outlines, so that it looks the same everywhere; \a provenance goes to <metadata>,
/// photos are PNG within the file.
engine::Result<std::string> encodeSvg(const Figure& figure, const std::string& provenance);
/// Cells, frames and upright lines are snapped to whole pixels; \a dotsPerInch 72 makes one pixel
/// of a point.
Picture renderFigure(const Figure& figure, int dotsPerInch);
/// @}

inline constexpr int kFigureDotsPerInch = 300;

/// Whether encodeFigure knows the ending of \a path: .pdf, .svg, .png, in any case.
bool isFigureFile(const std::filesystem::path& path);

/// \a figure as the bytes of the format that the ending of \a path names. Only PNG has a
/// resolution. Fails with Usage (another ending, too many pixels) or Internal.
engine::Result<std::string> encodeFigure(const std::filesystem::path& path, const Figure& figure,
                                         const std::string& provenance,
                                         int dotsPerInch = kFigureDotsPerInch);

}  // namespace core
