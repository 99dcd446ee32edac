// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/picture_strip.h"

#include "canvas/drawing.h"
#include "canvas/geometry.h"
#include "models/picture_list_model.h"

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QStyledItemDelegate>

namespace widgets {

namespace {

/// A thumbnail, sharp at every scale factor, with a frame for the one that is shown.
class ThumbnailDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override {
        const int side = PictureStrip::kThumbnailSide + 2 * spacing::kTiny;
        return {side, side};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override {
        const QRectF cell = QRectF(option.rect).adjusted(2, 2, -2, -2);
        const auto image = index.data(Qt::DecorationRole).value<QImage>();
        painter->save();
        painter->setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
        painter->drawImage(fittedRect(image.size(), cell.adjusted(2, 2, -2, -2)), image);
        if (option.state & (QStyle::State_Selected | QStyle::State_MouseOver)) {
            const bool isSelected = option.state & QStyle::State_Selected;
            painter->setPen(QPen(
                isSelected ? option.palette.color(QPalette::Highlight) : lineColor(option.palette),
                2));
            painter->drawRoundedRect(cell, 4, 4);
        }
        if (index.data(PictureListModel::kOnBoardRole).toBool()) {
            painter->setPen(QPen(option.palette.color(QPalette::Base), 1));
            painter->setBrush(option.palette.color(QPalette::Highlight));
            painter->drawEllipse(cell.bottomRight() - QPointF(7, 7), 4, 4);
        }
        painter->restore();
    }
};

}  // namespace

PictureStrip::PictureStrip(PictureListModel* model, QWidget* parent) : QListView(parent) {
    setModel(model);
    setItemDelegate(new ThumbnailDelegate(this));
    setFlow(QListView::LeftToRight);
    setWrapping(false);
    setMouseTracking(true);
    setUniformItemSizes(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    viewport()->setAutoFillBackground(false);
    setAccessibleName(tr("Opened pictures"));
    setDragDropMode(QAbstractItemView::DragDrop);
    setDefaultDropAction(Qt::MoveAction);
    setMovement(QListView::Static);
    setSelectionMode(QAbstractItemView::SingleSelection);
    const auto adapt = [this] { setVisible(this->model()->rowCount() > 1); };
    connect(model, &QAbstractItemModel::rowsInserted, this, adapt);
    connect(model, &QAbstractItemModel::rowsRemoved, this, adapt);
    adapt();
}

void PictureStrip::setCurrentRow(int row) {
    m_isTold = true;
    setCurrentIndex(model()->index(row, 0));
    m_isTold = false;
}

QSize PictureStrip::sizeHint() const {
    return {400,
            kThumbnailSide + 2 * spacing::kTiny + horizontalScrollBar()->sizeHint().height() + 2};
}

void PictureStrip::currentChanged(const QModelIndex& current, const QModelIndex& previous) {
    QListView::currentChanged(current, previous);
    if (current.isValid()) scrollTo(current);
    if (current.isValid() && !m_isTold) Q_EMIT chosen(current.row());
}

void PictureStrip::mousePressEvent(QMouseEvent* event) {
    const auto index = indexAt(event->position().toPoint());
    const bool isBeside = event->modifiers().testFlag(Qt::ControlModifier);
    if (isBeside && event->button() == Qt::LeftButton && index.isValid())
        return Q_EMIT besideToggled(index.row());
    QListView::mousePressEvent(event);
}

void PictureStrip::keyPressEvent(QKeyEvent* event) {
    const int row = currentRow();
    if (event->key() == Qt::Key_Delete && row >= 0) return Q_EMIT removeRequested(row);
    if (event->key() == Qt::Key_Space && row >= 0) return Q_EMIT besideToggled(row);
    QListView::keyPressEvent(event);
}

void PictureStrip::contextMenuEvent(QContextMenuEvent* event) {
    const auto index = indexAt(event->pos());
    if (!index.isValid()) return;
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const bool isOnBoard = index.data(PictureListModel::kOnBoardRole).toBool();
    menu->addAction(isOnBoard ? tr("Take off the board") : tr("Show beside the others"), this,
                    [this, row = index.row()] { Q_EMIT besideToggled(row); });
    menu->addAction(tr("Remove from the list"), this,
                    [this, row = index.row()] { Q_EMIT removeRequested(row); });
    menu->popup(event->globalPos());
}

}  // namespace widgets
