// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/k_means.h"

#include "analysis/widest.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

namespace engine {
namespace {

constexpr double far = std::numeric_limits<double>::infinity();

/// As lanes.h, of float64: sums in a fixed order.
constexpr std::size_t kLanes = 16;

/// Squared distances of one token to centres that lie one behind the other.
DENOSCOPE_WIDEST
void squaredDistances(const float* token, const double* centres, std::size_t count,
                      std::size_t channels, double* out) {
    for (std::size_t k = 0; k < count; ++k) {
        const double* centre = centres + k * channels;
        std::array<double, kLanes> part{};
        const auto add = [&](std::size_t c, std::size_t lane) {
            const double d = double(token[c]) - centre[c];
            part[lane] += d * d;
        };
        std::size_t c = 0;
        for (; c + kLanes <= channels; c += kLanes)
            for (std::size_t lane = 0; lane < kLanes; ++lane) add(c + lane, lane);
        for (std::size_t lane = 0; c + lane < channels; ++lane) add(c + lane, lane);
        for (std::size_t half = kLanes / 2; half > 0; half /= 2)
            for (std::size_t lane = 0; lane < half; ++lane) part[lane] += part[lane + half];
        out[k] = part[0];
    }
}

/// splitmix64: the same numbers everywhere, for ever. Source: Steele, Lea and Flood 2014.
class Random {
public:
    explicit Random(std::uint64_t seed) : m_state(seed) {}
    /// 0 <= x < 1
    double next() {
        std::uint64_t z = m_state += 0x9e3779b97f4a7c15u;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
        return double((z ^ (z >> 31)) >> 11) * 0x1p-53;
    }

private:
    std::uint64_t m_state;
};

using Tokens = std::vector<std::span<const float>>;

Tokens finiteTokensOf(std::span<const std::shared_ptr<const Representation>> parts) {
    Tokens tokens;
    for (const auto& part : parts)
        for (std::size_t t = 0; t < std::size_t(part->grid().count()); ++t)
            if (std::isfinite(part->norms().values()[t])) tokens.push_back(part->token(t));
    return tokens;
}

/// One start: centres, and to which of them each token belongs.
class Search {
public:
    Search(const Tokens& tokens, const std::stop_token& stop)
        : m_tokens(tokens),
          m_stop(stop),
          m_channels(tokens.front().size()),
          m_owners(tokens.size(), -1),
          m_distances(tokens.size(), far) {}

    /// k-means++: each next centre is a token, the likelier the farther it is from those chosen.
    void begin(int clusters, Random& random) {
        const auto first = std::size_t(random.next() * double(m_tokens.size()));
        addCentre(first);
        for (int k = 1; k < clusters && !isStopped(); ++k) {
            const double total = std::accumulate(m_distances.begin(), m_distances.end(), 0.0);
            if (!(total > 0)) break;  // every token is a centre already
            addCentre(drawn(random.next() * total));
        }
        assign();
    }

    void improve(int mostRounds) {
        while (m_rounds < mostRounds && !m_isSettled && !isStopped()) {
            moveCentres();
            m_isSettled = !assign();
            ++m_rounds;
        }
    }

    bool isStopped() const { return m_stop.stop_requested(); }
    double inertia() const { return std::accumulate(m_distances.begin(), m_distances.end(), 0.0); }

    Clusters result() const {
        const std::size_t count = centreCount();
        std::vector<std::int64_t> sizes(count);
        std::vector<std::size_t> firsts(count, m_tokens.size()), order(count);
        for (std::size_t t = m_tokens.size(); t-- > 0;) {
            ++sizes[std::size_t(m_owners[t])];
            firsts[std::size_t(m_owners[t])] = t;
        }
        std::iota(order.begin(), order.end(), std::size_t(0));
        std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
            return std::pair(-sizes[a], firsts[a]) < std::pair(-sizes[b], firsts[b]);
        });
        Clusters clusters{{}, {}, inertia(), m_rounds, m_isSettled};
        for (const std::size_t k : order) {
            if (sizes[k] == 0) continue;  // the rounds ended before it found tokens
            const auto* centre = m_centres.data() + k * m_channels;
            clusters.centres.emplace_back(centre, centre + m_channels);
            clusters.sizes.push_back(sizes[k]);
        }
        return clusters;
    }

private:
    std::size_t centreCount() const { return m_centres.size() / m_channels; }

    void addCentre(std::size_t token) {
        const auto chosen = m_tokens[token];
        m_centres.insert(m_centres.end(), chosen.begin(), chosen.end());
        const double* centre = &*(m_centres.end() - std::ptrdiff_t(m_channels));
        for (std::size_t t = 0; t < m_tokens.size() && !isStopped(); ++t) {
            double distance = 0;
            squaredDistances(m_tokens[t].data(), centre, 1, m_channels, &distance);
            m_distances[t] = std::min(m_distances[t], distance);
        }
    }

    /// The token at which the sum of the distances passes \a mark.
    std::size_t drawn(double mark) const {
        double sum = 0;
        std::size_t last = 0;
        for (std::size_t t = 0; t < m_distances.size(); ++t) {
            if (!(m_distances[t] > 0)) continue;
            last = t;
            if ((sum += m_distances[t]) > mark) break;
        }
        return last;
    }

    /// \return whether some token belongs elsewhere now.
    bool assign() {
        bool isOther = false;
        std::vector<double> distances(centreCount());
        for (std::size_t t = 0; t < m_tokens.size() && !isStopped(); ++t) {
            squaredDistances(m_tokens[t].data(), m_centres.data(), distances.size(), m_channels,
                             distances.data());
            const auto nearest = std::min_element(distances.begin(), distances.end());
            const int owner = int(nearest - distances.begin());
            isOther = isOther || owner != m_owners[t];
            m_owners[t] = owner;
            m_distances[t] = *nearest;
        }
        return isOther;
    }

    /// To the mean of their tokens.
    void moveCentres() {
        std::vector<double> sums(m_centres.size());
        std::vector<std::size_t> sizes(centreCount());
        for (std::size_t t = 0; t < m_tokens.size(); ++t) {
            double* sum = sums.data() + std::size_t(m_owners[t]) * m_channels;
            for (std::size_t c = 0; c < m_channels; ++c) sum[c] += double(m_tokens[t][c]);
            ++sizes[std::size_t(m_owners[t])];
        }
        for (std::size_t k = 0; k < sizes.size(); ++k) {
            double* centre = m_centres.data() + k * m_channels;
            if (sizes[k] == 0) {
                const auto token = farthest();
                std::copy(m_tokens[token].begin(), m_tokens[token].end(), centre);
                continue;
            }
            for (std::size_t c = 0; c < m_channels; ++c)
                centre[c] = sums[k * m_channels + c] / double(sizes[k]);
        }
    }

    /// The first of those farthest from their centre, which is then no longer far from one.
    std::size_t farthest() {
        const auto at = std::max_element(m_distances.begin(), m_distances.end());
        *at = 0;
        return std::size_t(at - m_distances.begin());
    }

    const Tokens& m_tokens;
    const std::stop_token& m_stop;
    std::size_t m_channels;
    std::vector<double> m_centres;  // [K, C]
    std::vector<int> m_owners;
    std::vector<double> m_distances;  // squared, to the nearest centre
    int m_rounds = 0;
    bool m_isSettled = false;
};

}  // namespace

std::optional<Clusters> kMeans(std::span<const std::shared_ptr<const Representation>> parts,
                               const KMeansOptions& options, const std::stop_token& stop) {
    assert(!parts.empty() && options.clusters > 0 && options.starts > 0);
    const auto tokens = finiteTokensOf(parts);
    if (tokens.empty()) return Clusters();
    Random random(options.seed);
    std::optional<Search> best;
    for (int start = 0; start < options.starts; ++start) {
        Search search(tokens, stop);
        search.begin(options.clusters, random);
        search.improve(options.mostRounds);
        if (search.isStopped()) return std::nullopt;
        if (!best || search.inertia() < best->inertia()) best.emplace(std::move(search));
    }
    return best->result();
}

std::vector<int> nearestCentres(const Representation& layer, const Clusters& clusters) {
    const auto channels = std::size_t(layer.channels());
    std::vector<double> centres, distances(clusters.centres.size());
    for (const auto& centre : clusters.centres) {
        assert(centre.size() == channels);
        centres.insert(centres.end(), centre.begin(), centre.end());
    }
    std::vector<int> nearest(std::size_t(layer.grid().count()), -1);
    for (std::size_t t = 0; t < nearest.size() && !distances.empty(); ++t) {
        if (!std::isfinite(layer.norms().values()[t])) continue;
        squaredDistances(layer.token(t).data(), centres.data(), distances.size(), channels,
                         distances.data());
        nearest[t] = int(std::min_element(distances.begin(), distances.end()) - distances.begin());
    }
    return nearest;
}

}  // namespace engine
