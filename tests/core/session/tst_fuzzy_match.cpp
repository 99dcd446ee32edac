// SPDX-License-Identifier: GPL-3.0-or-later
// What somebody types, and which command they mean.
#include <session/fuzzy_match.h>

#include <QTest>

#include <algorithm>

using core::fuzzyMatch;

class TestFuzzyMatch : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void matches_data();
    void matches();
    void ranks_data();
    void ranks();
    void saysWhichLetters_data();
    void saysWhichLetters();
};

void TestFuzzyMatch::matches_data() {
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isMatch");
    const auto row = [](const char* why, const char* query, const char* text, bool isMatch) {
        QTest::newRow(why) << QString::fromUtf8(query) << QString::fromUtf8(text) << isMatch;
    };
    row("nothing typed", "", "Pin token", true);
    row("spaces alone", "  ", "Pin token", true);
    row("the words themselves", "pin token", "Pin token", true);
    row("upper case", "PIN", "Pin token", true);
    row("first letters of words", "pt", "Pin token", true);
    row("begin of two words", "coval", "Copy values", true);
    row("words in another order", "token pin", "Pin token", true);
    row("inside a word, side by side", "lour", "Next colours", true);
    row("a letter that is missing", "pinz", "Pin token", false);
    row("letters in another order", "nip", "Pin token", false);
    row("strewn over the middles of words", "ieo", "Pin tiles below", false);
    row("longer than the text", "pin token now", "Pin token", false);
    row("umlaut typed as vowel", "grosse", "Größe", true);
    row("umlaut typed as two letters", "groesse", "Größe", true);
    row("umlaut typed", "GRÖSSE", "Größe", true);
    row("two letters where the text has them too", "blue", "Blue", true);
    row("accent in the text", "resume", "Résumé", true);
    row("accent typed, none in the text", "résumé", "Resume", true);
    row("a layer by its path", "up_blocks[1]", "up_blocks[1].resnets[0]", true);
    row("a layer by first letters and digit", "ub1r0", "up_blocks[1].resnets[0]", true);
    row("the ellipsis does not matter", "generate", "Generate…", true);
    row("no text", "a", "", false);
}

void TestFuzzyMatch::matches() {
    QFETCH(QString, query);
    QFETCH(QString, text);
    QTEST(fuzzyMatch(query, text).has_value(), "isMatch");
}

void TestFuzzyMatch::ranks_data() {
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("better");
    QTest::addColumn<QString>("worse");
    const auto row = [](const char* why, const char* query, const char* better, const char* worse) {
        QTest::newRow(why) << QString::fromUtf8(query) << QString::fromUtf8(better)
                           << QString::fromUtf8(worse);
    };
    row("begin of the text before begin of a word", "pin", "Pin token", "Unpin or pin all");
    row("begin of a word before its middle", "pin", "Go to pin", "Unpin all");
    row("side by side before first letters", "co", "Copy view", "Cancel opening");
    row("first letters before the middle", "nm", "Next measure", "Denmark");
    row("the shorter of two", "layer", "Layer above", "Layer above all the others there are");
    row("the typed order before another", "next range", "Next range", "Range that comes next");
}

void TestFuzzyMatch::ranks() {
    QFETCH(QString, query);
    QFETCH(QString, better);
    QFETCH(QString, worse);
    const auto first = fuzzyMatch(query, better), second = fuzzyMatch(query, worse);
    QVERIFY(first);
    if (second) QVERIFY2(first->score > second->score, qPrintable(QString::number(second->score)));
}

void TestFuzzyMatch::saysWhichLetters_data() {
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("marked");  // the text with matched letters replaced by a star
    const auto row = [](const char* why, const char* query, const char* text, const char* marked) {
        QTest::newRow(why) << QString::fromUtf8(query) << QString::fromUtf8(text)
                           << QString::fromUtf8(marked);
    };
    row("a run", "pin", "Unpin pin", "Unpin ***");
    row("first letters rather than earlier ones", "cv", "Acv copy view", "Acv *opy *iew");
    row("one letter for two that were typed", "ss", "Größe", "Grö*e");
    row("two words", "va co", "Copy values", "**py **lues");
    row("nothing typed", "", "Copy", "Copy");
}

void TestFuzzyMatch::saysWhichLetters() {
    QFETCH(QString, query);
    QFETCH(QString, text);
    const auto match = fuzzyMatch(query, text);
    QVERIFY(match);
    QVERIFY(std::is_sorted(match->letters.begin(), match->letters.end()));
    for (const int at : match->letters) text[at] = QLatin1Char('*');
    QTEST(text, "marked");
}

QTEST_GUILESS_MAIN(TestFuzzyMatch)
#include "tst_fuzzy_match.moc"
