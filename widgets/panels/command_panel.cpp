// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/command_panel.h"

#include "canvas/drawing.h"
#include "canvas/geometry.h"
#include "models/command_list_model.h"
#include "panels/command_delegate.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

namespace widgets {

namespace {
constexpr int kWidth = 620, kRowsShown = 9;
}

CommandPanel::CommandPanel(CommandListModel* model, QWidget* window)
    : QFrame(window),
      m_model(model),
      m_window(window),
      m_field(new QLineEdit(this)),
      m_list(new QListView(this)) {
    m_field->setPlaceholderText(tr("What to do, a layer, a timestep, a picture…"));
    m_field->setAccessibleName(tr("Command"));
    m_field->installEventFilter(this);
    m_list->setModel(model);
    m_list->setItemDelegate(new CommandDelegate(this));
    m_list->setUniformItemSizes(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFocusPolicy(Qt::NoFocus);  // typing goes on while arrows move
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setAccessibleName(tr("Commands"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(spacing::kSmall, spacing::kSmall, spacing::kSmall, spacing::kSmall);
    layout->setSpacing(spacing::kSmall);
    layout->addWidget(m_field);
    layout->addWidget(m_list);
    setAccessibleName(tr("Command palette"));
    window->installEventFilter(this);
    connect(m_field, &QLineEdit::textChanged, this, &CommandPanel::setQuery);
    connect(m_list, &QListView::clicked, this, &CommandPanel::choose);
    hide();
}

void CommandPanel::open() {
    if (!isOpen()) m_before = QApplication::focusWidget();
    m_field->clear();
    setQuery({});
    show();
    raise();
    m_field->setFocus(Qt::PopupFocusReason);
}

void CommandPanel::dismiss() {
    if (!isOpen()) return;
    const bool hadKeyboard = m_field->hasFocus();
    hide();
    if (hadKeyboard && m_before) m_before->setFocus(Qt::PopupFocusReason);
}

void CommandPanel::setQuery(const QString& query) {
    Q_EMIT queryChanging(query);
    m_model->setQuery(query);
    m_list->setCurrentIndex(m_model->index(0));
    m_list->scrollToTop();
    place();
}

/// In the upper middle, where the eye is, as high as what it lists.
void CommandPanel::place() {
    const int rows = std::clamp(m_model->rowCount(), 1, kRowsShown);
    const int rowHeight = std::max(m_list->sizeHintForRow(0), 2 * fontMetrics().height());
    const int around = 3 * spacing::kSmall + m_field->sizeHint().height();
    const int top = m_window->height() / 8;
    const int height =
        std::min(rows * rowHeight + around, m_window->height() - top - spacing::kLarge);
    const int width = std::min(kWidth, m_window->width() - 2 * spacing::kLarge);
    setGeometry((m_window->width() - width) / 2, top, width, height);
}

void CommandPanel::move(int rows) {
    const int count = m_model->rowCount();
    if (count == 0) return;
    const int row = std::clamp(m_list->currentIndex().row() + rows, 0, count - 1);
    m_list->setCurrentIndex(m_model->index(row));
}

void CommandPanel::choose() {
    const auto current = m_list->currentIndex();
    if (!current.isValid() || !current.data(CommandListModel::EnabledRole).toBool()) return;
    const auto command = m_model->command(current.row());
    dismiss();
    Q_EMIT chosen(command);
}

bool CommandPanel::handleKey(int key) {
    switch (key) {
        case Qt::Key_Up:
            return move(-1), true;
        case Qt::Key_Down:
            return move(1), true;
        case Qt::Key_PageUp:
            return move(-kRowsShown), true;
        case Qt::Key_PageDown:
            return move(kRowsShown), true;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            return choose(), true;
        case Qt::Key_Escape:
            return dismiss(), true;
        case Qt::Key_Tab:
        case Qt::Key_Backtab:
            return true;  // there is nowhere else to go
        default:
            return false;
    }
}

bool CommandPanel::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_window) {
        if (event->type() == QEvent::Resize && isOpen()) place();
    } else if (event->type() == QEvent::ShortcutOverride) {
        event->accept();  // no shortcut of the window while one types
        return true;
    } else if (event->type() == QEvent::KeyPress) {
        if (handleKey(static_cast<QKeyEvent*>(event)->key())) return true;
    } else if (event->type() == QEvent::FocusOut) {
        const auto reason = static_cast<QFocusEvent*>(event)->reason();
        if (reason != Qt::PopupFocusReason && reason != Qt::ActiveWindowFocusReason) dismiss();
    }
    return QFrame::eventFilter(watched, event);
}

void CommandPanel::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setPen(lineColor(palette()));
    painter.setBrush(palette().color(QPalette::Window));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

}  // namespace widgets
