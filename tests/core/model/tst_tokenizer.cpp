// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_files.h"

#include <model/tokenizer.h>

#include <QTemporaryDir>
#include <QTest>

#include <nlohmann/json.hpp>

namespace fs = std::filesystem;
using engine::ErrorCode;
using engine::Tokenizer;
using nlohmann::json;

class TestTokenizer : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void agreesWithTransformers_data();
    void agreesWithTransformers();
    void agreesWithTransformersInFull_data();
    void agreesWithTransformersInFull();
    void agreesWithFullPadBang_data();
    void agreesWithFullPadBang();
    void knowsItsSpecialTokens();
    void keepsEndTokenWhenTruncating();
    void readsSpecialTokens_data();
    void readsSpecialTokens();
    void refusesBrokenFiles_data();
    void refusesBrokenFiles();

private:
    void addCaseRows(const fs::path& cases, const fs::path& folder);
    void checkCase();
};

namespace {

fs::path sharedGolden() {
    return fs::path(DENOSCOPE_SHARED_DATA) / "golden";
}
fs::path smallTokenizer() {
    return test::goldenFolder() / "models/tiny-sd15/tokenizer";
}

json readJson(const fs::path& path) {
    return json::parse(test::contentOf(path));
}

/// Copies what lies in \a folder; the copies can be written to.
void copyFiles(const fs::path& folder, const fs::path& target) {
    for (const auto& entry : fs::directory_iterator(folder))
        test::put(target / entry.path().filename(), test::contentOf(entry.path()));
}

std::string joined(const std::vector<std::string>& pieces) {
    std::string out;
    for (const auto& p : pieces) out += p + ' ';
    return out;
}

/// A tokenizer of \a folder, loaded once.
std::shared_ptr<const Tokenizer> loaded(const fs::path& folder) {
    static std::map<fs::path, std::shared_ptr<const Tokenizer>> known;
    auto& tokenizer = known[folder];
    if (!tokenizer) {
        auto result = Tokenizer::fromFolder(folder);
        if (!result)
            qCritical("%s", result.error().message.c_str());
        else
            tokenizer = *std::move(result);
    }
    return tokenizer;
}

/// Why the full vocabulary cannot be used; empty if it can.
const char* fullVocabularyProblem() {
    return fs::exists(sharedGolden() / "tokenizer-full/vocab.json")
               ? nullptr
               : "the third-party vocabulary golden/tokenizer-full is not here";
}

}  // namespace

void TestTokenizer::addCaseRows(const fs::path& cases, const fs::path& folder) {
    QTest::addColumn<QString>("folder");
    QTest::addColumn<QByteArray>("expected");
    int number = 0;
    for (const json& c : readJson(cases)) {
        const std::string text = c["text"].dump(-1, ' ', true).substr(0, 60);
        QTest::addRow("%s %d %s", cases.stem().c_str(), number++, text.c_str())
            << QString::fromStdString(folder.string()) << QByteArray::fromStdString(c.dump());
    }
}

void TestTokenizer::checkCase() {
    QFETCH(QString, folder);
    QFETCH(QByteArray, expected);
    const json c = json::parse(expected.toStdString());
    const auto tokenizer = loaded(folder.toStdString());
    QVERIFY(tokenizer);
    const auto found = tokenizer->encode(c["text"].get<std::string>());
    QCOMPARE(joined(found.pieces), joined(c["pieces"].get<std::vector<std::string>>()));
    QCOMPARE(found.pieces.size(), c["pieces"].size());
    QCOMPARE(found.inputIds, c["input_ids"].get<std::vector<std::int64_t>>());
}

void TestTokenizer::agreesWithTransformers_data() {
    const fs::path golden = test::goldenFolder();
    const std::pair<const char*, const char*> sets[] = {{"tiny-sd15", "tokenizer"},
                                                        {"tiny-sd21", "tokenizer"},
                                                        {"tiny-sdturbo", "tokenizer"},
                                                        {"tiny-sdxl", "tokenizer"},
                                                        {"tiny-sdxl", "tokenizer_2"}};
    for (const auto& [model, part] : sets) {
        const std::string cases = std::string(model) + "_" + part + "_cases.json";
        addCaseRows(golden / "tokenizer" / cases, golden / "models" / model / part);
    }
}
void TestTokenizer::agreesWithTransformers() {
    checkCase();
}

void TestTokenizer::agreesWithTransformersInFull_data() {
    if (const char* problem = fullVocabularyProblem()) QSKIP(problem);
    addCaseRows(test::goldenFolder() / "tokenizer/full_cases.json",
                sharedGolden() / "tokenizer-full");
}
void TestTokenizer::agreesWithTransformersInFull() {
    checkCase();
}

void TestTokenizer::agreesWithFullPadBang_data() {
    if (const char* problem = fullVocabularyProblem()) QSKIP(problem);
    static const QTemporaryDir folder;  // the same vocabulary with another pad token
    const fs::path path = folder.path().toStdString();
    copyFiles(sharedGolden() / "tokenizer-full", path);
    test::put(path / "special_tokens_map.json", R"({"pad_token": "!"})");
    addCaseRows(test::goldenFolder() / "tokenizer/full_cases_pad_bang.json", path);
}
void TestTokenizer::agreesWithFullPadBang() {
    checkCase();
}

void TestTokenizer::knowsItsSpecialTokens() {
    const auto tokenizer = loaded(test::goldenFolder() / "models/tiny-sdxl/tokenizer_2");
    QVERIFY(tokenizer);
    QCOMPARE(tokenizer->startId(), 998);
    QCOMPARE(tokenizer->endId(), 999);
    QCOMPARE(tokenizer->padId(), 0);
    QCOMPARE(tokenizer->modelMaxLength(), 77);
    QCOMPARE(tokenizer->vocabularySize(), std::size_t(1000));
}

void TestTokenizer::keepsEndTokenWhenTruncating() {
    const auto tokenizer = loaded(smallTokenizer());
    QVERIFY(tokenizer);
    std::string text;
    for (int i = 0; i < 75; ++i) text += "a ";
    const auto full = tokenizer->encode(text);
    QCOMPARE(full.truncatedPieces, 0);
    QCOMPARE(full.inputIds.back(), tokenizer->endId());
    const auto over = tokenizer->encode(text + "photo of");
    QCOMPARE(over.truncatedPieces, 2);
    QCOMPARE(over.pieces.size(), std::size_t(77));
    QCOMPARE(over.inputIds, full.inputIds);
}

void TestTokenizer::readsSpecialTokens_data() {
    QTest::addColumn<QByteArray>("config");
    QTest::addColumn<QByteArray>("map");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QVector<int>>(
        "ids");  // the first ones, after the start token; 7 tokens in all
    const QByteArray seven = R"({"model_max_length": 7})";
    QTest::newRow("no files: CLIP's defaults")
        << QByteArray() << QByteArray() << QByteArray("!") << QVector{256, 999, 999};
    QTest::newRow("pad token as an object")
        << seven << QByteArray(R"({"pad_token": {"content": "!"}})") << QByteArray("a!")
        << QVector{320, 0, 999, 0, 0};
    QTest::newRow("the map wins over the configuration")
        << QByteArray(R"({"model_max_length": 7, "pad_token": "!"})")
        << QByteArray(R"({"pad_token": "<|endoftext|>"})") << QByteArray("!")
        << QVector{256, 999, 999};
    QTest::newRow("null says nothing")
        << QByteArray(R"({"model_max_length": 7, "pad_token": "!"})")
        << QByteArray(R"({"pad_token": null})") << QByteArray("") << QVector{999, 0, 0};
    QTest::newRow("added tokens: the map is not read")
        << QByteArray(R"({"model_max_length": 7, "added_tokens_decoder": {"0": {"content": "!"}}})")
        << QByteArray(R"({"pad_token": "#"})") << QByteArray("!") << QVector{0, 999, 999};
    QTest::newRow("an added token beyond the vocabulary")
        << QByteArray(
               R"({"model_max_length": 7, "added_tokens_decoder": {"1000": {"content": "<owl>"}}})")
        << QByteArray() << QByteArray("a<owl>a") << QVector{320, 1000, 320, 999};
    QTest::newRow("additional tokens are not split, the longest wins")
        << seven
        << QByteArray(R"({"additional_special_tokens": ["a", {"content": "p"}, "photo</w>"]})")
        << QByteArray("photo</w>a") << QVector{730, 64, 999};
    QTest::newRow("a length without meaning is CLIP's")
        << QByteArray(R"({"model_max_length": 1e30})") << QByteArray() << QByteArray("a")
        << QVector{320, 999, 999};
}

void TestTokenizer::readsSpecialTokens() {
    QFETCH(QByteArray, config);
    QFETCH(QByteArray, map);
    QFETCH(QByteArray, text);
    QFETCH(QVector<int>, ids);
    const QTemporaryDir folder;
    const fs::path path = folder.path().toStdString();
    for (const char* name : {"vocab.json", "merges.txt"})
        test::put(path / name, test::contentOf(smallTokenizer() / name));
    if (!config.isEmpty()) test::put(path / "tokenizer_config.json", config.toStdString());
    if (!map.isEmpty()) test::put(path / "special_tokens_map.json", map.toStdString());
    const auto tokenizer = Tokenizer::fromFolder(path);
    QVERIFY2(tokenizer.ok(), tokenizer.ok() ? "" : tokenizer.error().message.c_str());
    const auto found = (*tokenizer)->encode(text.toStdString()).inputIds;
    QCOMPARE(found.size(), std::size_t(config.contains("\": 7") ? 7 : 77));
    QCOMPARE(QVector<int>(found.begin() + 1, found.begin() + 1 + ids.size()), ids);
}

void TestTokenizer::refusesBrokenFiles_data() {
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("content");  // null: the file is removed
    QTest::addColumn<QByteArray>("message");  // a part of it
    QTest::addColumn<int>("code");
    const auto row = [](const char* name, const char* file, const QByteArray& content,
                        const char* message, ErrorCode code = ErrorCode::BadFile) {
        QTest::newRow(name) << QByteArray(file) << content << QByteArray(message) << int(code);
    };
    const json vocab = readJson(smallTokenizer() / "vocab.json");
    const auto changed = [&](const char* key, const json& value) {
        json copy = vocab;
        if (value.is_null())
            copy.erase(key);
        else
            copy[key] = value;
        return QByteArray::fromStdString(copy.dump());
    };
    row("vocabulary missing", "vocab.json", {}, "vocab.json");
    row("vocabulary cut short", "vocab.json", R"({"!": 0, "#)", "vocab.json is not valid JSON");
    row("vocabulary is a list", "vocab.json", "[1, 2]",
        "vocab.json should hold a JSON object, found array");
    row("id is a text", "vocab.json", changed("photo</w>", "7"),
        "key \"photo</w>\": expected an id from 0 to 999");
    row("id is a fraction", "vocab.json", changed("photo</w>", 7.5),
        "key \"photo</w>\": expected an id");
    row("id below zero", "vocab.json", changed("photo</w>", -1), "found -1");
    row("id beyond the entries", "vocab.json", changed("photo</w>", 1000), "found 1000");
    row("one id twice", "vocab.json", changed("photo</w>", 5), "the id 5 belongs to");
    json noStart = vocab;  // keeps the ids gapless
    noStart.erase("<|startoftext|>");
    noStart["<|other|>"] = 998;
    row("no start token", "vocab.json", QByteArray::fromStdString(noStart.dump()),
        "vocab.json lacks the special token \"<|startoftext|>\"");
    json noByte = vocab;
    noByte.erase("a</w>");
    noByte["<|other|>"] = vocab["a</w>"];
    row("a byte without symbol", "vocab.json", QByteArray::fromStdString(noByte.dump()),
        "the symbol \"a</w>\" of byte 97 is missing");
    row("merges missing", "merges.txt", {}, "merges.txt");
    row("merges without version", "merges.txt", "t h\n",
        "merges.txt, line 1: expected the version line");
    row("merge of one piece", "merges.txt", "#version: 0.2\nt h\nth\n",
        "merges.txt, line 3: expected two pieces");
    row("merge of three pieces", "merges.txt", "#version: 0.2\nt h e\n",
        "line 2: expected two pieces");
    row("merge with an empty piece", "merges.txt", "#version: 0.2\nt \n",
        "line 2: expected two pieces");
    row("empty line between merges", "merges.txt", "#version: 0.2\n\nt h\n",
        "line 2: expected two pieces");
    row("merge of an unknown piece", "merges.txt", "#version: 0.2\nqqq h\n",
        "line 2: the piece \"qqq\" is missing");
    row("merge with an unknown result", "merges.txt", "#version: 0.2\nz z\n",
        "line 2: the piece \"zz\" is missing");
    row("configuration is no JSON", "tokenizer_config.json", "{",
        "tokenizer_config.json is not valid JSON");
    row("map is no JSON", "special_tokens_map.json", "}",
        "special_tokens_map.json is not valid JSON");
    row("token is a number", "special_tokens_map.json", R"({"pad_token": 0})",
        "key \"pad_token\": expected a token");
    row("token is empty", "special_tokens_map.json", R"({"pad_token": ""})",
        "key \"pad_token\": expected a token");
    row("token without content", "special_tokens_map.json", R"({"eos_token": {"lstrip": true}})",
        "key \"eos_token\"");
    row("pad token outside of the vocabulary", "special_tokens_map.json",
        R"({"pad_token": "[PAD]"})", "lacks the special token \"[PAD]\"");
    row("additional tokens are no list", "special_tokens_map.json",
        R"({"additional_special_tokens": "x"})", "expected a list of tokens");
    row("additional token is a number", "special_tokens_map.json",
        R"({"additional_special_tokens": [7]})",
        "key \"additional_special_tokens\": expected a token");
    row("whole words only", "special_tokens_map.json",
        R"({"pad_token": {"content": "!", "single_word": true}})", "single_word",
        ErrorCode::Unsupported);
    row("length is a text", "tokenizer_config.json", R"({"model_max_length": "77"})",
        "key \"model_max_length\"");
    row("length without room", "tokenizer_config.json", R"({"model_max_length": 1})",
        "at least 2, found 1");
    row("added tokens are a list", "tokenizer_config.json", R"({"added_tokens_decoder": []})",
        "expected an object");
    row("added token without id", "tokenizer_config.json",
        R"({"added_tokens_decoder": {"x": "!"}})", "\"x\" is no token id");
    row("added token without text", "tokenizer_config.json",
        R"({"added_tokens_decoder": {"0": 1}})", "key \"added_tokens_decoder.0\"");
    row("added token under another id", "tokenizer_config.json",
        R"({"added_tokens_decoder": {"1": "!"}})",
        "key \"!\": the id is 0, but tokenizer_config.json says 1");
}

void TestTokenizer::refusesBrokenFiles() {
    QFETCH(QByteArray, file);
    QFETCH(QByteArray, content);
    QFETCH(QByteArray, message);
    QFETCH(int, code);
    const QTemporaryDir folder;
    const fs::path path = folder.path().toStdString();
    copyFiles(smallTokenizer(), path);
    if (content.isNull())
        fs::remove(path / file.toStdString());
    else
        test::put(path / file.toStdString(), content.toStdString());
    const auto tokenizer = Tokenizer::fromFolder(path);
    QVERIFY(!tokenizer.ok());
    const auto found = QByteArray::fromStdString(tokenizer.error().message);
    QVERIFY2(found.contains(message), found.constData());
    QCOMPARE(int(tokenizer.error().code), code);
}

QTEST_GUILESS_MAIN(TestTokenizer)
#include "tst_tokenizer.moc"
