// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/matrix_glyphs.h"

#include "canvas/drawing.h"

#include <figure/color_map.h>

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace widgets {

namespace {

constexpr int kTints = 64;
// Contrast of at least 4.5 on a light and on a dark ground.
const QColor kFailureOnLight(0xC6, 0x2F, 0x2F), kFailureOnDark(0xF0, 0x70, 0x6A);

QColor magma(int tint) {
    const auto color =
        core::colorOf(float(tint), {0, kTints - 1}, core::colorTable(core::ColorMapId::Magma));
    return QColor(color->r, color->g, color->b);
}

int tintOf(MatrixShape shape, float z) {
    const bool isTinted =
        shape == MatrixShape::Memory || shape == MatrixShape::Disk || shape == MatrixShape::Partly;
    if (!isTinted || !(z > 0)) return 0;  // also NaN
    return int(std::lround(std::min(z / MatrixGlyphs::kHighestZ, 1.0f) * (kTints - 1)));
}

/// A square whose upper right corner is cut off.
QPolygonF cutSquare(const QRectF& box) {
    const double cut = box.width() * 0.45;
    return {{box.topLeft(), QPointF(box.right() - cut, box.top()),
             QPointF(box.right(), box.top() + cut), box.bottomRight(), box.bottomLeft()}};
}

void drawCross(QPainter& painter, const QRectF& box, const QColor& color) {
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color, 2, Qt::SolidLine, Qt::FlatCap));
    painter.drawLine(box.topLeft(), box.bottomRight());
    painter.drawLine(box.topRight(), box.bottomLeft());
}

}  // namespace

void MatrixGlyphs::setLook(const QPalette& palette, int side, qreal devicePixelRatio) {
    if (palette == m_palette && side == m_side && devicePixelRatio == m_ratio) return;
    m_palette = palette;
    m_side = side;
    m_ratio = devicePixelRatio;
    m_glyphs.clear();
}

const QPixmap& MatrixGlyphs::glyph(MatrixShape shape, float largestZ) {
    const int tint = tintOf(shape, largestZ);
    const int key = int(shape) * kTints + tint;
    auto it = m_glyphs.find(key);
    if (it == m_glyphs.end()) it = m_glyphs.insert(key, draw(shape, tint));
    return *it;
}

/// Filled shapes keep a thin outline: the darkest tint is nearly the dark theme's ground, the
/// lightest nearly the light theme's.
QPixmap MatrixGlyphs::draw(MatrixShape shape, int tint) const {
    QPixmap picture(QSize(m_side, m_side) * m_ratio);
    picture.setDevicePixelRatio(m_ratio);
    picture.fill(m_palette.color(QPalette::Base));
    QPainter painter(&picture);
    const QColor quiet = quietText(m_palette);
    const QRectF box(2.5, 2.5, m_side - 5, m_side - 5);
    painter.setPen(QPen(quiet, 1));
    switch (shape) {
        case MatrixShape::Empty:
            painter.fillRect(QRectF(m_side / 2 - 1, m_side / 2 - 1, 2, 2), quiet);
            break;
        case MatrixShape::Queued:
            painter.drawRect(box);
            break;
        case MatrixShape::Running:
            painter.fillRect(box.adjusted(0, box.height() / 2, 0, 0),
                             m_palette.color(QPalette::Highlight));
            painter.drawRect(box);
            break;
        case MatrixShape::Memory:
            painter.setBrush(magma(tint));
            painter.drawRect(box);
            break;
        case MatrixShape::Disk:
            painter.setRenderHint(QPainter::Antialiasing);
            painter.setBrush(magma(tint));
            painter.drawPolygon(cutSquare(box));
            break;
        case MatrixShape::Failed:
            drawCross(painter, box.adjusted(1, 1, -1, -1),
                      m_palette.color(QPalette::Base).lightnessF() < 0.5f ? kFailureOnDark
                                                                          : kFailureOnLight);
            break;
        case MatrixShape::Partly:
            painter.drawRect(box);
            painter.setBrush(magma(tint));
            painter.drawRect(box.adjusted(3, 3, -3, -3));
            break;
    }
    return picture;
}

}  // namespace widgets
