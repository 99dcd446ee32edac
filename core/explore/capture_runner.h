// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/capture_key.h"
#include "explore/capture_queue.h"
#include "explore/subject.h"
#include "session/extraction_service.h"

#include <QObject>
#include <QTimer>

#include <set>
#include <vector>

namespace core {

class RepresentationCache;

/// Computes what the explorer wants to see and has not got: what is on screen first, then what was
/// queued; each moment is one pass of the network for those of its layers that are missing.
///
/// What is wanted may change at any time: a run that nobody waits for any more is overtaken, and
/// what it gave stays in the cache. After a cancel nothing is computed until something else is
/// wanted. GUI thread; the service computes in its own.
class CaptureRunner : public QObject {
    Q_OBJECT

public:
    CaptureRunner(ExtractionService* service, RepresentationCache* cache,
                  const SubjectList* subjects, QObject* parent = nullptr);

    void setModelOpen(bool isOpen);
    /// How photos are extracted: prompt, seed, latent, pixel range; picture and timestep are the
    /// moment's.
    void setSettings(engine::ExtractionRequest settings) { m_settings = std::move(settings); }
    /// The layers of every moment, and single ones beside them (of pinned tiles).
    void setLayers(std::vector<engine::LayerInfo> layers);
    void setExtra(std::vector<CaptureKey> keys);
    void setShown(std::vector<Moment> moments);
    void enqueue(const std::vector<Moment>& moments);
    void forgetSubject(int subject);
    /// A picture was loaded: what waited for it can be computed.
    void reconsider() { schedule(); }
    /// Once more, after a cancel or a failure.
    void recompute();
    /// What runs answers an old question: it is given up.
    void restart();
    void cancel();
    /// While the labeler uses the model nothing is asked; what is due is asked afterwards.
    void setPaused(bool isPaused);

    /// Of one activation: where it is, or what becomes of it.
    CaptureState stateOf(const CaptureKey& key) const;
    bool isBusy() const { return m_running.has_value(); }
    bool isCancelling() const { return m_running && m_service->isCancelling(); }
    /// Moments that are still to come behind the running one.
    int waitingCount() const;
    const std::vector<engine::LayerInfo>& layers() const { return m_layers; }

Q_SIGNALS:
    void started(const core::Moment& moment, int layers);
    void progress(double fraction);
    void captured(const core::CaptureKey& key);
    void stepDone(int subject, const std::shared_ptr<const core::GeneratedStep>& step);
    void cancelling();
    /// Nothing runs and nothing is wanted: all there, cancelled or failed.
    void ended();
    void failed(const core::Moment& moment, const engine::Error& error);
    /// States other than by captured() are different now.
    void statesChanged();

private:
    void connectService();
    void schedule();
    void advance();
    void start(const Moment& moment);
    void onEnded(quint64 id);
    std::vector<engine::LayerPath> missing(const Moment& moment) const;
    bool isPossible(const Moment& moment) const;
    bool isNeeded(const Moment& moment) const;
    bool isUnfinished(const Subject& generation) const;
    bool covers(const Moment& moment) const;

    ExtractionService* m_service;
    RepresentationCache* m_cache;
    const SubjectList* m_subjects;
    engine::ExtractionRequest m_settings;
    CaptureQueue m_queue;
    QTimer m_gathering;  // collects the changes of one moment, such as a drag of the slider
    std::vector<engine::LayerInfo> m_layers;
    std::vector<CaptureKey> m_extra;
    std::set<Moment> m_failed;
    std::set<int> m_givenUp;  // generations that were cancelled: not begun again by looking at them
    std::optional<Moment> m_running;
    std::set<engine::LayerPath> m_asked;  // of the running one
    quint64 m_request = 0;
    bool m_isModelOpen = false, m_isPaused = false, m_isStopped = false;
};

}  // namespace core
