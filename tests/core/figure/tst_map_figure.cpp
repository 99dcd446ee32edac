// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_files.h"

#include <figure/figure_writer.h>
#include <figure/map_figure.h>

#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

#include <cmath>
#include <limits>

namespace fs = std::filesystem;

class TestMapFigure : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyTokenHasItsCell();
    void missingValuesAreGrey();
    void theMarkedTokenIsOutlined();
    void numbersAreShort_data();
    void numbersAreShort();
    void pdfIsVectorsWithOneFontAndSaysHowItWasMade();
    void svgIsWellFormed();
    void pixelsShowTheTable();
    void refusesAnotherEnding();
    void aFolderThatIsMissingIsAnError();
};

namespace {

core::MapFigureSpec example() {
    core::MapFigureSpec spec;
    spec.grid = {2, 3};
    spec.values = {0, 1, 2, 3, 4, 5};
    spec.range = {0, 5};
    spec.barTitle = "cosine similarity";
    return spec;
}

QByteArray output(const char* tool, const QStringList& arguments) {
    QProcess process;
    process.start(QString::fromUtf8(tool), arguments);
    process.waitForFinished();
    return process.readAllStandardOutput();
}

}  // namespace

void TestMapFigure::everyTokenHasItsCell() {
    const auto figure = core::composeMapFigure(example());
    QCOMPARE(figure.width, 234.0);
    QCOMPARE(figure.mosaics.size(), std::size_t(2));  // map and bar
    const auto& map = figure.mosaics.front();
    const auto& table = core::colorTable(core::ColorMapId::Magma);
    QCOMPARE(map.colors.size(), std::size_t(6));
    QCOMPARE(map.colors[0], table[0]);
    QCOMPARE(map.colors[5], table[255]);
    const auto first = map.cell(0, 0), last = map.cell(1, 2);
    QCOMPARE(last.left, first.left + 2 * first.width);
    QCOMPARE(last.top, first.top + first.height);
    QCOMPARE(first.width, first.height);
    QVERIFY(last.bottom() < figure.height);
}

void TestMapFigure::missingValuesAreGrey() {
    auto spec = example();
    spec.values[4] = std::numeric_limits<float>::quiet_NaN();
    QCOMPARE(core::composeMapFigure(spec).mosaics.front().colors[4], (core::Rgb{160, 160, 160}));
}

void TestMapFigure::theMarkedTokenIsOutlined() {
    auto spec = example();
    const auto without = core::composeMapFigure(spec).outlines.size();
    spec.marked = engine::TokenIndex{1, 2};
    const auto figure = core::composeMapFigure(spec);
    QCOMPARE(figure.outlines.size(), without + 1);
    QVERIFY(std::any_of(figure.outlines.begin(), figure.outlines.end(), [&](const auto& o) {
        const auto cell = figure.mosaics.front().cell(1, 2);
        return o.box.left == cell.left && o.box.top == cell.top;
    }));
}

void TestMapFigure::numbersAreShort_data() {
    QTest::addColumn<double>("value");
    QTest::addColumn<QString>("text");
    QTest::newRow("zero") << 0.0 << QStringLiteral("0");
    QTest::newRow("negative zero has no sign") << -0.0 << QStringLiteral("0");
    QTest::newRow("four digits") << 0.123456 << QStringLiteral("0.1235");
    QTest::newRow("large") << 123456.0 << QStringLiteral("1.235e+05");
    QTest::newRow("negative") << -1.0 << QStringLiteral("-1");
}

void TestMapFigure::numbersAreShort() {
    QFETCH(double, value);
    QFETCH(QString, text);
    QCOMPARE(QString::fromStdString(core::numberLabel(value)), text);
}

void TestMapFigure::pdfIsVectorsWithOneFontAndSaysHowItWasMade() {
    if (QStandardPaths::findExecutable(QStringLiteral("pdfimages")).isEmpty())
        QSKIP("poppler-utils is not installed");
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("a.pdf"));
    QVERIFY(core::writeFigure(file.toStdString(), core::composeMapFigure(example()),
                              "{\"schema\": 1}\n"));
    QCOMPARE(output("pdfimages", {QStringLiteral("-list"), file}).trimmed().count('\n'),
             1);  // the heading alone
    const auto fonts = output("pdffonts", {file}).trimmed().split('\n');
    QCOMPARE(fonts.size(), 3);
    QVERIFY2(fonts[2].contains("DenoscSans") && !fonts[2].contains("Type 3"), fonts[2].constData());
    QVERIFY(output("pdftotext", {file, QStringLiteral("-")}).contains("2.5"));
    QVERIFY(output("pdfdetach", {QStringLiteral("-list"), file}).contains("provenance.json"));
    QVERIFY(output("pdfinfo", {file}).contains("234 x "));
    QVERIFY(test::contentOf(file.toStdString()).find("/CreationDate (D:20000101000000") !=
            std::string::npos);
}

void TestMapFigure::svgIsWellFormed() {
    auto spec = example();
    spec.barTitle = "a < b & c";
    const auto svg = core::encodeSvg(core::composeMapFigure(spec), "{\"prompt\": \"<b> & 'c'\"}");
    QVERIFY(svg);
    QXmlStreamReader xml(QString::fromStdString(*svg));
    int cells = 0;
    QString metadata;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement) continue;
        if (xml.name() == QStringLiteral("rect")) ++cells;
        if (xml.name() == QStringLiteral("metadata")) metadata = xml.readElementText();
    }
    QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
    QCOMPARE(cells, 1 + 6 + 256 + 2);
    QCOMPARE(metadata, QStringLiteral("{\"prompt\": \"<b> & 'c'\"}"));
}

void TestMapFigure::pixelsShowTheTable() {
    const auto figure = core::composeMapFigure(example());
    const auto picture = core::renderFigure(figure, 144);
    QCOMPARE(picture.size.width, 468);
    const auto cell = figure.mosaics.front().cell(1, 1);
    const auto x = std::size_t((cell.left + cell.width / 2) * 2);
    const auto y = std::size_t((cell.top + cell.height / 2) * 2);
    const auto* pixel = &picture.rgb[(y * std::size_t(picture.size.width) + x) * 3];
    QCOMPARE((core::Rgb{pixel[0], pixel[1], pixel[2]}), figure.mosaics.front().colors[4]);
}

void TestMapFigure::refusesAnotherEnding() {
    const auto status = core::writeFigure("/tmp/a.jpg", core::composeMapFigure(example()), {});
    QVERIFY(!status);
    QCOMPARE(status.error().code, engine::ErrorCode::Usage);
}

void TestMapFigure::aFolderThatIsMissingIsAnError() {
    for (const char* ending : {"pdf", "svg", "png"}) {
        const auto status =
            core::writeFigure(fs::path("/nonexistent") / (std::string("a.") + ending),
                              core::composeMapFigure(example()), {});
        QVERIFY2(!status, ending);
        QCOMPARE(status.error().code, engine::ErrorCode::Io);
    }
}

QTEST_MAIN(TestMapFigure)
#include "tst_map_figure.moc"
