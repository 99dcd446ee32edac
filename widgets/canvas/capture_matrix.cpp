// SPDX-License-Identifier: GPL-3.0-or-later
// What the matrix holds, where its cells lie, and what they say; capture_matrix_input.cpp has
// pointer and keys, capture_matrix_paint.cpp the drawing.
#include "canvas/capture_matrix.h"

#include "canvas/geometry.h"

#include <QHelpEvent>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>
#include <array>

namespace widgets {

CaptureMatrix::CaptureMatrix(QWidget* parent) : QAbstractScrollArea(parent) {
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Captured activations, layers by timesteps"));
    viewport()->setBackgroundRole(QPalette::Base);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    layOut();
}

void CaptureMatrix::setAxes(const QStringList& rows, const QStringList& columns) {
    m_rows = rows;
    m_columns = columns;
    m_cells.assign(std::size_t(rows.size()) * std::size_t(columns.size()), {});
    m_lines.setPaths(rows);
    m_row = m_column = -1;
    m_pressed = {};
    dropSelection();
    layOut();
    setAccessibleDescription({});
    updateGeometry();
}

const CaptureMatrix::Cell& CaptureMatrix::cell(int row, int column) const {
    Q_ASSERT(row >= 0 && row < rows() && column >= 0 && column < columns());
    return m_cells[std::size_t(row) * std::size_t(columns()) + std::size_t(column)];
}

void CaptureMatrix::setCell(int row, int column, const Cell& changed) {
    if (cell(row, column) == changed) return;
    m_cells[std::size_t(row) * std::size_t(columns()) + std::size_t(column)] = changed;
    viewport()->update(shownRect(row, column));
    if (row == m_row && column == m_column) setAccessibleDescription(describe(row, column));
}

void CaptureMatrix::setCurrent(int row, int column) {
    row = std::clamp(row, -1, rows() - 1);
    column = std::clamp(column, -1, columns() - 1);
    if (row == m_row && column == m_column) return;
    m_row = row;
    m_column = column;
    reveal(currentSpot());
    setAccessibleDescription(describe(row, column));
    viewport()->update();
}

void CaptureMatrix::setFolded(int row, bool isFolded) {
    if (!m_lines.setFolded(row, isFolded)) return;
    dropSelection();  // its lines are others now
    layOut();
    reveal(currentSpot());
}

QRect CaptureMatrix::cellRect(int row, int column) const {
    return m_lines.isFolded(row) ? QRect() : shownRect(row, column);
}

QRect CaptureMatrix::shownRect(int row, int column) const {
    return spotRect({m_lines.lineOfRow(row), column});
}

QRect CaptureMatrix::triangleRect(int row) const {
    const int line = m_lines.lineOfRow(m_lines.blockOfRow(row).first);
    if (!m_lines.hasTriangle(line)) return {};
    return {0, spotRect({line, 0}).top(), m_cellSide, m_cellSide};
}

QRect CaptureMatrix::cellsArea() const {
    return viewport()->rect().adjusted(m_labelWidth, m_headerHeight, 0, -m_legendHeight);
}

QRect CaptureMatrix::spotRect(Spot spot) const {
    const QPoint origin = cellsArea().topLeft() -
                          QPoint(horizontalScrollBar()->value(), verticalScrollBar()->value());
    return {origin.x() + spot.column * m_cellSide, origin.y() + spot.line * m_cellSide, m_cellSide,
            m_cellSide};
}

/// Line, column or both under \a position; -1 where it lies on the labels or beside everything.
CaptureMatrix::Spot CaptureMatrix::spotAt(QPoint position) const {
    const QRect area = cellsArea();
    const QPoint inside = position - spotRect({0, 0}).topLeft();
    Spot spot;
    if (position.y() >= area.top() && position.y() <= area.bottom() &&
        inside.y() < m_lines.lineCount() * m_cellSide)
        spot.line = inside.y() / m_cellSide;
    if (position.x() >= area.left() && position.x() <= area.right() &&
        inside.x() < columns() * m_cellSide)
        spot.column = inside.x() / m_cellSide;
    return spot;
}

CaptureMatrix::Spot CaptureMatrix::nearestCell(QPoint position) const {
    const QPoint inside = position - spotRect({0, 0}).topLeft();
    return {std::clamp(inside.y() / m_cellSide, 0, std::max(0, m_lines.lineCount() - 1)),
            std::clamp(inside.x() / m_cellSide, 0, std::max(0, columns() - 1))};
}

CaptureMatrix::Spot CaptureMatrix::currentSpot() const {
    return {m_row < 0 ? -1 : m_lines.lineOfRow(m_row), m_column};
}

void CaptureMatrix::reveal(Spot spot) {
    const QRect area = cellsArea();
    const auto show = [this](QScrollBar* bar, int index, int length) {
        if (index < 0) return;
        const int from = index * m_cellSide;
        bar->setValue(std::clamp(bar->value(), std::min(from + m_cellSide - length, from), from));
    };
    show(verticalScrollBar(), spot.line, area.height());
    show(horizontalScrollBar(), spot.column, area.width());
}

CaptureMatrix::Look CaptureMatrix::lookOf(Spot spot) const {
    const auto [first, last] = m_lines.rowsOfLine(spot.line);
    std::array<int, 6> count{};
    Look look;
    for (int row = first; row <= last; ++row) {
        const Cell& its = cell(row, spot.column);
        ++count[std::size_t(its.state)];
        if (its.largestZ > look.largestZ) look.largestZ = its.largestZ;
    }
    const auto of = [&](CellState state) { return count[std::size_t(state)]; };
    const int all = last - first + 1, held = of(CellState::Memory) + of(CellState::Disk);
    if (of(CellState::Failed) > 0)
        look.shape = MatrixShape::Failed;
    else if (of(CellState::Running) > 0)
        look.shape = MatrixShape::Running;
    else if (held == all)
        look.shape = of(CellState::Disk) == all ? MatrixShape::Disk : MatrixShape::Memory;
    else if (held > 0)
        look.shape = MatrixShape::Partly;
    else
        look.shape = of(CellState::Queued) > 0 ? MatrixShape::Queued : MatrixShape::Empty;
    return look;
}

/// In a folded block the layer whose z its cell shows; the first where none was computed.
int CaptureMatrix::rowToLookAt(Spot spot) const {
    const auto [first, last] = m_lines.rowsOfLine(spot.line);
    int best = first;
    for (int row = first; row <= last; ++row)
        if (cell(row, spot.column).largestZ > cell(best, spot.column).largestZ) best = row;
    return best;
}

QString CaptureMatrix::describe(int row, int column) const {
    if (row < 0 || column < 0)
        return row >= 0 ? m_rows[row] : column >= 0 ? m_columns[column] : QString();
    const Cell& its = cell(row, column);
    const QString z = tr("largest z %1").arg(double(its.largestZ), 0, 'f', 1);
    const QString state = [&] {
        switch (its.state) {
            case CellState::Queued:
                return tr("queued");
            case CellState::Running:
                return tr("being computed");
            case CellState::Memory:
                return tr("in memory, %1").arg(z);
            case CellState::Disk:
                return tr("on disk, %1").arg(z);
            case CellState::Failed:
                return tr("failed");
            case CellState::Empty:
                break;
        }
        return tr("not computed");
    }();
    return tr("%1, %2: %3", "layer, timestep: state").arg(m_rows[row], m_columns[column], state);
}

QString CaptureMatrix::describe(Spot spot) const {
    const auto span = m_lines.rowsOfLine(spot.line);
    if (span.count() == 1) return describe(span.first, spot.column);
    int held = 0, failed = 0;
    for (int row = span.first; row <= span.last; ++row) {
        const CellState state = cell(row, spot.column).state;
        held += state == CellState::Memory || state == CellState::Disk;
        failed += state == CellState::Failed;
    }
    QString text = tr("%1, %2: %3 of %4 layers computed")
                       .arg(m_lines.blockName(span.first), m_columns[spot.column])
                       .arg(held)
                       .arg(span.count());
    if (failed > 0) text += tr(", %1 failed").arg(failed);
    if (held == 0) return text;
    const int row = rowToLookAt(spot);
    return text + tr("; largest z %1 in %2")
                      .arg(double(cell(row, spot.column).largestZ), 0, 'f', 1)
                      .arg(m_rows[row]);
}

bool CaptureMatrix::viewportEvent(QEvent* event) {
    if (event->type() != QEvent::ToolTip) return QAbstractScrollArea::viewportEvent(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const Spot spot = spotAt(help->pos());
    QString text;
    if (spot.isCell())
        text = describe(spot);
    else if (spot.line >= 0)
        text = m_lines.rowsOfLine(spot.line).count() > 1
                   ? m_lines.blockName(m_lines.rowsOfLine(spot.line).first)
                   : m_rows[m_lines.rowsOfLine(spot.line).first];
    else if (spot.column >= 0)
        text = m_columns[spot.column];
    const QRect around = spot.isCell() ? spotRect(spot) : QRect();
    QToolTip::showText(help->globalPos(), text, viewport(), around);
    return true;
}

QSize CaptureMatrix::sizeHint() const {
    return {m_labelWidth + std::clamp(columns(), 8, 30) * m_cellSide + spacing::kSmall,
            m_headerHeight + std::clamp(m_lines.lineCount(), 6, 20) * m_cellSide + m_legendHeight};
}

QSize CaptureMatrix::minimumSizeHint() const {
    return {160, m_headerHeight + 4 * m_cellSide + m_legendHeight};
}

}  // namespace widgets
