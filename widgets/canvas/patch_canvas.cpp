// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/patch_canvas.h"

#include "canvas/drawing.h"
#include "canvas/geometry.h"
#include "canvas/linked_view.h"

#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>

#include <cmath>
#include <utility>

namespace widgets {

namespace {

// Data colours, never themed: they lie on magma, on grey and on photos alike, over a dark halo.
constexpr QRgb kLabelColor = 0xff2EE6FF, kProposalColor = 0xffFFC24A, kOtherColor = 0xff7CFF6B,
               kRejectedColor = 0xffD0D0D0, kClassicColor = 0xffFF0000;
constexpr double kDotDiameter = 10;

void drawWithHalo(QPainter& painter, const QPen& pen, const auto& draw) {
    QPen halo(QColor(0, 0, 0, 200), pen.widthF() + 2, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin);
    painter.setPen(halo);
    draw();
    painter.setPen(pen);
    draw();
}

QPen outlinePen(QRgb color, double width, const QList<qreal>& dashes = {}) {
    QPen pen(QColor::fromRgba(color), width, Qt::SolidLine,
             dashes.isEmpty() ? Qt::SquareCap : Qt::FlatCap, Qt::MiterJoin);
    if (!dashes.isEmpty()) pen.setDashPattern(dashes);
    return pen;
}

}  // namespace

PatchCanvas::PatchCanvas(LinkedView* view, QWidget* parent) : QWidget(parent), m_view(view) {
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    connect(view, &LinkedView::changed, this, qOverload<>(&QWidget::update));
}

void PatchCanvas::setContent(const QString& id, const QImage& image, bool isPixelated) {
    m_id = id;
    m_image = image;
    m_isPixelated = isPixelated;
    update();
}

void PatchCanvas::clearContent(const QString& id, const QString& hint) {
    m_id = id;
    m_image = {};
    m_hint = hint;
    update();
}

void PatchCanvas::setGrid(const engine::TokenGrid& grid, int patchSize) {
    m_grid = grid;
    m_patchSize = patchSize;
    update();
}

void PatchCanvas::setGridVisible(bool isVisible) {
    m_isGridVisible = isVisible;
    update();
}

void PatchCanvas::setMarks(std::vector<core::PatchMark> marks) {
    if (marks == m_marks) return;
    m_marks = std::move(marks);
    update();
}

void PatchCanvas::setMarkStyle(MarkStyle style) {
    m_style = style;
    update();
}

void PatchCanvas::setOutline(std::optional<engine::TokenIndex> corner) {
    if (std::exchange(m_outline, corner) != corner) update();
}

void PatchCanvas::setKeyCursor(std::optional<engine::TokenIndex> corner) {
    if (std::exchange(m_keyCursor, corner) != corner) update();
}

QRectF PatchCanvas::contentRect() const {
    if (m_grid.count() <= 0) return {};
    const int gap = spacing::kSmall;
    return m_view->contentRect(QSizeF(m_grid.width, m_grid.height),
                               QRectF(rect()).adjusted(gap, gap, -gap, -gap));
}

QRectF PatchCanvas::patchRect(engine::TokenIndex corner) const {
    const QRectF content = contentRect();
    const QRectF first = cellRect(content, m_grid, corner);
    return {first.topLeft(), first.size() * m_patchSize};
}

void PatchCanvas::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    if (!hasContent()) return paintHint(painter);
    const QRectF content = contentRect();
    if (m_image.hasAlphaChannel()) drawHatch(painter, content.intersected(rect()), palette());
    painter.setRenderHint(QPainter::SmoothPixmapTransform, !m_isPixelated);
    painter.drawImage(content, m_image);
    if (m_isGridVisible) drawGrid(painter, content, m_grid, m_patchSize);
    painter.setRenderHint(QPainter::Antialiasing);
    for (const auto& mark : m_marks) paintMark(painter, mark);
    if (m_keyCursor)
        drawWithHalo(painter, outlinePen(0xffffffff, 1.5, {2, 2}),
                     [&] { painter.drawRect(patchRect(*m_keyCursor).adjusted(-3, -3, 3, 3)); });
    if (m_outline)
        drawWithHalo(painter, outlinePen(0xffffffff, 1.5),
                     [&] { painter.drawRect(patchRect(*m_outline)); });
}

void PatchCanvas::paintHint(QPainter& painter) const {
    painter.setPen(quietText(palette()));
    painter.drawText(rect().adjusted(24, 24, -24, -24), Qt::AlignCenter | Qt::TextWordWrap, m_hint);
}

void PatchCanvas::paintMark(QPainter& painter, const core::PatchMark& mark) const {
    using enum core::PatchMark::Kind;
    const QRectF patch = patchRect(mark.corner);
    painter.setBrush(Qt::NoBrush);
    switch (mark.kind) {
        case Label:
            if (m_style == MarkStyle::Dot) {
                painter.setPen(Qt::NoPen);
                painter.setBrush(QColor::fromRgba(kClassicColor));
                painter.drawEllipse(cellRect(contentRect(), m_grid, mark.corner).center(),
                                    kDotDiameter / 2, kDotDiameter / 2);
                return;
            }
            return drawWithHalo(painter, outlinePen(kLabelColor, 2),
                                [&] { painter.drawRect(patch.adjusted(-1, -1, 1, 1)); });
        case Proposal:
        case CurrentProposal: {
            const bool isCurrent = mark.kind == CurrentProposal;
            const double out = isCurrent ? 4 : 2;
            drawWithHalo(painter, outlinePen(kProposalColor, isCurrent ? 2.5 : 1.5, {3, 2}),
                         [&] { painter.drawRect(patch.adjusted(-out, -out, out, out)); });
            const QString text = QString::number(mark.rank);
            const QFontMetricsF metrics(painter.font());
            const QRectF plate(patch.right() + out + 1, patch.top() - out,
                               metrics.horizontalAdvance(text) + 6, metrics.height());
            painter.fillRect(plate, QColor(0, 0, 0, 200));
            painter.setPen(QColor::fromRgba(kProposalColor));
            return painter.drawText(plate, Qt::AlignCenter, text);
        }
        case Rejected: {
            const QPointF c = patch.center();
            const double r = std::min(patch.width(), 12.0) / 2;
            return drawWithHalo(painter, outlinePen(kRejectedColor, 1.5), [&] {
                painter.drawLine(c + QPointF(-r, -r), c + QPointF(r, r));
                painter.drawLine(c + QPointF(-r, r), c + QPointF(r, -r));
            });
        }
        case Other: {
            const QPointF c = patch.center();
            const double r = patch.width() / 2 + 4;
            const QPolygonF diamond{
                {c + QPointF(0, -r), c + QPointF(r, 0), c + QPointF(0, r), c + QPointF(-r, 0)}};
            return drawWithHalo(painter, outlinePen(kOtherColor, 2),
                                [&] { painter.drawPolygon(diamond); });
        }
    }
}

void PatchCanvas::mousePressEvent(QMouseEvent* event) {
    // A press whose release was lost, to a dialog for example, is over.
    const bool isHeld =
        m_press && m_press->button != event->button() && event->buttons().testFlag(m_press->button);
    if (!hasContent() || isHeld) return;
    m_press = Press{event->button(), event->position(), event->position(), m_id, false};
}

void PatchCanvas::mouseMoveEvent(QMouseEvent* event) {
    if (m_press && m_press->button != Qt::RightButton) {
        const QPointF moved = event->position() - m_press->at;
        m_press->isDrag |= std::hypot(moved.x(), moved.y()) > kClickTolerance;
        if (m_press->isDrag) {
            const QRectF content = contentRect();
            const QPointF step = event->position() - m_press->last;
            m_press->last = event->position();
            m_view->pan({step.x() / content.width(), step.y() / content.height()});
            return;
        }
    }
    const auto token = hasContent() ? tokenAt(contentRect(), m_grid, event->position())
                                    : std::optional<engine::TokenIndex>();
    if (!token) return leaveContent();
    m_isPointedAt = true;
    setCursor(Qt::CrossCursor);
    Q_EMIT hovered(*token);
}

void PatchCanvas::mouseReleaseEvent(QMouseEvent* event) {
    if (!m_press || m_press->button != event->button()) return;
    const Press press = *std::exchange(m_press, std::nullopt);
    const QPointF moved = event->position() - press.at;
    if (press.isDrag || std::hypot(moved.x(), moved.y()) > kClickTolerance) return;
    if (press.button == Qt::RightButton) Q_EMIT secondaryClicked();
    if (press.button != Qt::LeftButton || press.id != m_id || !hasContent()) return;
    if (const auto token = tokenAt(contentRect(), m_grid, press.at)) Q_EMIT clicked(m_id, *token);
}

void PatchCanvas::wheelEvent(QWheelEvent* event) {
    const QRectF content = contentRect();
    if (!hasContent() || content.isEmpty() || event->angleDelta().y() == 0) return;
    const QPointF offset = event->position() - content.topLeft();
    m_view->zoomAt({offset.x() / content.width(), offset.y() / content.height()},
                   std::pow(1.2, event->angleDelta().y() / 120.0));
    event->accept();
}

void PatchCanvas::leaveEvent(QEvent* event) {
    leaveContent();
    QWidget::leaveEvent(event);
}

void PatchCanvas::leaveContent() {
    unsetCursor();
    if (std::exchange(m_isPointedAt, false)) Q_EMIT left();
}

}  // namespace widgets
