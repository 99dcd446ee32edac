// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/golden.h"
#include "support/stored_tensors.h"

#include <model/original_names.h>

#include <QTest>

#include <algorithm>

using engine::readOriginalNames;
using engine::TensorNames;
using engine::TensorPart;

class TestOriginalNames : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void namesOneTensor_data();
    void namesOneTensor();
    void numbersFollowTheSamplers_data();
    void numbersFollowTheSamplers();
    void cutsTheJointMatrix();
    void leavesTheUnusedTopLayer();
    void keepsWhatNoRuleKnows_data();
    void keepsWhatNoRuleKnows();
    void givesTheGoldenTensorsBack_data();
    void givesTheGoldenTensorsBack();
    void readsUnetFiles_data();
    void readsUnetFiles();
};

namespace {

/// Our name of \a source, "-" if no component has it.
QByteArray oursOf(const engine::OriginalCheckpoint& checkpoint, const std::string& component,
                  const std::string& source) {
    const auto it = checkpoint.find(component);
    if (it == checkpoint.end()) return "-";
    for (const auto& [ours, part] : it->second)
        if (part.source == source) return QByteArray::fromStdString(ours);
    return "-";
}

/// Enough of an SD 1.x U-Net to say where its levels begin, and of a VAE with four levels.
std::vector<std::string> skeleton() {
    std::vector<std::string> names;
    const std::string p = "model.diffusion_model.";
    for (int n = 1; n < 12; ++n) {
        const std::string block = p + "input_blocks." + std::to_string(n);
        if (n % 3 == 0) {
            names.push_back(block + ".0.op.weight");
            continue;
        }
        names.push_back(block + ".0.in_layers.0.weight");
        if (n < 9) names.push_back(block + ".1.norm.weight");
    }
    for (const char* inner : {"0.in_layers.0.weight", "1.norm.weight", "2.in_layers.0.weight"})
        names.push_back(p + "middle_block." + inner);
    for (int n = 0; n < 12; ++n) {
        const std::string block = p + "output_blocks." + std::to_string(n);
        names.push_back(block + ".0.in_layers.0.weight");
        if (n > 2) names.push_back(block + ".1.norm.weight");
        if (n % 3 == 2 && n < 11) names.push_back(block + (n == 2 ? ".1" : ".2") + ".conv.weight");
    }
    for (int level = 0; level < 4; ++level)
        names.push_back("first_stage_model.decoder.up." + std::to_string(level) +
                        ".block.0.conv1.weight");
    return names;
}

}  // namespace

void TestOriginalNames::namesOneTensor_data() {
    QTest::addColumn<QByteArray>("component");
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<QByteArray>("ours");
    const auto row = [](const char* component, const char* source, const char* ours) {
        QTest::newRow(source) << QByteArray(component) << QByteArray(source) << QByteArray(ours);
    };
    const char *unet = "unet", *vae = "vae", *text = "text_encoder", *text2 = "text_encoder_2";
    row(unet, "model.diffusion_model.time_embed.0.weight", "time_embedding.linear_1.weight");
    row(unet, "model.diffusion_model.time_embed.2.bias", "time_embedding.linear_2.bias");
    row(unet, "model.diffusion_model.label_emb.0.0.weight", "add_embedding.linear_1.weight");
    row(unet, "model.diffusion_model.label_emb.0.2.bias", "add_embedding.linear_2.bias");
    row(unet, "model.diffusion_model.input_blocks.0.0.weight", "conv_in.weight");
    row(unet, "model.diffusion_model.out.0.weight", "conv_norm_out.weight");
    row(unet, "model.diffusion_model.out.2.bias", "conv_out.bias");
    row(unet, "model.diffusion_model.input_blocks.1.0.in_layers.2.bias",
        "down_blocks.0.resnets.0.conv1.bias");
    row(unet, "model.diffusion_model.input_blocks.4.0.skip_connection.weight",
        "down_blocks.1.resnets.0.conv_shortcut.weight");
    row(unet, "model.diffusion_model.input_blocks.8.0.emb_layers.1.weight",
        "down_blocks.2.resnets.1.time_emb_proj.weight");
    row(unet, "model.diffusion_model.input_blocks.5.1.transformer_blocks.0.ff.net.0.proj.weight",
        "down_blocks.1.attentions.1.transformer_blocks.0.ff.net.0.proj.weight");
    row(unet, "model.diffusion_model.input_blocks.9.0.op.bias",
        "down_blocks.2.downsamplers.0.conv.bias");
    row(unet, "model.diffusion_model.middle_block.2.out_layers.3.weight",
        "mid_block.resnets.1.conv2.weight");
    row(unet, "model.diffusion_model.middle_block.1.proj_in.weight",
        "mid_block.attentions.0.proj_in.weight");
    row(unet, "model.diffusion_model.output_blocks.2.1.conv.bias",
        "up_blocks.0.upsamplers.0.conv.bias");
    row(unet, "model.diffusion_model.output_blocks.5.2.conv.bias",
        "up_blocks.1.upsamplers.0.conv.bias");
    row(unet, "model.diffusion_model.output_blocks.11.1.proj_out.bias",
        "up_blocks.3.attentions.2.proj_out.bias");
    row(vae, "first_stage_model.quant_conv.weight", "quant_conv.weight");
    row(vae, "first_stage_model.post_quant_conv.bias", "post_quant_conv.bias");
    row(vae, "first_stage_model.encoder.conv_in.weight", "encoder.conv_in.weight");
    row(vae, "first_stage_model.encoder.norm_out.bias", "encoder.conv_norm_out.bias");
    row(vae, "first_stage_model.encoder.down.1.block.0.nin_shortcut.weight",
        "encoder.down_blocks.1.resnets.0.conv_shortcut.weight");
    row(vae, "first_stage_model.encoder.down.2.downsample.conv.weight",
        "encoder.down_blocks.2.downsamplers.0.conv.weight");
    row(vae, "first_stage_model.decoder.up.3.block.2.norm2.weight",
        "decoder.up_blocks.0.resnets.2.norm2.weight");
    row(vae, "first_stage_model.decoder.up.1.upsample.conv.bias",
        "decoder.up_blocks.2.upsamplers.0.conv.bias");
    row(vae, "first_stage_model.decoder.mid.block_2.conv1.weight",
        "decoder.mid_block.resnets.1.conv1.weight");
    row(vae, "first_stage_model.encoder.mid.attn_1.norm.weight",
        "encoder.mid_block.attentions.0.group_norm.weight");
    row(vae, "first_stage_model.encoder.mid.attn_1.proj_out.bias",
        "encoder.mid_block.attentions.0.to_out.0.bias");
    row(text, "cond_stage_model.transformer.text_model.final_layer_norm.bias",
        "text_model.final_layer_norm.bias");
    row(text, "cond_stage_model.transformer.embeddings.token_embedding.weight",
        "text_model.embeddings.token_embedding.weight");
    row(text, "cond_stage_model.model.token_embedding.weight",
        "text_model.embeddings.token_embedding.weight");
    row(text, "cond_stage_model.model.positional_embedding",
        "text_model.embeddings.position_embedding.weight");
    row(text, "cond_stage_model.model.ln_final.weight", "text_model.final_layer_norm.weight");
    row(text, "cond_stage_model.model.transformer.resblocks.21.mlp.c_proj.bias",
        "text_model.encoder.layers.21.mlp.fc2.bias");
    row(text, "conditioner.embedders.0.transformer.text_model.encoder.layers.3.layer_norm1.bias",
        "text_model.encoder.layers.3.layer_norm1.bias");
    row(text2, "conditioner.embedders.1.model.transformer.resblocks.0.ln_2.weight",
        "text_model.encoder.layers.0.layer_norm2.weight");
    row(text2, "conditioner.embedders.1.model.transformer.resblocks.0.attn.out_proj.bias",
        "text_model.encoder.layers.0.self_attn.out_proj.bias");
    row(text2, "conditioner.embedders.1.model.text_projection", "text_projection.weight");
    row(unet, "model_ema.diffusion_modelinput_blocks00weight", "-");
    row(unet, "alphas_cumprod", "-");
}

void TestOriginalNames::namesOneTensor() {
    QFETCH(QByteArray, component);
    QFETCH(QByteArray, source);
    QFETCH(QByteArray, ours);
    auto names = skeleton();
    names.push_back(source.toStdString());
    QCOMPARE(oursOf(readOriginalNames(names), component.toStdString(), source.toStdString()), ours);
}

void TestOriginalNames::numbersFollowTheSamplers_data() {
    QTest::addColumn<QList<QByteArray>>("others");
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<QByteArray>("ours");
    using Names = QList<QByteArray>;
    QTest::newRow("one resnet a level")
        << Names{"input_blocks.1.0.in_layers.0.weight", "input_blocks.2.0.op.weight"}
        << QByteArray("input_blocks.3.0.in_layers.0.weight")
        << QByteArray("down_blocks.1.resnets.0.norm1.weight");
    QTest::newRow("four resnets a level")
        << Names{"input_blocks.1.0.in_layers.0.weight", "input_blocks.2.0.in_layers.0.weight",
                 "input_blocks.3.0.in_layers.0.weight"}
        << QByteArray("input_blocks.4.0.in_layers.0.weight")
        << QByteArray("down_blocks.0.resnets.3.norm1.weight");
    QTest::newRow("blocks of two digits come after those of one")
        << Names{"input_blocks.9.0.op.weight", "input_blocks.10.0.in_layers.0.weight"}
        << QByteArray("input_blocks.11.0.in_layers.0.weight")
        << QByteArray("down_blocks.1.resnets.1.norm1.weight");
    QTest::newRow("a bottleneck without attention")
        << Names{"middle_block.0.in_layers.0.weight"}
        << QByteArray("middle_block.1.in_layers.0.weight")
        << QByteArray("mid_block.resnets.1.norm1.weight");
    QTest::newRow("a sampler right after a resnet")
        << Names{"output_blocks.0.0.in_layers.0.weight", "output_blocks.0.1.conv.weight"}
        << QByteArray("output_blocks.1.0.in_layers.0.weight")
        << QByteArray("up_blocks.1.resnets.0.norm1.weight");
}

void TestOriginalNames::numbersFollowTheSamplers() {
    QFETCH(QList<QByteArray>, others);
    QFETCH(QByteArray, source);
    QFETCH(QByteArray, ours);
    const std::string p = "model.diffusion_model.";
    std::vector<std::string> names = {p + source.toStdString()};
    for (const auto& other : others) names.push_back(p + other.toStdString());
    QCOMPARE(oursOf(readOriginalNames(names), "unet", names.front()), ours);
}

void TestOriginalNames::cutsTheJointMatrix() {
    const std::string source =
        "conditioner.embedders.1.model.transformer.resblocks.4.attn.in_proj_weight";
    const auto found = readOriginalNames({source});
    const auto& names = found.at("text_encoder_2");
    QCOMPARE(names.size(), std::size_t(3));
    int part = 0;
    for (const char* which : {"q", "k", "v"}) {
        const auto& p = names.at(std::string("text_model.encoder.layers.4.self_attn.") + which +
                                 "_proj.weight");
        QCOMPARE(p.source, source);
        QCOMPARE(p.part, part++);
        QCOMPARE(p.parts, 3);
        QVERIFY(!p.isTransposed && !p.mayBeLeft);
    }
    const auto projection =
        readOriginalNames({"conditioner.embedders.1.model.text_projection"}).at("text_encoder_2");
    QVERIFY(projection.at("text_projection.weight").isTransposed);
}

/// SD 2.x reads the state before the last layer, and its file has that layer nonetheless.
void TestOriginalNames::leavesTheUnusedTopLayer() {
    const auto layer = [](const char* prefix, int k) {
        return std::string(prefix) + "transformer.resblocks." + std::to_string(k) + ".ln_1.weight";
    };
    const auto mayBeLeft = [&](const char* prefix, const char* component) {
        const auto found =
            readOriginalNames({layer(prefix, 9), layer(prefix, 22), layer(prefix, 23)});
        QByteArray text;
        for (const int k : {9, 22, 23})
            text += found.at(component)
                            .at("text_model.encoder.layers." + std::to_string(k) +
                                ".layer_norm1.weight")
                            .mayBeLeft
                        ? "left "
                        : "needed ";
        return text;
    };
    QCOMPARE(mayBeLeft("cond_stage_model.model.", "text_encoder"),
             QByteArray("needed needed left "));
    QCOMPARE(mayBeLeft("conditioner.embedders.1.model.", "text_encoder_2"),
             QByteArray("needed needed needed "));
}

void TestOriginalNames::keepsWhatNoRuleKnows_data() {
    QTest::addColumn<QByteArray>("component");
    QTest::addColumn<QByteArray>("source");
    const auto row = [](const char* component, const char* source) {
        QTest::newRow(source) << QByteArray(component) << QByteArray(source);
    };
    row("unet", "model.diffusion_model.input_blocks.1.0.extra.weight");
    row("unet", "model.diffusion_model.input_blocks.1.weight");
    row("unet", "model.diffusion_model.input_blocks.99999999999.0.in_layers.0.weight");
    row("unet", "model.diffusion_model.input_blocks.-1.0.in_layers.0.weight");
    row("unet", "model.diffusion_model.outer.0.weight");
    row("unet", "model.diffusion_model.time_embed.00.weight");
    row("vae", "first_stage_model.loss.weight");
    row("vae", "first_stage_model.encoder");
    row("vae", "first_stage_model.decoder.up.0.attn.0.q.weight");
    row("vae", "first_stage_model.encoder.mid.attn_1.qk.weight");
    row("text_encoder", "cond_stage_model.model.visual.conv1.weight");
    row("text_encoder", "cond_stage_model.model.transformer.resblocks.0.attn.in_proj");
}

void TestOriginalNames::keepsWhatNoRuleKnows() {
    QFETCH(QByteArray, component);
    QFETCH(QByteArray, source);
    auto names = skeleton();
    names.push_back(source.toStdString());
    QCOMPARE(oursOf(readOriginalNames(names), component.toStdString(), source.toStdString()),
             source);
}

void TestOriginalNames::givesTheGoldenTensorsBack_data() {
    QTest::addColumn<QByteArray>("component");
    QTest::addColumn<QByteArray>("file");
    QTest::newRow("U-Net") << QByteArray("unet")
                           << QByteArray("unet/diffusion_pytorch_model.safetensors");
    QTest::newRow("VAE") << QByteArray("vae")
                         << QByteArray("vae/diffusion_pytorch_model.safetensors");
    QTest::newRow("text encoder") << QByteArray("text_encoder")
                                  << QByteArray("text_encoder/model.safetensors");
}

void TestOriginalNames::givesTheGoldenTensorsBack() {
    QFETCH(QByteArray, component);
    QFETCH(QByteArray, file);
    const auto single = test::readTensors(
        golden::path("variants/tiny-sd15-single-file/tiny-v1-5-pruned-emaonly.safetensors"));
    const auto expected = test::readTensors(golden::path("models/tiny-sd15/" + file.toStdString()));
    std::vector<std::string> names;
    for (const auto& [name, tensor] : single) names.push_back(name);
    const auto found = readOriginalNames(names);
    QCOMPARE(found.size(), std::size_t(3));
    const auto& tensors = found.at(component.toStdString());
    QCOMPARE(tensors.size(), expected.size());
    for (const auto& [ours, part] : tensors) {
        QVERIFY2(expected.contains(ours), ours.c_str());
        QVERIFY2(part.parts == 1 && !part.isTransposed, ours.c_str());
        QVERIFY2(single.at(part.source).bytes == expected.at(ours).bytes, ours.c_str());
    }
}

void TestOriginalNames::readsUnetFiles_data() {
    QTest::addColumn<QList<QByteArray>>("names");
    QTest::addColumn<QByteArray>("ours");
    using Names = QList<QByteArray>;
    QTest::newRow("names of today") << Names{"conv_in.weight"} << QByteArray("conv_in.weight");
    QTest::newRow("original names")
        << Names{"model.diffusion_model.input_blocks.0.0.weight"} << QByteArray("conv_in.weight");
    QTest::newRow("original names without prefix")
        << Names{"input_blocks.0.0.weight"} << QByteArray("conv_in.weight");
    QTest::newRow("a whole checkpoint: its U-Net alone")
        << Names{"model.diffusion_model.input_blocks.0.0.weight", "first_stage_model.x"}
        << QByteArray("conv_in.weight");
}

void TestOriginalNames::readsUnetFiles() {
    QFETCH(QList<QByteArray>, names);
    QFETCH(QByteArray, ours);
    std::vector<std::string> list;
    for (const auto& name : names) list.push_back(name.toStdString());
    const auto found = engine::readUnetNames(list);
    QCOMPARE(found.size(), std::size_t(1));
    QCOMPARE(QByteArray::fromStdString(found.begin()->first), ours);
    QCOMPARE(found.begin()->second.source, list.front());
}

QTEST_GUILESS_MAIN(TestOriginalNames)
#include "tst_original_names.moc"
