// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>

namespace widgets {

/// A timestep, 0..999: one of the usual stops from the list, or any number typed in.
class TimestepChooser : public QComboBox {
    Q_OBJECT
public:
    explicit TimestepChooser(QWidget* parent = nullptr);

    int timestep() const { return m_timestep; }
    /// Does not say chosen().
    void setTimestep(int timestep);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    /// By the user, and another one than before.
    void chosen(int timestep);

protected:
    void wheelEvent(QWheelEvent* event) override;

private:
    void choose(int timestep);
    void show(int timestep);

    int m_timestep = 0;
};

}  // namespace widgets
