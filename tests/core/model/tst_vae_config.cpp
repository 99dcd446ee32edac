// SPDX-License-Identifier: GPL-3.0-or-later
#include "config_rows.h"
#include "support/golden.h"

#include <model/vae_config.h>

#include <QTest>

using engine::ErrorCode;
using engine::VaeConfig;

class TestVaeConfig : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsGolden_data();
    void readsGolden();
    void takesLibraryDefaults();
    void readsLaterKeys();
    void rejectsBroken_data();
    void rejectsBroken();
};

void TestVaeConfig::readsGolden_data() {
    QTest::addColumn<QString>("model");
    QTest::addColumn<double>("scaling");
    QTest::newRow("no scaling factor in the file") << "tiny-sd15" << 0.18215;
    QTest::newRow("SD's scaling factor written out") << "tiny-sdturbo" << 0.18215;
    QTest::newRow("SDXL's own scaling factor") << "tiny-sdxl" << 0.13025;
}

void TestVaeConfig::readsGolden() {
    QFETCH(QString, model);
    QFETCH(double, scaling);
    const auto json = golden::json("models/" + model.toStdString() + "/vae/config.json");
    const auto c = VaeConfig::fromJson(json, "c");
    QVERIFY2(c.ok(), c.ok() ? "" : c.error().message.c_str());
    QCOMPARE(c->scalingFactor, scaling);
    QCOMPARE(c->levels(), 4);
    QCOMPARE(c->scale(), 8);
    QCOMPARE(c->layersPerBlock, 2);
    QCOMPARE(c->latentChannels, 4);
    QVERIFY(c->forceUpcast && c->hasQuantConv && c->hasPostQuantConv);
}

void TestVaeConfig::takesLibraryDefaults() {
    const auto c = VaeConfig::fromJson(nlohmann::json::object(), "c");
    QVERIFY2(c.ok(), c.ok() ? "" : c.error().message.c_str());
    QCOMPARE(c->blockOutChannels, std::vector{64});
    QCOMPARE(c->layersPerBlock, 1);
    QCOMPARE(c->normGroups, 32);
    QCOMPARE(c->sampleSize, 32);
    QCOMPARE(c->scale(), 1);
    QCOMPARE(c->shiftFactor, 0.0);
}

void TestVaeConfig::readsLaterKeys() {
    const auto json = nlohmann::json::parse(
        R"({"use_quant_conv": false, "use_post_quant_conv": false, "shift_factor": 0.1159,
            "force_upcast": false, "latent_channels": 16, "mid_block_add_attention": true})");
    const auto c = VaeConfig::fromJson(json, "c");
    QVERIFY2(c.ok(), c.ok() ? "" : c.error().message.c_str());
    QVERIFY(!c->hasQuantConv && !c->hasPostQuantConv && !c->forceUpcast);
    QCOMPARE(c->shiftFactor, 0.1159);
    QCOMPARE(c->latentChannels, 16);
}

void TestVaeConfig::rejectsBroken_data() {
    using config_rows::row;
    config_rows::columns();
    const auto bad = ErrorCode::BadFile, no = ErrorCode::Unsupported;
    row("text instead of an object", "\"vae\"", bad, "expected a JSON object, found string");
    row("a VAE of another class", R"({"_class_name": "VQModel"})", no, "VQModel");
    row("a middle without attention", R"({"mid_block_add_attention": false})", no,
        "mid_block_add_attention");
    row("latents normalised per channel", R"({"latents_mean": [0, 0, 0, 0]})", no, "latents_mean");
    row("latents scaled per channel", R"({"latents_std": [1, 1, 1, 1]})", no, "latents_std");
    row("another activation", R"({"act_fn": "relu"})", no, "act_fn");
    row("no latent channels", R"({"latent_channels": 0})", bad, "latent_channels");
    row("a scaling factor of zero", R"({"scaling_factor": 0})", bad, "scaling_factor");
    row("text for the shift", R"({"shift_factor": "0.1"})", bad, "shift_factor");
    row("nine levels", R"({"block_out_channels": [4,4,4,4,4,4,4,4,4]})", bad, "1 to 8 levels");
    row("a block too few", R"({"down_block_types": ["DownEncoderBlock2D"]})", bad,
        "down_block_types");
    row("an attending block",
        R"({"up_block_types": ["AttnUpDecoderBlock2D","UpDecoderBlock2D","UpDecoderBlock2D","UpDecoderBlock2D"]})",
        no, "up_block_types");
    row("groups that do not divide", R"({"norm_num_groups": 3})", bad, "multiples of the 3");
}

void TestVaeConfig::rejectsBroken() {
    config_rows::checkRefused<VaeConfig>(golden::json("models/tiny-sd15/vae/config.json"));
}

QTEST_GUILESS_MAIN(TestVaeConfig)
#include "tst_vae_config.moc"
