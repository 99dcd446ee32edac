// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/prompt_words.h"

#include <QTest>

class TestPromptWords : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void words_data();
    void words();
    void endsWhereTheTextDoes();
    void withoutATokenizer();
};

namespace {

engine::ModelInfo model() {
    engine::ComponentInfo tokenizer;
    tokenizer.name = "tokenizer";
    tokenizer.folder = DENOSCOPE_SOURCE_DIR "/datasets/demo/model/tokenizer";
    engine::ModelInfo info;
    info.components = {tokenizer};
    return info;
}

}  // namespace

void TestPromptWords::words_data() {
    QTest::addColumn<QString>("prompt");
    QTest::newRow("empty text: the study's") << QString();
    QTest::newRow("words") << QStringLiteral("a cat");
    QTest::newRow("letters of two bytes, which pieces write in symbols") << QStringLiteral("café");
    QTest::newRow("letters of three bytes") << QStringLiteral("猫");
}

/// Pieces depend on the tokenizer; together they are the text.
void TestPromptWords::words() {
    QFETCH(QString, prompt);
    const auto words = core::promptWords(model(), prompt);
    QVERIFY(words.size() >= 2);
    QCOMPARE(words.front(), QStringLiteral("<start>"));
    QCOMPARE(words.back(), QStringLiteral("<end>"));
    const auto text = words.mid(1, words.size() - 2).join(QString());
    const bool isPlain = prompt.toLatin1() == prompt.toUtf8();
    if (isPlain) QCOMPARE(text, QString(prompt).remove(QLatin1Char(' ')));
    // a letter may be cut in bytes, but is never written in the vocabulary's symbols for them
    if (!isPlain) QVERIFY(!text.isEmpty() && !text.contains(QChar(0xC3)));
    for (const auto& word : words) QVERIFY(!word.contains(QStringLiteral("</w>")));
}

void TestPromptWords::endsWhereTheTextDoes() {
    const auto words = core::promptWords(model(), QStringLiteral("cat ").repeated(200));
    QCOMPARE(words.size(), 77);  // as many as there are keys
    QCOMPARE(words.back(), QStringLiteral("<end>"));
}

void TestPromptWords::withoutATokenizer() {
    const QStringList bounds = {QStringLiteral("<start>"), QStringLiteral("<end>")};
    QCOMPARE(core::promptWords({}, QStringLiteral("a cat")), bounds);
    auto broken = model();
    broken.components[0].folder = "/nowhere";
    QCOMPARE(core::promptWords(broken, QStringLiteral("a cat")), bounds);
}

QTEST_GUILESS_MAIN(TestPromptWords)
#include "tst_prompt_words.moc"
