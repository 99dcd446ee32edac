// SPDX-License-Identifier: GPL-3.0-or-later
#include "config_rows.h"
#include "support/golden.h"

#include <model/text_config.h>

#include <QTest>

using engine::ErrorCode;
using engine::TextConfig;

class TestTextConfig : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsBothEncodersOfSdxl();
    void takesLibraryDefaults();
    void rejectsBroken_data();
    void rejectsBroken();
};

void TestTextConfig::readsBothEncodersOfSdxl() {
    const auto one =
        TextConfig::fromJson(golden::json("models/tiny-sdxl/text_encoder/config.json"), "c");
    const auto two =
        TextConfig::fromJson(golden::json("models/tiny-sdxl/text_encoder_2/config.json"), "c");
    QVERIFY(one.ok() && two.ok());
    QVERIFY(one->activation == TextConfig::Activation::QuickGelu && !one->hasProjection);
    QVERIFY(two->activation == TextConfig::Activation::Gelu && two->hasProjection);
    QCOMPARE(two->hiddenSize, 32);
    QCOMPARE(two->intermediateSize, 128);
    QCOMPARE(two->heads, 4);
    QCOMPARE(two->layers, 4);
    QCOMPARE(two->vocabSize, 1000);
    QCOMPARE(two->maxPositions, 77);
    QCOMPARE(two->projectionDim, 20);
}

void TestTextConfig::takesLibraryDefaults() {
    const auto c = TextConfig::fromJson(nlohmann::json::object(), "c");
    QVERIFY2(c.ok(), c.ok() ? "" : c.error().message.c_str());
    QCOMPARE(c->hiddenSize, 512);
    QCOMPARE(c->intermediateSize, 2048);
    QCOMPARE(c->heads, 8);
    QCOMPARE(c->layers, 12);
    QCOMPARE(c->vocabSize, 49408);
    QCOMPARE(c->layerNormEps, 1e-5);
    QVERIFY(c->activation == TextConfig::Activation::QuickGelu && !c->hasProjection);
}

void TestTextConfig::rejectsBroken_data() {
    using config_rows::row;
    config_rows::columns();
    const auto bad = ErrorCode::BadFile, no = ErrorCode::Unsupported;
    row("nothing", "null", bad, "expected a JSON object, found null");
    row("an encoder of another kind", R"({"architectures": ["T5EncoderModel"]})", no,
        "T5EncoderModel");
    row("two classes", R"({"architectures": ["CLIPTextModel", "CLIPTextModel"]})", bad,
        "one class name");
    row("a class that is no list", R"({"architectures": "CLIPTextModel"})", bad, "a list of texts");
    row("another activation", R"({"hidden_act": "relu"})", no, "hidden_act");
    row("heads that do not divide", R"({"num_attention_heads": 5})", bad, "multiple of the 5");
    row("no layers", R"({"num_hidden_layers": 0})", bad, "num_hidden_layers");
    row("a vocabulary as text", R"({"vocab_size": "many"})", bad, "vocab_size");
    row("a negative epsilon", R"({"layer_norm_eps": -1})", bad, "layer_norm_eps");
}

void TestTextConfig::rejectsBroken() {
    config_rows::checkRefused<TextConfig>(
        golden::json("models/tiny-sd15/text_encoder/config.json"));
}

QTEST_GUILESS_MAIN(TestTextConfig)
#include "tst_text_config.moc"
