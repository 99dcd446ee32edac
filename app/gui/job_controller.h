// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace core {
class JobList;
class Log;
}  // namespace core
namespace widgets {
class ActivityBar;
}

namespace app {

class LabelMapController;
class ModelController;

/// Shows the sum of all jobs in the status bar, writes their beginnings and ends into the log, and
/// tells the list of models that open and of maps that are made ahead. \sa CaptureJobs.
class JobController : public QObject {
    Q_OBJECT

public:
    JobController(core::JobList* jobs, widgets::ActivityBar* bar, core::Log* log,
                  QObject* parent = nullptr);

    void watch(const ModelController* models);
    void watch(LabelMapController* maps);

private:
    void show();
    void cancel();
    void write(int job);
    void onMaps(int waiting, bool isPaused);

    core::JobList* m_jobs;
    widgets::ActivityBar* m_bar;
    core::Log* m_log;
    LabelMapController* m_ahead = nullptr;
    int m_opening = 0, m_maps = 0;  // jobs, or 0
};

}  // namespace app
