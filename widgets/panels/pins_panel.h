// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QWidget>

#include <vector>

class QLabel;
class QStackedLayout;
class QToolButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace widgets {

/// The pinned tokens A to I: letter in its colour, where it is, and what the active layer says of
/// it. One is the reference. Nothing here is computed: all texts come from outside. Keys: Return or
/// Space makes the row the reference, Delete or Backspace removes it.
class PinsPanel : public QWidget {
    Q_OBJECT

public:
    struct Row {
        QChar letter;
        QColor color;
        QString place;             ///< "cat.png · x12 y07"
        QString norm, similarity;  ///< "184.37 z+6.1", "0.8123"; "—" and "…" as the read-out
        bool isReference = false;
    };

    explicit PinsPanel(QWidget* parent = nullptr);
    void setRows(const std::vector<Row>& rows);

Q_SIGNALS:
    void chosen(int index);   ///< make it the reference
    void removed(int index);  ///< Delete, or its button
    void cleared();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void buildList();
    void buildButtons();
    void fillItem(QTreeWidgetItem* item, const Row& row) const;
    void updateButtons();
    bool handleKey(int key);
    int currentIndex() const;

    QTreeWidget* m_list;
    QLabel* m_hint;
    QToolButton *m_remove, *m_clear;
    QStackedLayout* m_pages;
    std::vector<Row> m_rows;
};

}  // namespace widgets
