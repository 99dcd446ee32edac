// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <vector>

namespace widgets {

/// Which lines of a matrix the layers take: neighbours with the same first part of their path
/// ("down_blocks[1]") are a block, and a folded block takes one line. Knows nothing of pixels.
class MatrixRows {
public:
    /// Rows, both ends included.
    struct Span {
        int first = 0, last = 0;
        int count() const { return last - first + 1; }
        friend bool operator==(const Span&, const Span&) = default;
    };

    /// \a paths in order of computation. Nothing is folded then.
    void setPaths(const QStringList& paths);

    int lineCount() const { return int(m_lines.size()); }
    /// The rows of one line: one, or all of a folded block.
    Span rowsOfLine(int line) const { return m_lines[std::size_t(line)]; }
    int lineOfRow(int row) const { return m_lineOfRow[std::size_t(row)]; }
    Span blockOfRow(int row) const;
    const QString& blockName(int row) const;
    bool isFolded(int row) const;
    /// \return whether anything changed: a block of one row does not fold.
    bool setFolded(int row, bool isFolded);
    /// Whether \a line begins a block that can fold: where the triangle stands.
    bool hasTriangle(int line) const;
    /// The first row of the block \a by blocks away, clamped to the first and the last block.
    int blockAway(int row, int by) const;

private:
    struct Block {
        QString name;
        Span rows;
        bool isFolded = false;
    };
    const Block& block(int row) const {
        return m_blocks[std::size_t(m_blockOfRow[std::size_t(row)])];
    }
    void layOut();

    std::vector<Block> m_blocks;
    std::vector<int> m_blockOfRow, m_lineOfRow;
    std::vector<Span> m_lines;
};

}  // namespace widgets
