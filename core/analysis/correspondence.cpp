// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/correspondence.h"

#include "analysis/similarity_kernels.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

namespace engine {
namespace {

constexpr float epsilon = 1e-10f;  // of similarity.cpp

/// The best so far of one token.
struct Best {
    float d = 0;        ///< as the measure has it, not divided
    float largest = 0;  ///< magnitude of any d
    int index = -1;
};

/// Goes over the other picture piece by piece: a piece stays in the processor's cache while all
/// tokens of the layer look at it. Each number is what the map of that token would hold.
class Matching {
public:
    Matching(const Representation& layer, const Representation& other, SimilarityMeasure measure)
        : m_layer(layer),
          m_other(other),
          m_measure(measure),
          m_best(std::size_t(layer.grid().count())),
          m_channels(std::size_t(layer.channels())),
          m_piece(std::max<std::size_t>(1, kPieceBytes / (m_channels * sizeof(float)))),
          m_d(m_piece),
          m_norms(m_piece) {
        if (measure == SimilarityMeasure::CosineCentered) centre();
    }

    bool run(const std::stop_token& stop) {
        const auto count = std::size_t(m_other.grid().count());
        for (std::size_t first = 0; first < count; first += m_piece)
            for (std::size_t t = 0; t < m_best.size(); ++t) {
                if (t % 64 == 0 && stop.stop_requested()) return false;
                if (std::isfinite(m_layer.norms().values()[t]))
                    look(t, first, std::min(m_piece, count - first));
            }
        return true;
    }

    Correspondence result() const {
        Correspondence found{m_layer.grid(), m_other.grid(), {}, {}};
        for (const auto& best : m_best) {
            found.matches.push_back(best.index);
            found.values.push_back(best.index < 0 ? std::numeric_limits<float>::quiet_NaN()
                                                  : dividedValue(best.d, m_measure, best.largest));
        }
        return found;
    }

private:
    static constexpr std::size_t kPieceBytes = 128 << 10;

    /// The layer's tokens less the average of both pictures' means, and their norms.
    void centre() {
        m_mean.resize(m_channels);
        for (std::size_t c = 0; c < m_channels; ++c)
            m_mean[c] = (m_layer.channelMeans()[c] + m_other.channelMeans()[c]) / 2;
        m_centred.assign(m_layer.tokens().begin(), m_layer.tokens().end());
        for (std::size_t t = 0; t < m_best.size(); ++t) {
            double square = 0;
            for (std::size_t c = 0; c < m_channels; ++c) {
                float& v = m_centred[t * m_channels + c];
                v -= m_mean[c];
                square += double(v) * double(v);
            }
            m_centredNorms.push_back(float(std::sqrt(square)));
        }
    }

    void look(std::size_t t, std::size_t first, std::size_t count) {
        compare(t, first, count);
        auto& best = m_best[t];
        const bool isDistance = !isSigned(m_measure);
        for (std::size_t j = 0; j < count; ++j) {
            if (!std::isfinite(m_other.norms().values()[first + j]) || std::isnan(m_d[j])) continue;
            if (std::isfinite(m_d[j])) best.largest = std::max(best.largest, std::fabs(m_d[j]));
            const bool isBetter = isDistance ? m_d[j] < best.d : m_d[j] > best.d;
            if (best.index >= 0 && !isBetter) continue;
            best.d = m_d[j];
            best.index = int(first + j);
        }
    }

    void compare(std::size_t t, std::size_t first, std::size_t count) {
        using enum SimilarityMeasure;
        const float* a = m_layer.token(t).data();
        const float* tokens = m_other.token(first).data();
        const float* norms = m_other.norms().values().data() + first;
        const float norm = m_layer.norms().values()[t];
        switch (m_measure) {
            case Cosine:
                dotProducts(a, tokens, count, m_channels, m_d.data());
                for (std::size_t j = 0; j < count; ++j) m_d[j] /= norm * norms[j] + epsilon;
                break;
            case CosineCentered:
                centeredProducts(m_centred.data() + t * m_channels, m_mean.data(), tokens, count,
                                 m_channels, m_d.data(), m_norms.data());
                for (std::size_t j = 0; j < count; ++j)
                    m_d[j] /= m_centredNorms[t] * m_norms[j] + epsilon;
                break;
            case DotProduct:
                dotProducts(a, tokens, count, m_channels, m_d.data());
                break;
            case Manhattan:
                manhattanDistances(a, tokens, count, m_channels, m_d.data());
                break;
            case Euclidean:
                euclideanDistances(a, tokens, count, m_channels, m_d.data());
                break;
            case Chebyshev:
                chebyshevDistances(a, tokens, count, m_channels, m_d.data());
                break;
            case RelativeL2Norm:
                for (std::size_t j = 0; j < count; ++j) m_d[j] = norms[j] - norm;
                break;
        }
    }

    const Representation& m_layer;
    const Representation& m_other;
    SimilarityMeasure m_measure;
    std::vector<Best> m_best;
    std::size_t m_channels, m_piece;
    std::vector<float> m_d, m_norms;  // of one token with one piece
    std::vector<float> m_mean, m_centred, m_centredNorms;
};

}  // namespace

std::optional<Correspondence> correspondenceOf(const Representation& layer,
                                               const Representation& other,
                                               SimilarityMeasure measure,
                                               const std::stop_token& stop) {
    assert(layer.channels() == other.channels());
    Matching matching(layer, other, measure);
    if (!matching.run(stop)) return std::nullopt;
    return matching.result();
}

}  // namespace engine
