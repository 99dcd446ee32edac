// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <QList>
#include <QString>
#include <QStringList>

#include <functional>
#include <vector>

namespace widgets {

/// One thing that can be done by naming it.
struct Command {
    QString id;      ///< stable: "explore.pinToken"
    QString name;    ///< "Pin token"
    QString place;   ///< where else it is: "Edit › Compare with"
    QString detail;  ///< what it does, a line
    QString key;     ///< its key as the desktop writes it, or empty
    QString why;     ///< why it cannot be done now; empty: not known
    bool isEnabled = true;
    bool isJump = false;  ///< only shown once something is typed: one of hundreds
    std::function<void()> run;
};

/// The commands that answer what was typed, best first (core::fuzzyMatch); with nothing typed those
/// used lately come first, then all in their own order. A command is found by its name, by name and
/// place, or by whole beginnings of words of its detail, in this order.
class CommandListModel : public QAbstractListModel {
    Q_OBJECT

public:
    /// LettersRole: QList<int>, the positions in the name that were matched. DisplayRole is the
    /// name. Rows are always enabled to the view, so that arrows reach the reason why one is not;
    /// EnabledRole says whether the command is.
    enum Role { PlaceRole = Qt::UserRole, DetailRole, KeyRole, LettersRole, EnabledRole };

    using QAbstractListModel::QAbstractListModel;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

    /// The latest first. Ids that no command has are ignored.
    void setRecent(QStringList ids);
    void setCommands(std::vector<Command> commands);
    void setQuery(const QString& query);
    const Command& command(int row) const { return m_commands[m_rows[std::size_t(row)].command]; }

private:
    struct Row {
        std::size_t command;
        int score = 0;
        QList<int> letters;
    };
    std::vector<Row> recentFirst() const;
    std::vector<Row> bestFirst() const;
    void refresh();

    std::vector<Command> m_commands;
    std::vector<Row> m_rows;
    QStringList m_recent;
    QString m_query;
};

}  // namespace widgets
