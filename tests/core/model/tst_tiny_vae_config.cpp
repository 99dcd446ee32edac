// SPDX-License-Identifier: GPL-3.0-or-later
#include "config_rows.h"
#include "layer_shapes.h"

#include <model/tiny_vae_config.h>

#include <QTest>

using engine::ErrorCode;
using engine::TinyVaeConfig;

class TestTinyVaeConfig : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void takesLibraryDefaults();
    void readsWhatIsGiven();
    void listsLayers();
    void rejectsBroken_data();
    void rejectsBroken();
};

/// TAESD as it was published: four levels, 64 wide.
void TestTinyVaeConfig::takesLibraryDefaults() {
    const auto c = TinyVaeConfig::fromJson(nlohmann::json::object(), "c");
    QVERIFY2(c.ok(), c.ok() ? "" : c.error().message.c_str());
    QCOMPARE(c->channels, 64);
    QCOMPARE(c->encoderBlocks, (std::vector{1, 3, 3, 3}));
    QCOMPARE(c->decoderBlocks, (std::vector{3, 3, 3, 1}));
    QCOMPARE(c->latentChannels, 4);
    QCOMPARE(c->scale(), 8);
    QCOMPARE(c->scalingFactor, 1.0);
    // Its files have encoder.layers.0 to 14 and decoder.layers.0 to 18.
    QCOMPARE(engine::tinyEncoderPlan(*c).size(), std::size_t(15));
    QCOMPARE(engine::tinyDecoderPlan(*c).size(), std::size_t(19));
}

void TestTinyVaeConfig::readsWhatIsGiven() {
    const auto c = TinyVaeConfig::fromJson(
        nlohmann::json::parse(R"({"_class_name": "AutoencoderTiny", "in_channels": 1,
            "out_channels": 2, "latent_channels": 16, "encoder_block_out_channels": [8, 8],
            "decoder_block_out_channels": [8, 8], "num_encoder_blocks": [0, 2],
            "num_decoder_blocks": [1, 0], "scaling_factor": 0.5, "shift_factor": 0.1,
            "latent_magnitude": 3, "latent_shift": 0.5, "act_fn": "relu"})"),
        "c");
    QVERIFY2(c.ok(), c.ok() ? "" : c.error().message.c_str());
    QCOMPARE(c->inChannels, 1);
    QCOMPARE(c->outChannels, 2);
    QCOMPARE(c->latentChannels, 16);
    QCOMPARE(c->scale(), 2);
    QCOMPARE(c->scalingFactor, 0.5);
    QCOMPARE(c->shiftFactor, 0.1);
    QCOMPARE(c->encoderBlocks, (std::vector{0, 2}));
}

void TestTinyVaeConfig::listsLayers() {
    const auto c = TinyVaeConfig::fromJson(nlohmann::json::object(), "c");
    QVERIFY(c.ok());
    using layer_shapes::Shape;
    const auto down = layer_shapes::shapesOf(engine::tinyEncoderLayers(*c, {64, 48}), 1);
    QCOMPARE(down.size(), std::size_t(15 + 10 * 3));  // three convolutions in each of ten blocks
    QCOMPARE(down.at("encoder.layers[0]"), (Shape{1, 64, 64, 48}));
    QCOMPARE(down.at("encoder.layers[1].conv[4]"), (Shape{1, 64, 64, 48}));
    QCOMPARE(down.at("encoder.layers[2]"), (Shape{1, 64, 32, 24}));
    QCOMPARE(down.at("encoder.layers[14]"), (Shape{1, 4, 8, 6}));
    const auto up = layer_shapes::shapesOf(engine::tinyDecoderLayers(*c, {8, 6}), 1);
    QCOMPARE(up.at("decoder.layers[1]"), (Shape{1, 64, 8, 6}));
    QCOMPARE(up.at("decoder.layers[5]"), (Shape{1, 64, 16, 12}));
    QCOMPARE(up.at("decoder.layers[18]"), (Shape{1, 3, 64, 48}));
}

void TestTinyVaeConfig::rejectsBroken_data() {
    using config_rows::row;
    config_rows::columns();
    const auto bad = ErrorCode::BadFile, no = ErrorCode::Unsupported;
    row("a VAE of another class", R"({"_class_name": "AutoencoderKL"})", no, "AutoencoderKL");
    row("another activation", R"({"act_fn": "silu"})", no, "act_fn");
    row("another enlargement", R"({"upsampling_scaling_factor": 4})", no,
        "upsampling_scaling_factor");
    row("smooth enlargement", R"({"upsample_fn": "bilinear"})", no, "upsample_fn");
    row("levels of several widths", R"({"encoder_block_out_channels": [64, 64, 64, 32]})", bad,
        "the same width at every level");
    row("halves of two widths", R"({"decoder_block_out_channels": [32, 32, 32, 32]})", bad,
        "the width of encoder_block_out_channels, 64");
    row("halves of two depths",
        R"({"decoder_block_out_channels": [64, 64], "num_decoder_blocks": [3, 1]})", bad,
        "as many levels");
    row("a number of blocks too few", R"({"num_encoder_blocks": [1, 3, 3]})", bad,
        "num_encoder_blocks");
    row("no level", R"({"encoder_block_out_channels": [], "num_encoder_blocks": []})", bad,
        "1 to 8 levels");
    row("less than no block", R"({"num_decoder_blocks": [3, 3, 3, -1]})", bad,
        "num_decoder_blocks");
    row("a scaling factor of zero", R"({"scaling_factor": 0})", bad, "scaling_factor");
}

void TestTinyVaeConfig::rejectsBroken() {
    config_rows::checkRefused<TinyVaeConfig>(nlohmann::json::object());
}

QTEST_GUILESS_MAIN(TestTinyVaeConfig)
#include "tst_tiny_vae_config.moc"
