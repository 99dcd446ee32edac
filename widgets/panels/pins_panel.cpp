// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/pins_panel.h"

#include "canvas/geometry.h"
#include "panels/own_keys.h"

#include <QEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QStackedLayout>
#include <QToolButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace widgets {

namespace {

enum Column { kLetter, kPlace, kNorm, kSimilarity, kColumns };
constexpr int kBadge = 16;

/// Whichever of black and white is read more easily on \a ground.
QColor inkOn(const QColor& ground) {
    const double light =
        0.2126 * ground.redF() + 0.7152 * ground.greenF() + 0.0722 * ground.blueF();
    return light > 0.45 ? QColor(Qt::black) : QColor(Qt::white);
}

/// The letter on its colour; a ring around it says that it is the reference.
QIcon badge(const PinsPanel::Row& row, const QColor& ring, const QFont& font, qreal ratio) {
    QPixmap picture(QSize(kBadge + 6, kBadge + 6) * ratio);
    picture.setDevicePixelRatio(ratio);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF plate(3, 3, kBadge, kBadge);
    painter.setPen(Qt::NoPen);
    painter.setBrush(row.color);
    painter.drawRoundedRect(plate, 3, 3);
    if (row.isReference) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(ring, 1.5));
        painter.drawRoundedRect(plate.adjusted(-2, -2, 2, 2), 5, 5);
    }
    QFont bold = font;
    bold.setBold(true);
    bold.setPixelSize(11);
    painter.setFont(bold);
    painter.setPen(inkOn(row.color));
    painter.drawText(plate, Qt::AlignCenter, QString(row.letter));
    QIcon icon(picture);
    icon.addPixmap(picture, QIcon::Selected);  // its colour says which pin it is: no tint
    return icon;
}

}  // namespace

PinsPanel::PinsPanel(QWidget* parent)
    : QWidget(parent),
      m_list(new QTreeWidget(this)),
      m_hint(new QLabel(tr("P pins the token under the pointer."), this)),
      m_remove(new QToolButton(this)),
      m_clear(new QToolButton(this)) {
    buildList();
    buildButtons();
    m_hint->setAlignment(Qt::AlignCenter);
    m_hint->setWordWrap(true);
    m_hint->setMargin(spacing::kMedium);
    m_hint->setForegroundRole(QPalette::PlaceholderText);
    auto* page = new QWidget(this);
    auto* list = new QVBoxLayout(page);
    list->setContentsMargins(spacing::kSmall, 0, spacing::kSmall, spacing::kSmall);
    list->setSpacing(spacing::kTiny);
    list->addWidget(m_list, 1);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(m_remove);
    buttons->addWidget(m_clear);
    list->addLayout(buttons);
    m_pages = new QStackedLayout(this);
    m_pages->addWidget(m_hint);
    m_pages->addWidget(page);
    updateButtons();
}

void PinsPanel::buildList() {
    m_list->setAccessibleName(tr("Pinned tokens"));
    m_list->setColumnCount(kColumns);
    m_list->setHeaderLabels({QString(), tr("Place"), tr("Norm"), tr("Sim.", "similarity")});
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setAllColumnsShowFocus(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setTextElideMode(Qt::ElideLeft);
    m_list->setIconSize({kBadge + 6, kBadge + 6});
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* header = m_list->header();
    header->setStretchLastSection(false);
    header->setMinimumSectionSize(24);
    header->setSectionResizeMode(QHeaderView::ResizeToContents);
    header->setSectionResizeMode(kLetter, QHeaderView::Fixed);
    header->resizeSection(kLetter, kBadge + 6 + spacing::kSmall);
    header->setSectionResizeMode(kPlace, QHeaderView::Stretch);
    header->setSectionsMovable(false);
    m_list->headerItem()->setToolTip(kNorm, tr("L2 norm and z score in the active layer"));
    m_list->headerItem()->setToolTip(kSimilarity, tr("Similarity to the reference"));
    for (const int column : {kNorm, kSimilarity})
        m_list->headerItem()->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
    m_list->installEventFilter(this);
    connect(m_list, &QTreeWidget::itemClicked, this, [this] { Q_EMIT chosen(currentIndex()); });
    connect(m_list, &QTreeWidget::currentItemChanged, this, &PinsPanel::updateButtons);
}

void PinsPanel::buildButtons() {
    m_remove->setText(tr("Remove"));
    m_remove->setToolTip(tr("Remove this pin (Delete)"));
    m_clear->setText(tr("Clear"));
    m_clear->setToolTip(tr("Remove all pins"));
    for (auto* button : {m_remove, m_clear}) {
        button->setFocusPolicy(Qt::TabFocus);
        button->setAccessibleDescription(button->toolTip());
    }
    connect(m_remove, &QToolButton::clicked, this, [this] { Q_EMIT removed(currentIndex()); });
    connect(m_clear, &QToolButton::clicked, this, &PinsPanel::cleared);
}

/// Rows are changed in place: numbers change with every layer, and the current row stays.
void PinsPanel::setRows(const std::vector<Row>& rows) {
    const int current = currentIndex();
    m_rows = rows;
    while (m_list->topLevelItemCount() > int(rows.size()))
        delete m_list->takeTopLevelItem(m_list->topLevelItemCount() - 1);
    while (m_list->topLevelItemCount() < int(rows.size())) new QTreeWidgetItem(m_list);
    for (int i = 0; i < int(rows.size()); ++i)
        fillItem(m_list->topLevelItem(i), rows[std::size_t(i)]);
    if (!rows.empty())
        m_list->setCurrentItem(m_list->topLevelItem(std::clamp(current, 0, int(rows.size()) - 1)));
    m_pages->setCurrentIndex(rows.empty() ? 0 : 1);
    updateButtons();
}

void PinsPanel::fillItem(QTreeWidgetItem* item, const Row& row) const {
    const QString letter = row.letter;
    item->setIcon(kLetter,
                  badge(row, palette().color(QPalette::Text), font(), devicePixelRatioF()));
    item->setText(kPlace, row.place);
    item->setText(kNorm, row.norm);
    item->setText(kSimilarity, row.similarity);
    const QString who = row.isReference ? tr("%1, the reference").arg(letter) : letter;
    for (int column = 0; column < kColumns; ++column) {
        item->setToolTip(column, QStringList{who, row.place, tr("norm %1").arg(row.norm),
                                             tr("similarity %1").arg(row.similarity)}
                                     .join(QLatin1Char('\n')));
        item->setTextAlignment(
            column, (column <= kPlace ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    }
    item->setData(kLetter, Qt::AccessibleTextRole, who);
}

int PinsPanel::currentIndex() const {
    return m_list->indexOfTopLevelItem(m_list->currentItem());
}

void PinsPanel::updateButtons() {
    m_remove->setEnabled(currentIndex() >= 0);
    m_clear->setEnabled(!m_rows.empty());
}

bool PinsPanel::handleKey(int key) {
    const int index = currentIndex();
    if (index < 0) return false;
    switch (key) {
        case Qt::Key_Return:
        case Qt::Key_Enter:
        case Qt::Key_Space:
            Q_EMIT chosen(index);
            return true;
        case Qt::Key_Delete:
        case Qt::Key_Backspace:
            Q_EMIT removed(index);
            return true;
        default:
            return false;
    }
}

/// The keys are the list's own, also where the window has a shortcut on them.
bool PinsPanel::eventFilter(QObject* watched, QEvent* event) {
    if (claimsListKey(event) || claimsKey(event, {Qt::Key_Delete, Qt::Key_Backspace})) return true;
    if (event->type() == QEvent::KeyPress && handleKey(static_cast<QKeyEvent*>(event)->key()))
        return true;
    return QWidget::eventFilter(watched, event);
}

void PinsPanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) setRows(std::vector<Row>(m_rows));
}

}  // namespace widgets
