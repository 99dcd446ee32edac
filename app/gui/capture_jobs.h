// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifndef Q_MOC_RUN
#include <explore/capture_key.h>
#endif

#include <QObject>
#include <QString>

namespace core {
class CaptureRunner;
class Exploration;
class JobList;
}  // namespace core

namespace app {

/// Tells the list of jobs what the explorer computes: photos with their queue as one job of as many
/// passes, each generation as a job of its steps.
class CaptureJobs : public QObject {
    Q_OBJECT

public:
    CaptureJobs(core::JobList* jobs, core::CaptureRunner* runner,
                const core::Exploration* exploration, QObject* parent = nullptr);

private:
    void onStarted(const core::Moment& moment, int layers);
    void onProgress(double fraction);
    void onStep(int count);
    void onEnded();
    void refreshSteps();
    QString nameOf(const core::Moment& moment, int layers) const;

    core::JobList* m_jobs;
    core::CaptureRunner* m_runner;
    const core::Exploration* m_exploration;
    int m_job = 0;  // 0: none
    bool m_isGeneration = false;
    QString m_problem;  // of the first pass that failed
};

}  // namespace app
