// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <analysis/similarity.h>
#include <representation/layer_path.h>
#include <representation/norm_map.h>
#include <representation/token_grid.h>

#include <QString>

#include <optional>

namespace core {

/// One number of the read-out, or the reason why there is none: "—" not computed, "…" being
/// computed.
struct Reading {
    enum class State { Missing, Computing, Known };
    State state = State::Missing;
    double value = 0;

    static Reading missing() { return {}; }
    static Reading computing() { return {State::Computing, 0}; }
    static Reading of(double value) { return {State::Known, value}; }
};

/// Everything that the read-out line says about one token.
struct ReadOut {
    engine::LayerPath layer;
    int layerColumns = 0;  ///< the path is padded to this width
    std::optional<int> timestep;
    QString moment;                           ///< in place of the timestep: "step 3 of 25 · t 801"
    engine::TokenGrid grid;                   ///< of the layer
    std::optional<engine::TokenIndex> token;  ///< on that grid
    engine::PixelSize picture;                ///< of the model's input
    Reading norm, zScore, percentile;
    engine::SimilarityMeasure measure = engine::SimilarityMeasure::Cosine;
    Reading similarity;                           ///< of the token to the kept one
    QString referenceName = QStringLiteral("A");  ///< of the kept one: a pin's letter, or "ref"
    QString map;  ///< what the map says besides: "cluster 3 of 6 · 14.2 % of tokens"; may be empty
};

/// The norm, z score and percentile of one token for a read-out.
void readNorms(ReadOut& readOut, const engine::NormMap& norms, engine::TokenIndex token);

/// The line, in fixed columns for a monospaced font:
/// `up_blocks[1] | t  50 | token x12 y07 of 32×32 | px 192–207,112–127 | L2   184.37 z+6.1  p99.9
/// | cos(A)  0.8123`, and what the map says besides. Pixel spans name the first and the last pixel.
/// Source: reference/ux.md, section 3.5.
QString readOutText(const ReadOut& readOut);

/// A similarity as the line writes it: "0.8123", "—", "…", "NaN".
QString similarityNumber(const Reading& reading);

/// Short name of a measure for the read-out and the colour bar: "cos", "L1".
QString shortNameOf(engine::SimilarityMeasure measure);
/// Full name for menus: "Cosine (centered)". Not translated: the field's words.
QString fullNameOf(engine::SimilarityMeasure measure);

/// \a value in at most eight columns, five significant digits where they fit: "184.37", "0.012346",
/// "1.2346e+05".
QString numberText(double value);
/// The same without the zeros that say nothing: "0.5", "1", "184.37".
QString tickText(double value);

}  // namespace core
