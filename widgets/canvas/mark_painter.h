// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "canvas/token_marks.h"

#include <QFontMetricsF>
#include <QRectF>
#include <QRegion>

#include <functional>

class QPainter;

namespace widgets {

/// Yellow-green of the best match, as in the published explorer (reference/similarity.md, 3).
inline constexpr QRgb kBestColor = 0xffA5FF00;

/// What the marks lie on: of a map nothing may be hidden; on a picture the best match is filled, as
/// the published explorer does.
enum class MarkGround { Map, Picture };

/// Draws marks around their tokens, each by a shape of its own so that no colour carries the
/// meaning alone: the reference a white square, pins a square with their letter, the best match a
/// circle. Every line has a dark edge and so stands out on any data.
/// \param placeOf where tokens lie. \param area what letters stay inside of.
void drawTokenMarks(QPainter& painter, const TokenMarks& marks,
                    const std::function<QRectF(const engine::TokenRect&)>& placeOf,
                    const QRectF& area, MarkGround ground);

/// What drawTokenMarks() may paint on, so that no more is painted again when marks move.
/// \param metrics of the font that letters are written in.
QRegion regionOfMarks(const TokenMarks& marks,
                      const std::function<QRectF(const engine::TokenRect&)>& placeOf,
                      const QRectF& area, const QFontMetricsF& metrics);

}  // namespace widgets
