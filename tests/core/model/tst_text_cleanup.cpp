// SPDX-License-Identifier: GPL-3.0-or-later
#include <model/text_cleanup.h>

#include <QTest>

class TestTextCleanup : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void cleans_data();
    void cleans();
    void splits_data();
    void splits();
};

/// What Python 3.11 makes of the text with transformers' BasicTokenizer.
void TestTextCleanup::cleans_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("cleaned");
    const auto row = [](const char* name, const QByteArray& text, const QByteArray& cleaned) {
        QTest::newRow(name) << text << cleaned;
    };
    row("empty", "", "");
    row("only white space", " \t\r\n\xC2\xA0", "");
    row("white space is joined", "\ta  b\r\n c ", "a b c");
    row("NUL, BEL, U+0085, VT and FF are removed, no space",
        QByteArray("a\0b\x07\x63\xC2\x85\x64\x0B\x65\x0C\x66", 12), "abcdef");
    row("zero width, soft hyphen, BOM, marks", "a\u200Bb\u00ADc\uFEFFd\u200Ee", "abcde");
    row("private use", "a\uE000b", "ab");
    row("U+FFFD", "a\uFFFDb", "ab");
    row("invalid UTF-8 counts as U+FFFD", "a\xC3(\xFF\x80\x62", "a(b");
    row("a lone surrogate in UTF-8", "a\xED\xA0\x80\x62", "ab");
    row("assigned in Unicode 14", "a\u061Db", "a\u061Db");
    row("assigned in Unicode 15 only: unassigned here", "a\u0CF3b", "ab");
    row("an emoji of Unicode 15", "a\U0001FAE8b", "ab");
    row("never assigned", "a\u0378b", "ab");
    row("line and paragraph separator split words", "a\u2028b\u2029c", "a b c");
    row("ideographs get spaces", "a\u4E16\u754Cb\u3042", "a \u4E16 \u754C b\u3042");
    row("the last of extension E", "a\U0002CEA1b", "a \U0002CEA1 b");
    row("extension F is none of them", "a\U0002CEB0b", "a\U0002CEB0b");
    row("compatibility ideograph: spaces, then NFC", "a\uFA0Eb\uF900", "a \uFA0E b \u8C48");
    row("NFC", "e\u0301", "\u00E9");
    row("lower case", "\u00C9COLE", "\u00E9cole");
    row("not normalised again after lower case", "\u0130", "i\u0307");
    row("capital sharp s", "\u1E9E", "\u00DF");
    row("sigma at a word's end", "\u039F\u03A3 \u03A3\u039F", "\u03BF\u03C2 \u03C3\u03BF");
    row("sigma alone", "\u03A3", "\u03C3");
    row("sigma before an apostrophe and a letter", "\u0391\u03A3'\u0391", "\u03B1\u03C3'\u03B1");
    row("sigma before an apostrophe at the end", "\u0391\u03A3'", "\u03B1\u03C2'");
    row("sigma before a line separator", "\u0391\u03A3\u2028\u0391", "\u03B1\u03C2 \u03B1");
}

void TestTextCleanup::cleans() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, cleaned);
    QCOMPARE(QByteArray::fromStdString(engine::cleanText(text.toStdString())), cleaned);
}

/// What Python's regex module finds with CLIP's pattern.
void TestTextCleanup::splits_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("words");  // separated by spaces
    const auto row = [](const char* name, const QByteArray& text, const QByteArray& words) {
        QTest::newRow(name) << text << words;
    };
    row("empty", "", "");
    row("letters, digits one by one, the rest", "ab12c, d!?", "ab 1 2 c , d !?");
    row("contractions", "it's don't we're i've i'm he'll he'd",
        "it 's don 't we 're i 've i 'm he 'll he 'd");
    row("no contraction", "o'clock 'x", "o ' clock ' x");
    row("a contraction cuts a word", "'same", "'s ame");
    row("marks before an apostrophe swallow it", "!'s", "!' s");
    row("special tokens", "a<|endoftext|>b<|startoftext|>", "a <|endoftext|> b <|startoftext|>");
    row("marks before a special token swallow its bracket", "!<|endoftext|>", "!<| endoftext |>");
    row("half a special token", "<|endoftext", "<| endoftext");
    row("the long s is an s", "it'\u017F <|\u017Ftartoftext|>", "it '\u017F <|\u017Ftartoftext|>");
    row("letters of any script", "\u03B1\u0436\u4E16", "\u03B1\u0436\u4E16");
    row("numbers of any kind", "\u00BD\u2163\u0967", "\u00BD \u2163 \u0967");
    row("a combining mark is no letter", "e\u0302x", "e \u0302 x");
    row("U+0345 is matched by nothing", "a\u0345b .\u0345.", "a b . .");
    row("four bytes", "x\U0001F600\U0001D7D8", "x \U0001F600 \U0001D7D8");
}

void TestTextCleanup::splits() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, words);
    const std::string cleaned = text.toStdString();
    QByteArrayList found;
    for (const auto word : engine::splitIntoWords(cleaned))
        found << QByteArray(word.data(), qsizetype(word.size()));
    QCOMPARE(found.join(' '), words);
}

QTEST_GUILESS_MAIN(TestTextCleanup)
#include "tst_text_cleanup.moc"
