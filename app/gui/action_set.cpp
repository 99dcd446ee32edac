// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/action_set.h"

#include <QAction>
#include <QActionGroup>

namespace app {

namespace {

QString modeOf(const QAction& action) {
    return action.objectName().section(QLatin1Char('.'), 0, 0);
}

}  // namespace

QAction* ActionSet::add(const QString& text, const QString& tip,
                        const QList<QKeySequence>& shortcuts) {
    auto* action = new QAction(text, this);
    action->setStatusTip(tip);
    m_all.push_back(action);
    connect(action, &QAction::changed, this, [this, action] { refresh(action); });
    setDefaultKeys(action, shortcuts);
    refresh(action);
    return action;
}

QAction* ActionSet::addChoice(QActionGroup* group, const QString& text, const QString& tip,
                              int value, bool isChecked) {
    auto* action = add(text, tip);
    action->setCheckable(true);
    action->setChecked(isChecked);
    action->setData(value);
    group->addAction(action);
    return action;
}

void ActionSet::adopt(QAction* action, const QString& id, const QString& tip) {
    action->setObjectName(id);
    action->setStatusTip(tip);
    m_all.push_back(action);
    connect(action, &QAction::changed, this, [this, action] { refresh(action); });
    setDefaultKeys(action, action->shortcuts());
    refresh(action);
}

void ActionSet::setDefaultKeys(QAction* action, const QList<QKeySequence>& keys) {
    m_defaults[action] = keys;
    action->setShortcuts(keys);
    Q_EMIT defaultKeysChanged(action);
}

void ActionSet::showKeyOnButtons(QAction* action) {
    m_withKeyOnButtons << action;
    refresh(action);
}

/// Tool tip and button say the key that the action has now. Setting them changes the action, which
/// brings us here again; then nothing is new.
void ActionSet::refresh(QAction* action) const {
    QString key = action->shortcut().toString(QKeySequence::NativeText);
    const auto tip = action->statusTip();
    action->setToolTip(key.isEmpty() ? tip : QStringLiteral("%1 (%2)").arg(tip, key));
    if (!m_withKeyOnButtons.contains(action)) return;
    if (action->shortcut() == QKeySequence(Qt::Key_Return)) key = QStringLiteral("⏎");
    if (action->shortcut() == QKeySequence(Qt::Key_Backspace)) key = QStringLiteral("⌫");
    action->setIconText(key.isEmpty() ? plainText(*action)
                                      : QStringLiteral("%1  %2").arg(plainText(*action), key));
}

std::vector<QAction*> ActionSet::withKeys() const {
    std::vector<QAction*> found;
    for (auto* action : m_all)
        if (!action->shortcut().isEmpty()) found.push_back(action);
    return found;
}

QString keyNames(const QList<QKeySequence>& keys) {
    QStringList names;
    for (const auto& key : keys)
        if (key != QKeySequence(Qt::Key_Backtab))  // what Shift+Tab sends
            names << key.toString(QKeySequence::NativeText);
    return names.join(QStringLiteral(", "));
}

/// "&" marks the mnemonic, "&&" is an ampersand.
QString plainText(const QAction& action) {
    QString text;
    const auto marked = action.text();
    for (int i = 0; i < marked.size(); ++i) {
        if (marked.at(i) == QLatin1Char('&') && ++i == marked.size()) break;
        text += marked.at(i);
    }
    return text;
}

bool shareMode(const QAction& a, const QAction& b) {
    const auto all = QStringLiteral("window");
    return modeOf(a) == modeOf(b) || modeOf(a) == all || modeOf(b) == all;
}

}  // namespace app
