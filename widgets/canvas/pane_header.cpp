// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/pane_header.h"

#include "canvas/drawing.h"
#include "canvas/geometry.h"
#include "canvas/picture_board.h"
#include "canvas/tile_button.h"
#include "canvas/timestep_chooser.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace widgets {

namespace {
constexpr double kTriangle = 6, kMarkWidth = 2;
}

PaneHeader::PaneHeader(QWidget* parent)
    : QWidget(parent),
      m_unit(new QLabel(QStringLiteral("t"), this)),
      m_moment(new QLabel(this)),
      m_timestep(new TimestepChooser(this)),
      m_close(
          new TileButton(TileButton::Sign::Close, tr("Take this picture off the board"), this)) {
    for (auto* label : {m_unit, m_moment}) label->setForegroundRole(QPalette::PlaceholderText);
    m_unit->setBuddy(m_timestep);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(spacing::kSmall, 2, spacing::kSmall, 4);
    layout->setSpacing(spacing::kTiny);
    layout->addStretch(1);  // the name is painted here
    layout->addWidget(m_unit);
    layout->addWidget(m_timestep);
    layout->addWidget(m_moment);
    layout->addWidget(m_close);
    connect(m_timestep, &TimestepChooser::chosen, this, &PaneHeader::timestepChosen);
    connect(m_close, &QAbstractButton::clicked, this, &PaneHeader::closeRequested);
}

void PaneHeader::setPane(const PicturePane& pane, bool isAlone) {
    m_name = pane.name;
    m_isMarked = pane.isCurrent && !isAlone;
    const bool isChosen = pane.moment.isEmpty();
    m_timestep->setTimestep(pane.timestep);
    m_timestep->setVisible(isChosen);
    m_unit->setVisible(isChosen);
    m_moment->setText(pane.moment);
    m_moment->setVisible(!isChosen);
    m_close->setVisible(!isAlone);
    setToolTip(pane.name);
    setAccessibleName(m_isMarked ? tr("%1, current picture").arg(pane.name) : pane.name);
    update();
}

QSize PaneHeader::sizeHint() const {
    return {240, m_timestep->sizeHint().height() + 6};  // the same without a chooser
}

QRectF PaneHeader::nameRect() const {
    double right = width() - spacing::kSmall;
    for (const QWidget* part : {static_cast<QWidget*>(m_unit), static_cast<QWidget*>(m_moment),
                                static_cast<QWidget*>(m_close)})
        if (part->isVisibleTo(this)) right = std::min(right, part->x() - double(spacing::kTiny));
    const double left = spacing::kSmall + (m_isMarked ? kTriangle + spacing::kTiny : 0);
    return {left, 0, std::max(0.0, right - left), height() - kMarkWidth};
}

void PaneHeader::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const QColor accent = palette().color(QPalette::Highlight);
    const QRectF name = nameRect();
    const QRectF line(spacing::kSmall, height() - kMarkWidth, width() - 2 * spacing::kSmall,
                      kMarkWidth);
    if (m_isMarked) {
        painter.fillRect(line, accent);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(accent);
        const QPointF tip(spacing::kSmall + kTriangle, name.center().y());
        painter.drawPolygon(
            QPolygonF{{tip, tip + QPointF(-kTriangle, -4), tip + QPointF(-kTriangle, 4)}});
    }
    QFont bold = font();
    bold.setBold(m_isMarked);
    painter.setFont(bold);
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(name, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                     QFontMetricsF(bold).elidedText(m_name, Qt::ElideMiddle, name.width()));
}

void PaneHeader::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton) Q_EMIT activated();
}

}  // namespace widgets
