// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "figure/figure_spec.h"

#include <base/result.h>
#include <tensor/nd_array.h>

#include <filesystem>
#include <optional>

namespace core {

/// A figure and what redraws it, in one folder.
struct FigureFiles {
    std::filesystem::path figure;  ///< NAME.pdf, NAME.svg or NAME.png
    std::filesystem::path json;    ///< NAME.figure.json
    std::filesystem::path arrays;  ///< NAME.npz
};
/// The files that writeFigureFiles would write for \a figure, for a window that asks before it
/// replaces some.
FigureFiles figureFilesOf(const std::filesystem::path& figure);

/// How a figure is written where that is not a matter of its specification.
struct FigureOutput {
    int dotsPerInch = 300;        ///< of PNG; 72 to 1200
    std::optional<double> width;  ///< points; instead of the specification's
};

/// Composes \a spec over \a arrays and writes the figure in the format that the ending of \a path
/// names, and beside it NAME.figure.json and NAME.npz (with the provenance in it), from which
/// `denoscope render` makes the same bytes. \a spec's arrays and arraysSha256 are filled in.
///
/// Each file is whole or not at all, and the JSON comes last: one that is there always names the
/// numbers it was made with, and one whose numbers were replaced is refused by its SHA-256. Fails
/// with Usage (another ending; a NAME.npz that belongs to no figure is never replaced), as
/// composeFigure, Io or OutOfDisk.
engine::Status writeFigureFiles(const std::filesystem::path& path, FigureSpec spec,
                                const engine::NamedArrays& arrays, FigureOutput output = {});

/// The figure alone, without the files that redraw it. Fails as writeFigureFiles.
engine::Status writeFigureAlone(const std::filesystem::path& path, const FigureSpec& spec,
                                const engine::NamedArrays& arrays, FigureOutput output = {});

struct FigureContent {
    FigureSpec spec;
    engine::NamedArrays arrays;
};
/// Reads a figure.json and the numbers beside it. Fails with BadFile: as figureSpecFromJson, or the
/// NPZ is missing or has another SHA-256; the message names both files.
engine::Result<FigureContent> readFigure(const std::filesystem::path& json);

/// Draws the figure that \a json describes into \a out. Fails as readFigure and writeFigureAlone.
engine::Status renderFigureFile(const std::filesystem::path& json, const std::filesystem::path& out,
                                FigureOutput output = {});

}  // namespace core
