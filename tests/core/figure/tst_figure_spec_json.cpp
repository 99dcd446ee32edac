// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/figure_examples.h"

#include <figure/figure_spec_json.h>

#include <QFile>
#include <QTest>

#include <nlohmann/json.hpp>

#include <functional>
#include <limits>

class TestFigureSpecJson : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void roundTrip_data();
    void roundTrip();
    void provenanceStaysReadable();
    void numbersAreShort();
    void refuses_data();
    void refuses();
    void refusesWhatIsNoJson_data();
    void refusesWhatIsNoJson();
    void theSchemaNamesEveryField();
};

namespace {

using Json = nlohmann::ordered_json;

core::FigureSpec complete() {
    auto spec = test::everything().spec;
    spec.arrays = "figure.npz";
    spec.arraysSha256 = std::string(64, 'a');
    return spec;
}

/// One change that makes a good file a bad one, and what is said of it.
struct Harm {
    std::function<void(Json&)> change;
    const char* said;
};

}  // namespace

Q_DECLARE_METATYPE(Harm)

void TestFigureSpecJson::roundTrip_data() {
    QTest::addColumn<std::string>("provenance");
    QTest::newRow("as Provenance writes it")
        << std::string("{\n \"z\": 1,\n \"a\": [\n  0.1\n ]\n}\n");
    QTest::newRow("otherwise indented") << std::string("{\"z\":1,   \"a\":2}");
    QTest::newRow("none") << std::string();
    QTest::newRow("no JSON") << std::string("made by hand");
    QTest::newRow("a list") << std::string("[\n 1\n]\n");
}

void TestFigureSpecJson::roundTrip() {
    QFETCH(std::string, provenance);
    auto spec = complete();
    spec.provenance = provenance;
    spec.panels[2].range = {-0.1f, std::numeric_limits<float>::max()};
    spec.width = 233.123456789;
    const std::string text = core::toJson(spec);
    const auto read = core::figureSpecFromJson(text, "a.figure.json");
    QVERIFY2(read, read ? "" : read.error().message.c_str());
    QVERIFY(*read == spec);
    QVERIFY(core::toJson(*read) == text);
}

void TestFigureSpecJson::provenanceStaysReadable() {
    const auto json = Json::parse(core::toJson(complete()));
    QVERIFY(json["provenance"].is_object());
    QVERIFY(json["provenance"]["prompt"] == "<b> & 'ü'");
}

void TestFigureSpecJson::numbersAreShort() {
    auto spec = complete();
    spec.panels[0].range = {0.1f, 0.7f};
    const std::string text = core::toJson(spec);
    QVERIFY(text.find("\"low\": 0.1,") != std::string::npos);
    QVERIFY(text.find("\"high\": 0.7,") != std::string::npos);
}

void TestFigureSpecJson::refuses_data() {
    QTest::addColumn<Harm>("harm");
    const auto row = [](const char* name, std::function<void(Json&)> change, const char* said) {
        QTest::newRow(name) << Harm{std::move(change), said};
    };
    row(
        "another kind of file", [](Json& j) { j["kind"] = "denoscope-labels"; }, "kind");
    row(
        "version 0", [](Json& j) { j["schema"] = 0; }, "schema");
    row(
        "a newer version", [](Json& j) { j["schema"] = 2; }, "version 2");
    row(
        "an unknown field", [](Json& j) { j["title"] = "x"; }, "title should be absent");
    row(
        "a field is missing", [](Json& j) { j.erase("bars"); }, "bars");
    row(
        "width as text", [](Json& j) { j["width"] = "234"; }, "width");
    row(
        "too narrow", [](Json& j) { j["width"] = 35.9; }, "36");
    row(
        "too wide", [](Json& j) { j["width"] = 2001; }, "2000");
    row(
        "text too small", [](Json& j) { j["text_size"] = 6; }, "7 to 9");
    row(
        "text of half points", [](Json& j) { j["text_size"] = 7.5; }, "whole number");
    row(
        "an unknown way to share bars", [](Json& j) { j["bars"] = "all"; }, "\"row\"");
    row(
        "a number for a flag", [](Json& j) { j["has_marks"] = 1; }, "true or false");
    row(
        "a title that is a number", [](Json& j) { j["row_titles"][0] = 3; }, "row_titles[0]");
    row(
        "too many titles", [](Json& j) { j["column_titles"] = std::vector<std::string>(257); },
        "256");
    row(
        "no panels", [](Json& j) { j["panels"] = Json::array(); }, "one panel or more");
    row(
        "too many panels", [](Json& j) { j["panels"] = std::vector<int>(4097, 0); }, "4096");
    row(
        "two panels at one place", [](Json& j) { j["panels"][1]["column"] = 0; },
        "row 0, column 0 twice");
    row(
        "a negative row", [](Json& j) { j["panels"][0]["row"] = -1; }, "panels[0].row");
    row(
        "a row too far", [](Json& j) { j["panels"][0]["row"] = 256; }, "0 to 255");
    row(
        "unknown colors", [](Json& j) { j["panels"][0]["colors"] = "jet"; }, "magma");
    row(
        "an empty range", [](Json& j) { j["panels"][0]["low"] = 1; }, "more than \"low\"");
    row(
        "no finite range", [](Json& j) { j["panels"][0]["high"] = 1e39; }, "panels[0].high");
    row(
        "a null range", [](Json& j) { j["panels"][0]["high"] = nullptr; }, "panels[0].high");
    row(
        "an unknown field of a panel", [](Json& j) { j["panels"][0]["x"] = 1; },
        "panels[0].x should be absent");
    row(
        "too long a text",
        [](Json& j) { j["panels"][0]["caption"] = std::string((1 << 20) + 1, 'x'); }, "caption");
    row(
        "too many marks", [](Json& j) { j["panels"][0]["marks"] = std::vector<int>(1025, 0); },
        "1024");
    row(
        "a mark outside its grid", [](Json& j) { j["panels"][0]["marks"][0]["row"] = 16; },
        "marks[0].row");
    row(
        "a mark that reaches out of its grid",
        [](Json& j) { j["panels"][0]["marks"][1]["columns"] = 12; }, "1 to 11");
    row(
        "a grid without rows", [](Json& j) { j["panels"][0]["marks"][0]["grid"]["height"] = 0; },
        "grid.height");
    row(
        "a color by name", [](Json& j) { j["panels"][0]["marks"][0]["color"] = "red"; }, "#00ffff");
    row(
        "a color of letters", [](Json& j) { j["panels"][0]["marks"][0]["color"] = "#gg0000"; },
        "color");
    for (const char* name : {"", ".", "..", "../a.npz", "/etc/a.npz", "b/a.npz", "b\\a.npz"})
        row(
            *name ? name : "no file name", [name](Json& j) { j["arrays"]["file"] = name; },
            "arrays.file");
    row(
        "a file name with a zero", [](Json& j) { j["arrays"]["file"] = std::string("a\0b", 3); },
        "arrays.file");
    row(
        "a digest in capitals", [](Json& j) { j["arrays"]["sha256"] = std::string(64, 'A'); },
        "arrays.sha256");
    row(
        "half a digest", [](Json& j) { j["arrays"]["sha256"] = std::string(32, 'a'); },
        "arrays.sha256");
    row(
        "provenance as a number", [](Json& j) { j["provenance"] = 7; }, "provenance");
    row(
        "no object at all", [](Json& j) { j = 3; }, "an object");
}

void TestFigureSpecJson::refuses() {
    QFETCH(Harm, harm);
    Json json = Json::parse(core::toJson(complete()));
    harm.change(json);
    const auto read = core::figureSpecFromJson(json.dump(), "dir/a.figure.json");
    QVERIFY(!read);
    const QByteArray message = QByteArray::fromStdString(read.error().message);
    QVERIFY2(message.startsWith("dir/a.figure.json"), message.constData());
    QVERIFY2(message.contains(harm.said), message.constData());
    QCOMPARE(read.error().code, message.contains("version 2") ? engine::ErrorCode::Unsupported
                                                              : engine::ErrorCode::BadFile);
}

void TestFigureSpecJson::refusesWhatIsNoJson_data() {
    QTest::addColumn<std::string>("bytes");
    const std::string good = core::toJson(complete());
    QTest::newRow("nothing") << std::string();
    QTest::newRow("truncated") << good.substr(0, good.size() / 2);
    QTest::newRow("nested deeply") << std::string(100'000, '[') + std::string(100'000, ']');
    QTest::newRow("a key twice") << "{\"kind\": \"x\", " + good.substr(1);
    QTest::newRow("no UTF-8") << std::string("{\"kind\": \"\xff\"}");
    QTest::newRow("something behind it") << good + "{}";
}

void TestFigureSpecJson::refusesWhatIsNoJson() {
    QFETCH(std::string, bytes);
    const auto read = core::figureSpecFromJson(bytes, "a.figure.json");
    QVERIFY(!read);
    QCOMPARE(read.error().code, engine::ErrorCode::BadFile);
}

void TestFigureSpecJson::theSchemaNamesEveryField() {
    QFile file(QStringLiteral(DENOSCOPE_SOURCE_DIR "/resources/schemas/figure.schema.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto schema = Json::parse(file.readAll().toStdString());
    const auto json = Json::parse(core::toJson(complete()));
    const auto check = [](const Json& object, const Json& described) {
        for (const auto& [key, value] : object.items())
            QVERIFY2(described["properties"].contains(key), key.c_str());
        QCOMPARE(described["properties"].size(), object.size());
        QCOMPARE(described["required"].size(), object.size());
        QVERIFY(described["additionalProperties"] == false);
    };
    check(json, schema);
    check(json["panels"][0], schema["$defs"]["panel"]);
    check(json["panels"][0]["marks"][0], schema["$defs"]["mark"]);
    check(json["arrays"], schema["properties"]["arrays"]);
}

QTEST_GUILESS_MAIN(TestFigureSpecJson)
#include "tst_figure_spec_json.moc"
