// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/map_definition.h"

#include "explore/map_values.h"

#include <analysis/k_means.h>
#include <model/layer_names.h>

#include <QStringList>

namespace core {
namespace {

QString pathText(const engine::LayerPath& path) {
    return QString::fromStdString(path.text());
}

/// Six significant digits, C locale, no "-0".
QString number(double value) {
    return QString::number(value == 0 ? 0.0 : value, 'g', 6);
}

QString quoted(const QString& text) {
    return QStringLiteral("“%1”").arg(text);
}

/// A name of the second grammar says where the module is, too: both occur in papers.
QString layerText(const engine::LayerInfo& layer) {
    const auto named = engine::layerNamed(layer.path.text());
    if (!named || *named == layer.path) return pathText(layer.path);
    return QStringLiteral("%1, that is %2,").arg(pathText(layer.path), pathText(*named));
}

/// What leaves the engine is float32, whatever it was computed in.
QString dtypeText(const QString& dtype) {
    if (dtype.isEmpty() || dtype == QStringLiteral("float32")) return QStringLiteral("float32");
    return dtype + QStringLiteral(" read as float32");
}

QString outputText(const DefinedMap& map) {
    const bool isInput = map.layer.path.text().ends_with(".input");
    const auto what = map.layer.keys > 0 ? QStringLiteral("attention weights")
                      : isInput          ? QStringLiteral("module input")
                                         : QStringLiteral("module output");
    return QStringLiteral("(%1, %2)").arg(what, dtypeText(map.dtype));
}

/// "the 1280 channels of up_blocks[1] (module output, float32)"
QString channelsText(const DefinedMap& map) {
    return QStringLiteral("the %1 channels of %2 %3")
        .arg(map.layer.channels)
        .arg(layerText(map.layer), outputText(map));
}

QString gridText(const engine::TokenGrid& grid) {
    return QStringLiteral("%1×%2").arg(grid.height).arg(grid.width);
}

/// "the reference token at row 2, column 13 (from 0) of dog.jpg"
QString referenceText(const DefinedMap& map) {
    const auto rect = map.reference.value_or(engine::TokenRect());
    const auto place =
        QStringLiteral("row %1, column %2 (from 0)").arg(rect.first.row).arg(rect.first.col);
    auto what = rect.count() == 1 ? QStringLiteral("the reference token at ") + place
                                  : QStringLiteral("the mean of the %1×%2 reference tokens from ")
                                            .arg(rect.rows)
                                            .arg(rect.cols) +
                                        place;
    if (!map.referencePicture.isEmpty()) what += QStringLiteral(" of ") + map.referencePicture;
    if (map.referenceTimestep)
        what += QStringLiteral(" at timestep ") + number(*map.referenceTimestep);
    return what;
}

QString normText(const DefinedMap& map) {
    const auto norm = QStringLiteral("L2 norm over ") + channelsText(map);
    const auto tokens = gridText(map.layer.grid);
    switch (map.options.normScale) {
        case NormScale::Raw:
            return norm;
        case NormScale::Log:
            return QStringLiteral("Natural logarithm of the ") + norm;
        case NormScale::ZScore:
            return QStringLiteral(
                       "z score, (x − mean) / population standard deviation over the %1 "
                       "tokens of this map, of the %2")
                .arg(tokens, norm);
        case NormScale::Percentile:
            return QStringLiteral(
                       "Percentile, the share in percent of the %1 tokens of this map "
                       "with x or less, of the %2")
                .arg(tokens, norm);
    }
    return {};
}

QString formulaOf(engine::SimilarityMeasure measure) {
    using enum engine::SimilarityMeasure;
    switch (measure) {
        case Cosine:
            return QStringLiteral("Cosine similarity s = a·b / (‖a‖‖b‖ + 1e-10)");
        case CosineCentered:
            return QStringLiteral(
                "Centred cosine similarity s = (a − m)·(b − m) / (‖a − m‖‖b − m‖ + 1e-10), m being "
                "the average of the mean tokens of a's and b's picture,");
        case DotProduct:
            return QStringLiteral("Dot product s = a·b / (max |a·b| + 1e-10)");
        case Manhattan:
            return QStringLiteral("Manhattan (L1) similarity s = 1 − d / max d, d = Σ|a − b|,");
        case Euclidean:
            return QStringLiteral("Euclidean (L2) similarity s = 1 − d / max d, d = ‖a − b‖,");
        case Chebyshev:
            return QStringLiteral("Chebyshev (L∞) similarity s = 1 − d / max d, d = max|a − b|,");
        case RelativeL2Norm:
            return QStringLiteral("Relative L2 norm s = d / (max |d| + 1e-10), d = ‖b‖ − ‖a‖,");
    }
    return {};
}

QString maximaText(const DefinedMap& map) {
    if (!map.options.isDivided()) return {};
    if (map.options.normalisation == Normalisation::Own)
        return QStringLiteral(", maxima over the tokens of this map");
    return QStringLiteral(", maxima over the tokens of this layer in the %1 pictures shown")
        .arg(map.basisMaps);
}

QString similarityText(const DefinedMap& map) {
    const auto maxima = maximaText(map);
    return QStringLiteral("%1 of each token b to a, %2, over %3%4")
        .arg(formulaOf(map.options.measure), referenceText(map), channelsText(map), maxima);
}

/// Whose tokens axes or centres come from.
QString basisText(const DefinedMap& map) {
    switch (map.options.pcaBasis) {
        case PcaBasis::Pictures:
            return QStringLiteral("of this layer in the %1 pictures shown").arg(map.basisMaps);
        case PcaBasis::Timesteps:
            return QStringLiteral("of this layer at the %1 timesteps computed").arg(map.basisMaps);
        case PcaBasis::Own:
            break;
    }
    return QStringLiteral("of this map");
}

QString pcaText(const DefinedMap& map) {
    return QStringLiteral(
               "First three principal components (red, green, blue) of %1: projections on the "
               "eigenvectors of the covariance of the tokens %2, largest loading positive, each "
               "scaled from its smallest to its largest value")
        .arg(channelsText(map), basisText(map));
}

QString clusterText(const DefinedMap& map) {
    const engine::KMeansOptions options;
    return QStringLiteral(
               "k-means clusters, k = %1, of tokens over %2: Euclidean, not centred or scaled, "
               "float64, centres from the tokens %3 by k-means++ (seed %4, best of %5 starts, at "
               "most %6 rounds), numbered from the largest")
        .arg(map.options.clusters)
        .arg(channelsText(map), basisText(map))
        .arg(options.seed)
        .arg(options.starts)
        .arg(options.mostRounds);
}

QString correspondenceText(const DefinedMap& map) {
    const auto other =
        map.referencePicture.isEmpty() ? QStringLiteral("the same picture") : map.referencePicture;
    const auto mirrored = map.options.isMirrored
                              ? QStringLiteral(", columns counted from the right as in a mirror,")
                              : QString();
    auto formula = formulaOf(map.options.measure);
    if (!formula.endsWith(QLatin1Char(','))) formula += QLatin1Char(',');
    if (engine::isDivided(map.options.measure))
        formula += QStringLiteral(" maxima over the tokens b,");
    return QStringLiteral(
               "Place of the most similar token b of the same layer of %1%2 to each token a, over "
               "%3: %4 hue is the angle of the place around the centre of the picture (red to the "
               "right, counter-clockwise), brightness 1 − its distance to the centre (1: a corner)")
        .arg(other, mirrored, channelsText(map), formula);
}

QString channelText(const DefinedMap& map) {
    return QStringLiteral("Channel %1 (from 0) of %2")
        .arg(map.options.channel)
        .arg(channelsText(map));
}

/// What a difference goes to, as far as it is not the same.
QString partnerText(const DefinedMap& map) {
    QStringList parts;
    if (map.options.differenceTo == DifferenceTo::Layer)
        parts << pathText(map.options.otherLayer);
    else
        parts << QStringLiteral("the same layer");
    if (!map.otherPicture.isEmpty()) parts << QStringLiteral("of ") + map.otherPicture;
    if (map.otherStep) parts << QStringLiteral("at step %1").arg(*map.otherStep);
    if (map.otherTimestep)
        parts << (map.otherStep ? QStringLiteral("(timestep %1)")
                                : QStringLiteral("at timestep %1"))
                     .arg(number(*map.otherTimestep));
    return parts.join(QLatin1Char(' '));
}

QString differenceText(const DefinedMap& map) {
    const auto formula = map.options.differenceOf == DifferenceOf::Norms
                             ? QStringLiteral("Difference of L2 norms ‖x‖ − ‖y‖")
                             : QStringLiteral("L2 norm of the difference ‖x − y‖");
    return QStringLiteral("%1 of tokens x over %2 and tokens y of %3 at the same place")
        .arg(formula, channelsText(map), partnerText(map));
}

QString attentionText(const DefinedMap& map) {
    const auto who = QStringLiteral("Attention weight softmax(q·k / √d) in %1 %2 of ")
                         .arg(layerText(map.layer), outputText(map));
    if (isSelfAttention(map.layer))
        return who + referenceText(map) + QStringLiteral(" to each token");
    const auto word =
        map.word.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(quoted(map.word));
    return who + QStringLiteral("each token to text token %1 (from 0)%2")
                     .arg(map.options.textToken)
                     .arg(word);
}

QString valuesText(const DefinedMap& map) {
    if (map.layer.keys > 0) return attentionText(map);
    switch (map.options.kind) {
        case MapKind::Norm:
            return normText(map);
        case MapKind::Similarity:
            return similarityText(map);
        case MapKind::Pca:
            return pcaText(map);
        case MapKind::Channel:
            return channelText(map);
        case MapKind::Difference:
            return differenceText(map);
        case MapKind::Clusters:
            return clusterText(map);
        case MapKind::Correspondence:
            return correspondenceText(map);
    }
    return {};
}

QString promptText(const DefinedMap& map) {
    const auto prompt = map.prompt.isEmpty() ? QStringLiteral("empty prompt")
                                             : QStringLiteral("prompt ") + quoted(map.prompt);
    if (!map.negativePrompt || map.negativePrompt->isEmpty()) return prompt;
    return prompt + QStringLiteral(", negative prompt ") + quoted(*map.negativePrompt);
}

QString halfText(const DefinedMap& map) {
    if (map.guidance && *map.guidance <= 1) return QStringLiteral("no guidance");
    const auto half = map.isUnconditional ? QStringLiteral("unconditional half")
                                          : QStringLiteral("conditional half");
    return map.guidance ? QStringLiteral("guidance %1, ").arg(number(*map.guidance)) + half : half;
}

/// How the U-Net's input came to be.
QStringList inputText(const DefinedMap& map) {
    if (map.step) {
        QStringList parts = {QStringLiteral("step %1 of %2 (timestep %3)")
                                 .arg(*map.step)
                                 .arg(map.steps.value_or(*map.step))
                                 .arg(number(map.timestep)),
                             QStringLiteral("seed %1").arg(map.seed)};
        if (!map.scheduler.isEmpty()) parts << map.scheduler;
        return parts;
    }
    QStringList parts = {QStringLiteral("timestep %1").arg(number(map.timestep)),
                         QStringLiteral("noise seed %1").arg(map.seed)};
    if (!map.isPaperProtocol)
        return parts << QStringLiteral("posterior mean") << QStringLiteral("pixels -1..1");
    return parts << QStringLiteral("posterior sample") << QStringLiteral("pixels 0..1")
                 << QStringLiteral(
                        "Euler input scaling and no pooled conditioning as the anomaly "
                        "study's protocol has it");
}

QString rangeText(RangeMode mode) {
    switch (mode) {
        case RangeMode::Map:
            return QStringLiteral("this map");
        case RangeMode::Layer:
            return QStringLiteral("all maps of this layer");
        case RangeMode::Run:
            return QStringLiteral("all maps of the run");
        case RangeMode::Fixed:
            return QStringLiteral("fixed");
        case RangeMode::Robust:
            return QStringLiteral("percentiles 0.5 to 99.5 of this map, values outside clipped");
    }
    return {};
}

/// Where colours are the data, the values' text says what they mean.
QString coloursText(const DefinedMap& map) {
    if (map.layer.keys == 0 && map.options.hasOwnColors()) return {};
    const auto mode =
        map.sharing > 1
            ? QStringLiteral("the ranges of %1 maps that share a colour bar").arg(map.sharing)
            : rangeText(map.range);
    return QStringLiteral("; colours span %1 to %2 (%3)")
        .arg(number(map.shown.low), number(map.shown.high), mode);
}

/// With the reference's name to be filled in.
QString measureTitle(engine::SimilarityMeasure measure) {
    using enum engine::SimilarityMeasure;
    switch (measure) {
        case Cosine:
            return QStringLiteral("cosine similarity to %1");
        case CosineCentered:
            return QStringLiteral("centred cosine similarity to %1");
        case DotProduct:
            return QStringLiteral("dot product with %1 / max");
        case Manhattan:
            return QStringLiteral("L1 similarity to %1");
        case Euclidean:
            return QStringLiteral("L2 similarity to %1");
        case Chebyshev:
            return QStringLiteral("L∞ similarity to %1");
        case RelativeL2Norm:
            return QStringLiteral("L2 norm relative to %1 / max");
    }
    return {};
}

QString similarityTitle(const MapOptions& options, const QString& reference) {
    const auto title = measureTitle(options.measure).arg(reference);
    if (!options.isDivided() || options.normalisation == Normalisation::Own) return title;
    return title.endsWith(QStringLiteral(" / max"))
               ? title.chopped(3) + QStringLiteral("common max")
               : title + QStringLiteral(", common max");
}

QString normTitle(NormScale scale) {
    switch (scale) {
        case NormScale::Raw:
            return QStringLiteral("L2 norm");
        case NormScale::Log:
            return QStringLiteral("ln L2 norm");
        case NormScale::ZScore:
            return QStringLiteral("z of L2 norm");
        case NormScale::Percentile:
            return QStringLiteral("percentile of L2 norm");
    }
    return {};
}

QString differenceTitle(const MapOptions& options, const QString& word) {
    const auto what = options.differenceOf == DifferenceOf::Norms ? QStringLiteral("Δ L2 norm")
                                                                  : QStringLiteral("L2 norm of Δ");
    const bool isLayer = options.differenceTo == DifferenceTo::Layer;
    const auto to = word.isEmpty() && isLayer ? pathText(options.otherLayer) : word;
    return to.isEmpty() ? what : what + QStringLiteral(" to ") + to;
}

}  // namespace

QString definitionOf(const DefinedMap& map) {
    const auto size = QStringLiteral(" at %1×%2 px").arg(map.size.width).arg(map.size.height);
    QStringList parts = {valuesText(map), map.model, map.picture + size};
    parts << inputText(map) << promptText(map) << halfText(map);
    return parts.join(QStringLiteral(", ")) + coloursText(map) + QLatin1Char('.');
}

QString titleOf(const MapOptions& options, const engine::LayerInfo& layer, const QString& word) {
    const auto reference = word.isEmpty() ? QStringLiteral("A") : word;
    if (isSelfAttention(layer)) return QStringLiteral("attention of ") + reference;
    if (isCrossAttention(layer))
        return QStringLiteral("attention to ") +
               (word.isEmpty() ? QStringLiteral("text token %1").arg(options.textToken)
                               : quoted(word));
    switch (options.kind) {
        case MapKind::Norm:
            return normTitle(options.normScale);
        case MapKind::Similarity:
            return similarityTitle(options, reference);
        case MapKind::Pca:
            return QStringLiteral("PCA");
        case MapKind::Channel:
            return QStringLiteral("channel %1").arg(options.channel);
        case MapKind::Difference:
            return differenceTitle(options, word);
        case MapKind::Clusters:
            return QStringLiteral("%1 clusters").arg(options.clusters);
        case MapKind::Correspondence:
            return (options.isMirrored ? QStringLiteral("best match in the mirrored %1")
                                       : QStringLiteral("best match in %1"))
                .arg(word.isEmpty() ? QStringLiteral("the reference") : word);
    }
    return {};
}

}  // namespace core
