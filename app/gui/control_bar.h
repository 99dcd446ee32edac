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

/// The row above the picture: model, timestep, layers, norm or similarity, measure.
class ControlBar : public QWidget {
    Q_OBJECT

public:
    ControlBar(const Actions& actions, QAbstractItemModel* models, QWidget* parent = nullptr);

    widgets::TimestepControl* timestep() const { return m_timestep; }
    void setModelRow(int row);
    void setMeasure(int index);
    /// The measure matters only while similarities are shown.
    void setMeasureEnabled(bool isEnabled);

Q_SIGNALS:
    void modelChosen(int row);
    void measureChosen(int index);

private:
    QComboBox* m_model;
    widgets::TimestepControl* m_timestep;
    QComboBox* m_measure;
};

}  // namespace app
