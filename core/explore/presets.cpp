// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/presets.h"

#include <QCoreApplication>

namespace core {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(core::Presets)
};

/// As the project page has it: column 13, row 2 of a 16 x 16 grid, in the lowest up block. The
/// block above the two follows content instead. On the demo, cat.jpg's token is most like the one
/// at the same place of dog.jpg in both (cosine 0.88 and 0.90, against means of 0.03 and 0.18),
/// with another noise seed, too; in up_blocks[2] the likeliest is 25 columns away.
Preset positional() {
    Preset preset;
    preset.id = "position";
    preset.name = Words::tr("Positional embedding");
    preset.explanation = Words::tr(
        "The reference token of one picture is most like the token at the same place of the "
        "other picture, whatever is there. Move the pointer and watch the brightest token "
        "follow its place in up_blocks[0] and up_blocks[1], but the content in up_blocks[2].");
    preset.layers = {"up_blocks[0]", "up_blocks[1]", "up_blocks[2]"};
    preset.options.kind = MapKind::Similarity;
    preset.options.measure = engine::SimilarityMeasure::Cosine;
    preset.range = RangeMode::Fixed;
    preset.reference = {{16, 16}, {2, 13}};
    preset.demoPictures = {"cat.jpg", "dog.jpg"};
    return preset;
}

/// Layers where the study and the demo agree: the highest corner ratios of SD 2.1 and Turbo lie in
/// down_blocks[0].attentions[1], that of SD 1.5 in mid_block. Centred, for common background makes
/// all tokens alike. On the demo, dog.jpg's corners are 0.60 to 0.67 like the first one, borders
/// 0.43, inner tokens 0.04; those of owl.jpg 0.62 to 0.93, 0.54 and 0.02.
Preset corners() {
    Preset preset;
    preset.id = "corner";
    preset.name = Words::tr("Corner artifacts");
    preset.explanation = Words::tr(
        "The tokens of the corners, and less so of the borders, are like each other and unlike "
        "the rest, whatever the picture shows there. The reference is the upper left corner: "
        "look at the other corners, also of the other picture.");
    preset.layers = {"down_blocks[0].attentions[1]", "mid_block", "up_blocks[2].resnets[1]"};
    preset.options.kind = MapKind::Similarity;
    preset.options.measure = engine::SimilarityMeasure::CosineCentered;
    preset.range = RangeMode::Fixed;
    preset.reference = {{64, 64}, {0, 0}};
    preset.demoPictures = {"dog.jpg", "owl.jpg"};
    return preset;
}

/// The study's layer and the one that feeds it, where the anomalies begin: SD 1.5 has 3.8 and 3.6
/// times the mean there. On the demo, owl.jpg has one token of z 4.7 (1.9 times the mean; the next
/// one 2.0) in up_blocks[1].attentions[2], which the upsampler makes a 2 x 2 patch of z 2.6 to 3.7.
/// Of the second kind, in early layers, scene09.png has one of z 11.1 (3.1 times the mean).
Preset anomalies() {
    Preset preset;
    preset.id = "anomaly";
    preset.name = Words::tr("High-norm anomalies");
    preset.explanation = Words::tr(
        "Few tokens have norms far above all others, mostly in the up blocks and in places that "
        "show nothing special. The reference is the token of the largest norm: read its z score "
        "and see in the profile in which layers and at which timesteps it stands out.");
    preset.layers = {"up_blocks[1].attentions[2]", "up_blocks[1]", "down_blocks[0].attentions[0]"};
    preset.options.kind = MapKind::Norm;
    preset.range = RangeMode::Map;
    preset.reference = {{16, 16}, {0, 0}};
    preset.atLargestNorm = true;
    preset.demoPictures = {"owl.jpg", "scene09.png"};
    return preset;
}

}  // namespace

const std::vector<Preset>& presets() {
    static const std::vector<Preset> all = {positional(), corners(), anomalies()};
    return all;
}

}  // namespace core
