// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <string_view>

namespace core {

/// The TrueType file \a font with \a from replaced by \a to in the names that programs know it by
/// (family, full, unique and PostScript name); copyright and licence stay as they are. Both have
/// the same length, so that nothing else moves. A file that is no TrueType font comes back as it
/// is. Format: OpenType 1.9, "name" table.
QByteArray withFontName(QByteArray font, std::string_view from, std::string_view to);

}  // namespace core
