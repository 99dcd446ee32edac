// SPDX-License-Identifier: GPL-3.0-or-later
#include <figure/figure_font.h>
#include <figure/figure_numbers.h>
#include <figure/figure_widths.h>
#include <figure/font_names.h>

#include <QFontDatabase>
#include <QFontInfo>
#include <QFontMetricsF>
#include <QRawFont>
#include <QTest>

class TestFigureText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theFontIsOurOwn();
    void everyCharacterThatIsWrittenIsInTheFont();
    void aCharacterThatIsNotInTheFontStaysInTheFont();
    void aBrokenFontIsLeftAsItIs_data();
    void aBrokenFontIsLeftAsItIs();
    void textIsShortenedInItsMiddle_data();
    void textIsShortenedInItsMiddle();
    void numbers_data();
    void numbers();
    void ticks_data();
    void ticks();
    void widths_data();
    void widths();
    void presetsHaveTheirInches();
};

void TestFigureText::theFontIsOurOwn() {
    QVERIFY2(!QFontDatabase::families().contains(QStringLiteral("Denosc Sans")),
             "the system has a font of our name");
    QCOMPARE(core::figureFontFamily(), QStringLiteral("Denosc Sans"));
    const QFont font = core::figureFont(8);
    QCOMPARE(QFontInfo(font).family(), QStringLiteral("Denosc Sans"));
    QVERIFY(QFontInfo(font).exactMatch());
    QCOMPARE(QRawFont::fromFont(font).familyName(), QStringLiteral("Denosc Sans"));
}

void TestFigureText::everyCharacterThatIsWrittenIsInTheFont() {
    const QFontMetricsF metrics(core::figureFont(8));
    const QRawFont raw = QRawFont::fromFont(core::figureFont(8));
    QString words =
        QStringLiteral("×·–—−…°∞±≤≥≈‖ΔΣμσπλ²³“”‘’„«»ÄÖÜäöüßéèñçøåłžİı⁰¹²³⁴⁵⁶⁷⁸⁹⁻√∇→←↑↓▸◂");
    for (char c = ' '; c <= '~'; ++c) words += QLatin1Char(c);
    for (const char32_t c : words.toStdU32String()) {
        QVERIFY2(metrics.inFontUcs4(c), qPrintable(QString::number(c, 16)));
        QVERIFY2(raw.supportsCharacter(c), qPrintable(QString::number(c, 16)));
    }
}

void TestFigureText::aCharacterThatIsNotInTheFontStaysInTheFont() {
    const std::string cat = "猫";
    QVERIFY(!QRawFont::fromFont(core::figureFont(8)).supportsCharacter(U'猫'));
    QVERIFY(core::figureTextWidth(cat, 8) > 0);
    QVERIFY(!core::figureTextPath(cat, 8).isEmpty());  // the box that says "missing"
}

void TestFigureText::aBrokenFontIsLeftAsItIs_data() {
    QTest::addColumn<QByteArray>("font");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("a few bytes") << QByteArray("\0\1\0\0\0\2", 6);
    QByteArray lying(28, '\0');
    lying[5] = 1;
    lying.replace(12, 4, "name");
    lying.replace(20, 4, "\xff\xff\xff\xf0");
    QTest::newRow("a table beyond the end") << lying;
}

void TestFigureText::aBrokenFontIsLeftAsItIs() {
    QFETCH(QByteArray, font);
    QCOMPARE(core::withFontName(font, "DejaVu", "Denosc"), font);
}

void TestFigureText::textIsShortenedInItsMiddle_data() {
    QTest::addColumn<std::string>("text");
    QTest::addColumn<double>("width");
    QTest::addColumn<std::string>("shown");
    const std::string path = "up_blocks[0].attentions[2].transformer_blocks[0].attn1";
    QTest::newRow("it fits") << path << 400.0 << path;
    QTest::newRow("nothing fits") << path << 5.0 << std::string();
    QTest::newRow("no text") << std::string() << 100.0 << std::string();
}

void TestFigureText::textIsShortenedInItsMiddle() {
    QFETCH(std::string, text);
    QFETCH(double, width);
    QFETCH(std::string, shown);
    QCOMPARE(core::shortenedText(text, 8, width), shown);
    for (double narrow = 10; narrow < 200; narrow += 7.3) {
        const std::string shorter = core::shortenedText(text, 8, narrow);
        QVERIFY(core::figureTextWidth(shorter, 8) <= narrow);
        if (shorter.empty() || shorter == text) continue;
        const auto dots = shorter.find("…");
        QVERIFY(dots != std::string::npos);
        const std::string head = shorter.substr(0, dots);
        const std::string tail = shorter.substr(dots + std::string("…").size());
        QVERIFY(text.starts_with(head));
        QVERIFY(text.ends_with(tail));
        QVERIFY2(tail.size() >= head.size(), shorter.c_str());
    }
}

void TestFigureText::numbers_data() {
    QTest::addColumn<double>("value");
    QTest::addColumn<QString>("text");
    QTest::newRow("zero") << 0.0 << QStringLiteral("0");
    QTest::newRow("negative zero has no sign") << -0.0 << QStringLiteral("0");
    QTest::newRow("four digits") << 0.123456 << QStringLiteral("0.1235");
    QTest::newRow("no superfluous zeros") << 0.5 << QStringLiteral("0.5");
    QTest::newRow("a real minus") << -1.0 << QStringLiteral("−1");
    QTest::newRow("all digits of a whole number") << 12345.0 << QStringLiteral("12345");
    QTest::newRow("rounded up to another power") << 99999.6 << QStringLiteral("10⁵");
    QTest::newRow("large") << 123456.0 << QStringLiteral("1.235×10⁵");
    QTest::newRow("small") << -0.00012 << QStringLiteral("−1.2×10⁻⁴");
    QTest::newRow("the smallest that is written out") << 0.001 << QStringLiteral("0.001");
}

void TestFigureText::numbers() {
    QFETCH(double, value);
    QFETCH(QString, text);
    QCOMPARE(QString::fromStdString(core::figureNumber(value)), text);
}

void TestFigureText::ticks_data() {
    QTest::addColumn<float>("low");
    QTest::addColumn<float>("high");
    QTest::addColumn<double>("spacing");
    QTest::addColumn<QString>("texts");
    QTest::newRow("round") << -1.f << 1.f << 0.2 << QStringLiteral("−1 −0.5 0 0.5 1");
    QTest::newRow("ends keep their own numbers")
        << 3.21f << 118.7f << 0.15 << QStringLiteral("3.21 40 60 80 100 118.7");
    QTest::newRow("no room") << 0.f << 1.f << 0.6 << QStringLiteral("0 1");
    QTest::newRow("ends that need more digits")
        << 1000.0625f << 1000.125f << 1.0 << QStringLiteral("1000.06 1000.12");
    QTest::newRow("too close for steps") << 16777216.f << 16777218.f << 0.1 << QStringLiteral("");
}

void TestFigureText::ticks() {
    QFETCH(float, low);
    QFETCH(float, high);
    QFETCH(double, spacing);
    QFETCH(QString, texts);
    const auto found = core::barTicks({low, high}, spacing);
    QCOMPARE(found.front().share, 0.0);
    QCOMPARE(found.back().share, 1.0);
    QStringList words;
    double last = -1;
    for (const auto& tick : found) {
        QVERIFY(tick.share > last);
        last = tick.share;
        words << QString::fromStdString(tick.text);
    }
    QVERIFY(words.removeDuplicates() == 0);
    if (!texts.isEmpty()) QCOMPARE(words.join(QLatin1Char(' ')), texts);
}

void TestFigureText::widths_data() {
    QTest::addColumn<std::string>("text");
    QTest::addColumn<double>("points");  // 0: refused
    QTest::newRow("points") << std::string("234") << 234.0;
    QTest::newRow("points by name") << std::string("234.5pt") << 234.5;
    QTest::newRow("inches") << std::string("3.25in") << 234.0;
    QTest::newRow("centimetres") << std::string("2.54cm") << 72.0;
    QTest::newRow("millimetres") << std::string("25.4mm") << 72.0;
    QTest::newRow("a preset") << std::string("icml-text") << 486.0;
    QTest::newRow("nothing") << std::string() << 0.0;
    QTest::newRow("another unit") << std::string("3px") << 0.0;
    QTest::newRow("something behind the unit") << std::string("3.25inch") << 0.0;
    QTest::newRow("too narrow") << std::string("35pt") << 0.0;
    QTest::newRow("too wide") << std::string("28in") << 0.0;
    QTest::newRow("negative") << std::string("-234") << 0.0;
    QTest::newRow("no number") << std::string("nan") << 0.0;
}

void TestFigureText::widths() {
    QFETCH(std::string, text);
    QFETCH(double, points);
    QCOMPARE(core::figureWidthFrom(text).value_or(0), points);
}

void TestFigureText::presetsHaveTheirInches() {
    const auto inches = [](const char* id) { return *core::figureWidthFrom(id) / 72; };
    QCOMPARE(inches("iclr-text"), 5.5);
    QCOMPARE(inches("icml-column"), 3.25);
    QCOMPARE(inches("icml-text"), 6.75);
    QCOMPARE(inches("cvpr-column"), 3.25);
    QCOMPARE(inches("cvpr-text"), 6.875);
}

QTEST_MAIN(TestFigureText)
#include "tst_figure_text.moc"
