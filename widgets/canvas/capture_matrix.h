// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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
/// column. Rows can fold by block. Keys: arrows move the current cell, Shift+up/down by block,
/// Home/End to the first and last column, Return or Space asks for it, Shift+arrows select a
/// rectangle. One paint of 45 x 50 cells stays under 2 ms.
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
    /// are empty then.
    void setAxes(const QStringList& rows, const QStringList& columns);
    int rows() const { return int(m_rows.size()); }
    int columns() const { return int(m_columns.size()); }
    void setCell(int row, int column, const Cell& cell);
    const Cell& cell(int row, int column) const;
    /// Either may be -1.
    void setCurrent(int row, int column);
    int currentRow() const { return m_row; }
    int currentColumn() const { return m_column; }
    /// Where a cell lies, in the viewport; empty where its block is folded.
    QRect cellRect(int row, int column) const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// A click, or the arrow keys: look at this layer and this column.
    void currentChosen(int row, int column);
    /// A rectangle was dragged (or selected by keys and asked for): compute all of it.
    void rangeChosen(int firstRow, int firstColumn, int lastRow, int lastColumn);

private:
    QStringList m_rows, m_columns;
    std::vector<Cell> m_cells;  // [rows * columns]
    int m_row = -1, m_column = -1;
};

}  // namespace widgets
