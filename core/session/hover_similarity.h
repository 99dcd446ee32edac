// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/products_cache.h"
#include "session/similarity_task.h"

#include <QObject>
#include <QThreadPool>

#include <memory>
#include <vector>

namespace core {

class SimilarityWork;

/// Computes the maps that follow the pointer, without ever holding up the GUI thread.
///
/// All maps of a request are delivered at once. The GUI thread and the processor's other cores
/// share them; what the GUI thread can do in about a millisecond is answered before request()
/// returns. A newer request ends an older one, whose answers never come. For cosine, centred cosine
/// and dot product, products of tokens are computed behind the scenes (ProductsCache), after which
/// the same numbers are read instead of computed. Where a task has company, companions that are no
/// target themselves are compared besides; nothing is read twice. GUI thread.
class HoverSimilarity : public QObject {
    Q_OBJECT

public:
    /// Read from memory by the GUI thread at most, per request: about a millisecond.
    static constexpr std::size_t kDirectBytes = 12u << 20;
    /// For the products of tokens, if the owner does not say otherwise.
    static constexpr std::size_t kUsualBudget = 512u << 20;

    explicit HoverSimilarity(QObject* parent = nullptr);
    ~HoverSimilarity() override;

    /// Memory for the products of tokens; 0: compute every map directly.
    void setProductsBudget(std::size_t bytes) { m_products.setBudget(bytes); }
    const ProductsCache& products() const { return m_products; }

    void request(std::vector<SimilarityTask> tasks);
    /// The answers that are still to come are no longer wanted.
    void drop();
    bool isBusy() const { return m_work != nullptr; }

Q_SIGNALS:
    void ready(const std::vector<core::SimilarityAnswer>& answers);

private:
    void help();
    void deliver();

    ProductsCache m_products;
    std::shared_ptr<SimilarityWork> m_work;
    std::size_t m_count = 0;  // of the request, without what only its company asks for
    std::vector<ProductsCache::Wish> m_wishes;
    QThreadPool m_pool;
};

}  // namespace core
