// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli_arrays.h"
#include "app/cli_process.h"
#include "support/test_files.h"

#include <io/npz.h>

#include <QDir>
#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <csignal>

namespace fs = std::filesystem;
using engine::NamedArrays;
using namespace test;

/// What the commands compute and write, against diffusers' numbers where there are some.
class TestCliResults : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void versionFullNamesTheEngine();
    void unetEqualsGolden_data();
    void unetEqualsGolden();
    void unetStopsAfterDeepest();
    void vaeEqualsGolden();
    void textEqualsGolden();
    void extractEqualsGolden();
    void weightsAsHalfEqualsGolden();
    void demoEqualsExpected();
    void extractWritesAFolder();
    void aFailingItemOfAListIsExitSix();
    void normsAreForTheLabeler();
    void similarityIsOneAtItsOwnToken();
    void similarityIsDividedByACommonMaximum();
    void figuresAreWritten_data();
    void figuresAreWritten();
    void everyFileSaysHowItWasMade();
    void fullDiskIsExitFiveAndWritesNothing();
    void interruptionKeepsWhatIsComplete();
};

void TestCliResults::versionFullNamesTheEngine() {
    const auto result = runCli({QStringLiteral("--version"), QStringLiteral("--full")});
    QVERIFY2(result.code == 0, result.said().constData());
    QVERIFY(result.out.contains("\ntorch "));
    QVERIFY(result.out.contains("\nBLAS "));
    QVERIFY(result.out.contains("\ndevice cpu"));
}

void TestCliResults::unetEqualsGolden_data() {
    QTest::addColumn<QString>("model");
    QTest::addColumn<QString>("file");
    QTest::addColumn<int>("atLeast");
    const auto row = [](const char* name, const char* model, const char* file, int atLeast) {
        QTest::newRow(name) << QString::fromUtf8(model) << QString::fromUtf8(file) << atLeast;
    };
    row("every module in full", "tiny-sd15", "unet_A.npz", 30);
    row("inner tensors", "tiny-sd21", "unet_B.npz", 10);
    row("odd size", "tiny-sdturbo", "unet_C.npz", 5);
    row("a fractional timestep per entry", "tiny-sd15", "unet_D.npz", 1);
    row("text-time conditioning", "tiny-sdxl", "unet_A.npz", 20);
}

void TestCliResults::unetEqualsGolden() {
    QFETCH(QString, model);
    QFETCH(QString, file);
    QFETCH(int, atLeast);
    QTemporaryDir folder;
    const QString in = golden("expected/") + model + QLatin1Char('/') + file;
    const QString out = folder.filePath(QStringLiteral("out.npz"));
    const auto result =
        runCli({QStringLiteral("unet"), golden("models/") + model, QStringLiteral("--inputs"), in,
                QStringLiteral("--layers"), QStringLiteral("all"), QStringLiteral("--out"), out});
    QVERIFY2(result.code == 0, result.said().constData());
    QCOMPARE(result.out, QByteArray());
    QCOMPARE(result.err, QByteArray());  // progress is for terminals
    int compared = 0;
    const double worst = worstDeviation(read(out), read(in), compared);
    QVERIFY2(worst <= kTolerance, qPrintable(QString::number(worst)));
    QVERIFY2(compared >= atLeast, qPrintable(QString::number(compared)));
}

void TestCliResults::unetStopsAfterDeepest() {
    QTemporaryDir folder;
    const QString in = golden("expected/tiny-sd15/unet_A.npz"),
                  out = folder.filePath(QStringLiteral("out.npz"));
    const auto result =
        runCli({QStringLiteral("unet"), golden("models/tiny-sd15/unet"), QStringLiteral("--inputs"),
                in, QStringLiteral("--layers"), QStringLiteral("down_blocks[*].resnets[0]"),
                QStringLiteral("--no-output"), QStringLiteral("--out"), out});
    QVERIFY2(result.code == 0, result.said().constData());
    const auto arrays = read(out);
    QCOMPARE(arrays.size(), std::size_t(4));
    int compared = 0;
    QVERIFY(worstDeviation(arrays, read(in), compared) <= kTolerance);
    QCOMPARE(compared, 4);
}

void TestCliResults::vaeEqualsGolden() {
    QTemporaryDir folder;
    const QString in = golden("expected/tiny-sd15/vae_48x32.npz"),
                  out = folder.filePath(QStringLiteral("out.npz"));
    const auto expected = read(in);
    int compared = 0;
    for (const char* direction : {"--encode", "--decode"}) {
        const auto result =
            runCli({QStringLiteral("vae"), golden("models/tiny-sd15"), QString::fromUtf8(direction),
                    QStringLiteral("--inputs"), in, QStringLiteral("--out"), out});
        QVERIFY2(result.code == 0, result.said().constData());
        QVERIFY(worstDeviation(read(out), expected, compared) <= kTolerance);
        QCOMPARE(compared, QByteArray(direction) == "--encode" ? 4 : 1);
    }
}

void TestCliResults::textEqualsGolden() {
    QTemporaryDir folder;
    const QString in = golden("expected/tiny-sd21/text_encoder.npz"),
                  out = folder.filePath(QStringLiteral("out.npz"));
    const auto result = runCli({QStringLiteral("text"), golden("models/tiny-sd21"),
                                QStringLiteral("--inputs"), in, QStringLiteral("--out"), out});
    QVERIFY2(result.code == 0, result.said().constData());
    int compared = 0;
    QVERIFY(worstDeviation(read(out), read(in), compared) <= kTolerance);
    QCOMPARE(compared, int(read(in).size()));
    const auto prompt =
        runCli({QStringLiteral("text"), golden("models/tiny-sd21"), QStringLiteral("--prompt"),
                QStringLiteral("a photo"), QStringLiteral("a cat"), QStringLiteral("--out"), out});
    QVERIFY2(prompt.code == 0, prompt.said().constData());
    QCOMPARE(engine::findArray(read(out), "input_ids")->shape(),
             (std::vector<std::int64_t>{2, 77}));
}

void TestCliResults::extractEqualsGolden() {
    QTemporaryDir folder;
    const QString in = golden("img2repr/tiny-sd15_sample_01.npz"),
                  out = folder.filePath(QStringLiteral("out.npz"));
    const auto result =
        runCli({QStringLiteral("extract"), golden("models/tiny-sd15"), golden("img2repr/input.png"),
                QStringLiteral("--layers"), QStringLiteral("all"), QStringLiteral("--size=keep"),
                QStringLiteral("--pixel-range=paper"), QStringLiteral("--latent=sample"),
                QStringLiteral("--noise"), in, QStringLiteral("--out"), out});
    QVERIFY2(result.code == 0, result.said().constData());
    int compared = 0;
    const auto actual = read(out);
    const double worst = worstDeviation(actual, read(in), compared);
    QVERIFY2(worst <= kTolerance, qPrintable(QString::number(worst)));
    QVERIFY2(compared >= 12, qPrintable(QString::number(compared)));
    for (const char* name : {"latents", "noisy_latents", "unet_input", "prompt_embeds"})
        QVERIFY2(engine::findArray(actual, name), name);
}

void TestCliResults::weightsAsHalfEqualsGolden() {
    QTemporaryDir folder;
    const QString in = golden("img2repr/tiny-sd15_sample_01_f16weights.npz");
    const QString out = folder.filePath(QStringLiteral("out.npz"));
    const auto result =
        runCli({QStringLiteral("extract"), golden("models/tiny-sd15"), golden("img2repr/input.png"),
                QStringLiteral("--layers"), QStringLiteral("blocks"), QStringLiteral("--size=keep"),
                QStringLiteral("--pixel-range=paper"), QStringLiteral("--latent=sample"),
                QStringLiteral("--noise"), in, QStringLiteral("--weights-as=float16"),
                QStringLiteral("--out"), out});
    QVERIFY2(result.code == 0, result.said().constData());
    int compared = 0;
    const double worst = worstDeviation(read(out), read(in), compared);
    QVERIFY2(worst <= kTolerance, qPrintable(QString::number(worst)));
    QVERIFY(compared >= 5);
}

void TestCliResults::demoEqualsExpected() {
    QTemporaryDir folder;
    const auto expected = read(QStringLiteral(DENOSCOPE_TEST_DATA "/demo/expected.npz"));
    const QString noise = folder.filePath(QStringLiteral("noise.npz")),
                  out = folder.filePath(QStringLiteral("out.npz"));
    QVERIFY(core::writeNpz(noise.toStdString(),
                           {{"ddim_noise", *engine::findArray(expected, "case0/ddim_noise")}}));
    const auto result = runCli({QStringLiteral("extract"), demo("model"),
                                demo("scenes/scene00.png"), QStringLiteral("--layers=blocks"),
                                QStringLiteral("--noise"), noise, QStringLiteral("--out"), out});
    QVERIFY2(result.code == 0, result.said().constData());
    const auto actual = read(out);
    int compared = 0;
    for (const auto& [name, array] : actual)
        if (engine::findArray(expected, "case0/" + name)) {
            const double d = deviation(actual, name, expected, "case0/" + name);
            QVERIFY2(d <= kTolerance, qPrintable(QString::fromStdString(name) + QLatin1Char(' ') +
                                                 QString::number(d)));
            ++compared;
        }
    QVERIFY2(compared >= 10, qPrintable(QString::number(compared)));
}

void TestCliResults::extractWritesAFolder() {
    QTemporaryDir folder;
    QVERIFY(QDir(folder.path()).mkdir(QStringLiteral("other")));
    const QString twin = folder.filePath(QStringLiteral("other/input.png"));
    QVERIFY(QFile::copy(golden("img2repr/input.png"), twin));
    const QString out = folder.filePath(QStringLiteral("out"));
    const auto result =
        runCli({QStringLiteral("extract"), golden("models/tiny-sd15"), golden("img2repr/input.png"),
                twin, QStringLiteral("--layers=mid_block"), QStringLiteral("--timestep"),
                QStringLiteral("0"), QStringLiteral("999"), QStringLiteral("--out"), out});
    QVERIFY2(result.code == 0, result.said().constData());
    QCOMPARE(QDir(out).entryList(QDir::Files),
             (QStringList{QStringLiteral("input-2_t000.npz"), QStringLiteral("input-2_t999.npz"),
                          QStringLiteral("input_t000.npz"), QStringLiteral("input_t999.npz"),
                          QStringLiteral("manifest.json")}));
    QFile manifest(out + QStringLiteral("/manifest.json"));
    QVERIFY(manifest.open(QIODevice::ReadOnly));
    QCOMPARE(QJsonDocument::fromJson(manifest.readAll())
                 .object()[QStringLiteral("items")]
                 .toArray()
                 .size(),
             4);
}

void TestCliResults::aFailingItemOfAListIsExitSix() {
    QTemporaryDir folder;
    const QString broken = folder.filePath(QStringLiteral("broken.png")),
                  out = folder.filePath(QStringLiteral("out"));
    test::put(broken.toStdString(), "no picture");
    const auto some = runCli({QStringLiteral("extract"), golden("models/tiny-sd15"), broken,
                              golden("img2repr/input.png"), QStringLiteral("--layers=mid_block"),
                              QStringLiteral("--out"), out});
    QVERIFY2(some.code == 6, some.said().constData());
    QVERIFY(some.err.contains("broken.png"));
    QVERIFY(QFile::exists(out + QStringLiteral("/input_t050.npz")));
    const auto none = runCli({QStringLiteral("norms"), golden("models/tiny-sd15"), broken,
                              QStringLiteral("--out"), out});
    QVERIFY2(none.code == 3, none.said().constData());
}

void TestCliResults::normsAreForTheLabeler() {
    QTemporaryDir folder;
    const QString broken = folder.filePath(QStringLiteral("broken.png")),
                  out = folder.filePath(QStringLiteral("out"));
    test::put(broken.toStdString(), "no picture");
    const auto result = runCli({QStringLiteral("norms"), demo("model"), demo("photos/cat.jpg"),
                                broken, demo("scenes/scene00.png"), QStringLiteral("--out"), out});
    QVERIFY2(result.code == 6, result.said().constData());
    const auto arrays = read(out + QStringLiteral("/norms.npz"));
    const auto* norms = engine::findArray(arrays, "norm/up_blocks[1]");
    QVERIFY(norms);
    QCOMPARE(norms->shape(), (std::vector<std::int64_t>{3, 16, 16}));
    QVERIFY2(std::isnan(norms->floats()[256]), "a picture that failed keeps its index, as NaN");
    QVERIFY(!QFile::exists(out + QStringLiteral("/norm_0001.png")));
    const QImage grey(out + QStringLiteral("/norm_0002.png"));
    QCOMPARE(grey.format(), QImage::Format_Grayscale8);
    QCOMPARE(grey.size(), QSize(16, 16));
    const auto map = norms->floats().subspan(512);
    const float maximum = *std::max_element(map.begin(), map.end());
    for (int i = 0; i < 256; ++i)
        QCOMPARE(int(grey.constScanLine(i / 16)[i % 16]),
                 int(map[std::size_t(i)] / maximum * 255.0F));
}

void TestCliResults::similarityIsOneAtItsOwnToken() {
    QTemporaryDir folder;
    const QString out = folder.filePath(QStringLiteral("out.npz"));
    QStringList arguments{QStringLiteral("similarity"),
                          demo("model"),
                          demo("photos/cat.jpg"),
                          QStringLiteral("--layer=up_blocks[2]"),
                          QStringLiteral("--token=3,5"),
                          QStringLiteral("--out"),
                          out};
    const auto result = runCli(arguments);
    QVERIFY2(result.code == 0, result.said().constData());
    const auto arrays = read(out);
    const auto* map = engine::findArray(arrays, "similarity");
    const auto* token = engine::findArray(arrays, "token_yx");
    QVERIFY(map && token);
    QCOMPARE(map->shape(), (std::vector<std::int64_t>{32, 32}));
    QVERIFY(std::abs(map->floats()[3 * 32 + 5] - 1.0F) < 1e-6F);
    QCOMPARE(token->ints()[0], std::int64_t(3));
    QCOMPARE(token->ints()[1], std::int64_t(5));
    arguments.insert(3, demo("scenes/scene00.png"));
    const auto other = runCli(arguments);
    QVERIFY2(other.code == 0, other.said().constData());
    QVERIFY(deviation(read(out), "similarity", arrays) > 0.01);
    arguments[arguments.indexOf(QStringLiteral("--token=3,5"))] = QStringLiteral("--token=32,0");
    const auto outside = runCli(arguments);
    QCOMPARE(outside.code, 2);
    QVERIFY2(outside.err.contains("32 rows"), outside.said().constData());
}

/// From the divisor, distances can be had back; that of both pictures is the larger one.
void TestCliResults::similarityIsDividedByACommonMaximum() {
    QTemporaryDir folder;
    const QString out = folder.filePath(QStringLiteral("out.npz"));
    const auto compare = [&](const QStringList& pictures, const QString& normalise) {
        return runCli(
            QStringList{QStringLiteral("similarity"), demo("model")} + pictures +
            QStringList{QStringLiteral("--layer=up_blocks[1]"), QStringLiteral("--token=3,5"),
                        QStringLiteral("--measure=euclidean"), QStringLiteral("--normalise"),
                        normalise, QStringLiteral("--out"), out});
    };
    const auto divisor = [](const engine::NamedArrays& arrays) {
        const auto* array = engine::findArray(arrays, "divisor");
        return array ? array->floats()[0] : 0.0F;
    };
    const QString cat = demo("photos/cat.jpg"), scene = demo("scenes/scene00.png");
    const auto common = QStringLiteral("common"), own = QStringLiteral("own");
    const auto alone = compare({cat}, own);
    QVERIFY2(alone.code == 0, alone.said().constData());
    const float ofCat = divisor(read(out));
    QCOMPARE(compare({cat, scene}, own).code, 0);
    const auto ownArrays = read(out);
    QCOMPARE(compare({cat, scene}, common).code, 0);
    const auto arrays = read(out);
    QVERIFY(ofCat > 0 && divisor(ownArrays) > 0 && ofCat != divisor(ownArrays));
    QCOMPARE(divisor(arrays), std::max(ofCat, divisor(ownArrays)));
    const auto* a = engine::findArray(arrays, "similarity");
    const auto* b = engine::findArray(ownArrays, "similarity");
    for (std::size_t i = 0; i < a->count(); ++i)
        QVERIFY(std::abs((1 - a->floats()[i]) * divisor(arrays) -
                         (1 - b->floats()[i]) * divisor(ownArrays)) < 1e-5F * divisor(arrays));
    QCOMPARE(provenanceOf(out)[QStringLiteral("options")]
                 .toObject()[QStringLiteral("normalise")]
                 .toString(),
             common);
    const auto refused = compare({cat}, common);
    QVERIFY2(refused.code == 2 && refused.err.contains("second IMAGE"), refused.said().constData());
}

void TestCliResults::figuresAreWritten_data() {
    QTest::addColumn<QString>("ending");
    QTest::addColumn<QByteArray>("start");
    QTest::newRow("PDF") << QStringLiteral("pdf") << QByteArray("%PDF-1.4");
    QTest::newRow("SVG") << QStringLiteral("svg") << QByteArray("<?xml");
    QTest::newRow("PNG") << QStringLiteral("png") << QByteArray("\x89PNG");
}

void TestCliResults::figuresAreWritten() {
    QFETCH(QString, ending);
    QFETCH(QByteArray, start);
    QTemporaryDir folder;
    std::string first;
    for (const char* name : {"a.", "b."}) {
        const QString out = folder.filePath(QString::fromUtf8(name) + ending);
        const auto result =
            runCli({QStringLiteral("similarity"), golden("models/tiny-sd15"),
                    golden("img2repr/input.png"), QStringLiteral("--layer=up_blocks[1]"),
                    QStringLiteral("--token=0,0"), QStringLiteral("--out"), out});
        QVERIFY2(result.code == 0, result.said().constData());
        const std::string bytes = test::contentOf(out.toStdString());
        QVERIFY(QByteArray::fromStdString(bytes).startsWith(start));
        if (first.empty()) first = bytes;
        QVERIFY2(bytes == first, "made twice, a figure is the same");
    }
}

void TestCliResults::everyFileSaysHowItWasMade() {
    QTemporaryDir folder;
    const QString out = folder.filePath(QStringLiteral("out.npz"));
    const auto result = runCli({QStringLiteral("extract"), golden("models/tiny-sd15"),
                                golden("img2repr/input.png"), QStringLiteral("--layers=mid_block"),
                                QStringLiteral("--seed=7"), QStringLiteral("--prompt"),
                                QStringLiteral("a photo"), QStringLiteral("--out"), out});
    QVERIFY2(result.code == 0, result.said().constData());
    const auto json = provenanceOf(out);
    QCOMPARE(json[QStringLiteral("command")].toString(), QStringLiteral("extract"));
    QCOMPARE(json[QStringLiteral("model")].toString(), QStringLiteral("tiny-sd15"));
    QCOMPARE(json[QStringLiteral("weights")].toArray().size(), 3);
    const auto input = json[QStringLiteral("inputs")].toArray()[0].toObject();
    QCOMPARE(input[QStringLiteral("name")].toString(), QStringLiteral("input.png"));
    QCOMPARE(input[QStringLiteral("sha256")].toString().size(), 64);
    const auto options = json[QStringLiteral("options")].toObject();
    QCOMPARE(options[QStringLiteral("seed")].toInt(), 7);
    QCOMPARE(options[QStringLiteral("prompt")].toString(), QStringLiteral("a photo"));
    const auto text = QJsonDocument(json).toJson();
    QVERIFY2(!text.contains(folder.path().toUtf8()) && !text.contains("/work") &&
                 !text.contains("/home"),
             "no path of this machine");
}

void TestCliResults::fullDiskIsExitFiveAndWritesNothing() {
    QTemporaryDir folder;
    const QString out = folder.filePath(QStringLiteral("out.npz"));
    test::put(out.toStdString(), "old");
    const auto result =
        runCli({QStringLiteral("extract"), golden("models/tiny-sd15"), golden("img2repr/input.png"),
                QStringLiteral("--layers=all"), QStringLiteral("--out"), out},
               {}, 20'000);
    QVERIFY2(result.code == 5, result.said().constData());
    QVERIFY(result.err.contains("out.npz"));
    QCOMPARE(test::contentOf(out.toStdString()), std::string("old"));
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden),
             QStringList{QStringLiteral("out.npz")});
}

void TestCliResults::interruptionKeepsWhatIsComplete() {
    QTemporaryDir folder;
    const QString out = folder.filePath(QStringLiteral("out"));
    QStringList timesteps;
    for (int t = 0; t < 1000; ++t) timesteps << QString::number(t);
    QProcess process;
    test::isolate(process);
    process.start(test::program(),
                  {QStringLiteral("extract"), demo("model"), demo("photos/cat.jpg"),
                   QStringLiteral("--layers=mid_block"), QStringLiteral("--timestep"),
                   timesteps.join(QLatin1Char(',')), QStringLiteral("--out"), out});
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(out + QStringLiteral("/cat_t001.npz")), 60'000);
    ::kill(pid_t(process.processId()), SIGINT);
    const auto result = test::collect(process);
    QVERIFY2(result.code == 130, result.said().constData());
    QCOMPARE(result.err, QByteArray());
    QFile manifest(out + QStringLiteral("/manifest.json"));
    QVERIFY(manifest.open(QIODevice::ReadOnly));
    const auto items =
        QJsonDocument::fromJson(manifest.readAll()).object()[QStringLiteral("items")].toArray();
    QVERIFY(items.size() >= 2 && items.size() < 1000);
    const auto files = QDir(out).entryList({QStringLiteral("*.npz")}, QDir::Files | QDir::Hidden);
    QCOMPARE(files.size(), items.size());
    for (const auto& file : files) QVERIFY(!read(out + QLatin1Char('/') + file).empty());
}

QTEST_GUILESS_MAIN(TestCliResults)
#include "tst_cli_results.moc"
