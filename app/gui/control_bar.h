// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QAbstractItemModel;
class QComboBox;

namespace widgets {
class TimestepControl;
}

namespace app {

class Actions;

/// The row above everything: pictures, model, timestep, and playing through the timesteps.
class ControlBar : public QWidget {
    Q_OBJECT

public:
    ControlBar(const Actions& actions, QAbstractItemModel* models, QWidget* parent = nullptr);

    widgets::TimestepControl* timestep() const { return m_timestep; }
    void setModelRow(int row);

Q_SIGNALS:
    void modelChosen(int row);

private:
    QComboBox* m_model;
    widgets::TimestepControl* m_timestep;
};

}  // namespace app
