// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QHash>

class QKeySequenceEdit;
class QLabel;
class QLineEdit;
class QPushButton;
class QSortFilterProxyModel;
class QTreeView;
class QAction;

namespace widgets {
class KeyListModel;
}

namespace app {

class KeyBindings;

/// All actions with their keys, to be changed: choose one, press keys, assign them. Says whose the
/// keys are already, and takes them if told so. Changes hold at once.
class KeyDialog : public QDialog {
    Q_OBJECT

public:
    /// \param places where in the menus each action is.
    KeyDialog(KeyBindings* bindings, QHash<const QAction*, QString> places, QWidget* parent);

    void select(const QString& id);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* makeEditor();
    QWidget* makeButtons();
    void refresh();
    void refreshEditor();
    void assign(bool isBeside);
    QAction* current() const;

    KeyBindings* m_bindings;
    QHash<const QAction*, QString> m_places;
    widgets::KeyListModel* m_model;
    QSortFilterProxyModel* m_shown;
    QLineEdit* m_filter;
    QTreeView* m_table;
    QKeySequenceEdit* m_keys;
    QLabel* m_note;
    QPushButton *m_assign, *m_add, *m_none, *m_reset;
};

}  // namespace app
