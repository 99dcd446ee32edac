// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <analysis/token_products.h>

#include <QObject>
#include <QThreadPool>

#include <atomic>
#include <cstdint>
#include <memory>
#include <vector>

namespace core {

/// Keeps the products of tokens of the layers that the pointer moves over, as many as a budget of
/// memory allows, and computes missing ones when the machine has nothing better to do.
///
/// What is wanted now stays; of the rest the least recently used goes first, and what belongs to a
/// layer that is gone goes at once. GUI thread; the computing happens in a thread of the lowest
/// priority.
class ProductsCache : public QObject {
    Q_OBJECT

public:
    using Layer = std::shared_ptr<const engine::Representation>;
    using Kind = engine::TokenProducts::Kind;
    using Products = std::shared_ptr<const engine::TokenProducts>;
    struct Wish {
        std::weak_ptr<const engine::Representation> layer;
        Kind kind = Kind::Plain;
    };

    explicit ProductsCache(std::size_t budget, QObject* parent = nullptr);
    ~ProductsCache() override;

    void setBudget(std::size_t bytes);
    std::size_t byteCount() const;

    /// \return null while they are not at hand.
    Products find(const Layer& layer, Kind kind);
    /// From now on exactly these are wanted. Those that save most time for their memory come first,
    /// as far as the budget goes: small grids, many channels. A computation that is no longer
    /// wanted ends.
    void want(std::vector<Wish> wishes);
    bool isComputing() const { return m_current != nullptr; }

private:
    struct Entry {
        Wish of;
        Products products;
        std::uint64_t lastUsed = 0;
    };
    struct Computation {
        Wish of;
        std::atomic<bool> isWanted = true;
        Products products;  // the result
    };

    static bool isSame(const Wish& a, const Wish& b);
    bool isWanted(const Wish& wish) const;
    void forgetTheGone();
    void makeRoom(std::size_t bytes);
    void computeNext();
    void finish(const std::shared_ptr<Computation>& computation);

    std::size_t m_budget;
    std::vector<Entry> m_entries;
    std::vector<Wish> m_wishes;  // that fit into the budget together, best first
    std::shared_ptr<Computation> m_current;
    std::uint64_t m_clock = 0;  // of uses
    QThreadPool m_pool;
};

}  // namespace core
