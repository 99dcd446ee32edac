// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QApplication>
#include <QElapsedTimer>
#include <QThread>

#include <algorithm>

namespace app {

/// Knows how long the GUI thread was busy with one event: what a user feels as a window that hangs.
class TimedApplication : public QApplication {
public:
    using QApplication::QApplication;

    double longestMs = 0;

    bool notify(QObject* receiver, QEvent* event) override {
        // Other threads deliver their events through here too.
        if (QThread::currentThread() != thread() || m_isInside)
            return QApplication::notify(receiver, event);
        m_isInside = true;
        QElapsedTimer timer;
        timer.start();
        const bool isHandled = QApplication::notify(receiver, event);
        longestMs = std::max(longestMs, double(timer.nsecsElapsed()) / 1e6);
        m_isInside = false;
        return isHandled;
    }

private:
    bool m_isInside = false;
};

}  // namespace app
