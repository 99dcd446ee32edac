// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QPainterPath>
#include <QString>

#include <string>

namespace core {

/// \name The font of every figure: DejaVu Sans, which the program brings along
/// It is registered under a family name of its own, so that no font of the system can take its
/// place, and never merged with others: a character that it does not have is an empty box on every
/// machine. Sizes and widths are points at the figure's final size; hinting is off, so widths do
/// not depend on the resolution. Precondition of all: a QGuiApplication exists. Any thread.
/// @{
/// The name in QFontDatabase and, without blanks, in PDF files.
QString figureFontFamily();
/// \a size points are kFontScale * size pixels: painters scale by 1 / kFontScale.
QFont figureFont(int size);
inline constexpr int kFontScale = 64;
/// Advance of \a text, UTF-8.
double figureTextWidth(const std::string& text, int size);
/// Outlines of \a text with its base line's left end at (0, 0).
QPainterPath figureTextPath(const std::string& text, int size);
/// \a text as it is where it is at most \a width wide; otherwise with an ellipsis in its middle, of
/// which more than half of what is left lies behind, as layer paths differ at their ends. Empty
/// where not even one character and the ellipsis fit.
std::string shortenedText(const std::string& text, int size, double width);
/// @}

}  // namespace core
