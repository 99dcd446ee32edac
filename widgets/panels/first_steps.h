// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QStringList>

#include <vector>

class QLabel;
class QToolButton;

namespace widgets {

/// A strip that says the first few things to do, each ticked when it was done. Goes by itself a
/// moment after the last one, or by its button.
class FirstSteps : public QFrame {
    Q_OBJECT

public:
    /// How long the last tick is seen before the strip goes.
    static constexpr int kFarewellMs = 2500;

    explicit FirstSteps(QWidget* parent = nullptr);

    /// A line for each; none of them is done.
    void setSteps(const QStringList& steps);
    void setDone(int step);
    bool isDone(int step) const { return m_done[std::size_t(step)]; }

Q_SIGNALS:
    /// All were done, or it was closed: it need not be shown again.
    void finished();

private:
    void showStep(int step);

    QStringList m_steps;
    std::vector<QLabel*> m_labels;
    std::vector<bool> m_done;
    QToolButton* m_close;
};

}  // namespace widgets
