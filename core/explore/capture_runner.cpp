// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/capture_runner.h"

#include "explore/map_values.h"
#include "explore/representation_cache.h"

#include <algorithm>
#include <utility>

namespace core {

namespace {

constexpr int kGatherMs = 30;

/// Maps of attention come laid out on the grid, one channel per key.
std::string wordOf(const engine::LayerPath& path) {
    const auto& text = path.text();
    const bool isMap = text.ends_with("[mean]") || text.find("[head=") != text.npos;
    return isMap ? text + "[grid]" : text;
}

}  // namespace

CaptureRunner::CaptureRunner(ExtractionService* service, RepresentationCache* cache,
                             const SubjectList* subjects, QObject* parent)
    : QObject(parent), m_service(service), m_cache(cache), m_subjects(subjects) {
    m_gathering.setSingleShot(true);
    m_gathering.setInterval(kGatherMs);
    connect(&m_gathering, &QTimer::timeout, this, &CaptureRunner::advance);
    connectService();
}

void CaptureRunner::connectService() {
    connect(m_service, &ExtractionService::progress, this, [this](quint64 id, double fraction) {
        if (id == m_request) Q_EMIT progress(fraction);
    });
    connect(m_service, &ExtractionService::layerReady, this, [this](quint64 id, const auto& layer) {
        if (id != m_request || !m_running) return;
        const CaptureKey key{*m_running, layer->path()};
        m_cache->put(key, layer);
        Q_EMIT captured(key);
    });
    connect(m_service, &ExtractionService::stepLayerReady, this,
            [this](quint64 id, int step, const auto& layer) {
                if (id != m_request || !m_running) return;
                m_running->column = step;
                const CaptureKey key{*m_running, layer->path()};
                m_cache->put(key, layer);
                Q_EMIT captured(key);
            });
    connect(m_service, &ExtractionService::stepDone, this, [this](quint64 id, const auto& step) {
        if (id == m_request && m_running) Q_EMIT stepDone(m_running->subject, step);
    });
    connect(m_service, &ExtractionService::finished, this, &CaptureRunner::onEnded);
    connect(m_service, &ExtractionService::cancelled, this, &CaptureRunner::onEnded);
    connect(m_service, &ExtractionService::failed, this,
            [this](quint64 id, const engine::Error& error) {
                if (id != m_request || !m_running) return;
                const auto moment = *m_running;
                m_failed.insert(moment);
                Q_EMIT failed(moment, error);
                onEnded(id);
            });
}

void CaptureRunner::setModelOpen(bool isOpen) {
    m_isModelOpen = isOpen;
    m_running.reset();  // opening a model ended what the old one computed
    m_request = 0;
    m_failed.clear();
    m_isStopped = false;
    schedule();
}

void CaptureRunner::setLayers(std::vector<engine::LayerInfo> layers) {
    m_layers = std::move(layers);
    m_failed.clear();
    m_isStopped = false;
    schedule();
}

void CaptureRunner::setExtra(std::vector<CaptureKey> keys) {
    if (std::exchange(m_extra, keys) != keys) schedule();
}

void CaptureRunner::setShown(std::vector<Moment> moments) {
    if (!m_queue.setShown(std::move(moments))) return;
    m_isStopped = false;
    schedule();
}

void CaptureRunner::enqueue(const std::vector<Moment>& moments) {
    m_queue.add(moments);
    m_isStopped = false;
    schedule();
}

void CaptureRunner::forgetSubject(int subject) {
    m_queue.forgetSubject(subject);
    std::erase_if(m_failed, [&](const Moment& m) { return m.subject == subject; });
    if (m_running && m_running->subject == subject) m_service->cancel();
    schedule();
}

void CaptureRunner::recompute() {
    m_failed.clear();
    m_givenUp.clear();
    m_isStopped = false;
    schedule();
}

void CaptureRunner::restart() {
    if (m_running) m_service->cancel();
    m_running.reset();
    m_request = 0;
    recompute();
}

void CaptureRunner::cancel() {
    m_gathering.stop();
    m_queue.clearQueued();
    m_isStopped = true;
    if (m_running) {
        m_givenUp.insert(m_running->subject);
        m_service->cancel();
        Q_EMIT cancelling();
    } else {
        Q_EMIT ended();
    }
    Q_EMIT statesChanged();
}

void CaptureRunner::setPaused(bool isPaused) {
    if (std::exchange(m_isPaused, isPaused) == isPaused) return;
    if (!isPaused) return schedule();
    m_gathering.stop();
    if (!m_running) return;
    m_service->cancel();
    m_running.reset();
    m_request = 0;
    Q_EMIT ended();
    Q_EMIT statesChanged();
}

void CaptureRunner::schedule() {
    if (!m_gathering.isActive()) m_gathering.start();
    Q_EMIT statesChanged();
}

std::vector<engine::LayerPath> CaptureRunner::missing(const Moment& moment) const {
    std::vector<engine::LayerPath> paths;
    const auto want = [&](const engine::LayerPath& path) {
        if (m_cache->contains({moment, path})) return;
        if (std::find(paths.begin(), paths.end(), path) == paths.end()) paths.push_back(path);
    };
    const bool isOnlyExtra = !m_queue.isWanted(moment);
    if (!isOnlyExtra)
        for (const auto& layer : m_layers) want(layer.path);
    for (const auto& key : m_extra)
        if (key.moment == moment) want(key.layer);
    return paths;
}

bool CaptureRunner::isPossible(const Moment& moment) const {
    const auto* subject = m_subjects->find(moment.subject);
    return subject && (subject->isGeneration || subject->picture) && !m_failed.contains(moment);
}

/// A generation is wanted to its end, however many steps are looked at.
bool CaptureRunner::isUnfinished(const Subject& subject) const {
    const int count = subject.steps.empty() ? 1 : subject.steps.front()->count;
    return subject.isGeneration && int(subject.steps.size()) < count &&
           !m_givenUp.contains(subject.id);
}

bool CaptureRunner::isNeeded(const Moment& moment) const {
    return isPossible(moment) &&
           (!missing(moment).empty() || isUnfinished(*m_subjects->find(moment.subject)));
}

/// Whether the running pass gives all that \a moment lacks.
bool CaptureRunner::covers(const Moment& moment) const {
    if (!m_running || m_running->subject != moment.subject) return false;
    const auto* subject = m_subjects->find(moment.subject);
    const auto paths = missing(moment);
    const bool isAhead = moment.column >= m_running->column || paths.empty();
    const bool isSameRun = subject && (subject->isGeneration ? isAhead : moment == *m_running);
    return isSameRun && std::all_of(paths.begin(), paths.end(),
                                    [&](const auto& path) { return m_asked.contains(path); });
}

void CaptureRunner::advance() {
    if (!m_isModelOpen || m_isPaused || m_isStopped) return;
    auto next = m_queue.next([this](const Moment& moment) { return isNeeded(moment); });
    for (const auto& key : m_extra)
        if (!next && isNeeded(key.moment)) next = key.moment;
    if (next && covers(*next)) return;
    if (next) return start(*next);
    if (m_running) m_service->cancel();
}

void CaptureRunner::start(const Moment& moment) {
    const auto* subject = m_subjects->find(moment.subject);
    const auto paths = missing(moment);
    std::vector<std::string> words;
    for (const auto& path : paths) words.push_back(wordOf(path));
    m_asked = {paths.begin(), paths.end()};
    m_running = moment;
    if (subject->isGeneration) {
        m_running->column = 0;
        auto task = subject->task;
        task.layers = std::move(words);
        m_request = m_service->generate(std::move(task));
    } else {
        auto request = m_settings;
        request.size = subject->picture->size;
        request.rgb = subject->picture->rgb;
        request.timestep = moment.column;
        m_request = m_service->request(std::move(request), std::move(words));
    }
    Q_EMIT started(*m_running, int(paths.size()));
    Q_EMIT statesChanged();
}

void CaptureRunner::onEnded(quint64 id) {
    if (id != m_request || !m_running) return;
    m_running.reset();
    m_request = 0;
    advance();
    if (!m_running) Q_EMIT ended();
    Q_EMIT statesChanged();
}

CaptureState CaptureRunner::stateOf(const CaptureKey& key) const {
    if (const auto kept = m_cache->stateOf(key); kept != CaptureState::Empty) return kept;
    if (m_failed.contains(key.moment)) return CaptureState::Failed;
    if (covers(key.moment) && m_asked.contains(key.layer)) return CaptureState::Running;
    const bool isExtra = std::find(m_extra.begin(), m_extra.end(), key) != m_extra.end();
    const bool isLayer = std::any_of(m_layers.begin(), m_layers.end(),
                                     [&](const auto& layer) { return layer.path == key.layer; });
    const bool isWanted = (isLayer && m_queue.isWanted(key.moment)) || isExtra;
    const bool isDue = isWanted && m_isModelOpen && !m_isStopped && isPossible(key.moment);
    return isDue ? CaptureState::Queued : CaptureState::Empty;
}

int CaptureRunner::waitingCount() const {
    int count = 0;
    for (const auto* moments : {&m_queue.shown(), &m_queue.queued()})
        for (const auto& moment : *moments) count += isNeeded(moment) && !covers(moment);
    return count;
}

}  // namespace core
