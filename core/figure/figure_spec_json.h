// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "figure/figure_spec.h"

#include <base/result.h>

#include <cstddef>
#include <string>

namespace core {

/// The text of a figure.json, version 1: resources/schemas/figure.schema.json describes it.
/// Indented by one, ends with a line feed; equal specifications give equal bytes. Texts that are no
/// UTF-8 are written with replacement characters.
std::string toJson(const FigureSpec& spec);

/// Strict: an unknown field or version, a number out of bounds, two panels at one place, a mark
/// outside its grid, an NPZ that is not named by its plain file name, are refused. What toJson
/// wrote comes back equal. Fails with BadFile or Unsupported (a newer version), naming \a fileName,
/// the field, what was expected and what was found.
engine::Result<FigureSpec> figureSpecFromJson(const std::string& bytes,
                                              const std::string& fileName);

/// \name Bounds of what is read and drawn
/// @{
inline constexpr double kMinFigureWidth = 36, kMaxFigureWidth = 2000;  ///< points
inline constexpr int kMinFigureText = 7, kMaxFigureText = 9;           ///< points
inline constexpr int kMaxFigurePanels = 4096;
inline constexpr int kMaxFigureLines = 256;  ///< rows, and columns, of panels
inline constexpr int kMaxPanelMarks = 1024;
inline constexpr std::size_t kMaxFigureJsonBytes = 64u << 20;
/// @}

}  // namespace core
