// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_files.h"

#include <model/model_folder.h>

#include <QTemporaryDir>
#include <QTest>

namespace fs = std::filesystem;
using engine::ErrorCode;

class TestWeightFiles : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void finds_data();
    void finds();
    void refuses_data();
    void refuses();
    void recognisesPickles_data();
    void recognisesPickles();
    void theCommandConverts();
};

namespace {

using Files = QList<std::pair<QByteArray, QByteArray>>;  // name, content

const QByteArray kIndexOfTwo =
    R"({"weight_map": {"x": "b.safetensors", "y": "a.safetensors", "z": "a.safetensors"}})";

void lay(const QTemporaryDir& folder, const Files& files) {
    for (const auto& [name, content] : files)
        test::put(fs::path(folder.path().toStdString()) / name.toStdString(),
                  content.toStdString());
}

}  // namespace

void TestWeightFiles::finds_data() {
    QTest::addColumn<Files>("files");
    QTest::addColumn<QByteArray>("found");
    QTest::newRow("single") << Files{{"m.safetensors", "x"}, {"m.bin", "x"}}
                            << QByteArray("m.safetensors");
    QTest::newRow("half precision")
        << Files{{"m.fp16.safetensors", "x"}} << QByteArray("m.fp16.safetensors");
    QTest::newRow("full precision is preferred")
        << Files{{"m.fp16.safetensors", "x"}, {"m.safetensors", "x"}}
        << QByteArray("m.safetensors");
    const Files shards = {{"a.safetensors", "x"}, {"b.safetensors", "x"}};
    QTest::newRow("shards, each once, sorted")
        << shards + Files{{"m.safetensors.index.json", kIndexOfTwo}}
        << QByteArray("a.safetensors b.safetensors");
    QTest::newRow("full shards before half precision")
        << shards + Files{{"m.safetensors.index.json", kIndexOfTwo}, {"m.fp16.safetensors", "x"}}
        << QByteArray("a.safetensors b.safetensors");
    for (const char* name : {"m.safetensors.index.fp16.json", "m.safetensors.fp16.index.json",
                             "m.fp16.safetensors.index.json"})
        QTest::addRow("half precision index %s", name)
            << shards + Files{{name, kIndexOfTwo}} << QByteArray("a.safetensors b.safetensors");
}

void TestWeightFiles::finds() {
    QFETCH(Files, files);
    QFETCH(QByteArray, found);
    const QTemporaryDir folder;
    lay(folder, files);
    const auto paths = engine::findWeightFiles(folder.path().toStdString(), "m");
    QVERIFY2(paths.ok(), paths.ok() ? "" : paths.error().message.c_str());
    QByteArrayList names;
    for (const auto& p : *paths) names << QByteArray::fromStdString(p.filename().string());
    QCOMPARE(names.join(' '), found);
}

void TestWeightFiles::refuses_data() {
    QTest::addColumn<Files>("files");
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<int>("code");
    const auto row = [](const char* name, const Files& files, const char* message,
                        ErrorCode code = ErrorCode::BadFile) {
        QTest::newRow(name) << files << QByteArray(message) << int(code);
    };
    const auto index = [](const char* text) { return Files{{"m.safetensors.index.json", text}}; };
    row("nothing there", {}, "/m.safetensors is missing.");
    row("only a pickle", {{"pytorch_model.bin", "x"}}, "pytorch_model.bin is a Python pickle",
        ErrorCode::Unsafe);
    row("only a checkpoint", {{"m.ckpt", "x"}}, "m.ckpt is a Python pickle", ErrorCode::Unsafe);
    row("a pickle under a good name", {{"m.safetensors", QByteArray("\x80\x04\x95")}},
        "m.safetensors is a Python pickle", ErrorCode::Unsafe);
    row("a pickle among the shards",
        index(R"({"weight_map": {"x": "a.bin"}})") + Files{{"a.bin", QByteArray("\x80\x02}q")}},
        "a.bin is a Python pickle", ErrorCode::Unsafe);
    row("an absent shard", index(kIndexOfTwo) + Files{{"a.safetensors", "x"}},
        "/b.safetensors is missing");
    row("a shard in another folder", index(R"({"weight_map": {"x": "../a.safetensors"}})"),
        "names the file \"../a.safetensors\", which is not in its own folder");
    row("a shard in the root", index(R"({"weight_map": {"x": "/etc/passwd"}})"),
        "\"/etc/passwd\", which is not");
    row("a shard that is the parent", index(R"({"weight_map": {"x": ".."}})"),
        "\"..\", which is not");
    row("a shard without name", index(R"({"weight_map": {"x": ""}})"), "\"\", which is not");
    row("a shard that is a number", index(R"({"weight_map": {"x": 1}})"),
        "should name a file for \"x\", found 1");
    row("an index without map", index(R"({"metadata": {}})"), "should hold \"weight_map\"");
    row("a map that is a list", index(R"({"weight_map": ["a"]})"), "should hold \"weight_map\"");
    row("an empty map", index(R"({"weight_map": {}})"), "should hold \"weight_map\"");
    row("an index that is no JSON", index("{"), "index.json is not valid JSON");
}

void TestWeightFiles::refuses() {
    QFETCH(Files, files);
    QFETCH(QByteArray, message);
    QFETCH(int, code);
    const QTemporaryDir folder;
    lay(folder, files);
    const auto paths = engine::findWeightFiles(folder.path().toStdString(), "m");
    QVERIFY(!paths.ok());
    const auto found = QByteArray::fromStdString(paths.error().message);
    QVERIFY2(found.contains(message), found.constData());
    QCOMPARE(int(paths.error().code), code);
}

void TestWeightFiles::recognisesPickles_data() {
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<bool>("isPickle");
    QTest::newRow("protocol 2, torch before 1.6")
        << QByteArray("\x80\x02\x8a\x0al\xfc\x9c\x46\xf9") << true;
    QTest::newRow("protocol 5") << QByteArray("\x80\x05\x95") << true;
    QTest::newRow("protocol 0, a dict") << QByteArray("(dp0\nS'x'") << true;
    QTest::newRow("protocol 0, a global") << QByteArray("ccollections\nOrderedDict\n") << true;
    QTest::newRow("torch zip") << QByteArray(
                                      "PK\x03\x04................................archive/data.pkl")
                               << true;
    QTest::newRow("zip of arrays")
        << QByteArray("PK\x03\x04................................x.npy") << false;
    QTest::newRow("no such protocol") << QByteArray("\x80\x09xyz") << false;
    QTest::newRow("empty") << QByteArray("") << false;
    QTest::newRow("one byte") << QByteArray("\x80") << false;
    // A header of 640 bytes begins with 0x80 0x02, as a pickle does.
    const QByteArray header("\x80\x02\0\0\0\0\0\0{", 9);
    QTest::newRow("safetensors with a header of 640 bytes")
        << header.leftJustified(648, ' ') << false;
    QTest::newRow("the same cut short is no safetensors") << header.leftJustified(600, ' ') << true;
}

void TestWeightFiles::recognisesPickles() {
    QFETCH(QByteArray, content);
    QFETCH(bool, isPickle);
    const QTemporaryDir folder;
    lay(folder, {{"x", content}});
    QCOMPARE(engine::looksLikePickle(fs::path(folder.path().toStdString()) / "x"), isPickle);
    QVERIFY(!engine::looksLikePickle(fs::path(folder.path().toStdString()) / "missing"));
}

void TestWeightFiles::theCommandConverts() {
    const QTemporaryDir folder;
    lay(folder, {{"it's.bin", "x"}});
    const auto paths = engine::findWeightFiles(folder.path().toStdString(), "m");
    QVERIFY(!paths.ok());
    const auto message = QString::fromStdString(paths.error().message);
    QVERIFY(message.contains(QStringLiteral("weights_only=True")));
    QVERIFY(message.endsWith(
        QStringLiteral(" '%1/it'\\''s.bin' '%1/m.safetensors'").arg(folder.path())));
}

QTEST_GUILESS_MAIN(TestWeightFiles)
#include "tst_weight_files.moc"
