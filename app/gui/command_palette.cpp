// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/command_palette.h"

#include "gui/menu_paths.h"

#include <panels/command_panel.h>

#include <QAction>
#include <QSettings>

#include <utility>

namespace app {

namespace {

bool belongsTo(const QAction& action, WindowMode mode) {
    const auto other =
        mode == WindowMode::Explore ? QLatin1String("label.") : QLatin1String("explore.");
    return !action.objectName().startsWith(other);
}

}  // namespace

CommandPalette::CommandPalette(std::vector<const ActionSet*> sets, const QMenuBar* menus,
                               QWidget* window)
    : QObject(window),
      m_sets(std::move(sets)),
      m_menus(menus),
      m_model(new widgets::CommandListModel(this)),
      m_panel(new widgets::CommandPanel(m_model, window)) {
    connect(m_panel, &widgets::CommandPanel::queryChanging, this, &CommandPalette::listAll);
    connect(m_panel, &widgets::CommandPanel::chosen, this, [this](const auto& command) {
        remember(command);
        if (command.run) command.run();
    });
}

void CommandPalette::addSource(WindowMode in, Source source) {
    m_sources.emplace_back(in, std::move(source));
}

void CommandPalette::open(WindowMode mode) {
    if (m_panel->isOpen()) return m_panel->dismiss();  // the same key closes it
    m_mode = mode;
    m_actions = ofActions();
    m_model->setRecent(m_recent);
    m_panel->open();
}

std::vector<widgets::Command> CommandPalette::ofActions() const {
    const auto places = menuPaths(*m_menus);
    std::vector<widgets::Command> commands;
    for (const auto* set : m_sets)
        for (auto* action : set->all()) {
            if (!belongsTo(*action, m_mode)) continue;
            widgets::Command command;
            command.id = action->objectName();
            command.name = plainText(*action);
            command.place = places.value(action);
            command.detail = action->statusTip();
            command.key = keyNames(action->shortcuts());
            command.isEnabled = action->isEnabled();
            if (!command.isEnabled) command.why = set->whyNot(*action);
            command.run = [action] { action->trigger(); };
            commands.push_back(std::move(command));
        }
    return commands;
}

void CommandPalette::listAll(const QString& query) {
    auto commands = m_actions;
    for (const auto& [mode, source] : m_sources) {
        if ((mode == WindowMode::Explore) != (m_mode == WindowMode::Explore)) continue;
        auto more = source(query);
        commands.insert(commands.end(), std::make_move_iterator(more.begin()),
                        std::make_move_iterator(more.end()));
    }
    m_model->setCommands(std::move(commands));
}

void CommandPalette::remember(const widgets::Command& command) {
    if (command.isJump) return;  // there are hundreds, of this model alone
    m_recent.removeAll(command.id);
    m_recent.prepend(command.id);
    m_recent = m_recent.mid(0, kRecentKept);
}

void CommandPalette::restore(const QSettings& settings) {
    m_recent = settings.value(QStringLiteral("palette/recent")).toStringList().mid(0, kRecentKept);
}

void CommandPalette::save(QSettings& settings) const {
    settings.setValue(QStringLiteral("palette/recent"), m_recent);
}

}  // namespace app
