// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QKeySequence>
#include <QList>
#include <QObject>

#include <vector>

class QAction;
class QActionGroup;

namespace app {

/// Actions with words, keys and tool tips. What they do is connected by whoever creates them.
///
/// Each has a stable id, its objectName: "explore.pinToken". What stands before the first dot says
/// in which mode it means something: explore, label (and review), or window (in all of them).
class ActionSet : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;
    /// Everything with a key, in the order of the menus.
    std::vector<QAction*> withKeys() const;
    const std::vector<QAction*>& all() const { return m_all; }
    /// The keys that an action comes with; what it has now may have been chosen by the user.
    QList<QKeySequence> defaultKeys(const QAction* action) const { return m_defaults[action]; }

    /// Why it cannot be done now, where that is known. For those that are disabled.
    virtual QString whyNot(const QAction& action) const { return m_reasons.value(&action); }

Q_SIGNALS:
    /// Its keys come otherwise now; the keys that it has are those.
    void defaultKeysChanged(QAction* action);

protected:
    QAction* add(const QString& text, const QString& tip, const QList<QKeySequence>& keys = {});
    QAction* addChoice(QActionGroup* group, const QString& text, const QString& tip, int value,
                       bool isChecked);
    /// One that somebody else made and owns, such as a dock's.
    void adopt(QAction* action, const QString& id, const QString& tip);
    void setDefaultKeys(QAction* action, const QList<QKeySequence>& keys);
    /// What to say of it while it is disabled.
    void setWhyNot(const QAction* action, const QString& why) { m_reasons[action] = why; }
    /// Buttons of \a action show its key beside its text: "Nothing  X".
    void showKeyOnButtons(QAction* action);

private:
    void refresh(QAction* action) const;

    std::vector<QAction*> m_all;
    QHash<const QAction*, QList<QKeySequence>> m_defaults;
    QHash<const QAction*, QString> m_reasons;
    QList<const QAction*> m_withKeyOnButtons;
};

/// "Ctrl++, Ctrl+=", as the desktop writes them; without what is a key's other name only.
QString keyNames(const QList<QKeySequence>& keys);
/// The words of an action without the mark of its mnemonic.
QString plainText(const QAction& action);
/// Whether two actions mean something at the same time.
bool shareMode(const QAction& a, const QAction& b);

}  // namespace app
