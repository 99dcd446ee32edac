// SPDX-License-Identifier: GPL-3.0-or-later
#include <base/json.h>

#include <QElapsedTimer>
#include <QTest>

using engine::ErrorCode;

class TestJson : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void parses_data();
    void parses();
    void refuses_data();
    void refuses();
    void depthIsAllowedUpToTheLimit();
    void longListsTakeLinearTime();
};

void TestJson::parses_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("object") << QByteArray(R"({"a":[1,-2,2.5,true,null,"x"]})");
    QTest::newRow("number") << QByteArray("7");
    QTest::newRow("the same key in two objects") << QByteArray(R"([{"a":1},{"a":1}])");
    QTest::newRow("the same key in a nested object") << QByteArray(R"({"a":{"a":1}})");
    QTest::newRow("largest unsigned") << QByteArray("18446744073709551615");
    QTest::newRow("UTF-8") << QByteArray("\"\xc3\xa9\"");
}

void TestJson::parses() {
    QFETCH(QByteArray, text);
    const auto value = engine::parseJson(" " + text.toStdString() + "\n ", "x.json");
    QVERIFY2(value.ok(), value ? "" : value.error().message.c_str());
    QCOMPARE(QByteArray::fromStdString(value->dump()), text);
}

void TestJson::refuses_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("says");
    const auto row = [](const char* name, const QByteArray& text, const char* says) {
        QTest::newRow(name) << text << QByteArray(says);
    };
    row("nothing", "", "not valid JSON at byte 1");
    row("trailing garbage", "{} x", "not valid JSON at byte 4");
    row("two values", "{}{}", "not valid JSON");
    row("cut off", R"({"a":)", "not valid JSON");
    row("comment", "/* */ 1", "not valid JSON");
    row("NaN", "NaN", "not valid JSON");
    row("a number over any double", "1e999", "not valid JSON");
    row("invalid UTF-8", "\"\xff\"", "not valid JSON");
    row("overlong UTF-8", "\"\xc0\x80\"", "not valid JSON");
    row("a lone surrogate", R"("\ud800")", "not valid JSON");
    row("a zero byte", QByteArray("\"\0\"", 3), "not valid JSON");
    row("the same key twice", R"({"a":1,"b":2,"a":3})", "key \"a\" twice");
    row("the same key twice, once escaped", R"({"a":1,"\u0061":3})", "key \"a\" twice");
    row("the same key twice behind an object", R"({"a":1,"b":{"a":1},"a":3})", "key \"a\" twice");
    row("100,000 arrays deep", QByteArray(100'000, '['), "deeper than 64 levels");
    row("100,000 arrays deep, closed", QByteArray(100'000, '[') + QByteArray(100'000, ']'),
        "deeper than 64 levels");
    row("100,000 objects deep", QByteArray(R"({"a":)").repeated(100'000), "deeper than 64 levels");
    row("larger than the limit", QByteArray((1 << 20) + 1, ' '), "has 1048577 bytes of JSON");
}

void TestJson::refuses() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, says);
    const auto value = engine::parseJson(text.toStdString(), "x.json", {.maxBytes = 1 << 20});
    QVERIFY(!value);
    QCOMPARE(value.error().code, ErrorCode::BadFile);
    QVERIFY(value.error().message.starts_with("x.json "));
    QVERIFY2(value.error().message.find(says.toStdString()) != std::string::npos,
             value.error().message.c_str());
}

void TestJson::depthIsAllowedUpToTheLimit() {
    const std::string open(64, '['), close(64, ']');
    QVERIFY(engine::parseJson(open + close, "x").ok());
    QVERIFY(!engine::parseJson("[" + open + close + "]", "x").ok());
    QVERIFY(engine::parseJson("[1,[2]]", "x", {.maxDepth = 2}).ok());
    QVERIFY(!engine::parseJson("[1,[2,[]]]", "x", {.maxDepth = 2}).ok());
}

// A label document is a long list of objects. Linear: a tenth of a second. Quadratic: minutes.
void TestJson::longListsTakeLinearTime() {
    std::string text = "{\"x\":0";
    for (int i = 0; i < 200'000; ++i) text += ",\"" + std::to_string(i) + "\":{\"a\":[]}";
    QElapsedTimer timer;
    timer.start();
    const auto value = engine::parseJson(text + "}", "x");
    const auto milliseconds = timer.elapsed();
    QVERIFY(value.ok());
    QCOMPARE(value->size(), 200'001u);
    QVERIFY(milliseconds < 20'000);
}

QTEST_APPLESS_MAIN(TestJson)
#include "tst_json.moc"
