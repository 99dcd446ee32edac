// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/actions.h"

#ifndef Q_MOC_RUN
#include <models/command_list_model.h>
#endif

#include <QObject>
#include <QStringList>

#include <functional>
#include <vector>

class QMenuBar;
class QSettings;

namespace widgets {
class CommandPanel;
}

namespace app {

/// Everything that can be done in the present mode, by its name: all actions, and what sources add,
/// such as layers to go to. Remembers what was used lately.
class CommandPalette : public QObject {
    Q_OBJECT

public:
    /// What else there is, for what was typed so far.
    using Source = std::function<std::vector<widgets::Command>(const QString& query)>;
    static constexpr int kRecentKept = 12;

    CommandPalette(std::vector<const ActionSet*> sets, const QMenuBar* menus, QWidget* window);

    /// The source \a in a mode alone.
    void addSource(WindowMode in, Source source);
    void open(WindowMode mode);

    const QStringList& recent() const { return m_recent; }
    void restore(const QSettings& settings);
    void save(QSettings& settings) const;

private:
    void listAll(const QString& query);
    void remember(const widgets::Command& command);
    std::vector<widgets::Command> ofActions() const;

    std::vector<const ActionSet*> m_sets;
    const QMenuBar* m_menus;
    widgets::CommandListModel* m_model;
    widgets::CommandPanel* m_panel;
    std::vector<std::pair<WindowMode, Source>> m_sources;
    std::vector<widgets::Command> m_actions;  // as they were when it opened
    WindowMode m_mode = WindowMode::Explore;
    QStringList m_recent;  // ids, the latest first
};

}  // namespace app
