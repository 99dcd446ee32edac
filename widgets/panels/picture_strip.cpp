// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/picture_strip.h"

#include "canvas/drawing.h"
#include "canvas/geometry.h"
#include "models/picture_list_model.h"

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

}  // namespace widgets
