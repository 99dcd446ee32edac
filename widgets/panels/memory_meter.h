// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

namespace widgets {

/// How much of its memory the explorer has filled with activations: "312 MB of 2 GB" over a thin
/// bar, for the status bar. The tool tip says what lies on disk; a click is clicked().
class MemoryMeter : public QAbstractButton {
    Q_OBJECT

public:
    explicit MemoryMeter(QWidget* parent = nullptr);

    /// Bytes; a \a budget of 0 is none, and there is no bar.
    void setUsage(qint64 memory, qint64 budget, qint64 disk);
    /// 0 to 1; 1 also where more is held than the budget has.
    double share() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    qint64 m_memory = 0, m_budget = 0;
};

}  // namespace widgets
