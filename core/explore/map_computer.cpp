// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/map_computer.h"

#include <QtConcurrentMap>

#include <algorithm>
#include <map>
#include <utility>

namespace core {

namespace {

/// Activations are immutable, so the same one gives the same map.
bool isSame(const MapTask& a, const MapTask& b) {
    const auto &x = a.inputs, &y = b.inputs;
    const bool isSameLayer = x.info.path == y.info.path && x.info.keys == y.info.keys &&
                             x.info.isCrossAttention == y.info.isCrossAttention &&
                             x.layer == y.layer;
    return a.tile == b.tile && a.options == b.options && isSameLayer && x.other == y.other &&
           x.shared == y.shared && x.colors == y.colors && x.reference == y.reference;
}

}  // namespace

MapComputer::MapComputer(QObject* parent) : QObject(parent) {
    connect(&m_watcher, &QFutureWatcherBase::resultsReadyAt, this, &MapComputer::onReady);
    connect(&m_watcher, &QFutureWatcherBase::finished, this, &MapComputer::onFinished);
}

MapComputer::~MapComputer() {
    m_wanted.clear();
    stopUnwanted();
    m_watcher.cancel();
    m_watcher.waitForFinished();
}

bool MapComputer::isQuick(const MapOptions& options) {
    const bool isOfNorms =
        options.kind == MapKind::Difference && options.differenceOf == DifferenceOf::Norms;
    return options.kind == MapKind::Norm || options.kind == MapKind::Channel || isOfNorms;
}

MapAnswer MapComputer::compute(const MapTask& task, const std::stop_token& stop) {
    auto values = computeMap(task.inputs, task.options, stop);
    if (!values) return {task.tile, nullptr, std::make_shared<const engine::Error>(values.error())};
    return {task.tile, std::make_shared<const MapValues>(std::move(*values)), nullptr};
}

void MapComputer::request(std::vector<MapTask> tasks) {
    m_wanted = std::move(tasks);
    if (isBusy())
        stopUnwanted();
    else
        begin();
}

/// Of tasks that share, one that is wanted keeps all going: it may need what another one computes.
void MapComputer::stopUnwanted() {
    const auto isWanted = [this](const Running& running) {
        return std::ranges::any_of(m_wanted,
                                   [&](const MapTask& task) { return isSame(task, running.task); });
    };
    for (auto& running : m_running) {
        const bool isNeeded = std::ranges::any_of(m_running, [&](const Running& other) {
            return other.stop == running.stop && isWanted(other);
        });
        if (!isNeeded) running.stop.request_stop();
    }
}

/// Of each group that shares, one map comes before all second ones: so different groups are worked
/// on at a time, and nobody waits for what another thread computes.
void MapComputer::begin() {
    std::map<const MapStage*, std::stop_source> stops;
    std::vector<Running> second;
    for (const auto& task : m_wanted) {
        Running running{task, {}};
        auto& stage = running.task.inputs.stage;
        if (!stage) stage = m_stages.stageOf(task.inputs, task.options);
        const bool isFirst = !stage || !stops.contains(stage.get());
        if (stage) running.stop = stops[stage.get()];
        (isFirst ? m_running : second).push_back(std::move(running));
    }
    m_running.insert(m_running.end(), second.begin(), second.end());
    if (isBusy())
        m_watcher.setFuture(QtConcurrent::mapped(m_running, [](const Running& running) {
            return compute(running.task, running.stop.get_token());
        }));
}

/// Tells the answers that are still asked for.
void MapComputer::onReady(int begin, int end) {
    std::vector<MapAnswer> answers;
    for (int i = begin; i < end; ++i) {
        const auto& [task, stop] = m_running[std::size_t(i)];
        if (stop.stop_requested()) continue;
        const auto isIts = [&](const MapTask& wanted) { return isSame(wanted, task); };
        if (std::erase_if(m_wanted, isIts) > 0) answers.push_back(m_watcher.resultAt(i));
    }
    if (!answers.empty()) Q_EMIT ready(answers);
}

/// Begins with the rest of the questions.
void MapComputer::onFinished() {
    m_running.clear();
    begin();
}

}  // namespace core
