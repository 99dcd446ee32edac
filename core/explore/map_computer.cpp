// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/map_computer.h"

#include <QtConcurrentMap>

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
    connect(&m_watcher, &QFutureWatcherBase::finished, this, &MapComputer::onFinished);
}

MapComputer::~MapComputer() {
    m_watcher.cancel();
    m_watcher.waitForFinished();
}

bool MapComputer::isQuick(const MapOptions& options) {
    const bool isOfNorms =
        options.kind == MapKind::Difference && options.differenceOf == DifferenceOf::Norms;
    return options.kind == MapKind::Norm || options.kind == MapKind::Channel || isOfNorms;
}

MapAnswer MapComputer::compute(const MapTask& task) {
    auto values = computeMap(task.inputs, task.options);
    if (!values) return {task.tile, nullptr, std::make_shared<const engine::Error>(values.error())};
    return {task.tile, std::make_shared<const MapValues>(std::move(*values)), nullptr};
}

void MapComputer::request(std::vector<MapTask> tasks) {
    m_wanted = std::move(tasks);
    if (!isBusy()) begin();
}

void MapComputer::begin() {
    m_running = m_wanted;
    if (isBusy()) m_watcher.setFuture(QtConcurrent::mapped(m_running, compute));
}

/// Tells the answers that are still asked for, and begins with the rest of the questions.
void MapComputer::onFinished() {
    const auto computed = std::exchange(m_running, {});
    std::vector<MapAnswer> answers;
    for (std::size_t i = 0; i < computed.size(); ++i) {
        const auto isIts = [&](const MapTask& task) { return isSame(task, computed[i]); };
        if (std::erase_if(m_wanted, isIts) > 0) answers.push_back(m_watcher.resultAt(int(i)));
    }
    begin();
    if (!answers.empty()) Q_EMIT ready(answers);
}

}  // namespace core
