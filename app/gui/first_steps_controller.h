// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QSettings;

namespace widgets {
class FirstSteps;
}

namespace app {

class Actions;
class ExploreWorkspace;

/// Says at the first start what to do first, and ticks what was done. Not shown again after that
/// unless it is asked for (Help > First steps).
class FirstStepsController : public QObject {
    Q_OBJECT

public:
    FirstStepsController(const Actions& actions, ExploreWorkspace* explorer,
                         widgets::FirstSteps* steps, QObject* parent = nullptr);

    /// The strip belongs to the explorer: it is hidden while one labels.
    void setExploring(bool isExploring);
    void restore(const QSettings& settings);
    void save(QSettings& settings) const;

private:
    void begin();
    void show();

    const Actions& m_actions;
    widgets::FirstSteps* m_steps;
    bool m_isWanted = false, m_isExploring = true;
};

}  // namespace app
