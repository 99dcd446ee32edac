// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/hover_similarity.h"

#include <QtConcurrent>

#include <numeric>
#include <utility>

namespace core {

namespace {

SimilarityAnswer answer(const SimilarityTask& task) {
    return {task, std::make_shared<const engine::SimilarityMap>(engine::similarityMap(
                      *task.source, task.reference, *task.target, task.measure))};
}

std::size_t bytesRead(const std::vector<SimilarityTask>& tasks) {
    return std::accumulate(
        tasks.begin(), tasks.end(), std::size_t(0),
        [](std::size_t sum, const SimilarityTask& t) { return sum + t.target->byteCount(); });
}

}  // namespace

HoverSimilarity::HoverSimilarity(QObject* parent) : QObject(parent) {
    connect(&m_watcher, &QFutureWatcherBase::finished, this, &HoverSimilarity::onFinished);
}

HoverSimilarity::~HoverSimilarity() {
    m_watcher.cancel();
    m_watcher.waitForFinished();
}

void HoverSimilarity::request(std::vector<SimilarityTask> tasks) {
    if (tasks.empty()) return drop();
    if (isBusy()) {
        m_waiting = std::move(tasks);
        return;
    }
    if (bytesRead(tasks) > kDirectBytes) return start(std::move(tasks));
    std::vector<SimilarityAnswer> answers;
    for (const auto& task : tasks) answers.push_back(answer(task));
    Q_EMIT ready(answers);
}

void HoverSimilarity::drop() {
    m_waiting.clear();
    m_isWanted = false;
}

void HoverSimilarity::start(std::vector<SimilarityTask> tasks) {
    m_isWanted = true;
    m_watcher.setFuture(QtConcurrent::mapped(std::move(tasks), answer));
}

void HoverSimilarity::onFinished() {
    const auto results = m_watcher.future().results();
    const bool isWanted = std::exchange(m_isWanted, false);
    if (auto next = std::exchange(m_waiting, {}); !next.empty()) start(std::move(next));
    if (isWanted) Q_EMIT ready({results.begin(), results.end()});
}

}  // namespace core
