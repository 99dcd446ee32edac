// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "canvas/matrix_glyphs.h"
#include "canvas/matrix_rows.h"

#include <QAbstractScrollArea>
#include <QStringList>

#include <optional>
#include <vector>

namespace widgets {

/// Layers x timesteps at a glance: a cell says by its shape whether an activation is there, and by
/// its tint how far its largest norm stands out, so that anomalies show before anything is opened.
///
/// Cells: empty a dot; queued a hollow square; running a square half filled; in memory a filled
/// square in the tint of its largest z score (magma from 0 to 8, a legend says so); on disk the
/// same with a cut corner; failed a cross. The current cell has a cross of lines through row and
/// column. Rows can fold by block, by the triangle before a block's first row; a folded block's
/// cell has the block's largest z, and is a square within a square where only some of it is there.
///
/// Keys: arrows move the current cell, Ctrl+up/down or Page up/down by block, Ctrl+left/right fold
/// and unfold its block, Home/End to the first and last column; Shift+arrows select a rectangle;
/// Return or Space asks for that, or for the current cell; Escape drops it. One paint of 45 x 50
/// cells stays under 2 ms.
class CaptureMatrix : public QAbstractScrollArea {
    Q_OBJECT

public:
    enum class CellState { Empty, Queued, Running, Memory, Disk, Failed };
    struct Cell {
        CellState state = CellState::Empty;
        float largestZ = 0;  ///< of the layer's norms there; where it was computed
        friend bool operator==(const Cell&, const Cell&) = default;
    };

    explicit CaptureMatrix(QWidget* parent = nullptr);

    /// Replaces rows (layer paths, in order of computation) and columns ("t 50", "3"); all cells
    /// are empty then, and blocks unfolded.
    void setAxes(const QStringList& rows, const QStringList& columns);
    int rows() const { return int(m_rows.size()); }
    int columns() const { return int(m_columns.size()); }
    void setCell(int row, int column, const Cell& cell);
    const Cell& cell(int row, int column) const;
    /// Either may be -1.
    void setCurrent(int row, int column);
    int currentRow() const { return m_row; }
    int currentColumn() const { return m_column; }
    /// Folds the block that \a row lies in; a block of one row stays.
    void setFolded(int row, bool isFolded);
    bool isFolded(int row) const { return m_lines.isFolded(row); }
    /// Where a cell lies, in the viewport; empty where its block is folded.
    QRect cellRect(int row, int column) const;
    /// Where the cell is seen: that of its block where that is folded.
    QRect shownRect(int row, int column) const;
    /// The triangle of the block that \a row lies in; empty where it has none.
    QRect triangleRect(int row) const;
    /// A cell in words: "up_blocks[1], t 50: in memory, largest z 6.1".
    QString describe(int row, int column) const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// A click, or the arrow keys: look at this layer and this column. In a folded block this is
    /// the layer of the largest z there.
    void currentChosen(int row, int column);
    /// A rectangle was dragged (or selected by keys and asked for; a single cell, too): compute all
    /// of it.
    void rangeChosen(int firstRow, int firstColumn, int lastRow, int lastColumn);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;

private:
    /// A cell as it is laid out: folded blocks are one line.
    struct Spot {
        int line = -1, column = -1;
        bool isCell() const { return line >= 0 && column >= 0; }
        friend bool operator==(const Spot&, const Spot&) = default;
    };
    /// What a cell shows: one layer's state, or that of a folded block.
    struct Look {
        MatrixShape shape = MatrixShape::Empty;
        float largestZ = 0;
    };

    static constexpr int kLegendBar = 56;  // width of the bar of the tints

    void layOut();
    void placeScrollBars();
    void layOutLegend();
    void drawHeaderStrip();
    QRect cellsArea() const;
    QRect spotRect(Spot spot) const;
    Spot spotAt(QPoint position) const;
    Spot nearestCell(QPoint position) const;
    Spot currentSpot() const;
    void reveal(Spot spot);
    Look lookOf(Spot spot) const;
    int rowToLookAt(Spot spot) const;
    QString describe(Spot spot) const;

    void choose(Spot spot);
    void extendSelection(int lines, int columns);
    void ask(Spot from, Spot to);
    bool dropSelection();
    bool handleKey(int key, Qt::KeyboardModifiers modifiers);
    bool moveByKey(int key);
    bool moveByBlock(int key);

    void paintCells(QPainter& painter, const QRect& area);
    void paintCross(QPainter& painter) const;
    void paintSelection(QPainter& painter) const;
    void paintRowLabels(QPainter& painter, const QRect& area) const;
    void paintHeader(QPainter& painter, const QRect& area) const;
    void paintLegend(QPainter& painter);

    QStringList m_rows, m_columns;
    std::vector<Cell> m_cells;  // [rows * columns]
    int m_row = -1, m_column = -1;

    MatrixRows m_lines;
    MatrixGlyphs m_glyphs;
    int m_cellSide = 16, m_labelWidth = 0, m_headerHeight = 0, m_legendHeight = 0;
    QStringList m_labels;   // per line, shortened
    QPixmap m_headerStrip;  // all column labels
    struct LegendItem {
        MatrixShape shape;
        QString text;
        QPoint position;  // from the legend's top left
    };
    std::vector<LegendItem> m_legend;

    Spot m_pressed;                // where the pointer went down
    std::optional<Spot> m_anchor;  // of the selection; its other end is m_head
    Spot m_head;
};

}  // namespace widgets
