// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <analysis/similarity.h>
#include <representation/representation.h>

#include <QFutureWatcher>
#include <QObject>

#include <memory>
#include <vector>

namespace core {

/// One map wanted: a reference against all tokens of a layer.
struct SimilarityTask {
    /// Of the picture that holds the reference.
    std::shared_ptr<const engine::Representation> source;
    /// On the source's grid; of more than one token: the mean of their vectors.
    engine::TokenRect reference;
    /// Whose tokens are compared; as many channels as the source.
    std::shared_ptr<const engine::Representation> target;
    engine::SimilarityMeasure measure = engine::SimilarityMeasure::Cosine;
    friend bool operator==(const SimilarityTask&, const SimilarityTask&) = default;
};

/// Its answer.
struct SimilarityAnswer {
    SimilarityTask task;
    std::shared_ptr<const engine::SimilarityMap> map;
};

/// Computes the maps that follow the pointer, without ever holding up the GUI thread.
///
/// Small sets are answered before request() returns. Larger ones go to the thread pool, one job at
/// a time; of the requests made meanwhile the latest alone is computed next. GUI thread.
class HoverSimilarity : public QObject {
    Q_OBJECT

public:
    /// Bytes of representations read in the GUI thread at most: about a millisecond of memory
    /// bandwidth.
    static constexpr std::size_t kDirectBytes = 4u << 20;

    explicit HoverSimilarity(QObject* parent = nullptr);
    ~HoverSimilarity() override;

    void request(std::vector<SimilarityTask> tasks);
    /// Forgets what is waiting and lets the running job's answers go.
    void drop();
    bool isBusy() const { return m_watcher.isRunning(); }

Q_SIGNALS:
    void ready(const std::vector<core::SimilarityAnswer>& answers);

private:
    void start(std::vector<SimilarityTask> tasks);
    void onFinished();

    QFutureWatcher<SimilarityAnswer> m_watcher;
    std::vector<SimilarityTask> m_waiting;
    bool m_isWanted = false;  // the running job's answers
};

}  // namespace core
