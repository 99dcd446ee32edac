// SPDX-License-Identifier: GPL-3.0-or-later
#include "layer_shapes.h"

#include <model/text_config.h>

#include <QTest>

class TestTextLayers : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void listsTheWholeEncoder();
};

void TestTextLayers::listsTheWholeEncoder() {
    const auto config = engine::TextConfig::fromJson(
        golden::json("models/tiny-sd15/text_encoder/config.json"), "c");
    QVERIFY(config.ok());
    const auto layers = engine::textEncoderLayers(*config);
    QCOMPARE(layers.size(), std::size_t(1 + 3 * 11 + 1));
    QCOMPARE(layers.front().path.text(), std::string("text_model.embeddings"));
    QCOMPARE(layers.back().path.text(), std::string("text_model.final_layer_norm"));
    const std::string last = "text_model.encoder.layers[2]";
    const std::vector<std::string> inner = {".layer_norm1",
                                            ".self_attn.q_proj",
                                            ".self_attn.k_proj",
                                            ".self_attn.v_proj",
                                            ".self_attn.out_proj",
                                            ".self_attn",
                                            ".layer_norm2",
                                            ".mlp.fc1",
                                            ".mlp.fc2",
                                            ".mlp",
                                            ""};
    for (std::size_t i = 0; i < inner.size(); ++i)
        QCOMPARE(layers[1 + 2 * inner.size() + i].path.text(), last + inner[i]);
    for (const auto& layer : layers) {
        const bool isWide = layer.path.text().ends_with("fc1");
        QCOMPARE(layer.shape(3), (layer_shapes::Shape{3, 77, isWide ? 96 : 24}));
    }
}

QTEST_GUILESS_MAIN(TestTextLayers)
#include "tst_text_layers.moc"
