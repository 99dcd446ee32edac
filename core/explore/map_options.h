// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <analysis/similarity.h>
#include <representation/layer_path.h>

namespace core {

/// What a map shows. Attention maps have no kind of their own: a layer that is one is shown as one.
enum class MapKind { Norm, Similarity, Pca, Channel, Difference };
/// Norms as they are, their natural logarithm, their z score, or their percentile, within the map.
enum class NormScale { Raw, Log, ZScore, Percentile };
/// Whose tokens the three principal axes come from: the map's own, or also those of the same layer
/// of the other pictures shown, or of the same picture at all timesteps that were computed. Shared
/// axes make colours comparable.
enum class PcaBasis { Own, Pictures, Timesteps };
enum class DifferenceTo { Picture, Timestep, Layer };
/// ‖x‖ − ‖y‖, signed; or ‖x − y‖, which needs as many channels in both.
enum class DifferenceOf { Norms, Vectors };

/// All that decides which numbers a map holds, apart from the activation and the reference token.
/// Which subject, column and layer a difference goes to is chosen with it. A plain value.
struct MapOptions {
    MapKind kind = MapKind::Norm;
    NormScale normScale = NormScale::Raw;
    engine::SimilarityMeasure measure = engine::SimilarityMeasure::Cosine;
    PcaBasis pcaBasis = PcaBasis::Own;
    int channel = 0;
    DifferenceTo differenceTo = DifferenceTo::Timestep;
    DifferenceOf differenceOf = DifferenceOf::Norms;
    int otherSubject = 0, otherColumn = 0;  ///< \sa CaptureKey
    engine::LayerPath otherLayer;
    int textToken = 1;  ///< of a cross-attention map: the word that is looked at; 0 begins the text

    friend bool operator==(const MapOptions&, const MapOptions&) = default;
};

}  // namespace core
