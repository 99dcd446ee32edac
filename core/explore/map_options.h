// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <analysis/similarity.h>
#include <representation/layer_path.h>

#include <cstddef>

namespace core {

/// What a map shows. Attention maps have no kind of their own: a layer that is one is shown as one.
/// Clusters: groups of tokens by k-means. Correspondence: where in the reference's picture the most
/// similar token lies, as the colours of a wheel.
enum class MapKind { Norm, Similarity, Pca, Channel, Difference, Clusters, Correspondence };
/// How many kinds there are.
constexpr std::size_t kMapKinds = 7;
/// Norms as they are, their natural logarithm, their z score, or their percentile, within the map.
enum class NormScale { Raw, Log, ZScore, Percentile };
/// Whose tokens the three principal axes, or the centres of clusters, come from: the map's own, or
/// also those of the same layer of the other pictures shown, or of the same picture at all
/// timesteps that were computed. Shared ones make colours comparable.
enum class PcaBasis { Own, Pictures, Timesteps };
/// Over whose tokens the maximum is taken that distances, dot products and norm differences are
/// divided by: the map's own, or those of the same layer of all pictures shown, so that the maps of
/// different pictures can be compared. Cosines are not divided.
enum class Normalisation { Own, Pictures };
enum class DifferenceTo { Picture, Timestep, Layer };
/// ‖x‖ − ‖y‖, signed; or ‖x − y‖, which needs as many channels in both.
enum class DifferenceOf { Norms, Vectors };

constexpr int kFewestClusters = 2, kMostClusters = 12;

/// All that decides which numbers a map holds, apart from the activation and the reference token.
/// Which subject, column and layer a difference goes to is chosen with it. A plain value.
struct MapOptions {
    MapKind kind = MapKind::Norm;
    NormScale normScale = NormScale::Raw;
    engine::SimilarityMeasure measure = engine::SimilarityMeasure::Cosine;
    Normalisation normalisation = Normalisation::Own;
    PcaBasis pcaBasis = PcaBasis::Own;
    int channel = 0;
    DifferenceTo differenceTo = DifferenceTo::Timestep;
    DifferenceOf differenceOf = DifferenceOf::Norms;
    int otherSubject = 0, otherColumn = 0;  ///< \sa CaptureKey
    engine::LayerPath otherLayer;
    int clusters = 6;         ///< kFewestClusters to kMostClusters
    bool isMirrored = false;  ///< of a correspondence: the reference's columns count from the right
    int textToken = 1;  ///< of a cross-attention map: the word that is looked at; 0 begins the text

    /// Whether maps of this kind depend on the normalisation.
    bool isDivided() const { return kind == MapKind::Similarity && engine::isDivided(measure); }
    /// Whether colours are the data, with no range of their own.
    bool hasOwnColors() const {
        return kind == MapKind::Pca || kind == MapKind::Clusters || kind == MapKind::Correspondence;
    }
    friend bool operator==(const MapOptions&, const MapOptions&) = default;
};

}  // namespace core
