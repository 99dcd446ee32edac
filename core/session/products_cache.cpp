// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/products_cache.h"

#include <algorithm>
#include <utility>

namespace core {

namespace {

std::size_t bytesFor(const engine::Representation& layer) {
    return engine::TokenProducts::bytesFor(std::size_t(layer.grid().count()));
}

/// Bytes of products over bytes that a hover then need not read.
double priceOf(const engine::Representation& layer) {
    return double(bytesFor(layer)) / double(layer.byteCount());
}

}  // namespace

ProductsCache::ProductsCache(std::size_t budget, QObject* parent)
    : QObject(parent), m_budget(budget) {
    m_pool.setMaxThreadCount(1);
    m_pool.setThreadPriority(QThread::IdlePriority);
}

ProductsCache::~ProductsCache() {
    if (m_current) m_current->isWanted = false;
    m_pool.waitForDone();
}

void ProductsCache::setBudget(std::size_t bytes) {
    m_budget = bytes;
    makeRoom(0);
    want(std::exchange(m_wishes, {}));
}

std::size_t ProductsCache::byteCount() const {
    std::size_t sum = 0;
    for (const auto& entry : m_entries) sum += entry.products->byteCount();
    return sum;
}

/// Ownership, not address: another layer may come to lie where one has gone.
bool ProductsCache::isSame(const Wish& a, const Wish& b) {
    return a.kind == b.kind && !a.layer.owner_before(b.layer) && !b.layer.owner_before(a.layer);
}

bool ProductsCache::isWanted(const Wish& wish) const {
    return std::any_of(m_wishes.begin(), m_wishes.end(),
                       [&](const Wish& w) { return isSame(w, wish); });
}

ProductsCache::Products ProductsCache::find(const Layer& layer, Kind kind) {
    for (auto& entry : m_entries)
        if (isSame(entry.of, {layer, kind})) {
            entry.lastUsed = ++m_clock;
            return entry.products;
        }
    return nullptr;
}

void ProductsCache::want(std::vector<Wish> wishes) {
    struct Priced {
        Wish wish;
        std::size_t bytes;
        double price;
    };
    std::vector<Priced> priced;
    for (auto& wish : wishes)
        if (const auto layer = wish.layer.lock())
            priced.push_back({std::move(wish), bytesFor(*layer), priceOf(*layer)});
    std::stable_sort(priced.begin(), priced.end(),
                     [](const Priced& a, const Priced& b) { return a.price < b.price; });
    m_wishes.clear();
    std::size_t sum = 0;
    for (auto& one : priced) {
        if (sum + one.bytes > m_budget || isWanted(one.wish)) continue;
        sum += one.bytes;
        m_wishes.push_back(std::move(one.wish));
    }
    if (m_current && !isWanted(m_current->of)) m_current->isWanted = false;
    forgetTheGone();
    computeNext();
}

void ProductsCache::forgetTheGone() {
    std::erase_if(m_entries, [](const Entry& entry) { return entry.of.layer.expired(); });
}

/// Lets the least recently used of the unwanted go until \a bytes more fit.
void ProductsCache::makeRoom(std::size_t bytes) {
    while (byteCount() + bytes > m_budget && !m_entries.empty()) {
        const auto oldest = std::min_element(m_entries.begin(), m_entries.end(),
                                             [this](const auto& a, const auto& b) {
                                                 return std::pair(isWanted(a.of), a.lastUsed) <
                                                        std::pair(isWanted(b.of), b.lastUsed);
                                             });
        m_entries.erase(oldest);
    }
}

void ProductsCache::computeNext() {
    if (m_current) return;
    for (const auto& wish : m_wishes) {
        const auto layer = wish.layer.lock();
        if (!layer || find(layer, wish.kind)) continue;
        makeRoom(bytesFor(*layer));
        m_current = std::make_shared<Computation>();
        m_current->of = wish;
        m_pool.start([this, computation = m_current] {
            // This thread's own hold on the layer does not count.
            const auto isStillWanted = [&computation] {
                return computation->isWanted && computation->of.layer.use_count() > 1;
            };
            if (const auto source = computation->of.layer.lock())
                if (auto made = engine::TokenProducts::compute(*source, computation->of.kind,
                                                               isStillWanted))
                    computation->products =
                        std::make_shared<const engine::TokenProducts>(std::move(*made));
            QMetaObject::invokeMethod(
                this, [this, computation] { finish(computation); }, Qt::QueuedConnection);
        });
        return;
    }
}

void ProductsCache::finish(const std::shared_ptr<Computation>& computation) {
    m_current.reset();
    if (computation->products)
        m_entries.push_back({computation->of, computation->products, ++m_clock});
    else  // no memory, or not wanted any more
        std::erase_if(m_wishes, [&](const Wish& w) { return isSame(w, computation->of); });
    forgetTheGone();
    computeNext();
}

}  // namespace core
