// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/matrix_rows.h"

#include <algorithm>

namespace widgets {

void MatrixRows::setPaths(const QStringList& paths) {
    m_blocks.clear();
    m_blockOfRow.clear();
    for (int row = 0; row < int(paths.size()); ++row) {
        const QString name = paths[row].section(QLatin1Char('.'), 0, 0);
        if (m_blocks.empty() || m_blocks.back().name != name)
            m_blocks.push_back({name, {row, row}, false});
        m_blocks.back().rows.last = row;
        m_blockOfRow.push_back(int(m_blocks.size()) - 1);
    }
    layOut();
}

void MatrixRows::layOut() {
    m_lines.clear();
    m_lineOfRow.clear();
    for (const Block& block : m_blocks) {
        for (int row = block.rows.first; row <= block.rows.last; ++row) {
            if (!block.isFolded || row == block.rows.first)
                m_lines.push_back(block.isFolded ? block.rows : Span{row, row});
            m_lineOfRow.push_back(int(m_lines.size()) - 1);
        }
    }
}

MatrixRows::Span MatrixRows::blockOfRow(int row) const {
    return block(row).rows;
}

const QString& MatrixRows::blockName(int row) const {
    return block(row).name;
}

bool MatrixRows::isFolded(int row) const {
    return block(row).isFolded;
}

bool MatrixRows::setFolded(int row, bool isFolded) {
    Block& changed = m_blocks[std::size_t(m_blockOfRow[std::size_t(row)])];
    if (changed.isFolded == isFolded || changed.rows.count() == 1) return false;
    changed.isFolded = isFolded;
    layOut();
    return true;
}

bool MatrixRows::hasTriangle(int line) const {
    const Block& its = block(rowsOfLine(line).first);
    return its.rows.count() > 1 && its.rows.first == rowsOfLine(line).first;
}

int MatrixRows::blockAway(int row, int by) const {
    const int index = std::clamp(m_blockOfRow[std::size_t(row)] + by, 0, int(m_blocks.size()) - 1);
    return m_blocks[std::size_t(index)].rows.first;
}

}  // namespace widgets
