// SPDX-License-Identifier: GPL-3.0-or-later
#include "config_rows.h"
#include "support/golden.h"

#include <model/unet_config.h>

#include <QTest>

using engine::ErrorCode;
using engine::UnetConfig;
using Depths = std::vector<std::vector<int>>;

class TestUnetConfig : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsSd15();
    void readsSdxl();
    void takesLibraryDefaults();
    void numAttentionHeadsOverrides();
    void readsDistilledNetworks();
    void acceptsWhatChangesNothing_data();
    void acceptsWhatChangesNothing();
    void rejectsBroken_data();
    void rejectsBroken();
};

void TestUnetConfig::readsSd15() {
    const auto c = UnetConfig::fromJson(golden::json("models/tiny-sd15/unet/config.json"), "c");
    QVERIFY2(c.ok(), c.ok() ? "" : c.error().message.c_str());
    QCOMPARE(c->blockOutChannels, (std::vector{16, 16, 24, 24}));
    QCOMPARE(c->downHasAttention, (std::vector{true, true, true, false}));
    QCOMPARE(c->upHasAttention, (std::vector{false, true, true, true}));
    QCOMPARE(c->heads, (std::vector{8, 8, 8, 8}));
    QCOMPARE(c->downTransformers, Depths(4, {1, 1}));
    QCOMPARE(c->upTransformers, Depths(4, {1, 1, 1}));
    QCOMPARE(c->mid, UnetConfig::Mid::CrossAttention);
    QCOMPARE(c->crossAttentionDim, 24);
    QCOMPARE(c->normGroups, 8);
    QCOMPARE(c->sampleSize, 16);
    QCOMPARE(c->timeEmbedDim(), 64);
    QVERIFY(!c->linearProjection && !c->upcastAttention && !c->hasTextTimeEmbedding);
}

void TestUnetConfig::readsSdxl() {
    const auto c = UnetConfig::fromJson(golden::json("models/tiny-sdxl/unet/config.json"), "c");
    QVERIFY2(c.ok(), c.ok() ? "" : c.error().message.c_str());
    QCOMPARE(c->downHasAttention, (std::vector{false, true, true}));
    QCOMPARE(c->upHasAttention, (std::vector{true, true, false}));
    QCOMPARE(c->heads, (std::vector{1, 2, 3}));
    QCOMPARE(c->downTransformers, (Depths{{1, 1}, {2, 2}, {3, 3}}));
    QCOMPARE(c->upTransformers, (Depths{{3, 3, 3}, {2, 2, 2}, {1, 1, 1}}));
    QCOMPARE(c->midTransformers, 3);
    QVERIFY(c->linearProjection && c->hasTextTimeEmbedding);
    QVERIFY(!c->upcastAttention);  // null in the file
    QCOMPARE(c->additionTimeEmbedDim, 8);
    QCOMPARE(c->projectionInputDim, 68);
}

void TestUnetConfig::takesLibraryDefaults() {
    const auto c = UnetConfig::fromJson(nlohmann::json::object(), "c");
    QVERIFY2(c.ok(), c.ok() ? "" : c.error().message.c_str());
    QCOMPARE(c->blockOutChannels, (std::vector{320, 640, 1280, 1280}));
    QCOMPARE(c->downHasAttention, (std::vector{true, true, true, false}));
    QCOMPARE(c->upHasAttention, (std::vector{false, true, true, true}));
    QCOMPARE(c->heads, (std::vector{8, 8, 8, 8}));
    QCOMPARE(c->inChannels, 4);
    QCOMPARE(c->outChannels, 4);
    QCOMPARE(c->layersPerBlock, (std::vector{2, 2, 2, 2}));
    QCOMPARE(c->crossAttentionDim, 1280);
    QCOMPARE(c->normGroups, 32);
    QCOMPARE(c->normEps, 1e-5);
    QCOMPARE(c->freqShift, 0.0);
    QCOMPARE(c->sampleSize, 64);
    QVERIFY(c->flipSinToCos && !c->centerInputSample && !c->linearProjection);
}

void TestUnetConfig::numAttentionHeadsOverrides() {
    const auto json = nlohmann::json::parse(
        R"({"attention_head_dim": 8, "num_attention_heads": [5, 10, 20, 20]})");
    const auto c = UnetConfig::fromJson(json, "c");
    QVERIFY2(c.ok(), c.ok() ? "" : c.error().message.c_str());
    QCOMPARE(c->heads, (std::vector{5, 10, 20, 20}));
}

/// SSD-1B and tiny-sd: fewer transformer blocks here and there, a smaller bottleneck or none.
void TestUnetConfig::readsDistilledNetworks() {
    auto json = golden::json("models/tiny-sdxl/unet/config.json");
    json["mid_block_type"] = "UNetMidBlock2D";
    json["transformer_layers_per_block"] = nlohmann::json::parse("[1, [2, 2], [4, 3]]");
    json["reverse_transformer_layers_per_block"] =
        nlohmann::json::parse("[[4, 4, 10], [2, 1, 1], 1]");
    const auto c = UnetConfig::fromJson(json, "c");
    QVERIFY2(c.ok(), c.ok() ? "" : c.error().message.c_str());
    QCOMPARE(c->mid, UnetConfig::Mid::Resnet);
    QCOMPARE(c->downTransformers, (Depths{{1, 1}, {2, 2}, {4, 3}}));
    QCOMPARE(c->upTransformers, (Depths{{4, 4, 10}, {2, 1, 1}, {1, 1, 1}}));

    json = golden::json("models/tiny-sd15/unet/config.json");
    json["mid_block_type"] = nullptr;
    json["layers_per_block"] = nlohmann::json::parse("[1, 2, 1, 1]");
    const auto tiny = UnetConfig::fromJson(json, "c");
    QVERIFY2(tiny.ok(), tiny.ok() ? "" : tiny.error().message.c_str());
    QCOMPARE(tiny->mid, UnetConfig::Mid::None);
    QCOMPARE(tiny->layersPerBlock, (std::vector{1, 2, 1, 1}));
    QCOMPARE(tiny->upTransformers, (Depths{{1, 1}, {1, 1}, {1, 1, 1}, {1, 1}}));
}

void TestUnetConfig::acceptsWhatChangesNothing_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("unknown keys") << QByteArray(R"({"a_key_of_tomorrow": {"x": []}})");
    QTest::newRow("the other name of SiLU") << QByteArray(R"({"act_fn": "swish"})");
    QTest::newRow("an unused feature as null") << QByteArray(R"({"class_embed_type": null})");
    QTest::newRow("an integer written as a float")
        << QByteArray(R"({"mid_block_scale_factor": 1.0})");
    QTest::newRow("no sample size") << QByteArray(R"({"sample_size": null})");
    QTest::newRow("odd heads where nothing attends")
        << QByteArray(R"({"attention_head_dim": [7, 10, 20, 20],
            "down_block_types": ["DownBlock2D", "CrossAttnDownBlock2D", "DownBlock2D", "DownBlock2D"],
            "up_block_types": ["UpBlock2D", "UpBlock2D", "UpBlock2D", "UpBlock2D"]})");
}

void TestUnetConfig::acceptsWhatChangesNothing() {
    QFETCH(QByteArray, text);
    const auto c = UnetConfig::fromJson(nlohmann::json::parse(text.toStdString()), "c");
    QVERIFY2(c.ok(), c.ok() ? "" : c.error().message.c_str());
}

void TestUnetConfig::rejectsBroken_data() {
    using config_rows::row;
    config_rows::columns();
    const auto bad = ErrorCode::BadFile, no = ErrorCode::Unsupported;
    row("a list instead of an object", "[]", bad, "expected a JSON object, found array");
    row("a class of another network", R"({"_class_name": "Transformer2D"})", no,
        "\"Transformer2D\"");
    row("text for a number", R"({"in_channels": "4"})", bad,
        "\"in_channels\": expected a whole number");
    row("a fraction for a count", R"({"layers_per_block": 2.5})", bad, "found 2.5");
    row("no channels", R"({"out_channels": 0})", bad, "from 1 to 1024, found 0");
    row("a count that overflows int", R"({"cross_attention_dim": 9007199254740993})", bad,
        "cross_attention_dim");
    row("null for a required count", R"({"in_channels": null})", bad, "found null");
    row("a number for a flag", R"({"use_linear_projection": 1})", bad,
        "expected true or false, found 1");
    row("text for a number with a point", R"({"norm_eps": "1e-5"})", bad, "norm_eps");
    row("a number for a name", R"({"act_fn": 3})", bad, "expected a text");
    row("an unknown activation", R"({"act_fn": "mish"})", no, "supported as \"silu\"");
    row("no levels", R"({"block_out_channels": []})", bad, "1 to 8 levels");
    row("text in a list of numbers", R"({"block_out_channels": [16, "16"]})", bad,
        "a list of whole numbers");
    row("a level too few in the blocks", R"({"down_block_types": ["DownBlock2D"]})", bad,
        "down_block_types");
    row("a level too many on the way up",
        R"({"up_block_types": ["UpBlock2D","UpBlock2D","UpBlock2D","UpBlock2D","UpBlock2D"]})", bad,
        "up_block_types");
    row("numbers for blocks", R"({"down_block_types": [1, 2, 3, 4]})", bad, "a list of texts");
    row("a block of another family",
        R"({"down_block_types": ["AttnDownBlock2D","DownBlock2D","DownBlock2D","DownBlock2D"]})",
        no, "CrossAttnDownBlock2D");
    row("an up block on the way down",
        R"({"down_block_types": ["UpBlock2D","DownBlock2D","DownBlock2D","DownBlock2D"]})", no,
        "down_block_types");
    row("a middle of another family", R"({"mid_block_type": "UNetMidBlock2DSimpleCrossAttn"})", no,
        "supported as \"UNetMidBlock2DCrossAttn\" or \"UNetMidBlock2D\"");
    row("resnets for too few levels", R"({"layers_per_block": [1, 2]})", bad, "layers_per_block");
    row("depths that differ on the way down and are not said on the way up",
        R"({"transformer_layers_per_block": [[1, 2], 1, 1, 1]})", bad,
        "reverse_transformer_layers_per_block");
    row("a depth too few on the way up",
        R"({"reverse_transformer_layers_per_block": [[1, 1], 1, 1, 1]})", bad,
        "one or a list of 3");
    row("a head list of another length", R"({"attention_head_dim": [8, 8]})", bad, "a list of 4");
    row("no heads", R"({"attention_head_dim": 0})", bad, "attention_head_dim");
    row("heads that do not divide", R"({"num_attention_heads": 5})", bad, "5 at level 0");
    row("a depth per block and direction",
        R"({"transformer_layers_per_block": [[1], [2], [3], [4]]})", bad,
        "transformer_layers_per_block");
    row("groups that do not divide", R"({"norm_num_groups": 7})", bad, "multiples of the 7");
    row("an odd time embedding",
        R"({"block_out_channels": [5,16,24,24], "norm_num_groups": 1, "attention_head_dim": 1})",
        bad, "even");
    row("a shift that leaves no frequency",
        R"({"block_out_channels": [2,16,24,24], "norm_num_groups": 1, "attention_head_dim": 1, "freq_shift": 1})",
        bad, "time embedding");
    row("scale and shift by time", R"({"resnet_time_scale_shift": "scale_shift"})", no,
        "resnet_time_scale_shift");
    row("classes", R"({"class_embed_type": "timestep"})", no, "class_embed_type");
    row("another addition", R"({"addition_embed_type": "image"})", no, "addition_embed_type");
    row("an odd addition", R"({"addition_embed_type": "text_time", "addition_time_embed_dim": 7})",
        bad, "even");
    row("an addition without its width",
        R"({"addition_embed_type": "text_time", "projection_class_embeddings_input_dim": null})",
        bad, "projection_class_embeddings_input_dim");
    row("a wide first convolution", R"({"conv_in_kernel": 5})", no, "conv_in_kernel");
    row("a distilled guidance input", R"({"time_cond_proj_dim": 256})", no, "time_cond_proj_dim");
    row("a sample size of two sides", R"({"sample_size": [64, 96]})", bad, "sample_size");
}

void TestUnetConfig::rejectsBroken() {
    config_rows::checkRefused<UnetConfig>(golden::json("models/tiny-sd15/unet/config.json"));
}

QTEST_GUILESS_MAIN(TestUnetConfig)
#include "tst_unet_config.moc"
