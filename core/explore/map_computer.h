// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifndef Q_MOC_RUN
#include "explore/map_stages.h"
#include "explore/map_values.h"
#endif

#include <QFutureWatcher>
#include <QObject>

#include <memory>
#include <stop_token>
#include <vector>

namespace core {

/// One map wanted. \c tile is the asker's own number.
struct MapTask {
    int tile = 0;
    MapInputs inputs;
    MapOptions options;
};

/// Its answer: the values, or a sentence for the tile.
struct MapAnswer {
    int tile = 0;
    std::shared_ptr<const MapValues> values;
    std::shared_ptr<const engine::Error> error;
};

/// Computes maps that take longer than a frame (PCA, clusters, correspondences, differences of
/// vectors) in the thread pool; of the requests made meanwhile the latest alone is computed next,
/// and nothing older is heard of: what takes seconds ends early. A map that is asked for again
/// while it is being computed is not begun anew: whoever asks with every move of the pointer gets
/// his answer. Answers come as they are ready, some or one at a time. GUI thread.
class MapComputer : public QObject {
    Q_OBJECT

public:
    explicit MapComputer(QObject* parent = nullptr);
    ~MapComputer() override;

    /// Whether such a map is quick enough for the GUI thread.
    static bool isQuick(const MapOptions& options);
    static MapAnswer compute(const MapTask& task, const std::stop_token& stop = {});

    void request(std::vector<MapTask> tasks);
    bool isBusy() const { return !m_running.empty(); }

Q_SIGNALS:
    void ready(const std::vector<core::MapAnswer>& answers);

private:
    /// Tasks that share a stage share the source of their stop, too.
    struct Running {
        MapTask task;
        std::stop_source stop;
    };
    void onReady(int begin, int end);
    void onFinished();
    void begin();
    void stopUnwanted();

    QFutureWatcher<MapAnswer> m_watcher;
    std::vector<Running> m_running;
    std::vector<MapTask> m_wanted;
    MapStages m_stages;
};

}  // namespace core
