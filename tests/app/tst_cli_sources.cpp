// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli_process.h"
#include "app/npz_results.h"

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using test::golden;
using test::read;
using test::runCli;

/// Where the parts of a model may come from: one file, another U-Net or VAE, a second encoder.
class TestCliSources : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void singleFileEqualsGolden_data();
    void singleFileEqualsGolden();
    void singleFileSaysWhereItsConfigsAreFrom();
    void refuses_data();
    void refuses();
    void extractTakesAnotherUnet();
    void bfloat16IsNearFloat32();
    void secondEncoderEqualsGolden();
    void saysWhatAPromptLoses_data();
    void saysWhatAPromptLoses();
};

namespace {

QString singleFile() {
    return golden("variants/tiny-sd15-single-file/tiny-v1-5-pruned-emaonly.safetensors");
}
QString configs() {
    return QStringLiteral("--config=") + golden("models/tiny-sd15");
}

}  // namespace

void TestCliSources::singleFileEqualsGolden_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("expected");
    QTest::addColumn<int>("atLeast");
    const auto row = [](const char* name, const QStringList& arguments, const char* expected,
                        int atLeast) {
        QTest::newRow(name) << arguments << golden(expected) << atLeast;
    };
    row("U-Net", {QStringLiteral("unet"), QStringLiteral("--layers=all")},
        "expected/tiny-sd15/unet_A.npz", 30);
    row("VAE", {QStringLiteral("vae"), QStringLiteral("--encode"), QStringLiteral("--layers=all")},
        "expected/tiny-sd15/vae_64x64.npz", 4);
    row("text encoder", {QStringLiteral("text")}, "expected/tiny-sd15/text_encoder.npz", 8);
}

void TestCliSources::singleFileEqualsGolden() {
    QFETCH(QStringList, arguments);
    QFETCH(QString, expected);
    QFETCH(int, atLeast);
    QTemporaryDir folder;
    const QString out = folder.filePath(QStringLiteral("out.npz"));
    const auto result =
        runCli(arguments + QStringList{singleFile(), configs(), QStringLiteral("--inputs"),
                                       expected, QStringLiteral("--out"), out});
    QVERIFY2(result.code == 0, result.said().constData());
    int compared = 0;
    const double worst = test::worstDeviation(read(out), read(expected), compared);
    QVERIFY2(worst <= test::kTolerance, qPrintable(QString::number(worst)));
    QVERIFY2(compared >= atLeast, qPrintable(QString::number(compared)));
}

void TestCliSources::singleFileSaysWhereItsConfigsAreFrom() {
    QTemporaryDir folder;
    const QString out = folder.filePath(QStringLiteral("out.npz"));
    const auto result =
        runCli({QStringLiteral("extract"), singleFile(), golden("img2repr/input.png"),
                QStringLiteral("--layers=mid_block"), configs(), QStringLiteral("--out"), out});
    QVERIFY2(result.code == 0, result.said().constData());
    const auto bytes = test::contentOf(out.toStdString());
    const auto begin = bytes.find("{\n \"schema\"");
    const auto provenance = bytes.substr(begin, bytes.find("\n}\n", begin) - begin);
    QVERIFY(provenance.find(R"("model": "tiny-v1-5-pruned-emaonly")") != std::string::npos);
    QVERIFY(provenance.find(R"("configuration": "tiny-sd15")") != std::string::npos);
    const std::string file = R"("name": "tiny-v1-5-pruned-emaonly.safetensors")";
    QVERIFY(provenance.find(file) != std::string::npos);
    QCOMPARE(provenance.find(file), provenance.rfind(file));  // once, though it holds three parts
}

void TestCliSources::refuses_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("message");
    const auto info = QStringLiteral("info");
    QTest::newRow("a file of unpublished widths")
        << QStringList{info, singleFile()} << 2 << QByteArray("--config FOLDER");
    QTest::newRow("configs of another model")
        << QStringList{QStringLiteral("text"),         singleFile(),
                       QStringLiteral("--config"),     golden("models/tiny-sd21"),
                       QStringLiteral("--prompt=cat"), QStringLiteral("--out=/tmp/never.npz")}
        << 3 << QByteArray("do not fit its config.json");
    QTest::newRow("configs in a folder that has none")
        << QStringList{info, singleFile(), QStringLiteral("--config"), golden("rng")} << 3
        << QByteArray("holds no model_index.json");
    QTest::newRow("another U-Net that is no U-Net")
        << QStringList{info, golden("models/tiny-sd15"), QStringLiteral("--unet"),
                       golden("models/tiny-sd15/vae")}
        << 3 << QByteArray("holds no unet");
    QTest::newRow("a second encoder that is not there")
        << QStringList{QStringLiteral("text"), golden("models/tiny-sd15"),
                       QStringLiteral("--encoder=2"), QStringLiteral("--prompt=cat"),
                       QStringLiteral("--out=/tmp/never.npz")}
        << 3 << QByteArray("has no text_encoder_2");
}

void TestCliSources::refuses() {
    QFETCH(QStringList, arguments);
    QFETCH(int, code);
    QFETCH(QByteArray, message);
    const auto result = runCli(arguments);
    QVERIFY2(result.code == code, result.said().constData());
    QVERIFY2(result.err.contains(message), result.err.constData());
    QCOMPARE(result.out, QByteArray());
}

/// The base model's latents, the other U-Net's activations.
void TestCliSources::extractTakesAnotherUnet() {
    QTemporaryDir folder;
    const auto extract = [&](const QString& name, const QStringList& more) {
        const QString out = folder.filePath(name);
        const auto result = runCli(
            QStringList{QStringLiteral("extract"), golden("models/tiny-sd15"),
                        golden("img2repr/input.png"), QStringLiteral("--layers=up_blocks[1]"),
                        QStringLiteral("--out"), out} +
            more);
        return result.code == 0 ? read(out) : engine::NamedArrays();
    };
    const auto own = extract(QStringLiteral("own.npz"), {});
    const auto other =
        extract(QStringLiteral("other.npz"),
                {QStringLiteral("--unet"),
                 golden("variants/tiny-sd15-unet-bf16/diffusion_pytorch_model.safetensors"),
                 QStringLiteral("--vae"), golden("variants/tiny-sd15-vae-oldnames")});
    QVERIFY(!own.empty() && !other.empty());
    QCOMPARE(test::deviation(other, "latents", own), 0.0);  // the same VAE under its early names
    const double moved = test::deviation(other, "up_blocks[1]", own);
    QVERIFY2(moved > 1e-4 && moved < 0.1, qPrintable(QString::number(moved)));  // rounded weights
}

void TestCliSources::bfloat16IsNearFloat32() {
    QTemporaryDir folder;
    const QString in = golden("expected/tiny-sd21/unet_C.npz"),
                  out = folder.filePath(QStringLiteral("out.npz"));
    const auto result = runCli({QStringLiteral("unet"), golden("models/tiny-sd21"),
                                QStringLiteral("--inputs"), in, QStringLiteral("--layers=blocks"),
                                QStringLiteral("--dtype=bfloat16"), QStringLiteral("--out"), out});
    QVERIFY2(result.code == 0, result.said().constData());
    const auto arrays = read(out);
    for (const auto& [name, array] : arrays) QCOMPARE(array.dtype(), engine::DType::F32);
    int compared = 0;
    const double worst = test::worstDeviation(arrays, read(in), compared);
    QVERIFY2(worst > 1e-4 && worst < 0.2, qPrintable(QString::number(worst)));
    QVERIFY(compared >= 5);
    QVERIFY(test::contentOf(out.toStdString()).find(R"("dtype": "bfloat16")") != std::string::npos);
}

void TestCliSources::secondEncoderEqualsGolden() {
    QTemporaryDir folder;
    const QString in = golden("expected/tiny-sdxl/text_encoder_2.npz"),
                  out = folder.filePath(QStringLiteral("out.npz"));
    const auto result =
        runCli({QStringLiteral("text"), golden("models/tiny-sdxl"), QStringLiteral("--encoder=2"),
                QStringLiteral("--inputs"), in, QStringLiteral("--out"), out});
    QVERIFY2(result.code == 0, result.said().constData());
    int compared = 0;
    QVERIFY(test::worstDeviation(read(out), read(in), compared) <= test::kTolerance);
    QCOMPARE(compared, int(read(in).size()));

    const auto prompts =
        runCli({QStringLiteral("text"), golden("models/tiny-sdxl"), QStringLiteral("--encoder=2"),
                QStringLiteral("--prompt"), QStringLiteral("a photo of a cat"),
                QStringLiteral("An astronaut riding a horse, oil painting!"), QString(),
                QStringLiteral("--out"), out});
    QVERIFY2(prompts.code == 0, prompts.said().constData());
    QCOMPARE(test::deviation(read(out), "input_ids", read(in)), 0.0);
}

void TestCliSources::saysWhatAPromptLoses_data() {
    QTest::addColumn<QString>("prompt");
    QTest::addColumn<QByteArray>("lost");  // empty: nothing is said
    const QString seventyFive = QStringLiteral("cat ").repeated(75);
    QTest::newRow("75 pieces fit") << seventyFive << QByteArray();
    QTest::newRow("the 76th does not")
        << seventyFive + QStringLiteral("a DOG") << QByteArray("2 tokens too long");
    QTest::newRow("what was cut is quoted, cleaned up")
        << seventyFive + QStringLiteral("a  DOG") << QByteArray("cut off: \"a dog\"");
    QTest::newRow("beyond ASCII") << seventyFive + QStringLiteral("na\u00efve \u732b!")
                                  << QByteArray("\"na\u00efve \u732b !\"");
}

void TestCliSources::saysWhatAPromptLoses() {
    QFETCH(QString, prompt);
    QFETCH(QByteArray, lost);
    QTemporaryDir folder;
    const QString out = folder.filePath(QStringLiteral("out.npz"));
    for (const bool isText : {true, false}) {
        const auto command =
            isText ? QStringList{QStringLiteral("text"), golden("models/tiny-sd15")}
                   : QStringList{QStringLiteral("extract"), golden("models/tiny-sd15"),
                                 golden("img2repr/input.png"), QStringLiteral("--layers=conv_in")};
        const auto result = runCli(command + QStringList{QStringLiteral("--prompt"), prompt,
                                                         QStringLiteral("--out"), out});
        QVERIFY2(result.code == 0, result.said().constData());
        if (lost.isEmpty())
            QCOMPARE(result.err, QByteArray());
        else
            QVERIFY2(result.err.contains(lost), result.err.constData());
    }
}

QTEST_GUILESS_MAIN(TestCliSources)
#include "tst_cli_sources.moc"
