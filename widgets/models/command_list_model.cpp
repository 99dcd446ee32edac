// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/command_list_model.h"

#include <session/fuzzy_match.h>

#include <QRegularExpression>

#include <algorithm>
#include <optional>
#include <utility>

namespace widgets {

namespace {

constexpr int kByName = 200, kByPlace = 100;  // more than a match can score against the next kind

/// Whether each word of \a query begins a word of \a text.
bool beginsWords(const QString& query, const QString& text) {
    static const QRegularExpression gaps(QStringLiteral("\\s+"));
    for (const auto& word : query.split(gaps, Qt::SkipEmptyParts))
        if (!text.contains(
                QRegularExpression(QStringLiteral("\\b") + QRegularExpression::escape(word),
                                   QRegularExpression::CaseInsensitiveOption |
                                       QRegularExpression::UseUnicodePropertiesOption)))
            return false;
    return true;
}

/// \return the score, or nothing; \a letters gets those of the name.
std::optional<int> scoreOf(const QString& query, const Command& command, QList<int>* letters) {
    if (const auto match = core::fuzzyMatch(query, command.name)) {
        *letters = QList<int>(match->letters.begin(), match->letters.end());
        return kByName + match->score;
    }
    const QString whole = command.name + QLatin1Char(' ') + command.place;
    if (const auto match = core::fuzzyMatch(query, whole)) {
        for (const int at : match->letters)
            if (at < command.name.size()) *letters << at;
        return kByPlace + match->score;
    }
    constexpr int kShortestWord = 3;
    if (query.trimmed().size() >= kShortestWord && beginsWords(query, command.detail)) return 0;
    return std::nullopt;
}

}  // namespace

int CommandListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant CommandListModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const auto& row = m_rows[std::size_t(index.row())];
    const auto& command = m_commands[row.command];
    const bool saysWhy = !command.isEnabled && !command.why.isEmpty();
    switch (role) {
        case Qt::DisplayRole:
            return command.name;
        case PlaceRole:
            return command.place;
        case DetailRole:
            return saysWhy ? command.why : command.detail;
        case KeyRole:
            return command.key;
        case LettersRole:
            return QVariant::fromValue(row.letters);
        case EnabledRole:
            return command.isEnabled;
        case Qt::AccessibleTextRole:
            return QStringList{command.name, command.place, command.key,
                               command.isEnabled ? QString() : tr("not available")}
                .filter(QRegularExpression(QStringLiteral(".")))
                .join(QStringLiteral(", "));
        case Qt::AccessibleDescriptionRole:
            return saysWhy ? command.why : command.detail;
        default:
            return {};
    }
}

void CommandListModel::setRecent(QStringList ids) {
    m_recent = std::move(ids);
    refresh();
}

void CommandListModel::setCommands(std::vector<Command> commands) {
    beginResetModel();
    m_commands = std::move(commands);
    m_rows.clear();
    endResetModel();
    refresh();
}

void CommandListModel::setQuery(const QString& query) {
    m_query = query;
    refresh();
}

std::vector<CommandListModel::Row> CommandListModel::recentFirst() const {
    std::vector<Row> rows;
    for (std::size_t i = 0; i < m_commands.size(); ++i) {
        if (m_commands[i].isJump) continue;
        const auto used = m_recent.indexOf(m_commands[i].id);
        rows.push_back({i, used < 0 ? -int(m_recent.size()) : -int(used), {}});
    }
    return rows;
}

std::vector<CommandListModel::Row> CommandListModel::bestFirst() const {
    std::vector<Row> rows;
    for (std::size_t i = 0; i < m_commands.size(); ++i) {
        QList<int> letters;
        if (const auto score = scoreOf(m_query, m_commands[i], &letters))
            rows.push_back({i, *score, letters});
    }
    return rows;
}

void CommandListModel::refresh() {
    beginResetModel();
    m_rows = m_query.trimmed().isEmpty() ? recentFirst() : bestFirst();
    std::stable_sort(m_rows.begin(), m_rows.end(), [this](const Row& a, const Row& b) {
        const auto rank = [this](const Row& row) {
            return std::pair(row.score, m_commands[row.command].isEnabled);
        };
        return rank(a) > rank(b);
    });
    endResetModel();
}

}  // namespace widgets
