// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

#include <deque>
#include <functional>
#include <vector>

class QLabel;
class QToolButton;

namespace widgets {

/// What went wrong, said inside the window without stopping anything: what failed, why, and what is
/// safe.
struct Message {
    QString title;  ///< "Picture not opened"
    QString text;   ///< why; plain text
    QString safe;   ///< "The picture shown before stays."

    friend bool operator==(const Message&, const Message&) = default;
};

/// Shows one message at a time, the oldest first; hidden while there is none.
class MessageBar : public QFrame {
    Q_OBJECT

public:
    static constexpr std::size_t kMostMessages = 50;

    explicit MessageBar(QWidget* parent = nullptr);

    /// A message that waits already is not repeated.
    void show(const Message& message);
    /// A message that asks for a decision: \a action is a button; closing the message refuses.
    void offer(const Message& message, const QString& action, const std::function<void()>& accept,
               const std::function<void()>& refuse);
    /// Goes on to the next message, or hides.
    void dismiss();
    void clear();
    bool isEmpty() const { return m_messages.empty(); }
    const std::deque<Message>& messages() const { return m_messages; }

Q_SIGNALS:
    void added(const widgets::Message& message);

protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    struct Offer {
        Message message;
        QString action;
        std::function<void()> accept, refuse;
    };

    void refresh();
    void accept();
    /// Of the message that is shown; null where it asks for nothing.
    const Offer* shownOffer() const;
    Offer take();

    std::deque<Message> m_messages;
    std::vector<Offer> m_offers;  // of some of them
    QLabel* m_text;
    QToolButton *m_accept, *m_next;
};

}  // namespace widgets
