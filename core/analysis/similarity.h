// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/token_products.h"
#include "representation/representation.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace engine {

/// The seven measures of reference/similarity.md, section 2.
enum class SimilarityMeasure {
    Cosine,
    CosineCentered,
    DotProduct,
    Manhattan,
    Euclidean,
    Chebyshev,
    RelativeL2Norm
};

/// The measure's id as files and the command line write it: "cosine", "cosine_centered",
/// "dot-product", "manhattan", "euclidean", "chebyshev", "rel-l2-norm".
std::string_view idOf(SimilarityMeasure measure);
std::optional<SimilarityMeasure> measureNamed(std::string_view id);
const std::vector<SimilarityMeasure>& allMeasures();
/// Whether values below zero can occur (the map then wants a diverging colour map, symmetric about
/// 0).
bool isSigned(SimilarityMeasure measure);
/// Whether the measure divides by a maximum over tokens: all but the two cosines.
bool isDivided(SimilarityMeasure measure);

/// Similarity of a reference to every token of a layer, [height, width], row-major. A plain value.
struct SimilarityMap {
    TokenGrid grid;
    std::vector<float> values;
    /// The maximum that the measure divides by, in the activation's unit (its square for the dot
    /// product): the largest |d| of a finite token, d as in reference/similarity.md, section 2. So
    /// d = (1 - value) * divisor of a distance, and value * (divisor + 1e-10) of the dot product
    /// and the norm difference. 0 for a cosine, which is not divided.
    float divisor = 0;
    float at(TokenIndex t) const { return values[grid.indexOf(t)]; }
};

/// Compares \a reference, on \a source's grid, with all tokens of \a target (the same object, or
/// another picture's representation of the same layer; channels must agree). A reference of more
/// than one token stands for the mean of their vectors (float32 from double sums).
///
/// float32 arithmetic; epsilon 1e-10 and the normalisations exactly as reference/similarity.md,
/// section 2. Where a distance measure's maximum is 0 (all tokens equal), the similarity is 1
/// everywhere rather than NaN. A token that holds NaN or infinity is NaN in the map and sets no
/// scale; if any token of the reference does, the whole map is NaN. Every processor gives the same
/// bytes. Preconditions: equal channels, \a reference within the source's grid. Reads 4 * H * W * C
/// bytes once; takes well under a frame for one layer.
/// \param products of \a target, if at hand: read instead of multiplied anew where the reference is
/// one token of the target itself and the measure is one of these products. The same bytes either
/// way, some 50 times faster.
SimilarityMap similarityMap(const Representation& source, TokenRect reference,
                            const Representation& target, SimilarityMeasure measure,
                            const TokenProducts* products = nullptr);

/// The same before the division: a distance, dot product or norm difference d of every token, and
/// the divisor that similarityMap() would take. Cosines are what they are. With dividedMap() and
/// the largest divisor of several targets, their maps are as if all tokens were one picture's, to
/// the last bit, and so comparable.
SimilarityMap rawSimilarityMap(const Representation& source, TokenRect reference,
                               const Representation& target, SimilarityMeasure measure,
                               const TokenProducts* products = nullptr);
SimilarityMap dividedMap(SimilarityMap raw, SimilarityMeasure measure, float divisor);
/// One value of it: 1 - d / divisor of a distance (1 where the divisor is 0), d / (divisor + 1e-10)
/// of the dot product and the norm difference, d of a cosine; NaN of NaN.
float dividedValue(float d, SimilarityMeasure measure, float divisor);

/// The products that \a measure can be read from, if any.
std::optional<TokenProducts::Kind> productsFor(SimilarityMeasure measure);

}  // namespace engine
