// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/common_divisor.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace core {
namespace {

using Layer = const engine::Representation*;
/// What a comparison is, whoever asks for it.
using Key = std::tuple<Layer, Layer, int, int, int, int, engine::SimilarityMeasure>;

Key keyOf(const SimilarityTask& task, Layer target) {
    const auto& r = task.reference;
    return {task.source.get(), target, r.first.row, r.first.col, r.rows, r.cols, task.measure};
}

}  // namespace

std::vector<SimilarityTask> withCompany(std::vector<SimilarityTask> tasks) {
    std::set<Key> known;
    for (const auto& task : tasks)
        if (task.hasCompany()) known.insert(keyOf(task, task.target.get()));
    std::vector<SimilarityTask> added;
    for (const auto& task : tasks) {
        if (!task.hasCompany()) continue;
        for (const auto& companion : task.company) {
            if (!known.insert(keyOf(task, companion.get())).second) continue;
            added.push_back(task);
            added.back().target = companion;
        }
    }
    tasks.insert(tasks.end(), added.begin(), added.end());
    return tasks;
}

void divideTogether(std::vector<SimilarityAnswer>& answers, std::size_t count) {
    std::map<Key, float> divisors;
    for (const auto& [task, map] : answers)
        if (task.hasCompany()) divisors[keyOf(task, task.target.get())] = map->divisor;
    answers.resize(count);
    for (auto& [task, map] : answers) {
        if (!task.hasCompany()) continue;
        float largest = map->divisor;
        for (const auto& companion : task.company)
            largest = std::max(largest, divisors[keyOf(task, companion.get())]);
        map = std::make_shared<const engine::SimilarityMap>(
            engine::dividedMap(*map, task.measure, largest));
    }
}

}  // namespace core
