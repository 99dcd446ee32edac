// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli_arrays.h"
#include "app/cli_process.h"
#include "support/test_files.h"

#include <QDir>
#include <QImage>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace test;

/// `denoscope generate` against the runs of diffusers' pipelines.
class TestCliGenerate : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void equalsGolden_data();
    void equalsGolden();
    void takesGivenLatents();
    void writesEveryStep();
    void lmsRealIsTheProbingStudysSampler();
    void distilledModelsTakeFourStepsUnguided();
    void cudaSeedsHave64Bits();
    void editsActAtEveryStep();
    void refusesWrongUse_data();
    void refusesWrongUse();
    void fullDiskIsExitFive();
    void interruptionKeepsCompleteSteps();
};

namespace {

/// The picture's bytes, of which rounding may move one by one; the largest difference.
int worstPixel(const QString& png, const engine::NdArray& expected) {
    const QImage image = QImage(png).convertToFormat(QImage::Format_RGB888);
    if (expected.shape() != std::vector<std::int64_t>{image.height(), image.width(), 3}) return 256;
    int worst = 0;
    const int rowBytes = image.width() * 3;
    for (int y = 0; y < image.height(); ++y)
        for (int i = 0; i < rowBytes; ++i)
            worst = std::max(worst, std::abs(int(image.constScanLine(y)[i]) -
                                             int(expected.bytes()[std::size_t(y * rowBytes + i)])));
    return worst;
}

QStringList words(const char* line) {
    return QString::fromUtf8(line).split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

CliResult generate(const QString& model, const QStringList& options, const QString& out,
                   rlim_t maxFileBytes = 0) {
    return runCli(QStringList{QStringLiteral("generate"), golden("models/") + model,
                              QStringLiteral("--prompt"), QStringLiteral("a photo of a cat"),
                              QStringLiteral("--out"), out} +
                      options,
                  {}, maxFileBytes);
}

}  // namespace

void TestCliGenerate::equalsGolden_data() {
    QTest::addColumn<QString>("model");
    QTest::addColumn<QString>("file");
    QTest::addColumn<QStringList>("options");
    const auto row = [](const char* why, const char* model, const char* file, const char* line) {
        QTest::newRow(why) << QString::fromUtf8(model) << QString::fromUtf8(file) << words(line);
    };
    row("PNDM: one evaluation more than steps", "tiny-sd15", "txt2img_0_steps4_g7.5",
        "--steps 4 --size 64");
    row("wider than high", "tiny-sd15", "txt2img_1_steps10_g7.5",
        "--steps 10 --size 96x64 --seed 43 --negative-prompt=blurry,\u00a0low\u00a0quality");
    row("no guidance", "tiny-sd15", "txt2img_2_steps4_g1",
        "--steps 4 --size 64 --seed 44 --guidance 1");
    row("another sampler by its class", "tiny-sd15", "txt2img_ddim_steps5_g7.5",
        "--steps 5 --size 64 --seed 50 --scheduler DDIMScheduler");
    row("another sampler by its word", "tiny-sd15", "txt2img_dpm_steps5_g7.5",
        "--steps 5 --size 64 --seed 51 --scheduler dpm");
    row("velocity", "tiny-sd21", "txt2img_0_steps5_g7.5", "--steps 5 --size 64");
    row("one step", "tiny-sdturbo", "txt2img_0_steps1_g0", "--steps 1 --size 64");
    row("a distilled model's own settings", "tiny-sdturbo", "txt2img_1_steps4_g0",
        "--size 64 --seed 43");
    row("SDXL without negative prompt", "tiny-sdxl", "txt2img_0_steps3_g5", "--steps 3 --size 64");
    row("SDXL with one, higher than wide", "tiny-sdxl", "txt2img_1_steps3_g5",
        "--steps 3 --size 64x96 --seed 43 --negative-prompt=ugly");
    row("SDXL without guidance", "tiny-sdxl", "txt2img_2_steps2_g0",
        "--steps 2 --size 64 --seed 44 --guidance 0");
}

void TestCliGenerate::equalsGolden() {
    QFETCH(QString, model);
    QFETCH(QString, file);
    QFETCH(QStringList, options);
    options.replaceInStrings(QStringLiteral("\u00a0"), QStringLiteral(" "));
    QTemporaryDir folder;
    const auto result = generate(model, options, folder.path());
    QVERIFY2(result.code == 0, result.said().constData());
    QCOMPARE(result.err, QByteArray());
    const auto expected =
        read(golden("expected/") + model + QLatin1Char('/') + file + QStringLiteral(".npz"));
    const auto actual = read(folder.filePath(QStringLiteral("run.npz")));
    for (const char* name : {"initial_latents", "timesteps", "latents", "decoded"})
        QVERIFY2(deviation(actual, name, expected) <= kTolerance, name);
    for (const char* name : {"prompt_embeds", "negative_prompt_embeds", "pooled_prompt_embeds",
                             "negative_pooled_prompt_embeds"})
        if (engine::findArray(expected, name))
            QVERIFY2(deviation(actual, name, expected) <= kTolerance, name);
    const auto* pixels = engine::findArray(expected, "image_uint8");
    QVERIFY(worstPixel(folder.filePath(QStringLiteral("image.png")), *pixels) <= 1);
    const QString png = golden("expected/") + model + QLatin1Char('/') + file;
    QCOMPARE(worstPixel(png + QStringLiteral(".png"), *pixels), 0);  // golden agrees with itself
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files),
             (QStringList{QStringLiteral("image.png"), QStringLiteral("run.npz")}));
}

void TestCliGenerate::takesGivenLatents() {
    QTemporaryDir folder;
    const QString file = golden("expected/tiny-sdturbo/txt2img_1_steps4_g0.npz");
    const auto result =
        generate(QStringLiteral("tiny-sdturbo"),
                 {QStringLiteral("--latents"), file, QStringLiteral("--size=64")}, folder.path());
    QVERIFY2(result.code == 0, result.said().constData());
    const auto expected = read(file), actual = read(folder.filePath(QStringLiteral("run.npz")));
    QVERIFY(deviation(actual, "latents", expected) <= kTolerance);
    QVERIFY(deviation(actual, "initial_latents", expected) == 0);
    const auto other =
        generate(QStringLiteral("tiny-sdturbo"),
                 {QStringLiteral("--latents"), file, QStringLiteral("--size=96")}, folder.path());
    QVERIFY2(other.code == 3 && other.err.contains("initial_latents"), other.said().constData());
}

void TestCliGenerate::writesEveryStep() {
    QTemporaryDir folder;
    const auto result =
        generate(QStringLiteral("tiny-sd21"),
                 words("--steps 5 --size 64 --intermediates --layers mid_block,up_blocks[1]"),
                 folder.path());
    QVERIFY2(result.code == 0, result.said().constData());
    const auto expected = read(golden("expected/tiny-sd21/txt2img_0_steps5_g7.5.npz"));
    const auto run = read(folder.filePath(QStringLiteral("run.npz")));
    const auto* inputs = engine::findArray(expected, "unet_input");
    for (int i = 0; i < 5; ++i) {
        const auto name = QStringLiteral("step_%1").arg(i, 3, 10, QLatin1Char('0'));
        const auto step = read(folder.filePath(name + QStringLiteral(".npz")));
        const auto* mid = engine::findArray(step, "mid_block");
        QVERIFY(mid);
        QCOMPARE(mid->shape()[0], 2);  // unconditional and conditional
        const auto* input = engine::findArray(step, "unet_input");
        const auto bytes = std::size_t(i) * input->bytes().size();
        const engine::NamedArrays ours = {{"x", *input}},
                                  theirs = {{"x", engine::NdArray(inputs->dtype(), input->shape(),
                                                                  inputs->owner(),
                                                                  inputs->bytes().data() + bytes)}};
        QVERIFY(deviation(ours, "x", theirs) <= kTolerance);
        for (const char* ending : {"_latent.png", "_x0.png"})
            QCOMPARE(QImage(folder.filePath(name + QString::fromUtf8(ending))).size(),
                     QSize(64, 64));
    }
    // After the last step nothing is left to predict: both are the picture.
    const QImage last(folder.filePath(QStringLiteral("image.png")));
    QCOMPARE(QImage(folder.filePath(QStringLiteral("step_004_latent.png"))), last);
    QVERIFY(QImage(folder.filePath(QStringLiteral("step_000_latent.png"))) != last);
    QCOMPARE(engine::findArray(run, "pred_original_sample")->shape(),
             engine::findArray(run, "latents")->shape());
}

/// reference/probing.md, section 1: its published timesteps.
void TestCliGenerate::lmsRealIsTheProbingStudysSampler() {
    QTemporaryDir folder;
    const auto result =
        generate(QStringLiteral("tiny-sdxl"), words("--scheduler lms-real --size 64 --guidance 1"),
                 folder.path());
    QVERIFY2(result.code == 0, result.said().constData());
    const std::vector<float> expected = {999,      927.643F, 856.286F, 784.929F, 713.571F,
                                         642.214F, 570.857F, 499.5F,   428.143F, 356.786F,
                                         285.429F, 214.071F, 142.714F, 71.357F,  0};
    const auto run = read(folder.filePath(QStringLiteral("run.npz")));
    const auto timesteps = engine::findArray(run, "timesteps")->toFloats();
    QCOMPARE(timesteps->size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i)
        QVERIFY(std::abs((*timesteps)[i] - expected[i]) < 1e-3F);
}

void TestCliGenerate::distilledModelsTakeFourStepsUnguided() {
    QTemporaryDir folder;
    const auto result =
        generate(QStringLiteral("tiny-sdturbo"), {QStringLiteral("--size=64")}, folder.path());
    QVERIFY2(result.code == 0, result.said().constData());
    const auto options = provenanceOf(folder.filePath(QStringLiteral("run.npz")))
                             .value(QStringLiteral("options"))
                             .toObject();
    QCOMPARE(options[QStringLiteral("steps")].toInt(), 4);
    QCOMPARE(options[QStringLiteral("guidance")].toDouble(), 0.0);
    QCOMPARE(options[QStringLiteral("scheduler")].toString(),
             QStringLiteral("EulerDiscreteScheduler"));
}

/// 2^32 + 5, of which torch's CPU generator would take the low half.
void TestCliGenerate::cudaSeedsHave64Bits() {
    QTemporaryDir folder;
    const auto result =
        generate(QStringLiteral("tiny-sdturbo"),
                 words("--size 64 --steps 1 --rng cuda --seed 4294967301"), folder.path());
    QVERIFY2(result.code == 0, result.said().constData());
    const auto run = read(folder.filePath(QStringLiteral("run.npz")));
    QVERIFY(deviation(run, "initial_latents", read(golden("rng/philox_cuda.npz")),
                      "seed4294967301/call0/1x4x8x8") <= 1e-6);
}

/// An edit that changes nothing leaves the latents as they are, bit for bit; one that takes a block
/// away does not, and is named in the provenance.
void TestCliGenerate::editsActAtEveryStep() {
    const auto latents = [](const QString& edit, QByteArray& file) {
        QTemporaryDir folder;
        QStringList options = words("--size 64 --steps 2");
        if (!edit.isEmpty()) options << QStringLiteral("--edit") << edit;
        const auto result = generate(QStringLiteral("tiny-sd15"), options, folder.path());
        if (result.code != 0) qWarning() << result.said();
        const QString run = folder.filePath(QStringLiteral("run.npz"));
        file = QByteArray::fromStdString(test::contentOf(run.toStdString()));
        return read(run);
    };
    QByteArray plainFile, sameFile, goneFile;
    const auto plain = latents({}, plainFile);
    const auto same = latents(QStringLiteral("up_blocks[1]:scale=1@*"), sameFile);
    const auto gone = latents(QStringLiteral("up_blocks[1]:zero@*"), goneFile);
    QVERIFY(deviation(same, "latents", plain) == 0);
    QVERIFY(deviation(gone, "latents", plain) > 1e-3);
    QVERIFY(goneFile.contains("up_blocks[1]:zero@*"));
}

void TestCliGenerate::refusesWrongUse_data() {
    QTest::addColumn<QString>("line");
    QTest::addColumn<QByteArray>("word");
    const auto row = [](const char* why, const char* line, const char* word) {
        QTest::newRow(why) << QString::fromUtf8(line) << QByteArray(word);
    };
    row("unknown sampler names those there are", "--scheduler eular", "euler-ancestral");
    row("size of no picture", "--size keep", "keep");
    row("size no multiple of 8", "--size 65x64", "multiples of 8");
    row("no steps", "--steps 0", "--steps");
    row("more steps than the schedule has", "--steps 1000 --scheduler dpm --size 64", "steps");
    row("unknown layer", "--layers up_blocks[9] --size 64", "up_blocks[9]");
    row("edit of an unknown layer", "--edit up_blocks[9]:zero@* --size 64", "up_blocks[9]");
    row("whose random numbers", "--rng mps", "mps");
}

void TestCliGenerate::refusesWrongUse() {
    QFETCH(QString, line);
    QFETCH(QByteArray, word);
    QTemporaryDir folder;
    const auto result = generate(QStringLiteral("tiny-sd15"),
                                 line.split(QLatin1Char(' '), Qt::SkipEmptyParts), folder.path());
    QVERIFY2(result.code == 2, result.said().constData());
    QVERIFY2(result.err.contains(word), result.said().constData());
}

void TestCliGenerate::fullDiskIsExitFive() {
    QTemporaryDir folder;
    const auto result =
        generate(QStringLiteral("tiny-sd15"), words("--steps 3 --size 64 --layers blocks"),
                 folder.path(), 4'000);
    QVERIFY2(result.code == 5, result.said().constData());
    QVERIFY2(result.err.contains("step_000.npz"), "the first step's file ends the run");
    QVERIFY(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden).isEmpty());
}

void TestCliGenerate::interruptionKeepsCompleteSteps() {
    QTemporaryDir folder;
    QProcess process;
    isolate(process);
    process.start(program(), QStringList{QStringLiteral("generate"), golden("models/tiny-sd15"),
                                         QStringLiteral("--prompt=cat"), QStringLiteral("--out"),
                                         folder.path()} +
                                 words("--steps 900 --size 64 --layers mid_block --intermediates"));
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(folder.filePath(QStringLiteral("step_001.npz"))),
                             60'000);
    ::kill(pid_t(process.processId()), SIGINT);
    const auto result = collect(process);
    QVERIFY2(result.code == 130, result.said().constData());
    QCOMPARE(result.err, QByteArray());
    const QDir out(folder.path());
    QVERIFY(!out.exists(QStringLiteral("run.npz")) && !out.exists(QStringLiteral("image.png")));
    const auto steps = out.entryList({QStringLiteral("*.npz")}, QDir::Files | QDir::Hidden);
    QVERIFY(steps.size() >= 2 && steps.size() < 900);
    for (const auto& step : steps)
        QVERIFY(engine::findArray(read(out.filePath(step)), "mid_block"));
}

QTEST_GUILESS_MAIN(TestCliGenerate)
#include "tst_cli_generate.moc"
