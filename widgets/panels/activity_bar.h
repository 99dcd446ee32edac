// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace widgets {

/// Long work in the status bar: what runs, how far it is, how long yet, and the button that stops
/// it. Shows itself only when the work takes long enough to wonder.
class ActivityBar : public QWidget {
    Q_OBJECT

public:
    static constexpr int kPatienceMs = 300;

    explicit ActivityBar(QWidget* parent = nullptr);

    /// \a isCancellable false: no button, and the bar only says that something moves.
    void begin(const QString& what, bool isCancellable);
    void setProgress(double fraction);
    /// Of several jobs, or of one whose end is known: "0:12". Empty: nothing is said.
    void setTimeLeft(const QString& text);
    /// The key that cancels, as the desktop writes it; for the tool tip.
    void setCancelKey(const QString& key);
    /// The wish was heard: said at once, whatever the work does.
    void setCancelling();
    void end();
    bool isActive() const { return m_isActive; }
    const QString& text() const { return m_what; }  ///< as begun
    bool isCancellable() const { return m_isCancellable; }

Q_SIGNALS:
    void cancelRequested();
    void clicked();  ///< beside the button: somebody wants to know more

protected:
    void mouseReleaseEvent(QMouseEvent* event) override;

private:
    QLabel* m_label;
    QLabel* m_timeLeft;
    QProgressBar* m_bar;
    QPushButton* m_cancel;
    QTimer m_patience;
    QString m_what;
    bool m_isActive = false, m_isCancellable = false;
};

}  // namespace widgets
