// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifndef Q_MOC_RUN
#include <panels/message_bar.h>
#include <session/key_file.h>
#endif

#include <QKeySequence>
#include <QObject>

#include <filesystem>
#include <optional>
#include <vector>

class QAction;

namespace app {

class ActionSet;

/// Which keys the actions have: those that they came with, or those that the user chose, which are
/// kept in keys.json. A chosen key is taken from whoever came with it in the same mode.
class KeyBindings : public QObject {
    Q_OBJECT

public:
    explicit KeyBindings(std::vector<ActionSet*> sets, QObject* parent = nullptr);

    /// Reads the file, and from now on writes each change there. One that cannot be read is set
    /// aside, and the actions have the keys that they came with. \return what the user should know.
    std::optional<widgets::Message> load(const std::filesystem::path& file);

    /// Of all sets, in the order of the menus.
    std::vector<QAction*> actions() const;
    /// The action with this id, or null.
    QAction* find(const QString& id) const;
    bool isChanged(const QAction& action) const;
    /// Other actions that mean something at the same time and would hear \a keys too.
    std::vector<QAction*> clashes(const QAction& action, const QKeySequence& keys) const;

    /// \a keys instead of those that it has; others lose theirs that clash. An empty list: none.
    void setKeys(QAction* action, const QList<QKeySequence>& keys);
    void addKeys(QAction* action, const QKeySequence& keys);
    void reset(QAction* action);
    void resetAll();

Q_SIGNALS:
    void changed();
    void problem(const widgets::Message& message);

private:
    QList<QKeySequence> defaultKeys(const QAction& action) const;
    QList<QKeySequence> keysOf(const QAction& action) const;
    void choose(const QAction& action, const QList<QKeySequence>& keys);
    void apply();
    void save();

    std::vector<ActionSet*> m_sets;
    core::KeyChoices m_choices;
    std::filesystem::path m_file;
    bool m_isApplying = false;
};

}  // namespace app
