// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli_arrays.h"
#include "app/cli_process.h"
#include "support/test_files.h"

#include <QDir>
#include <QImage>
#include <QTemporaryDir>
#include <QTest>
#include <qfloat16.h>

#include <cmath>

using namespace test;

/// `--protocol paper`, `--rng`, `--batch`: the anomaly study's way from a picture to its numbers.
class TestCliProtocol : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void paperEqualsGolden_data();
    void paperEqualsGolden();
    void seedsMeanWhatTheirGeneratorMakesOfThem();
    void noiseDependsOnTheBatch();
    void picturesOfDifferentSizesAreBatchesOfOne();
    void paperNormsAreComputedInHalfPrecision();
};

namespace {

QStringList words(const char* line) {
    return QString::fromUtf8(line).split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

const auto kPicture = "img2repr/input.png";

/// `extract` on golden's picture.
CliResult extract(const char* model, const QString& out, const QStringList& options,
                  const QStringList& pictures = {golden(kPicture)}) {
    return runCli(
        QStringList{QStringLiteral("extract"), golden("models/") + QString::fromUtf8(model)} +
        pictures +
        QStringList{QStringLiteral("--layers=blocks"), QStringLiteral("--size=keep"),
                    QStringLiteral("--out"), out} +
        options);
}

bool isEqual(const engine::NamedArrays& a, const engine::NamedArrays& b, const char* name) {
    return deviation(a, name, b) == 0;
}

}  // namespace

void TestCliProtocol::paperEqualsGolden_data() {
    QTest::addColumn<QString>("model");
    QTest::addColumn<QString>("file");
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<int>("atLeast");
    const auto row = [](const char* why, const char* model, const char* file, const char* line,
                        int atLeast) {
        QTest::newRow(why) << QString::fromUtf8(model) << QString::fromUtf8(file) << words(line)
                           << atLeast;
    };
    row("the protocol", "tiny-sd15", "sample_01", "", 15);
    row("a pixel range beside it wins", "tiny-sd15", "sample_11", "--pixel-range standard", 15);
    row("a mean beside it wins", "tiny-sd15", "mean_11", "--pixel-range standard --latent mean",
        15);
    row("half weights", "tiny-sd15", "sample_01_f16weights", "--weights-as float16", 15);
    row("a prompt and another timestep", "tiny-sd15", "resized64_01_step261_prompt",
        "--timestep 261 --prompt a\u00a0photo\u00a0of\u00a0a\u00a0cat", 15);
    row("velocity", "tiny-sd21", "sample_01", "", 15);
    row("Euler's scaling on top", "tiny-sdturbo", "sample_01", "", 15);
    row("SDXL without its conditioning", "tiny-sdxl", "sample_01", "", 13);
}

void TestCliProtocol::paperEqualsGolden() {
    QFETCH(QString, model);
    QFETCH(QString, file);
    QFETCH(QStringList, options);
    QFETCH(int, atLeast);
    options.replaceInStrings(QStringLiteral("\u00a0"), QStringLiteral(" "));
    QTemporaryDir folder;
    const QString out = folder.filePath(QStringLiteral("out.npz"));
    const auto result = extract(
        model.toUtf8().constData(), out, options + QStringList{QStringLiteral("--protocol=paper")},
        {golden(file.startsWith(QLatin1String("resized64")) ? "img2repr/input_resized64.png"
                                                            : kPicture)});
    QVERIFY2(result.code == 0, result.said().constData());
    int compared = 0;
    const auto expected =
        read(golden("img2repr/") + model + QLatin1Char('_') + file + QStringLiteral(".npz"));
    const double worst = worstDeviation(read(out), expected, compared);
    QVERIFY2(worst <= kTolerance, qPrintable(QString::number(worst)));
    QVERIFY2(compared >= atLeast, qPrintable(QString::number(compared)));
}

void TestCliProtocol::seedsMeanWhatTheirGeneratorMakesOfThem() {
    QTemporaryDir folder;
    std::vector<engine::NamedArrays> results;
    for (const char* line :
         {"--seed 5", "--seed 4294967301", "--seed 5 --rng cuda", "--seed 4294967301 --rng cuda"}) {
        const QString out = folder.filePath(QStringLiteral("out.npz"));
        const auto result = extract("tiny-sd15", out, words(line));
        QVERIFY2(result.code == 0, result.said().constData());
        results.push_back(read(out));
    }
    const char* name = "noisy_latents";
    QVERIFY2(isEqual(results[0], results[1], name), "the CPU generator takes the low 32 bits");
    QVERIFY(!isEqual(results[0], results[2], name));
    QVERIFY2(!isEqual(results[2], results[3], name), "Philox takes all 64");
}

void TestCliProtocol::noiseDependsOnTheBatch() {
    QTemporaryDir folder;
    const QString file = golden(kPicture);
    // The same picture thrice, under names of its own, as one list.
    QStringList pictures;
    for (const char* name : {"a.png", "b.png", "c.png"}) {
        pictures << folder.filePath(QString::fromUtf8(name));
        QVERIFY(QFile::copy(file, pictures.back()));
    }
    const auto list = [&](const char* line) {
        const QString out = folder.filePath(QStringLiteral("out"));
        QDir(out).removeRecursively();
        std::vector<engine::NamedArrays> items;
        if (extract("tiny-sd15", out, words(line), pictures).code == 0)
            for (const char* name : {"/a_t050.npz", "/b_t050.npz", "/c_t050.npz"})
                items.push_back(read(out + QString::fromUtf8(name)));
        return items;
    };
    const auto golden01 = read(golden("img2repr/tiny-sd15_sample_01.npz"));
    const auto own = list("--protocol paper --batch 1");
    const auto two = list("--protocol paper --batch 2");
    const auto all = list("--protocol paper");
    QVERIFY(own.size() == 3 && two.size() == 3 && all.size() == 3);
    QVERIFY2(isEqual(own[0], own[1], "noisy_latents"), "seeded anew for each picture");
    QVERIFY(deviation(own[1], "noisy_latents", golden01) <= kTolerance);
    QVERIFY2(isEqual(two[0], own[0], "latents"), "the first sample of a batch is the first draw");
    QVERIFY2(!isEqual(two[1], own[0], "latents"), "the second one is another");
    QVERIFY2(!isEqual(two[0], own[0], "noisy_latents"), "the noise comes after two samples");
    QVERIFY2(isEqual(two[2], own[0], "noisy_latents"), "the last batch is one picture");
    QVERIFY2(isEqual(all[1], two[1], "latents") && !isEqual(all[1], two[1], "noisy_latents"),
             "the noise depends on the size of the batch");
    const auto shared = list("--latent mean --batch 3"), each = list(
                                                             "--latent mean --batch 3 "
                                                             "--batch-noise own");
    QVERIFY(shared.size() == 3 && each.size() == 3);
    QVERIFY2(isEqual(shared[0], shared[2], "noisy_latents"), "one noise for the batch");
    QVERIFY2(isEqual(each[0], shared[0], "noisy_latents"), "own noise begins with the same draw");
    QVERIFY2(!isEqual(each[0], each[1], "noisy_latents"), "and goes on");
}

void TestCliProtocol::picturesOfDifferentSizesAreBatchesOfOne() {
    QTemporaryDir folder;
    const QString out = folder.filePath(QStringLiteral("out"));
    const auto result = extract("tiny-sd15", out, words("--protocol paper"),
                                {golden("img2repr/input_resized64.png"), golden(kPicture)});
    QVERIFY2(result.code == 0, result.said().constData());
    QVERIFY2(result.err.contains("differ in size"), result.said().constData());
    const auto expected = read(golden("img2repr/tiny-sd15_sample_01.npz"));
    const auto actual = read(out + QStringLiteral("/input_t050.npz"));
    QVERIFY(deviation(actual, "noisy_latents", expected) <= kTolerance);
}

/// Against Qt's float16, in the order of reference/anomalies.md, section 5.
void TestCliProtocol::paperNormsAreComputedInHalfPrecision() {
    QTemporaryDir folder;
    const QString activations = folder.filePath(QStringLiteral("a.npz"));
    const auto extracted = extract("tiny-sd15", activations, {QStringLiteral("--protocol=paper")});
    QVERIFY2(extracted.code == 0, extracted.said().constData());
    const auto arrays = read(activations);
    bool differsFromFloat = false;
    for (const char* layer : {"up_blocks[1]", "up_blocks[3]", "conv_in"}) {
        const auto out = folder.filePath(QStringLiteral("n"));
        const auto result = runCli({QStringLiteral("norms"), golden("models/tiny-sd15"),
                                    golden(kPicture), QStringLiteral("--protocol=paper"),
                                    QStringLiteral("--size=keep"), QStringLiteral("--layer"),
                                    QString::fromUtf8(layer), QStringLiteral("--out"), out});
        QVERIFY2(result.code == 0, result.said().constData());
        const QImage grey(out + QStringLiteral("/norm_0000.png"));
        const auto* activation = engine::findArray(arrays, layer);
        const int channels = int(activation->shape()[1]);
        const int count = grey.width() * grey.height();
        QCOMPARE(channels * count, int(activation->count()));
        const auto values = activation->floats();
        std::vector<qfloat16> norms;
        std::vector<double> exact;
        for (int t = 0; t < count; ++t) {
            double sum = 0, full = 0;
            for (int c = 0; c < channels; ++c) {
                const double half = double(float(qfloat16(values[std::size_t(c * count + t)])));
                sum += half * half;
                full += std::pow(values[std::size_t(c * count + t)], 2);
            }
            norms.push_back(qfloat16(float(std::sqrt(sum))));
            exact.push_back(std::sqrt(full));
        }
        const qfloat16 maximum = *std::max_element(norms.begin(), norms.end());
        const double most = *std::max_element(exact.begin(), exact.end());
        for (int t = 0; t < count; ++t) {
            const qfloat16 share = qfloat16(float(norms[std::size_t(t)]) / float(maximum));
            const int expected = int(float(qfloat16(float(share) * 255.0F)));
            const int found = grey.constScanLine(t / grey.width())[t % grey.width()];
            QCOMPARE(found, expected);
            differsFromFloat |= found != int(exact[std::size_t(t)] / most * 255);
        }
    }
    QVERIFY2(differsFromFloat, "a test that float32 would pass too shows nothing");
}

QTEST_GUILESS_MAIN(TestCliProtocol)
#include "tst_cli_protocol.moc"
