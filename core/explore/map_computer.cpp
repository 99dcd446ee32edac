// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/map_computer.h"

#include <QtConcurrentMap>

#include <utility>

namespace core {

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
    m_isWanted = false;  // what is being computed answers an older question
    m_waiting = std::move(tasks);
    m_isWaiting = !m_waiting.empty();
    if (!isBusy()) onFinished();
}

void MapComputer::onFinished() {
    std::vector<MapAnswer> answers;
    if (std::exchange(m_isWanted, false)) {
        const auto results = m_watcher.future().results();
        answers.assign(results.begin(), results.end());
    }
    if (std::exchange(m_isWaiting, false)) {
        m_isWanted = true;
        m_watcher.setFuture(QtConcurrent::mapped(std::exchange(m_waiting, {}), compute));
    }
    if (!answers.empty()) Q_EMIT ready(answers);
}

}  // namespace core
