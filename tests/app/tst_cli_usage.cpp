// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli_process.h"
#include "support/test_files.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using test::runCli;

/// The command line before it computes: help, versions, names that are wrong or not there yet, and
/// what it tells of models.
class TestCliUsage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void helpGoesToStandardOutput_data();
    void helpGoesToStandardOutput();
    void versionNamesCompiledLibraries();
    void refusesWrongUse_data();
    void refusesWrongUse();
    void infoListsLayersAsJson();
    void infoTakesABareComponent();
    void modelsListsDemoAndGivenFolders();
    void tokenizeAnswersALinePerLine();
    void tokenizeTakesJsonStrings();
    void fullStandardOutputIsExitFive();
    void aClosedPipeIsQuiet();
};

namespace {

QString goldenModel() {
    return test::text(test::goldenFolder() / "models" / "tiny-sd15");
}
QString demo(const char* name) {
    return QStringLiteral(DENOSCOPE_SOURCE_DIR "/datasets/demo/") + QString::fromUtf8(name);
}

}  // namespace

void TestCliUsage::helpGoesToStandardOutput_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("word");
    QTest::newRow("top") << QStringList{QStringLiteral("--help")} << QByteArray("similarity");
    QTest::newRow("command") << QStringList{QStringLiteral("extract"), QStringLiteral("--help")}
                             << QByteArray("--timestep");
    QTest::newRow("command of a command")
        << QStringList{QStringLiteral("bench"), QStringLiteral("machine"), QStringLiteral("--help")}
        << QByteArray("machine");
}

void TestCliUsage::helpGoesToStandardOutput() {
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, word);
    const auto result = runCli(arguments);
    QCOMPARE(result.code, 0);
    QVERIFY2(result.out.contains(word), result.out.constData());
    QCOMPARE(result.err, QByteArray());
}

void TestCliUsage::versionNamesCompiledLibraries() {
    const auto result = runCli({QStringLiteral("--version")});
    QCOMPARE(result.code, 0);
    QVERIFY(result.out.startsWith("denoscope "));
    QVERIFY(result.out.contains("Qt 6"));
    QVERIFY2(!result.out.contains("torch"), "the engine must not be loaded for --version");
}

void TestCliUsage::refusesWrongUse_data() {
    QTest::addColumn<QString>("line");  // {model} and {photo} stand for good ones
    QTest::addColumn<QByteArray>("word");
    const auto row = [](const char* name, const char* line, const char* word) {
        QTest::newRow(name) << QString::fromUtf8(line) << QByteArray(word);
    };
    row("unknown option", "info {model} --jsson", "--jsson");
    row("unknown word that is no file", "extrakt", "extrakt");
    row("missing required option", "extract {model} {photo} --layers blocks", "--out");
    row("missing MODEL", "info", "MODEL");
    row("--full without --version", "--full", "--version");
    row("neither encode nor decode", "vae {model} --inputs a.npz --out b.npz", "--encode");
    row("encode and decode", "vae {model} --encode --decode --inputs a.npz --out b.npz",
        "--encode");
    row("unknown layer", "extract {model} {photo} --layers up_blocks[9] --out {out}/a.npz",
        "up_blocks[9]");
    row("timestep past the schedule",
        "extract {model} {photo} --layers blocks --out {out}/a.npz --timestep 1000", "1000");
    row("timestep that is no number",
        "extract {model} {photo} --layers blocks --out {out}/a.npz --timestep x", "x");
    row("unknown fit", "extract {model} {photo} --layers blocks --out {out}/a.npz --fit squeeze",
        "squeeze");
    row("size that is none",
        "extract {model} {photo} --layers blocks --out {out}/a.npz --size huge", "huge");
    row("folder to write into is missing",
        "extract {model} {photo} --layers blocks --out {out}/no/a.npz", "no");
    row("a file where a folder is needed", "norms {model} {photo} --out {photo}", "folder");
    row("token that is none",
        "similarity {model} {photo} --layer mid_block --token 3 --out {out}/a.npz", "Y,X");
    row("token with a tail",
        "similarity {model} {photo} --layer mid_block --token 3,4,5 --out {out}/a.npz", "Y,X");
    row("unknown measure",
        "similarity {model} {photo} --layer mid_block --token 0,0 --measure dice --out {out}/a.npz",
        "dice");
    row("unknown ending",
        "similarity {model} {photo} --layer mid_block --token 0,0 --out {out}/a.jpg", ".svg");
    row("similarity at two timesteps",
        "similarity {model} {photo} --layer mid_block --token 0,0 --out {out}/a.npz --timestep 1 2",
        "timestep");
    row("similarity in several layers",
        "similarity {model} {photo} --layer blocks --token 0,0 --out {out}/a.npz", "layers");
    row("norms of a layer without a map",
        "norms {model} {photo} --layer time_embedding --out {out}/n", "time_embedding");
    row("no output and no layers", "unet {model} --inputs a.npz --out {out}/b.npz --no-output",
        "--layers");
    const char* there = "is not available in this version";
    for (const char* command : {"experiment", "plot", "dataset"})
        row(command, command, there);
    row("bench of what is not there", "bench nothing", "subcommand");
    row("bench without a move", "bench hover --moves 0", "--moves");
    const QByteArray extract = "extract {model} {photo} --layers blocks --out {out}/a.npz ";
    for (const char* option : {"--device cuda"}) row(option, (extract + option).constData(), there);
    for (const char* option : {"--shard 0/2", "--resume", "--store-dtype float16"})
        row(option, (extract + option).constData(), "--store");
    for (const char* option : {"--shard 0/2", "--resume"})
        row((QByteArray("norms ") + option).constData(),
            (QByteArray("norms {model} {photo} --out {out}/n ") + option).constData(), there);
    row("a part beyond the last", (extract + "--store --shard 2/2").constData(), "--shard");
    row("a batch of none", (extract + "--batch 0").constData(), "--batch");
    row("neither ids nor prompt", "text {model} --out {out}/a.npz", "--prompt");
    row("ids and prompt", "text {model} --inputs a.npz --prompt cat --out {out}/a.npz", "--prompt");
    row("float16 arithmetic",
        "extract {model} {photo} --layers conv_in --out {out}/a.npz --dtype float16",
        "the CPU has no float16 convolutions");
    row("arithmetic of no such kind",
        "extract {model} {photo} --layers conv_in --out {out}/a.npz --dtype int8",
        "expected float32 or bfloat16");
    row("third text encoder", "text {model} --prompt cat --out {out}/a.npz --encoder 3",
        "--encoder");
    row("configs for a folder", "info {model} --config {model}",
        "--config is for single-file checkpoints");
}

void TestCliUsage::refusesWrongUse() {
    QFETCH(QString, line);
    QFETCH(QByteArray, word);
    QTemporaryDir out;
    line.replace(QStringLiteral("{model}"), goldenModel());
    line.replace(QStringLiteral("{photo}"), demo("photos/cat.jpg"));
    line.replace(QStringLiteral("{out}"), out.path());
    const auto result = runCli(line.split(QLatin1Char(' ')));
    QVERIFY2(result.code == 2, result.said().constData());
    QVERIFY2(result.err.contains(word), result.said().constData());
    QCOMPARE(result.out, QByteArray());
    QVERIFY2(QDir(out.path()).isEmpty(), "something was written");
}

void TestCliUsage::infoListsLayersAsJson() {
    const auto result = runCli({QStringLiteral("info"), goldenModel(), QStringLiteral("--json"),
                                QStringLiteral("--size"), QStringLiteral("128")});
    QVERIFY2(result.code == 0, result.said().constData());
    const auto json = QJsonDocument::fromJson(result.out).object();
    QCOMPARE(json[QStringLiteral("schema")].toInt(), 1);
    for (const auto& value : json[QStringLiteral("layers")].toArray()) {
        const auto layer = value.toObject();
        if (layer[QStringLiteral("path")].toString() != QStringLiteral("up_blocks[1]")) continue;
        QCOMPARE(layer[QStringLiteral("channels")].toInt(), 24);
        QCOMPARE(layer[QStringLiteral("height")].toInt(), 8);
        QCOMPARE(layer[QStringLiteral("width")].toInt(), 8);
        return;
    }
    QFAIL("up_blocks[1] is not listed");
}

void TestCliUsage::infoTakesABareComponent() {
    const auto result = runCli(
        {QStringLiteral("info"), goldenModel() + QStringLiteral("/vae"), QStringLiteral("--json")});
    QVERIFY2(result.code == 0, result.said().constData());
    QVERIFY(result.out.contains("decoder.mid_block"));
}

void TestCliUsage::modelsListsDemoAndGivenFolders() {
    const auto result =
        runCli({QStringLiteral("models"), test::text(test::goldenFolder() / "models"),
                QStringLiteral("--json")});
    QVERIFY2(result.code == 0, result.said().constData());
    const auto json = QJsonDocument::fromJson(result.out).object();
    QStringList folders;
    for (const auto& model : json[QStringLiteral("models")].toArray())
        folders << QFileInfo(model.toObject()[QStringLiteral("path")].toString()).fileName();
    for (const char* name : {"tiny-sd15", "tiny-sd21", "tiny-sdturbo", "tiny-sdxl", "model"})
        QVERIFY2(folders.contains(QString::fromUtf8(name)), name);
}

void TestCliUsage::tokenizeAnswersALinePerLine() {
    const auto result = runCli({QStringLiteral("tokenize"), goldenModel()}, "a photo\n\n");
    QVERIFY2(result.code == 0, result.said().constData());
    const auto lines = result.out.trimmed().split('\n');
    QCOMPARE(lines.size(), 2);
    QVERIFY(lines[0].startsWith("998 "));
    QCOMPARE(lines[0].split(' ').size(), 77);
    QVERIFY(lines[1].startsWith("998 999 999"));
}

void TestCliUsage::tokenizeTakesJsonStrings() {
    const QStringList arguments{QStringLiteral("tokenize"), goldenModel(),
                                QStringLiteral("--json")};
    const auto good = runCli(arguments, "\"a\\nphoto\"\n");
    QVERIFY2(good.code == 0, good.said().constData());
    const auto json = QJsonDocument::fromJson(good.out).object();
    QCOMPARE(json[QStringLiteral("pieces")].toArray().size(), 2);
    QCOMPARE(json[QStringLiteral("input_ids")].toArray().size(), 77);
    const auto bad = runCli(arguments, "\"fine\"\n[1]\n");
    QCOMPARE(bad.code, 3);
    QVERIFY2(bad.err.contains("Line 2"), bad.said().constData());
}

void TestCliUsage::fullStandardOutputIsExitFive() {
    QProcess process;
    test::isolate(process);
    process.setStandardOutputFile(QStringLiteral("/dev/full"));
    process.start(test::program(),
                  {QStringLiteral("info"), goldenModel(), QStringLiteral("--json")});
    const auto result = test::collect(process);
    QVERIFY2(result.code == 5, result.said().constData());
    QVERIFY(result.err.contains("standard output"));
}

void TestCliUsage::aClosedPipeIsQuiet() {
    QProcess process;
    test::isolate(process);
    process.start(
        QStringLiteral("/bin/sh"),
        {QStringLiteral("-c"),
         QStringLiteral("'%1' info '%2' --json | head -c 1").arg(test::program(), goldenModel())});
    const auto result = test::collect(process);
    QCOMPARE(result.out, QByteArray("{"));
    QCOMPARE(result.err, QByteArray());
}

QTEST_GUILESS_MAIN(TestCliUsage)
#include "tst_cli_usage.moc"
