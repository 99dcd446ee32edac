// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/message_bar.h"

#include "canvas/geometry.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QToolButton>

#include <algorithm>

namespace widgets {

namespace {

constexpr QRgb kWarning = qRgb(0xd9, 0x8a, 0x1f);

QString richText(const Message& m) {
    return QStringLiteral("<b>%1</b> &nbsp;%2 %3")
        .arg(m.title.toHtmlEscaped(),
             m.text.toHtmlEscaped().replace(QLatin1Char('\n'), QStringLiteral("<br>")),
             m.safe.toHtmlEscaped());
}

}  // namespace

MessageBar::MessageBar(QWidget* parent)
    : QFrame(parent),
      m_text(new QLabel(this)),
      m_accept(new QToolButton(this)),
      m_next(new QToolButton(this)) {
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::RichText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto* copy = new QToolButton(this);
    copy->setText(tr("Copy details"));
    copy->setToolTip(tr("Copy this message to the clipboard"));
    for (auto* button : {copy, m_next}) button->setAutoRaise(true);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(spacing::kLarge, spacing::kSmall, spacing::kSmall, spacing::kSmall);
    layout->setSpacing(spacing::kSmall);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_accept, 0, Qt::AlignTop);
    layout->addWidget(copy, 0, Qt::AlignTop);
    layout->addWidget(m_next, 0, Qt::AlignTop);
    connect(copy, &QToolButton::clicked, this, [this] {
        if (isEmpty()) return;
        const auto& m = m_messages.front();
        QGuiApplication::clipboard()->setText(
            QStringList{m.title, m.text, m.safe}.join(QLatin1Char('\n')));
    });
    connect(m_accept, &QToolButton::clicked, this, &MessageBar::accept);
    connect(m_next, &QToolButton::clicked, this, &MessageBar::dismiss);
    setAccessibleName(tr("Messages"));
    hide();
}

void MessageBar::show(const Message& message) {
    if (std::find(m_messages.begin(), m_messages.end(), message) != m_messages.end()) return;
    if (m_messages.size() == kMostMessages) m_messages.pop_back();
    m_messages.push_back(message);
    refresh();
    Q_EMIT added(message);
}

void MessageBar::offer(const Message& message, const QString& action,
                       const std::function<void()>& accept, const std::function<void()>& refuse) {
    m_offers.push_back({message, action, accept, refuse});
    show(message);
}

const MessageBar::Offer* MessageBar::shownOffer() const {
    for (const auto& each : m_offers)
        if (!isEmpty() && each.message == m_messages.front()) return &each;
    return nullptr;
}

/// What was asked is answered: the message goes with it.
MessageBar::Offer MessageBar::take() {
    const auto taken = *shownOffer();
    std::erase_if(m_offers, [&](const Offer& each) { return each.message == taken.message; });
    m_messages.pop_front();
    refresh();
    return taken;
}

void MessageBar::accept() {
    if (shownOffer()) take().accept();
}

void MessageBar::dismiss() {
    if (shownOffer()) return take().refuse();
    if (!isEmpty()) m_messages.pop_front();
    refresh();
}

void MessageBar::clear() {
    m_messages.clear();
    m_offers.clear();
    refresh();
}

void MessageBar::refresh() {
    setVisible(!isEmpty());
    if (isEmpty()) return;
    const auto count = int(m_messages.size());
    m_text->setText(richText(m_messages.front()));
    m_accept->setVisible(shownOffer() != nullptr);
    if (shownOffer()) m_accept->setText(shownOffer()->action);
    m_next->setText(count > 1 ? tr("Next (%n more)", nullptr, count - 1) : QStringLiteral("✕"));
    m_next->setToolTip(count > 1 ? tr("Close this message and show the next (Esc)")
                                 : tr("Close (Esc)"));
    m_next->setAccessibleName(count > 1 ? tr("Next message") : tr("Close message"));
    setAccessibleDescription(m_messages.front().title + QLatin1Char(' ') + m_messages.front().text);
}

void MessageBar::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange) update();
    QFrame::changeEvent(event);
}

/// A tint of the window's own colour, so that text keeps its contrast in both themes.
void MessageBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    QColor tint(kWarning);
    tint.setAlpha(36);
    painter.fillRect(rect(), tint);
    painter.fillRect(QRect(0, 0, spacing::kTiny, height()), QColor(kWarning));
}

}  // namespace widgets
