// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/similarity_task.h"

#include <cstddef>
#include <memory>
#include <mutex>
#include <vector>

namespace core {

/// One request for maps, worked off by several threads: each takes a map, computes it, and takes
/// the next. All functions may be called from any thread.
class SimilarityWork {
public:
    struct Item {
        SimilarityTask task;
        std::shared_ptr<const engine::TokenProducts> products;  ///< of the target, if at hand
    };
    explicit SimilarityWork(std::vector<Item> items);

    /// What it costs to compute all, in bytes read from memory.
    std::size_t cost() const { return m_cost; }

    enum class Step { Took, TookLast, None };
    /// Computes the most expensive map that nobody has taken. TookLast: with it all are complete.
    Step takeLargest();
    /// Computes the cheapest one, unless it costs more than \a limit, which is lowered by its cost.
    Step takeSmallest(std::size_t& limit);
    bool hasUntaken() const;
    /// Nobody takes any more.
    void abandon();

    /// In the order of the items; those with company raw. Precondition: some step said TookLast.
    std::vector<SimilarityAnswer> answers() &&;

private:
    Step compute(std::size_t place);

    std::vector<Item> m_items;
    std::vector<std::size_t> m_order;  // most expensive first
    std::vector<SimilarityAnswer> m_answers;
    std::size_t m_cost = 0;
    mutable std::mutex m_mutex;  // of what follows
    std::size_t m_first = 0, m_end = 0, m_missing = 0;
};

}  // namespace core
