// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/key_bindings.h"

#include "gui/action_set.h"
#include "gui/messages.h"

#include <QAction>

#include <algorithm>
#include <utility>

namespace app {

namespace {

bool clashesWithAny(const QKeySequence& keys, const QList<QKeySequence>& others) {
    return std::any_of(others.begin(), others.end(),
                       [&](const auto& other) { return core::doClash(keys, other); });
}

QList<QKeySequence> without(const QList<QKeySequence>& keys, const QList<QKeySequence>& taken) {
    QList<QKeySequence> left;
    for (const auto& key : keys)
        if (!clashesWithAny(key, taken)) left << key;
    return left;
}

}  // namespace

KeyBindings::KeyBindings(std::vector<ActionSet*> sets, QObject* parent)
    : QObject(parent), m_sets(std::move(sets)) {
    for (const auto* set : m_sets)
        connect(set, &ActionSet::defaultKeysChanged, this, &KeyBindings::apply);
}

std::vector<QAction*> KeyBindings::actions() const {
    std::vector<QAction*> all;
    for (const auto* set : m_sets) all.insert(all.end(), set->all().begin(), set->all().end());
    return all;
}

QAction* KeyBindings::find(const QString& id) const {
    for (auto* action : actions())
        if (action->objectName() == id) return action;
    return nullptr;
}

QList<QKeySequence> KeyBindings::defaultKeys(const QAction& action) const {
    for (const auto* set : m_sets)
        if (std::find(set->all().begin(), set->all().end(), &action) != set->all().end())
            return set->defaultKeys(&action);
    return {};
}

/// What was chosen, or what it came with as far as nobody else chose it.
QList<QKeySequence> KeyBindings::keysOf(const QAction& action) const {
    const auto chosen = m_choices.find(action.objectName());
    if (chosen != m_choices.end()) return chosen->second;
    auto keys = defaultKeys(action);
    for (const auto* other : actions()) {
        const auto theirs = m_choices.find(other->objectName());
        if (theirs != m_choices.end() && shareMode(action, *other))
            keys = without(keys, theirs->second);
    }
    return keys;
}

void KeyBindings::apply() {
    if (std::exchange(m_isApplying, true)) return;
    for (auto* action : actions())
        if (const auto keys = keysOf(*action); keys != action->shortcuts())
            action->setShortcuts(keys);
    m_isApplying = false;
    Q_EMIT changed();
}

std::optional<widgets::Message> KeyBindings::load(const std::filesystem::path& file) {
    m_file = file;
    auto read = core::readKeys(file);
    if (read) {
        m_choices = std::move(*read);
        apply();
        return std::nullopt;
    }
    const auto aside = core::setAside(file);
    if (!aside) m_file.clear();  // not written over: it may be readable another day
    return messageOf(tr("Your keys were not read."), read.error(),
                     aside ? tr("All keys are as they came. The file is kept as %1.")
                                 .arg(QString::fromStdString(aside->string()))
                           : tr("All keys are as they came; changes hold until the window is "
                                "closed."));
}

void KeyBindings::save() {
    if (m_file.empty()) return;
    const auto written = core::writeKeys(m_file, m_choices);
    if (!written)
        Q_EMIT problem(messageOf(tr("Your keys were not saved."), written.error(),
                                 tr("They hold until the window is closed.")));
}

bool KeyBindings::isChanged(const QAction& action) const {
    return action.shortcuts() != defaultKeys(action);
}

std::vector<QAction*> KeyBindings::clashes(const QAction& action, const QKeySequence& keys) const {
    std::vector<QAction*> found;
    for (auto* other : actions())
        if (other != &action && shareMode(action, *other) &&
            clashesWithAny(keys, other->shortcuts()))
            found.push_back(other);
    return found;
}

/// Choices are sparse: what an action came with is no choice.
void KeyBindings::choose(const QAction& action, const QList<QKeySequence>& keys) {
    if (keys == defaultKeys(action))
        m_choices.erase(action.objectName());
    else
        m_choices[action.objectName()] = keys;
}

void KeyBindings::setKeys(QAction* action, const QList<QKeySequence>& keys) {
    for (const auto& key : keys)
        for (const auto* other : clashes(*action, key))
            choose(*other, without(other->shortcuts(), keys));
    choose(*action, keys);
    apply();
    save();
}

void KeyBindings::addKeys(QAction* action, const QKeySequence& keys) {
    auto all = action->shortcuts();
    if (!all.contains(keys)) all << keys;
    setKeys(action, all);
}

void KeyBindings::reset(QAction* action) {
    setKeys(action, defaultKeys(*action));
}

void KeyBindings::resetAll() {
    for (const auto* action : actions()) m_choices.erase(action->objectName());
    apply();
    save();
}

}  // namespace app
