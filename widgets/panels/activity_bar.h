// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace widgets {

/// Long work in the status bar: what runs, how far it is, and the button that stops it. Shows
/// itself only when the work takes long enough to wonder.
class ActivityBar : public QWidget {
    Q_OBJECT

public:
    static constexpr int kPatienceMs = 300;

    explicit ActivityBar(QWidget* parent = nullptr);

    /// \a isCancellable false: no button, and the bar only says that something moves.
    void begin(const QString& what, bool isCancellable);
    void setProgress(double fraction);
    /// The wish was heard: said at once, whatever the work does.
    void setCancelling();
    void end();
    bool isActive() const { return m_isActive; }

Q_SIGNALS:
    void cancelRequested();

private:
    QLabel* m_label;
    QProgressBar* m_bar;
    QPushButton* m_cancel;
    QTimer m_patience;
    bool m_isActive = false;
};

}  // namespace widgets
