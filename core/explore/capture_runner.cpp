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

/// Of a generation: the calls of the U-Net, of which some samplers make more than steps.
int stepCountOf(const Subject& subject) {
    return subject.steps.empty() ? subject.task.request.steps : subject.steps.front()->count;
}

const Subject* generation(const Subject* subject) {
    return subject && subject->isGeneration ? subject : nullptr;
}

std::set<engine::LayerPath> pathsOf(const std::vector<engine::LayerInfo>& layers) {
    std::set<engine::LayerPath> paths;
    for (const auto& layer : layers) paths.insert(layer.path);
    return paths;
}

template <typename T>
void addOnce(std::vector<T>& items, const T& item) {
    if (std::find(items.begin(), items.end(), item) == items.end()) items.push_back(item);
}

}  // namespace

CaptureRunner::CaptureRunner(ExtractionService* service, RepresentationCache* cache,
                             const SubjectList* subjects, QObject* parent)
    : QObject(parent), m_service(service), m_cache(cache), m_subjects(subjects) {
    m_gathering.setSingleShot(true);
    m_gathering.setInterval(kGatherMs);
    connect(&m_gathering, &QTimer::timeout, this, &CaptureRunner::advance);
    connect(cache, &RepresentationCache::lost, this, [this](const CaptureKey& key) {
        m_hopeless.insert(key);
        m_lost.insert(key);
        Q_EMIT statesChanged();
    });
    connectService();
}

/// Of runs that were overtaken or given up nothing is heard: their id is not m_request.
void CaptureRunner::connectService() {
    const auto whenMine = [this](auto signal, auto slot) {
        connect(m_service, signal, this, [this, slot](quint64 id, const auto&... what) {
            if (id == m_request) slot(what...);
        });
    };
    whenMine(&ExtractionService::progress, [this](double fraction) { Q_EMIT progress(fraction); });
    whenMine(&ExtractionService::layerReady, [this](const auto& layer) { take(layer); });
    whenMine(&ExtractionService::stepLayerReady, [this](int step, const auto& layer) {
        m_running->column = step;
        take(layer);
    });
    whenMine(&ExtractionService::stepDone, [this](const auto& step) {
        const int subject = m_running->subject;
        m_running->column = step->index + 1;
        Q_EMIT stepDone(subject, step);
    });
    whenMine(&ExtractionService::finished, [this] { onFinished(); });
    whenMine(&ExtractionService::cancelled, [this] { onEnded(); });
    whenMine(&ExtractionService::failed, [this](const engine::Error& error) {
        const auto moment = *m_running;
        if (isAsStarted()) m_failed[passOf(moment)] = m_input;
        const auto id = m_request;
        Q_EMIT failed(moment, error);
        if (m_request == id) onEnded();  // nobody did anything about it
    });
}

void CaptureRunner::setModelOpen(bool isOpen) {
    m_isModelOpen = isOpen;
    m_running.reset();  // opening a model ended what the old one computed
    m_request = 0;
    m_failed.clear();
    m_hopeless.clear();
    m_ended.clear();
    unstop();
}

void CaptureRunner::setSettings(engine::ExtractionRequest settings) {
    m_settings = std::move(settings);
    restart();
}

void CaptureRunner::setLayers(std::vector<engine::LayerInfo> layers) {
    const auto before = pathsOf(std::exchange(m_layers, std::move(layers)));
    const auto now = pathsOf(m_layers);
    if (before == now) return;
    m_failed.clear();
    m_hopeless.clear();
    const bool isMore = !std::includes(before.begin(), before.end(), now.begin(), now.end());
    return isMore ? unstop() : schedule();
}

void CaptureRunner::setExtra(std::vector<CaptureKey> keys) {
    if (std::exchange(m_extra, keys) != keys) schedule();
}

void CaptureRunner::setShown(std::vector<Moment> moments) {
    bool isOther = false;
    for (const auto& moment : moments) {
        if (m_queue.isShown(moment)) continue;
        std::erase_if(m_hopeless, [&](const CaptureKey& key) {
            return key.moment == moment && m_lost.erase(key) > 0;
        });
        // a cancelled generation may still come to the end of a step, and that one is shown
        isOther = isOther || !m_running || m_running->subject != moment.subject || !m_isStopped ||
                  !generation(m_subjects->find(moment.subject));
    }
    const bool isChanged = m_queue.setShown(std::move(moments));
    if (isOther) return unstop();
    if (isChanged) return schedule();
    if (!m_gathering.isActive()) m_gathering.start();  // a picture may be there, or another one
}

void CaptureRunner::enqueue(const std::vector<Moment>& moments) {
    m_queue.add(moments);
    std::erase_if(m_hopeless, [&](const CaptureKey& key) {
        return std::find(moments.begin(), moments.end(), key.moment) != moments.end();
    });
    unstop();
}

void CaptureRunner::forgetSubject(int subject) {
    m_queue.forgetSubject(subject);
    std::erase_if(m_failed, [&](const auto& failed) { return failed.first.subject == subject; });
    std::erase_if(m_hopeless, [&](const auto& key) { return key.moment.subject == subject; });
    std::erase_if(m_extra, [&](const auto& key) { return key.moment.subject == subject; });
    m_ended.erase(subject);
    if (m_running && m_running->subject == subject) giveUp();
    schedule();
}

void CaptureRunner::recompute() {
    m_failed.clear();
    m_hopeless.clear();
    m_ended.clear();
    unstop();
}

void CaptureRunner::restart() {
    if (m_running && !generation(m_subjects->find(m_running->subject))) giveUp();
    m_failed.clear();
    m_hopeless.clear();
    unstop();
}

void CaptureRunner::cancel() {
    m_gathering.stop();
    m_queue.clearQueued();
    m_isStopped = true;
    if (m_running) {
        if (generation(m_subjects->find(m_running->subject))) m_ended.insert(m_running->subject);
        m_service->cancel();
        Q_EMIT cancelling();
    } else {
        sayEnded();
    }
    Q_EMIT statesChanged();
}

void CaptureRunner::setPaused(bool isPaused) {
    if (std::exchange(m_isPaused, isPaused) == isPaused) return;
    if (!isPaused) return schedule();
    m_gathering.stop();
    giveUp();
    sayEnded();
    Q_EMIT statesChanged();
}

void CaptureRunner::giveUp() {
    if (!m_running) return;
    m_service->cancel();
    m_running.reset();
    m_request = 0;
}

void CaptureRunner::unstop() {
    m_isStopped = false;
    schedule();
}

void CaptureRunner::schedule() {
    if (!m_gathering.isActive()) m_gathering.start();
    Q_EMIT statesChanged();
}

/// The pass that gives \a moment: all steps of a generation come of one.
Moment CaptureRunner::passOf(const Moment& moment) const {
    return generation(m_subjects->find(moment.subject)) ? Moment{moment.subject, 0} : moment;
}

std::vector<engine::LayerPath> CaptureRunner::missing(const Moment& moment) const {
    return missing(moment, m_queue.isWanted(moment));
}

std::vector<engine::LayerPath> CaptureRunner::missing(const Moment& moment, bool isWanted) const {
    std::vector<engine::LayerPath> paths;
    const auto want = [&](const engine::LayerPath& path) {
        const CaptureKey key{moment, path};
        if (!m_cache->contains(key) && !m_hopeless.contains(key)) addOnce(paths, path);
    };
    if (isWanted)
        for (const auto& layer : m_layers) want(layer.path);
    for (const auto& key : m_extra)
        if (key.moment == moment) want(key.layer);
    return paths;
}

/// All layers that a run for \a moment is to give: of a generation, those that any step lacks.
std::vector<engine::LayerPath> CaptureRunner::question(const Moment& moment) const {
    auto paths = missing(moment);
    const auto* subject = generation(m_subjects->find(moment.subject));
    const bool isWanted = m_queue.isWanted(moment.subject);
    for (int column = 0; subject && column < stepCountOf(*subject); ++column)
        for (const auto& path : missing({subject->id, column}, isWanted)) addOnce(paths, path);
    return paths;
}

bool CaptureRunner::isRunThrough(const Subject& subject) const {
    const bool isComplete =
        !subject.steps.empty() && int(subject.steps.size()) >= stepCountOf(subject);
    return isComplete || m_ended.contains(subject.id);
}

bool CaptureRunner::isNeeded(const Moment& moment) const {
    const auto* subject = generation(m_subjects->find(moment.subject));
    const bool isToGenerate = subject && !isRunThrough(*subject) && m_queue.isWanted(moment);
    return isToGenerate || !missing(moment).empty();
}

bool CaptureRunner::isPossible(const Moment& moment) const {
    const auto* subject = m_subjects->find(moment.subject);
    if (!subject || hasFailed(moment)) return false;
    return subject->isGeneration ? moment.column < stepCountOf(*subject)
                                 : subject->picture != nullptr;
}

/// Another picture may do better.
bool CaptureRunner::hasFailed(const Moment& moment) const {
    const auto failed = m_failed.find(passOf(moment));
    const auto* subject = m_subjects->find(moment.subject);
    if (failed == m_failed.end() || !subject) return false;
    return subject->isGeneration || failed->second == subject->picture;
}

/// Whether what runs still answers the question that it was asked.
bool CaptureRunner::isAsStarted() const {
    const auto* subject = m_running ? m_subjects->find(m_running->subject) : nullptr;
    return subject && (subject->isGeneration || subject->picture == m_input);
}

/// Whether a generation that is looked at runs, and still has something to give.
bool CaptureRunner::isToRunOn() const {
    const auto* subject = m_running ? generation(m_subjects->find(m_running->subject)) : nullptr;
    if (!subject || !m_queue.isShown(subject->id)) return false;
    const auto paths = question({subject->id, m_running->column});
    return !isRunThrough(*subject) || std::any_of(paths.begin(), paths.end(), [&](const auto& p) {
        return m_asked.contains(p);
    });
}

/// Whether the running pass will give this.
bool CaptureRunner::isRunning(const CaptureKey& key) const {
    if (!isAsStarted() || m_running->subject != key.moment.subject) return false;
    const auto* subject = generation(m_subjects->find(key.moment.subject));
    const bool isAhead = subject ? key.moment.column >= m_running->column &&
                                       key.moment.column < stepCountOf(*subject)
                                 : key.moment == *m_running;
    return isAhead && m_asked.contains(key.layer);
}

/// Whether the running pass gives all that \a moment lacks, or has to end before a second one can.
bool CaptureRunner::covers(const Moment& moment) const {
    if (!isAsStarted() || m_running->subject != moment.subject) return false;
    const auto* subject = generation(m_subjects->find(moment.subject));
    if (subject && !isRunThrough(*subject)) return true;
    const auto paths = missing(moment);
    return std::all_of(paths.begin(), paths.end(), [&](const auto& path) {
        return isRunning({moment, path});
    });
}

void CaptureRunner::advance() {
    if (m_running && !isAsStarted()) giveUp();
    if (!m_isModelOpen || m_isPaused || m_isStopped) return sayEnded();
    if (isToRunOn()) return;
    const auto needs = [this](const Moment& moment) { return isNeeded(moment); };
    auto next = m_queue.next(needs, [this](const Moment& moment) { return isPossible(moment); });
    for (const auto& key : m_extra)
        if (!next && isPossible(key.moment) && isNeeded(key.moment)) next = key.moment;
    if (next && covers(*next)) return;
    if (next) return start(*next);
    if (m_running) return m_service->cancel();
    sayEnded();
}

void CaptureRunner::start(const Moment& moment) {
    const auto* subject = m_subjects->find(moment.subject);
    const auto paths = question(moment);
    std::vector<std::string> words;
    for (const auto& path : paths) words.push_back(wordOf(path));
    m_asked = {paths.begin(), paths.end()};
    m_given.clear();
    m_running = moment;
    m_input = subject->isGeneration ? nullptr : subject->picture;
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
    m_isBegun = true;
    Q_EMIT started(*m_running, int(paths.size()));
    Q_EMIT statesChanged();
}

void CaptureRunner::take(const std::shared_ptr<const engine::Representation>& layer) {
    if (!isAsStarted()) return;
    const CaptureKey key{*m_running, layer->path()};
    m_given.insert(key);
    if (m_cache->contains(key)) return;  // a generation that runs again for another layer
    m_cache->put(key, layer);
    Q_EMIT captured(key);
}

/// What a complete run did not give, no other one will.
void CaptureRunner::onFinished() {
    const auto* subject = generation(m_subjects->find(m_running->subject));
    if (subject) m_ended.insert(subject->id);
    const auto note = [this](const Moment& moment) {
        for (const auto& path : m_asked)
            if (const CaptureKey key{moment, path};
                !m_given.contains(key) && !m_cache->contains(key))
                m_hopeless.insert(key);
    };
    for (int column = 0; subject && column < stepCountOf(*subject); ++column)
        note({subject->id, column});
    if (!subject && isAsStarted()) note(*m_running);
    Q_EMIT passDone();
    onEnded();
}

void CaptureRunner::onEnded() {
    m_running.reset();
    m_request = 0;
    advance();
    Q_EMIT statesChanged();
}

void CaptureRunner::sayEnded() {
    if (!m_running && std::exchange(m_isBegun, false)) Q_EMIT ended();
}

CaptureState CaptureRunner::stateOf(const CaptureKey& key) const {
    if (const auto kept = m_cache->stateOf(key); kept != CaptureState::Empty) return kept;
    if (hasFailed(key.moment) || m_hopeless.contains(key)) return CaptureState::Failed;
    if (isRunning(key)) return CaptureState::Running;
    const bool isExtra = std::find(m_extra.begin(), m_extra.end(), key) != m_extra.end();
    const bool isLayer = std::any_of(m_layers.begin(), m_layers.end(),
                                     [&](const auto& layer) { return layer.path == key.layer; });
    const bool isWanted = (isLayer && m_queue.isWanted(key.moment)) || isExtra;
    const bool isDue = isWanted && m_isModelOpen && !m_isStopped && isPossible(key.moment);
    return isDue ? CaptureState::Queued : CaptureState::Empty;
}

int CaptureRunner::waitingCount() const {
    std::set<Moment> passes;
    const auto count = [&](const Moment& moment) {
        if (isPossible(moment) && isNeeded(moment) && !covers(moment))
            passes.insert(passOf(moment));
    };
    for (const auto* moments : {&m_queue.shown(), &m_queue.queued()})
        for (const auto& moment : *moments) count(moment);
    for (const auto& key : m_extra) count(key.moment);
    return int(passes.size());
}

}  // namespace core
