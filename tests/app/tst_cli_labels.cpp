// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli_process.h"
#include "support/test_files.h"

#include <io/npz.h>
#include <io/picture.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

namespace fs = std::filesystem;
using test::runCli;

/// `denoscope labels ...` as a user runs it.
class TestCliLabels : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void publishedArraysRoundTrip_data();
    void publishedArraysRoundTrip();
    void convertsTheFlaskFolder();
    void refuses_data();
    void refuses();
    void agrees();
    void mergesAndListsConflicts();
    void countsAsJson();
    void proposesAgainstLabels();
    void fullDiskKeepsTheOldFile();

private:
    /// Words of \a line, where {d} is the folder of this test.
    test::CliResult run(QString line, rlim_t maxFileBytes = 0) {
        QStringList words = line.split(u' ');
        for (QString& word : words) word.replace(QStringLiteral("{d}"), m_dir->path());
        return runCli(QStringList(QStringLiteral("labels")) + words, {}, maxFileBytes);
    }
    test::CliResult run(const char* line) { return run(QString::fromLatin1(line)); }
    fs::path at(const char* name) const { return m_folder / name; }

    std::unique_ptr<QTemporaryDir> m_dir;
    fs::path m_folder;
};

void TestCliLabels::init() {
    m_dir = std::make_unique<QTemporaryDir>();
    m_folder = m_dir->path().toStdString();
}

void TestCliLabels::publishedArraysRoundTrip_data() {
    QTest::addColumn<QString>("model");
    for (const char* model : {"sd15", "sd21", "sdturbo"})
        QTest::newRow(model) << QString::fromLatin1(model);
}

void TestCliLabels::publishedArraysRoundTrip() {
    QFETCH(QString, model);
    const fs::path file = fs::path(DENOSCOPE_SHARED_DATA) / "reference/data" /
                          (QStringLiteral("high_norm_anomalies_%1.npy").arg(model).toStdString());
    if (!fs::exists(file)) QSKIP("the published arrays are not here");
    const auto source = test::text(file);
    QCOMPARE(run(QStringLiteral("import %1 --out {d}/P.json").arg(source)).code, 0);
    QCOMPARE(run("export {d}/P.json --out {d}/back.npy").code, 0);
    QVERIFY(test::contentOf(at("back.npy")) == test::contentOf(file));
    QCOMPARE(run("export {d}/P.json --out {d}/folder").code, 0);
    QCOMPARE(run("import {d}/folder --out {d}/Q.json").code, 0);
    QCOMPARE(run("export {d}/Q.json --out {d}/again.npy").code, 0);
    QVERIFY(test::contentOf(at("again.npy")) == test::contentOf(file));
    QVERIFY(test::contentOf(at("back.npy.provenance.json")).find("up_blocks[1]") !=
            std::string::npos);
    // Made twice it is the same, also over itself.
    const std::string project = test::contentOf(at("P.json"));
    QCOMPARE(run(QStringLiteral("import %1 --out {d}/P.json").arg(source)).code, 0);
    QVERIFY(test::contentOf(at("P.json")) == project);
}

void TestCliLabels::convertsTheFlaskFolder() {
    fs::create_directory(at("f"));
    const std::string clicked = R"([{"x": 6, "y": 8}, {"x": 2, "y": 4}])";
    test::put(at("f/norm_0007.json"), clicked);
    test::put(at("f/norm_0008.json"), "[]");
    const auto imported =
        run("import {d}/f --out {d}/P.json --timestep 50 --seed 42 --annotator ada");
    QCOMPARE(imported.code, 0);
    // Paths are relative to the project file.
    QVERIFY(test::contentOf(at("P.json")).find("\"path\": \"f/norm_0007.png\"") !=
            std::string::npos);
    QVERIFY(imported.err.contains("labelled 1 · none 1 · left 0 / 2"));
    QCOMPARE(run("export {d}/P.json --out {d}/g").code, 0);
    QCOMPARE(test::contentOf(at("g/norm_0007.json")), clicked);
    QCOMPARE(test::contentOf(at("g/norm_0008.json")), std::string("[]"));
    QCOMPARE(run("export {d}/P.json --out {d}/P.csv").code, 0);
    QVERIFY(test::contentOf(at("P.csv")).rfind("image,x,y,file,", 0) == 0);
    QCOMPARE(run("import {d}/P.json --blank --out {d}/B.json").code, 0);
    QVERIFY(run("stats {d}/B.json").out.startsWith("labelled 0 · none 0 · left 2 / 2"));
}

void TestCliLabels::refuses_data() {
    QTest::addColumn<QString>("line");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("says");
    const auto row = [](const char* why, const char* line, int code, const char* says) {
        QTest::newRow(why) << QString::fromLatin1(line) << code << QByteArray(says);
    };
    row("corrupt array", "import {d}/bad.npy --out {d}/o.json", 3, "bad.npy");
    row("corrupt CSV", "import {d}/bad.csv --out {d}/o.json", 3, "row 1: x should be");
    row("corrupt Flask file", "import {d}/bad --out {d}/o.json", 3, "label 0.y should be");
    row("corrupt project", "export {d}/bad.json --out {d}/o.npy", 3, "bad.json");
    row("corrupt journal", "export {d}/open.json --out {d}/o.npy", 3, "line 1");
    row("missing source", "import {d}/none.npy --out {d}/o.json", 3, "none.npy");
    row("a pickle", "import {d}/pickle.npy --out {d}/o.json", 4, "pickle");
    row("odd alignment was not asked for", "import {d}/odd.csv --out {d}/o.json", 3,
        "multiple of 2");
    row("outside of the grid given", "import {d}/good.csv --grid 4 --out {d}/o.json", 3, "0 to 3");
    row("more pictures than said", "import {d}/good.csv --images 1 --out {d}/o.json", 3, "image");
    row("a grid that is none", "import {d}/good.csv --grid 4x --out {d}/o.json", 2, "--grid");
    row("a project with a history", "import {d}/good.csv --out {d}/open.json", 2, "history");
    row("over a file that cannot be read", "import {d}/good.csv --out {d}/bad.json", 3,
        "not overwritten");
    row("no sub-command", "", 2, "subcommand");
    row("one project to merge", "merge {d}/good.csv --out {d}/o.json", 2, "");
    row("another grid to compare", "agree {d}/good.csv {d}/grid.json", 2, "grid differs");
    row("no norm maps", "propose {d}/bad.csv", 3, "bad.csv");
}

void TestCliLabels::refuses() {
    QFETCH(QString, line);
    QFETCH(int, code);
    QFETCH(QByteArray, says);
    test::put(at("good.csv"), "image,x,y\n0,2,4\n3,6,8\n");
    QCOMPARE(run("import {d}/good.csv --grid 16 --out {d}/grid.json").code, 0);
    QCOMPARE(run("import {d}/good.csv --out {d}/open.json").code, 0);
    fs::create_directory(at("open.json.history"));
    test::put(at("open.json.history/journal-000000000001.jsonl"), "rotten\n");
    test::put(at("odd.csv"), "image,x,y\n0,3,4\n");
    test::put(at("bad.npy"), "\x93NUMPY and no more");
    test::put(at("bad.csv"), "image,x,y\n0,two,4\n");
    fs::create_directory(at("bad"));
    test::put(at("bad/norm_0001.json"), R"([{"x": 2}])");
    test::put(at("bad.json"), R"({"format": "denoscope-labels", "version": 1})");
    test::put(at("pickle.npy"), std::string("\x80\x04\x95", 3) + std::string(20, '\0'));
    const auto before = test::filesUnder(m_folder, ".json");
    const std::string bad = test::contentOf(at("bad.json"));
    const auto result = run(line);
    QVERIFY2(result.code == code, result.err.constData());
    QVERIFY2(result.err.contains(says), result.err.constData());
    QVERIFY(test::filesUnder(m_folder, ".json") == before);
    QCOMPARE(test::contentOf(at("bad.json")), bad);
    QVERIFY(!fs::exists(at("o.npy")));
}

void TestCliLabels::agrees() {
    test::put(at("a.csv"), "image,x,y\n0,0,0\n0,2,2\n");
    test::put(at("b.csv"), "image,x,y\n0,0,0\n1,2,0\n");
    const auto result =
        run("agree {d}/a.csv {d}/b.csv --grid 4 --json --resamples 0 --out {d}/list.csv");
    QCOMPARE(result.code, 0);
    const auto json = QJsonDocument::fromJson(result.out).object();
    const auto value = [&](const char* key) {
        return json[QLatin1String(key)].toObject()[u"value"].toDouble();
    };
    QCOMPARE(value("f1_exact"), 0.5);
    QCOMPARE(value("cohen_kappa"), 1.0 / 3);
    QVERIFY(json[u"f1_exact"].toObject()[u"low"].isNull());
    QCOMPARE(test::contentOf(at("list.csv")),
             std::string("image,x,y,in,near\n0,2,2,first,yes\n1,2,0,second,no\n"));
    const auto text = run("agree {d}/a.csv {d}/b.csv {d}/a.csv --grid 4");
    QCOMPARE(text.code, 0);
    QVERIFY(text.out.contains("F1 exact             0.5000  ["));
    QVERIFY(text.out.contains("alpha of all 3"));
    QCOMPARE(run("agree {d}/a.csv {d}/b.csv --grid 4 --json").out,
             run("agree {d}/a.csv {d}/b.csv --grid 4 --json").out);
}

void TestCliLabels::mergesAndListsConflicts() {
    fs::create_directory(at("a"));
    fs::create_directory(at("b"));
    test::put(at("a/norm_0000.json"), R"([{"x": 0, "y": 0}])");
    test::put(at("b/norm_0000.json"), "[]");
    test::put(at("b/norm_0001.json"), R"([{"x": 4, "y": 0}])");
    const auto result = run("merge {d}/a {d}/b --out {d}/m.json");
    QCOMPARE(result.code, 0);
    QCOMPARE(result.out, QByteArray("Picture 0: labelled in one project, reviewed as none in the "
                                    "other; the labels were kept and the picture marked as "
                                    "unsure.\n"));
    QVERIFY(result.err.contains("1 conflicts. labelled 1 · none 0 · left 1 / 2 · unsure 1"));
    QVERIFY(run("stats {d}/m.json").out.contains("2 labels on 2 pictures"));
}

void TestCliLabels::countsAsJson() {
    test::put(at("a.csv"), "image,x,y\n0,0,0\n0,2,2\n5,2,2\n");
    const auto result = run("stats {d}/a.csv --images 10 --json");
    QCOMPARE(result.code, 0);
    const auto json = QJsonDocument::fromJson(result.out).object();
    QCOMPARE(json[u"schema"].toInt(), 1);
    QCOMPARE(json[u"labels"].toInt(), 3);
    QCOMPARE(json[u"none"].toInt(), 8);
    QCOMPARE(json[u"labels_per_picture"].toObject()[u"2"].toInt(), 1);
    QCOMPARE(json[u"x"].toObject()[u"2"].toInt(), 2);
}

void TestCliLabels::proposesAgainstLabels() {
    std::vector<float> values(2 * 32 * 32);
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = 10 + float(i * 7919 % 13) / 13;
    const auto raise = [&](std::size_t map, std::size_t row, std::size_t col) {
        for (std::size_t y = row; y < row + 2; ++y)
            for (std::size_t x = col; x < col + 2; ++x) values[map * 1024 + y * 32 + x] = 90;
    };
    raise(0, 4, 8);
    raise(1, 30, 0);
    const auto maps = engine::NdArray::fromFloats({2, 32, 32}, values);
    QVERIFY(core::writeNpz(at("norms.npz"), {{"norm/up_blocks[1]", maps}}).ok());
    test::put(at("truth.csv"), "image,x,y\n0,8,4\n1,16,16\n");
    const auto result = run("propose {d}/norms.npz --labels {d}/truth.csv --json --out {d}/p.csv");
    QVERIFY2(result.code == 0, result.err.constData());
    const auto json = QJsonDocument::fromJson(result.out).object();
    QCOMPARE(json[u"proposals"].toArray().size(), 2);
    QCOMPARE(json[u"report"].toObject()[u"precision"].toDouble(), 0.5);
    QCOMPARE(json[u"report"].toObject()[u"recall"].toDouble(), 0.5);
    QVERIFY(test::contentOf(at("p.csv")).find("\n1,0,30,1,") != std::string::npos);
    QVERIFY(run("propose {d}/norms.npz --labels {d}/truth.csv").out.startsWith("precision 0.5000"));
    QVERIFY(
        run("propose {d}/norms.npz").out.startsWith("image,x,y,rank,score,off_grid,detector\n"));
    // The pictures of the labeler are coarser, and show the same here.
    fs::create_directory(at("png"));
    std::vector<std::uint8_t> gray(1024);
    for (std::size_t i = 0; i < 1024; ++i) gray[i] = std::uint8_t(values[i] * 2.8f);
    QVERIFY(core::writeGrayPng(at("png/norm_0000.png"), 32, 32, gray).ok());
    QVERIFY(run("propose {d}/png").out.contains("\n0,8,4,1,"));
    QCOMPARE(run("propose {d}/norms.npz --layer mid_block").code, 0);  // the only one is meant
    QVERIFY(core::writeNpz(at("two.npz"), {{"norm/a", maps}, {"norm/b", maps}}).ok());
    QCOMPARE(run("propose {d}/two.npz").code, 2);
    QCOMPARE(run("propose {d}/two.npz --layer b").code, 0);
}

void TestCliLabels::fullDiskKeepsTheOldFile() {
    test::put(at("a.csv"), "image,x,y\n0,0,0\n");
    QCOMPARE(run("import {d}/a.csv --out {d}/P.json").code, 0);
    const std::string before = test::contentOf(at("P.json"));
    const auto result = run(QStringLiteral("import {d}/a.csv --images 500 --out {d}/P.json"), 4096);
    QVERIFY2(result.code == 5, result.err.constData());
    QCOMPARE(test::contentOf(at("P.json")), before);
}

QTEST_GUILESS_MAIN(TestCliLabels)
#include "tst_cli_labels.moc"
