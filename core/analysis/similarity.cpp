// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/similarity.h"

#include "analysis/similarity_kernels.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <limits>
#include <utility>

namespace engine {
namespace {

constexpr float epsilon = 1e-10f;

struct MeasureName {
    SimilarityMeasure measure;
    std::string_view id;
};
constexpr std::array<MeasureName, 7> measureNames = {{
    {SimilarityMeasure::Cosine, "cosine"},
    {SimilarityMeasure::CosineCentered, "cosine_centered"},
    {SimilarityMeasure::DotProduct, "dot-product"},
    {SimilarityMeasure::Manhattan, "manhattan"},
    {SimilarityMeasure::Euclidean, "euclidean"},
    {SimilarityMeasure::Chebyshev, "chebyshev"},
    {SimilarityMeasure::RelativeL2Norm, "rel-l2-norm"},
}};

float largestMagnitude(const std::vector<float>& values) {
    float largest = 0;
    for (const float v : values)
        if (std::isfinite(v)) largest = std::max(largest, std::fabs(v));
    return largest;
}

/// What all tokens are compared with.
struct Query {
    std::vector<float> vector;  // [C]
    float norm = 0;
};

Query queryOf(const Representation& source, TokenRect reference) {
    const auto channels = std::size_t(source.channels());
    if (reference.count() == 1) {
        const auto index = source.grid().indexOf(reference.first);
        const auto token = source.token(index);
        return {{token.begin(), token.end()}, source.norms().values()[index]};
    }
    std::vector<double> sums(channels);
    for (int row = 0; row < reference.rows; ++row)
        for (int col = 0; col < reference.cols; ++col) {
            const TokenIndex t{reference.first.row + row, reference.first.col + col};
            const auto token = source.token(source.grid().indexOf(t));
            for (std::size_t c = 0; c < channels; ++c) sums[c] += double(token[c]);
        }
    Query query{std::vector<float>(channels)};
    double square = 0;
    for (std::size_t c = 0; c < channels; ++c) {
        query.vector[c] = float(sums[c] / reference.count());
        square += double(query.vector[c]) * double(query.vector[c]);
    }
    query.norm = float(std::sqrt(square));
    return query;
}

/// The measures over the tokens of one target, before they are divided by their maximum; each fills
/// the map's values.
class Comparison {
public:
    Comparison(const Representation& source, TokenRect reference, const Representation& target)
        : m_source(source),
          m_target(target),
          m_query(queryOf(source, reference)),
          m_values(std::size_t(target.grid().count())) {}

    /// Reads products of token \a index instead of computing them.
    void useProducts(const TokenProducts& products, std::size_t index) {
        m_products = &products;
        m_index = index;
    }

    std::vector<float> run(SimilarityMeasure measure) {
        switch (measure) {
            case SimilarityMeasure::Cosine:
                cosine();
                break;
            case SimilarityMeasure::CosineCentered:
                centeredCosine();
                break;
            case SimilarityMeasure::DotProduct:
                multiply(), hideNonFinite();
                break;
            case SimilarityMeasure::Manhattan:
                distance(manhattanDistances);
                break;
            case SimilarityMeasure::Euclidean:
                distance(euclideanDistances);
                break;
            case SimilarityMeasure::Chebyshev:
                distance(chebyshevDistances);
                break;
            case SimilarityMeasure::RelativeL2Norm:
                relativeNorm();
                break;
        }
        return std::move(m_values);
    }

private:
    std::size_t channels() const { return m_query.vector.size(); }
    const std::vector<float>& norms() const { return m_target.norms().values(); }

    void fill(SimilarityKernel kernel) {
        kernel(m_query.vector.data(), m_target.tokens().data(), m_values.size(), channels(),
               m_values.data());
    }

    /// A token that holds NaN or infinity is like nothing, and must not set the scale of the
    /// others.
    void hideNonFinite() {
        const bool isReferenceFinite = std::isfinite(m_query.norm);
        for (std::size_t j = 0; j < m_values.size(); ++j)
            if (!isReferenceFinite || !std::isfinite(norms()[j]))
                m_values[j] = std::numeric_limits<float>::quiet_NaN();
    }

    void multiply() {
        if (m_products != nullptr)
            m_products->row(m_index, m_values.data());
        else
            fill(dotProducts);
    }

    void cosine() {
        multiply();
        for (std::size_t j = 0; j < m_values.size(); ++j)
            m_values[j] /= m_query.norm * norms()[j] + epsilon;
        hideNonFinite();
    }

    /// Both vectors minus the average of the two pictures' channel means.
    void centeredCosine() {
        std::vector<float> mean(channels()), centered(channels());
        double square = 0;
        for (std::size_t c = 0; c < channels(); ++c) {
            mean[c] = (m_source.channelMeans()[c] + m_target.channelMeans()[c]) / 2;
            centered[c] = m_query.vector[c] - mean[c];
            square += double(centered[c]) * double(centered[c]);
        }
        std::vector<float> targetNorms(m_products != nullptr ? 0 : m_values.size());
        if (m_products != nullptr)
            m_products->row(m_index, m_values.data());
        else
            centeredProducts(centered.data(), mean.data(), m_target.tokens().data(),
                             m_values.size(), channels(), m_values.data(), targetNorms.data());
        const auto& norms = m_products != nullptr ? m_products->centeredNorms() : targetNorms;
        const float norm = float(std::sqrt(square));
        for (std::size_t j = 0; j < m_values.size(); ++j) m_values[j] /= norm * norms[j] + epsilon;
        hideNonFinite();
    }

    void distance(SimilarityKernel kernel) {
        fill(kernel);
        hideNonFinite();
    }

    void relativeNorm() {
        for (std::size_t j = 0; j < m_values.size(); ++j) m_values[j] = norms()[j] - m_query.norm;
        hideNonFinite();
    }

    const Representation& m_source;
    const Representation& m_target;
    Query m_query;
    const TokenProducts* m_products = nullptr;
    std::size_t m_index = 0;
    std::vector<float> m_values;
};

}  // namespace

std::string_view idOf(SimilarityMeasure measure) {
    for (const auto& name : measureNames)
        if (name.measure == measure) return name.id;
    assert(false);
    return {};
}

std::optional<SimilarityMeasure> measureNamed(std::string_view id) {
    for (const auto& name : measureNames)
        if (name.id == id) return name.measure;
    return std::nullopt;
}

const std::vector<SimilarityMeasure>& allMeasures() {
    static const std::vector<SimilarityMeasure> all = [] {
        std::vector<SimilarityMeasure> measures;
        for (const auto& name : measureNames) measures.push_back(name.measure);
        return measures;
    }();
    return all;
}

bool isSigned(SimilarityMeasure measure) {
    return measure == SimilarityMeasure::Cosine || measure == SimilarityMeasure::CosineCentered ||
           measure == SimilarityMeasure::DotProduct || measure == SimilarityMeasure::RelativeL2Norm;
}

bool isDivided(SimilarityMeasure measure) {
    return measure != SimilarityMeasure::Cosine && measure != SimilarityMeasure::CosineCentered;
}

float dividedValue(float d, SimilarityMeasure measure, float divisor) {
    if (!isDivided(measure) || std::isnan(d)) return d;
    if (isSigned(measure)) return d / (divisor + epsilon);
    return divisor > 0 ? 1 - d / divisor : 1;
}

std::optional<TokenProducts::Kind> productsFor(SimilarityMeasure measure) {
    if (measure == SimilarityMeasure::Cosine || measure == SimilarityMeasure::DotProduct)
        return TokenProducts::Kind::Plain;
    if (measure == SimilarityMeasure::CosineCentered) return TokenProducts::Kind::Centered;
    return std::nullopt;
}

SimilarityMap rawSimilarityMap(const Representation& source, TokenRect reference,
                               const Representation& target, SimilarityMeasure measure,
                               const TokenProducts* products) {
    assert(source.channels() == target.channels());
    assert(source.grid().contains(reference.first) && reference.count() > 0);
    assert(source.grid().contains(
        {reference.first.row + reference.rows - 1, reference.first.col + reference.cols - 1}));
    Comparison comparison(source, reference, target);
    if (products != nullptr && products->kind() == productsFor(measure) && &source == &target &&
        reference.count() == 1)
        comparison.useProducts(*products, source.grid().indexOf(reference.first));
    SimilarityMap map{target.grid(), comparison.run(measure)};
    if (isDivided(measure)) map.divisor = largestMagnitude(map.values);
    return map;
}

SimilarityMap dividedMap(SimilarityMap raw, SimilarityMeasure measure, float divisor) {
    if (!isDivided(measure)) return raw;
    raw.divisor = divisor;
    if (isSigned(measure))
        for (float& v : raw.values) v /= divisor + epsilon;
    else if (divisor > 0)
        for (float& v : raw.values) v = 1 - v / divisor;
    else
        for (float& v : raw.values) v = std::isnan(v) ? v : 1;
    return raw;
}

SimilarityMap similarityMap(const Representation& source, TokenRect reference,
                            const Representation& target, SimilarityMeasure measure,
                            const TokenProducts* products) {
    auto raw = rawSimilarityMap(source, reference, target, measure, products);
    const float divisor = raw.divisor;
    return dividedMap(std::move(raw), measure, divisor);
}

}  // namespace engine
