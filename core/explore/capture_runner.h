// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/capture_key.h"
#include "explore/capture_queue.h"
#include "explore/subject.h"
#include "session/extraction_service.h"

#include <QObject>
#include <QTimer>

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <vector>

namespace core {

class RepresentationCache;

/// Computes what the explorer wants to see and has not got: what is on screen first, then what was
/// queued; each moment is one pass of the network for those of its layers that are missing.
///
/// What is wanted may change at any time: a run that nobody waits for any more is overtaken, and
/// what it gave stays in the cache. A generation on screen runs to its end: it is one run for all
/// of its steps, and layers chosen meanwhile are computed in a second one. Of a picture that is
/// replaced or settings that change nothing more is taken. After a cancel nothing is computed until
/// something else is wanted. What a run did not give, and what the disk lost, is not asked for
/// again before it is shown anew. GUI thread; the service computes in its own.
class CaptureRunner : public QObject {
    Q_OBJECT

public:
    CaptureRunner(ExtractionService* service, RepresentationCache* cache,
                  const SubjectList* subjects, QObject* parent = nullptr);

    void setModelOpen(bool isOpen);
    /// How photos are extracted: prompt, seed, latent, pixel range; picture and timestep are the
    /// moment's. As restart(): forget in the cache what was captured of photos.
    void setSettings(engine::ExtractionRequest settings);
    /// The layers of every moment, and single ones beside them (of pinned tiles).
    void setLayers(std::vector<engine::LayerInfo> layers);
    void setExtra(std::vector<CaptureKey> keys);
    /// Call it also when a shown picture is another one, or there at last.
    void setShown(std::vector<Moment> moments);
    void enqueue(const std::vector<Moment>& moments);
    void forgetSubject(int subject);
    /// A picture was loaded: what waited for it can be computed.
    void reconsider() { schedule(); }
    /// Once more, after a cancel or a failure.
    void recompute();
    /// What is computed of a photo answers an old question: it is given up. A generation, whose
    /// question is its own, goes on.
    void restart();
    void cancel();
    /// While the labeler uses the model nothing is asked; what is due is asked afterwards.
    void setPaused(bool isPaused);

    /// Of one activation: where it is, or what becomes of it.
    CaptureState stateOf(const CaptureKey& key) const;
    bool isBusy() const { return m_running.has_value(); }
    bool isCancelling() const { return m_running && m_service->isCancelling(); }
    /// Passes that are still to come behind the running one; a generation counts as one.
    int waitingCount() const;
    const std::vector<engine::LayerInfo>& layers() const { return m_layers; }

Q_SIGNALS:
    void started(const core::Moment& moment, int layers);
    void progress(double fraction);
    void captured(const core::CaptureKey& key);
    /// A pass ran to its end, and was neither overtaken nor stopped; a generation is one pass.
    void passDone();
    void stepDone(int subject, const std::shared_ptr<const core::GeneratedStep>& step);
    void cancelling();
    /// Nothing runs and nothing is wanted: all there, cancelled or failed.
    void ended();
    void failed(const core::Moment& moment, const engine::Error& error);
    /// States other than by captured() are different now.
    void statesChanged();

private:
    using Input = std::shared_ptr<const Picture>;

    void connectService();
    void schedule();
    void unstop();
    void advance();
    void start(const Moment& moment);
    void take(const std::shared_ptr<const engine::Representation>& layer);
    void giveUp();
    void onFinished();
    void onEnded();
    void sayEnded();

    Moment passOf(const Moment& moment) const;
    std::vector<engine::LayerPath> missing(const Moment& moment) const;
    std::vector<engine::LayerPath> missing(const Moment& moment, bool isWanted) const;
    std::vector<engine::LayerPath> question(const Moment& moment) const;
    bool isRunThrough(const Subject& subject) const;
    bool isNeeded(const Moment& moment) const;
    bool isPossible(const Moment& moment) const;
    bool hasFailed(const Moment& moment) const;
    bool isAsStarted() const;
    bool isToRunOn() const;
    bool isRunning(const CaptureKey& key) const;
    bool covers(const Moment& moment) const;

    ExtractionService* m_service;
    RepresentationCache* m_cache;
    const SubjectList* m_subjects;
    engine::ExtractionRequest m_settings;
    CaptureQueue m_queue;
    QTimer m_gathering;  // collects the changes of one moment, such as a drag of the slider
    std::vector<engine::LayerInfo> m_layers;
    std::vector<CaptureKey> m_extra;
    std::map<Moment, Input> m_failed;  // passes, and the picture they failed with
    std::set<CaptureKey> m_hopeless;   // not given by a run, or lost by the disk
    std::set<CaptureKey> m_lost;       // those of them that the disk lost
    std::set<int> m_ended;  // generations that came to an end: they run again for layers alone
    std::optional<Moment> m_running;      // of a generation the step it is at
    Input m_input;                        // the running photo
    std::set<engine::LayerPath> m_asked;  // of the running one, ...
    std::set<CaptureKey> m_given;         // ... and what came
    quint64 m_request = 0;                // 0: nothing runs
    bool m_isModelOpen = false, m_isPaused = false, m_isStopped = false;
    bool m_isBegun = false;  // started() was said, ended() was not
};

}  // namespace core
