// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/label_queue_panel.h"

#include "canvas/drawing.h"
#include "canvas/geometry.h"
#include "models/label_queue_model.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QProgressBar>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace widgets {

namespace {

/// States differ in shape: a ring, a disc, a dash, a question mark; a cross where the picture is
/// blocked.
void drawState(QPainter& painter, const QRectF& box, core::ImageState state, bool isBlocked,
               const QColor& strong, const QColor& quiet) {
    const QPointF c = box.center();
    const double r = box.width() / 2;
    painter.setBrush(Qt::NoBrush);
    if (isBlocked) {
        painter.setPen(QPen(QColor(0xD0, 0x3B, 0x3B), 2));
        painter.drawLine(c + QPointF(-r, -r), c + QPointF(r, r));
        painter.drawLine(c + QPointF(-r, r), c + QPointF(r, -r));
        return;
    }
    switch (state) {
        case core::ImageState::Unseen:
            painter.setPen(QPen(quiet, 1.5));
            return painter.drawEllipse(c, r - 0.75, r - 0.75);
        case core::ImageState::Labelled:
            painter.setPen(Qt::NoPen);
            painter.setBrush(strong);
            return painter.drawEllipse(c, r, r);
        case core::ImageState::ReviewedNone:
            painter.setPen(QPen(strong, 2.5, Qt::SolidLine, Qt::RoundCap));
            return painter.drawLine(c - QPointF(r - 1, 0), c + QPointF(r - 1, 0));
        case core::ImageState::Unsure:
            painter.setPen(strong);
            return painter.drawText(box.adjusted(-4, -6, 4, 6), Qt::AlignCenter,
                                    QStringLiteral("?"));
    }
}

class QueueDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const override {
        return {120, option.fontMetrics.height() + 2 * spacing::kTiny};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override {
        const bool isSelected = option.state & QStyle::State_Selected;
        const auto& p = option.palette;
        const QRectF row = option.rect;
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if (isSelected) painter->fillRect(row, p.highlight());
        const QColor text =
            isSelected ? p.color(QPalette::HighlightedText) : p.color(QPalette::Text);
        const QColor quiet = isSelected ? text : quietText(p);
        const QRectF box(row.left() + spacing::kSmall, row.center().y() - 4, 9, 9);
        drawState(*painter, box, core::ImageState(index.data(LabelQueueModel::StateRole).toInt()),
                  !index.data(LabelQueueModel::BlockedRole).toString().isEmpty(),
                  isSelected ? text : p.color(QPalette::Highlight), quiet);
        QRectF rest = row.adjusted(spacing::kSmall + 9 + spacing::kSmall, 0, -spacing::kSmall, 0);
        const QString tail = tailOf(index);
        painter->setPen(quiet);
        painter->drawText(rest, Qt::AlignRight | Qt::AlignVCenter, tail);
        rest.setRight(rest.right() - option.fontMetrics.horizontalAdvance(tail) - spacing::kTiny);
        painter->setPen(text);
        painter->drawText(rest, Qt::AlignLeft | Qt::AlignVCenter,
                          option.fontMetrics.elidedText(index.data().toString(), Qt::ElideMiddle,
                                                        int(rest.width())));
        painter->restore();
    }

private:
    static QString tailOf(const QModelIndex& index) {
        QString tail;
        if (index.data(LabelQueueModel::CommentedRole).toBool()) tail += QStringLiteral("✎ ");
        const int review = index.data(LabelQueueModel::ReviewRole).toInt();
        if (review != 0) tail += review == 1 ? QStringLiteral("✓ ") : QStringLiteral("✗ ");
        const int labels = index.data(LabelQueueModel::LabelCountRole).toInt();
        if (labels > 0) tail += QString::number(labels);
        return tail;
    }
};

}  // namespace

LabelQueuePanel::LabelQueuePanel(LabelQueueModel* model, QWidget* parent)
    : QWidget(parent),
      m_model(model),
      m_counts(new QLabel(this)),
      m_progress(new QProgressBar(this)),
      m_text(new QLineEdit(this)),
      m_states(new QComboBox(this)),
      m_list(new QListView(this)) {
    m_counts->setWordWrap(true);
    m_progress->setTextVisible(false);
    m_progress->setFixedHeight(6);
    m_progress->setAccessibleName(tr("Share of the queue that is done"));
    m_text->setPlaceholderText(tr("Filter by name"));
    m_text->setClearButtonEnabled(true);
    m_text->setAccessibleName(tr("Filter by name"));
    m_states->addItems({tr("All pictures"), tr("Not done"), tr("Labelled"), tr("Nothing there"),
                        tr("Unsure"), tr("With comments"), tr("Rejected in review")});
    m_states->setAccessibleName(tr("Filter by state"));
    m_list->setModel(model);
    m_list->setItemDelegate(new QueueDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setFocusPolicy(Qt::NoFocus);  // keys stay with the canvas; A and D go through the queue
    m_list->setAccessibleName(tr("Queue of pictures"));

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(spacing::kSmall, 0, spacing::kTiny, spacing::kSmall);
    layout->setSpacing(spacing::kTiny);
    layout->addWidget(m_counts);
    layout->addWidget(m_progress);
    layout->addSpacing(spacing::kTiny);
    layout->addWidget(m_text);
    layout->addWidget(m_states);
    layout->addWidget(m_list, 1);
    connect(m_list, &QListView::clicked, this, [this](const QModelIndex& index) {
        Q_EMIT chosen(index.data(LabelQueueModel::IndexRole).toInt());
    });
    connect(m_text, &QLineEdit::textChanged, this, &LabelQueuePanel::filterEdited);
    connect(m_states, &QComboBox::activated, this, &LabelQueuePanel::filterEdited);
}

void LabelQueuePanel::setCounts(const core::QueueCounts& counts) {
    m_counts->setText(QString::fromStdString(counts.text()));
    m_progress->setRange(0, std::max(1, int(counts.total)));
    m_progress->setValue(int(counts.labelled + counts.none));
}

void LabelQueuePanel::setCurrent(int queueIndex) {
    const int row = m_model->rowOf(queueIndex);
    if (row < 0) return m_list->clearSelection();
    m_list->setCurrentIndex(m_model->index(row, 0));
    m_list->scrollTo(m_model->index(row, 0));
}

core::QueueFilter LabelQueuePanel::filter() const {
    using enum core::ImageState;
    core::QueueFilter filter;
    filter.text = m_text->text().toStdString();
    switch (m_states->currentIndex()) {
        case 1:
            filter.states = {Unseen, Unsure};
            break;
        case 2:
            filter.states = {Labelled};
            break;
        case 3:
            filter.states = {ReviewedNone};
            break;
        case 4:
            filter.states = {Unsure};
            break;
        case 5:
            filter.onlyCommented = true;
            break;
        case 6:
            filter.onlyRejectedInReview = true;
            break;
        default:
            break;
    }
    return filter;
}

void LabelQueuePanel::clearFilter() {
    m_text->clear();
    m_states->setCurrentIndex(0);
}

}  // namespace widgets
