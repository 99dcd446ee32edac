// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/hover_similarity.h"

#include "session/common_divisor.h"
#include "session/similarity_work.h"

#include <utility>

namespace core {

namespace {

/// Below this (half a millisecond) waking another thread costs more than it saves, and where the
/// processor is busy with something else, waiting for that thread costs whole milliseconds.
constexpr std::size_t kSoloBytes = 8 << 20;

/// The products that \a task can be read from, if any.
std::optional<engine::TokenProducts::Kind> productsFor(const SimilarityTask& task) {
    if (task.source != task.target || task.reference.count() != 1) return std::nullopt;
    return engine::productsFor(task.measure);
}

}  // namespace

HoverSimilarity::HoverSimilarity(QObject* parent)
    : QObject(parent), m_products(kUsualBudget, this) {
    m_pool.setExpiryTimeout(-1);  // a thread that must be made first comes late
}

HoverSimilarity::~HoverSimilarity() {
    drop();
    m_pool.waitForDone();
}

void HoverSimilarity::request(std::vector<SimilarityTask> tasks) {
    drop();
    if (tasks.empty()) return;
    m_wishes.clear();
    m_count = tasks.size();
    std::vector<SimilarityWork::Item> items;
    for (auto& task : withCompany(std::move(tasks))) {
        const auto kind = productsFor(task);
        if (kind) m_wishes.push_back({task.target, *kind});
        items.push_back({std::move(task),
                         kind ? m_products.find(m_wishes.back().layer.lock(), *kind) : nullptr});
    }
    m_work = std::make_shared<SimilarityWork>(std::move(items));
    if (m_work->cost() > kSoloBytes)
        for (int i = 1; i < m_pool.maxThreadCount(); ++i) help();
    std::size_t limit = kDirectBytes;
    auto step = SimilarityWork::Step::Took;
    while (step == SimilarityWork::Step::Took) step = m_work->takeSmallest(limit);
    if (step == SimilarityWork::Step::TookLast) return deliver();
    if (m_work->hasUntaken()) help();  // in this thread's stead
}

/// One thread more.
void HoverSimilarity::help() {
    m_pool.start([this, work = m_work] {
        auto step = SimilarityWork::Step::Took;
        while (step == SimilarityWork::Step::Took) step = work->takeLargest();
        if (step != SimilarityWork::Step::TookLast) return;
        const auto deliverIt = [this, work] {
            if (work == m_work) deliver();
        };
        QMetaObject::invokeMethod(this, deliverIt, Qt::QueuedConnection);
    });
}

void HoverSimilarity::drop() {
    if (m_work) m_work->abandon();
    m_work.reset();
}

void HoverSimilarity::deliver() {
    auto answers = std::move(*std::exchange(m_work, nullptr)).answers();
    divideTogether(answers, m_count);
    m_products.want(std::exchange(m_wishes, {}));
    Q_EMIT ready(answers);
}

}  // namespace core
