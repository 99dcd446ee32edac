// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

#include <deque>

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
    void refresh();

    std::deque<Message> m_messages;
    QLabel* m_text;
    QToolButton* m_next;
};

}  // namespace widgets
