// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QPalette>
#include <QPixmap>

namespace widgets {

/// What one cell of the capture matrix looks like. A folded block of which some layers are there
/// and some are not is Partly.
enum class MatrixShape { Empty, Queued, Running, Memory, Disk, Failed, Partly };

/// The cells of the capture matrix as small pictures, one per shape and tint, made when first
/// needed: a matrix of thousands of cells is then copied, not drawn.
class MatrixGlyphs {
public:
    static constexpr float kHighestZ = 8;
    static constexpr int kShapes = 7;

    /// For cells of \a side pixels on the palette's Base. Forgets what was made for others.
    void setLook(const QPalette& palette, int side, qreal devicePixelRatio);
    /// \param largestZ gives the tint, magma from 0 to 8; a NaN counts as 0.
    const QPixmap& glyph(MatrixShape shape, float largestZ);

private:
    QPixmap draw(MatrixShape shape, int tint) const;

    QPalette m_palette;
    int m_side = 0;
    qreal m_ratio = 1;
    QHash<int, QPixmap> m_glyphs;
};

}  // namespace widgets
