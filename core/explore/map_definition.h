// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/map_options.h"
#include "explore/map_range.h"

#include <extraction/engine.h>
#include <model/model_info.h>
#include <representation/token_grid.h>

#include <QString>

#include <optional>

namespace core {

/// All that a paper must say about one map (reference/ux.md, R35).
struct DefinedMap {
    engine::LayerInfo layer;
    MapOptions options;
    QString model, picture;  ///< names
    engine::PixelSize size;  ///< of the model's input
    /// Of a photo; a generation says its step, too.
    double timestep = 0;
    std::optional<int> step, steps;  ///< from 1, as the window writes it
    QString scheduler;               ///< of a generation, where it is known
    std::optional<double> guidance;  ///< of a generation; 1 or less: none
    std::optional<QString> negativePrompt;
    bool isUnconditional = false;  ///< which half of the U-Net's batch is looked at
    QString prompt;
    std::uint64_t seed = 42;
    QString dtype;  ///< the U-Net computes in
    bool isPaperProtocol = false;
    std::optional<engine::TokenRect> reference;  ///< on the reference picture's grid of this layer
    QString referencePicture;                 ///< where it is another one; matches lie there, too
    std::optional<double> referenceTimestep;  ///< the same, of a similarity
    QString word;  ///< of a cross-attention map: the text token's own text
    /// How many maps axes, centres, or the common maximum of similarities come from.
    int basisMaps = 1;
    QString otherPicture;                 ///< of a difference, where it is another one
    std::optional<double> otherTimestep;  ///< of a difference, where it is another one
    std::optional<int> otherStep;         ///< the same of a generation
    RangeMode range = RangeMode::Map;
    ColorRange shown;
    int sharing = 1;  ///< maps of a figure whose common colour bar \c shown is, the union of theirs
};

/// One exact sentence or two, in English (it goes into a paper): what the numbers are (formula,
/// module path, output, dtype), of which model, picture, timestep, noise and prompt, which
/// reference token, and what the colours span.
QString definitionOf(const DefinedMap& map);

/// What the colour bar calls the values: "L2 norm", "ln L2 norm", "z of L2 norm", "percentile of L2
/// norm", "cosine similarity to A", "PCA", "channel 17", "Δ L2 norm to t 200", "attention to
/// “cat”", "6 clusters", "best match in dog.png".
///
/// \param word names what is looked at: the text token of cross-attention ("cat"), the reference's
/// letter of a similarity or self-attention (empty: "A"), what a difference goes to ("t 200"), the
/// picture that a correspondence goes to.
/// English, as figures and papers write these words.
QString titleOf(const MapOptions& options, const engine::LayerInfo& layer,
                const QString& word = {});

}  // namespace core
