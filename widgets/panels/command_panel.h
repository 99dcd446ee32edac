// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QPointer>

class QLineEdit;
class QListView;

namespace widgets {

class CommandListModel;
struct Command;

/// A field and the commands that answer it, over the middle of a window: typing filters, arrows
/// move, Return chooses, Esc or a click elsewhere closes. While it is open no key is anybody
/// else's.
class CommandPanel : public QFrame {
    Q_OBJECT

public:
    CommandPanel(CommandListModel* model, QWidget* window);

    /// Empty, with the keyboard, over everything else in the window.
    void open();
    /// The keyboard goes back to who had it.
    void dismiss();
    bool isOpen() const { return isVisible(); }

Q_SIGNALS:
    /// What is to be listed from now on; the model's query is set afterwards.
    void queryChanging(const QString& query);
    /// Closed already, so that what it does finds the keyboard where it was.
    void chosen(const widgets::Command& command);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void setQuery(const QString& query);
    void place();
    void move(int rows);
    void choose();
    bool handleKey(int key);

    CommandListModel* m_model;
    QWidget* m_window;
    QLineEdit* m_field;
    QListView* m_list;
    QPointer<QWidget> m_before;  // had the keyboard
};

}  // namespace widgets
