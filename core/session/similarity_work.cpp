// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/similarity_work.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace core {

namespace {

/// Bytes read. A row of products is scattered, and every map has its overhead: both as the bytes
/// that a core reads in the same time.
std::size_t costOf(const SimilarityWork::Item& item) {
    constexpr std::size_t overhead = 32 << 10, perProduct = 64, perNorm = 16;
    const auto tokens = std::size_t(item.task.target->grid().count());
    if (item.task.measure == engine::SimilarityMeasure::RelativeL2Norm)
        return overhead + tokens * perNorm;
    return overhead + (item.products ? tokens * perProduct : item.task.target->byteCount());
}

}  // namespace

SimilarityWork::SimilarityWork(std::vector<Item> items)
    : m_items(std::move(items)),
      m_order(m_items.size()),
      m_answers(m_items.size()),
      m_end(m_items.size()),
      m_missing(m_items.size()) {
    std::iota(m_order.begin(), m_order.end(), std::size_t(0));
    std::stable_sort(m_order.begin(), m_order.end(), [this](std::size_t a, std::size_t b) {
        return costOf(m_items[a]) > costOf(m_items[b]);
    });
    for (const auto& item : m_items) m_cost += costOf(item);
}

SimilarityWork::Step SimilarityWork::takeLargest() {
    std::unique_lock lock(m_mutex);
    if (m_first == m_end) return Step::None;
    const std::size_t place = m_order[m_first++];
    lock.unlock();
    return compute(place);
}

SimilarityWork::Step SimilarityWork::takeSmallest(std::size_t& limit) {
    std::unique_lock lock(m_mutex);
    if (m_first == m_end) return Step::None;
    const std::size_t place = m_order[m_end - 1];
    const std::size_t cost = costOf(m_items[place]);
    if (cost > limit) return Step::None;
    limit -= cost;
    --m_end;
    lock.unlock();
    return compute(place);
}

bool SimilarityWork::hasUntaken() const {
    const std::lock_guard lock(m_mutex);
    return m_first != m_end;
}

void SimilarityWork::abandon() {
    const std::lock_guard lock(m_mutex);
    m_end = m_first;
}

SimilarityWork::Step SimilarityWork::compute(std::size_t place) {
    const auto& [task, products] = m_items[place];
    const auto compare = task.hasCompany() ? engine::rawSimilarityMap : engine::similarityMap;
    m_answers[place] = {
        task, std::make_shared<const engine::SimilarityMap>(compare(
                  *task.source, task.reference, *task.target, task.measure, products.get()))};
    const std::lock_guard lock(m_mutex);
    return --m_missing == 0 ? Step::TookLast : Step::Took;
}

std::vector<SimilarityAnswer> SimilarityWork::answers() && {
    return std::move(m_answers);
}

}  // namespace core
