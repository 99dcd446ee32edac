// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/figure_examples.h"
#include "support/test_files.h"

#include <figure/figure_composer.h>
#include <figure/figure_files.h>
#include <figure/figure_spec_json.h>
#include <figure/figure_writer.h>
#include <io/npz.h>

#include <QImage>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

#include <cstring>

namespace fs = std::filesystem;

class TestFigureFiles : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void pdfOfMapsIsVectorsWithOneFont();
    void pdfKeepsPhotosWithoutLoss();
    void pdfSaysHowItWasMade();
    void svgIsWellFormed();
    void pngHasItsResolutionAndSaysHowItWasMade();
    void cellsArePixelsOfTheTable();
    void whatIsWrittenIsDrawnAgainByteForByte_data();
    void whatIsWrittenIsDrawnAgainByteForByte();
    void onlyWhatIsDrawnIsKept();
    void anotherWidthIsLaidOutAnew();
    void numbersThatWereReplacedAreRefused();
    void numbersThatAreMissingAreRefused();
    void numbersOfOthersAreNotReplaced();
    void aFigureThatCannotBeDrawnLeavesNothing();
    void aFailureBeforeTheLastStepLeavesTheOldFiles();
    void refusesOutputs_data();
    void refusesOutputs();

private:
    fs::path at(const char* name) const { return fs::path(m_folder.path().toStdString()) / name; }
    QByteArray tool(const char* name, const QStringList& arguments) const;
    void write(const char* name, const test::Example& example, core::FigureOutput output = {});

    QTemporaryDir m_folder;
};

void TestFigureFiles::initTestCase() {
    QVERIFY(m_folder.isValid());
}

QByteArray TestFigureFiles::tool(const char* name, const QStringList& arguments) const {
    QProcess process;
    process.start(QString::fromUtf8(name), arguments);
    process.waitForFinished();
    return process.readAllStandardOutput().trimmed();
}

void TestFigureFiles::write(const char* name, const test::Example& example,
                            core::FigureOutput output) {
    const auto status = core::writeFigureFiles(at(name), example.spec, example.arrays, output);
    if (!status) qFatal("%s", status.error().message.c_str());
}

#define NEEDS_POPPLER()                                                        \
    if (QStandardPaths::findExecutable(QStringLiteral("pdfimages")).isEmpty()) \
    QSKIP("poppler-utils is not installed")

void TestFigureFiles::pdfOfMapsIsVectorsWithOneFont() {
    NEEDS_POPPLER();
    auto example = test::everything();
    example.spec.panels.erase(example.spec.panels.begin());  // the photo
    example.spec.panels[0].caption = "× μ σ ‖x‖ Δ – 90° · ∞ ä ö ü ß 猫";
    write("maps.pdf", example);
    const QString file = QString::fromStdString(at("maps.pdf").string());
    QCOMPARE(tool("pdfimages", {QStringLiteral("-list"), file}).count('\n'), 1);  // the heading
    const auto fonts = tool("pdffonts", {file}).split('\n');
    QCOMPARE(fonts.size(), 3);
    QVERIFY2(fonts[2].contains("DenoscSans") && fonts[2].contains("TrueType"),
             fonts[2].constData());
    const auto columns = fonts[2].simplified().split(' ');
    QVERIFY2(columns.contains("yes"), "embedded");
    const QByteArray text = tool("pdftotext", {file, QStringLiteral("-")});
    QVERIFY2(text.contains("L2 norm") && text.contains("first row"), text.constData());
    QVERIFY(tool("pdfinfo", {file}).contains("Page size:       396 x "));
}

void TestFigureFiles::pdfKeepsPhotosWithoutLoss() {
    NEEDS_POPPLER();
    write("photo.pdf", test::everything());
    const QString file = QString::fromStdString(at("photo.pdf").string());
    const auto list = tool("pdfimages", {QStringLiteral("-list"), file}).split('\n');
    QCOMPARE(list.size(), 3);
    QVERIFY2(list[2].contains(" image ") && !list[2].contains("jpeg"), list[2].constData());
    const QString root = m_folder.filePath(QStringLiteral("taken"));
    tool("pdfimages", {QStringLiteral("-png"), file, root});
    const QImage taken =
        QImage(root + QStringLiteral("-000.png")).convertToFormat(QImage::Format_RGB888);
    QCOMPARE(taken.size(), QSize(60, 40));
    const auto photo = test::pictureOf(40, 60);
    for (int y = 0; y < 40; ++y)
        QCOMPARE(std::memcmp(taken.constScanLine(y), photo.bytes().data() + y * 180, 180), 0);
}

void TestFigureFiles::pdfSaysHowItWasMade() {
    NEEDS_POPPLER();
    const auto example = test::oneMap();
    write("made.pdf", example);
    const QString file = QString::fromStdString(at("made.pdf").string());
    QVERIFY(tool("pdfdetach", {QStringLiteral("-list"), file}).contains("provenance.json"));
    const QString out = m_folder.filePath(QStringLiteral("provenance.json"));
    tool("pdfdetach",
         {QStringLiteral("-save"), QStringLiteral("1"), QStringLiteral("-o"), out, file});
    QVERIFY(test::contentOf(out.toStdString()) == example.spec.provenance);
    QVERIFY(test::contentOf(at("made.pdf")).find("/CreationDate (D:20000101000000") !=
            std::string::npos);
}

void TestFigureFiles::svgIsWellFormed() {
    auto example = test::everything();
    example.spec.panels[2].barTitle = "a < b & c";
    write("a.svg", example);
    QXmlStreamReader xml(QString::fromStdString(test::contentOf(at("a.svg"))));
    int images = 0, texts = 0;
    QString metadata;
    QByteArray photo;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement) continue;
        if (xml.name() == QStringLiteral("text")) ++texts;
        if (xml.name() == QStringLiteral("image")) {
            ++images;
            const auto link = xml.attributes().value(QStringLiteral("http://www.w3.org/1999/xlink"),
                                                     QStringLiteral("href"));
            QVERIFY(link.startsWith(QStringLiteral("data:image/png;base64,")));
            photo = QByteArray::fromBase64(link.mid(22).toUtf8());
        }
        if (xml.name() == QStringLiteral("metadata")) metadata = xml.readElementText();
    }
    QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
    QCOMPARE(images, 1);
    QCOMPARE(texts, 0);  // outlines
    QCOMPARE(metadata.toStdString(), example.spec.provenance);
    QCOMPARE(QImage::fromData(photo).size(), QSize(60, 40));
}

void TestFigureFiles::pngHasItsResolutionAndSaysHowItWasMade() {
    const auto example = test::oneMap();
    for (const int dots : {300, 600}) {
        write("a.png", example, {dots, {}});
        const std::string bytes = test::contentOf(at("a.png"));
        QVERIFY(bytes.find("iTXtprovenance") != std::string::npos);
        QVERIFY(bytes.find("'ü'") != std::string::npos);
        const QImage image(QString::fromStdString(at("a.png").string()));
        QCOMPARE(image.width(), dots * 234 / 72);
        QCOMPARE(image.dotsPerMeterX(), qRound(dots / 0.0254));
        QCOMPARE(image.dotsPerMeterY(), image.dotsPerMeterX());
    }
}

void TestFigureFiles::cellsArePixelsOfTheTable() {
    const auto example = test::oneMap();
    const auto figure = core::composeFigure(example.spec, example.arrays);
    QVERIFY(figure);
    const auto picture = core::renderFigure(*figure, 144);
    QCOMPARE(picture.size.width, 468);
    const auto& map = figure->mosaics.front();
    for (int row = 0; row < map.rows; ++row)
        for (int column = 0; column < map.columns; ++column) {
            const auto cell = map.cell(row, column);
            const auto x = std::size_t((cell.left + cell.width / 2) * 2);
            const auto y = std::size_t((cell.top + cell.height / 2) * 2);
            const auto* p = &picture.rgb[(y * std::size_t(picture.size.width) + x) * 3];
            QCOMPARE((core::Rgb{p[0], p[1], p[2]}),
                     map.colors[std::size_t(row * map.columns + column)]);
        }
}

void TestFigureFiles::whatIsWrittenIsDrawnAgainByteForByte_data() {
    QTest::addColumn<QString>("ending");
    for (const char* ending : {"pdf", "svg", "png"})
        QTest::newRow(ending) << QString::fromUtf8(ending);
}

void TestFigureFiles::whatIsWrittenIsDrawnAgainByteForByte() {
    QFETCH(QString, ending);
    const auto name = "first." + ending.toStdString();
    const auto example = test::everything();
    write(name.c_str(), example);
    const auto files = core::figureFilesOf(at(name.c_str()));
    QVERIFY(files.json == at("first.figure.json"));
    QVERIFY(files.arrays == at("first.npz"));
    const std::string json = test::contentOf(files.json), numbers = test::contentOf(files.arrays);
    const auto again = at(("again." + ending.toStdString()).c_str());
    const auto status = core::renderFigureFile(files.json, again);
    QVERIFY2(status, status ? "" : status.error().message.c_str());
    QVERIFY(test::contentOf(again) == test::contentOf(files.figure));
    write(name.c_str(), example);
    QVERIFY(test::contentOf(files.json) == json);
    QVERIFY(test::contentOf(files.arrays) == numbers);
    QVERIFY(numbers.find("provenance.json") != std::string::npos);
    const auto content = core::readFigure(files.json);
    QVERIFY(content);
    QVERIFY(core::toJson(content->spec) == json);
}

void TestFigureFiles::onlyWhatIsDrawnIsKept() {
    auto example = test::oneMap();
    example.arrays.emplace_back("other", test::mapOf(2, 2));
    write("few.svg", example);
    const auto arrays = core::readNpz(at("few.npz"));
    QVERIFY(arrays);
    QCOMPARE(arrays->size(), std::size_t(1));
    QVERIFY(arrays->front().first == "map");
}

void TestFigureFiles::anotherWidthIsLaidOutAnew() {
    write("wide.png", test::oneMap());
    QVERIFY(core::renderFigureFile(at("wide.figure.json"), at("narrow.png"), {72, 144.0}));
    QCOMPARE(QImage(QString::fromStdString(at("narrow.png").string())).width(), 144);
}

void TestFigureFiles::numbersThatWereReplacedAreRefused() {
    write("lying.png", test::oneMap());
    QVERIFY(core::writeNpz(at("lying.npz"), {{"map", test::mapOf(2, 3, 7)}}));
    const auto status = core::renderFigureFile(at("lying.figure.json"), at("x.png"));
    QVERIFY(!status);
    QCOMPARE(status.error().code, engine::ErrorCode::BadFile);
    const auto& said = status.error().message;
    QVERIFY(said.find("lying.figure.json") != std::string::npos);
    QVERIFY(said.find("lying.npz") != std::string::npos);
    QVERIFY(said.find("SHA-256") != std::string::npos);
    QVERIFY(!fs::exists(at("x.png")));
}

void TestFigureFiles::numbersThatAreMissingAreRefused() {
    write("alone.png", test::oneMap());
    fs::remove(at("alone.npz"));
    const auto status = core::renderFigureFile(at("alone.figure.json"), at("x.png"));
    QVERIFY(!status);
    QCOMPARE(status.error().code, engine::ErrorCode::BadFile);
    QVERIFY(status.error().message.find("alone.npz") != std::string::npos);
}

void TestFigureFiles::numbersOfOthersAreNotReplaced() {
    QVERIFY(core::writeNpz(at("norms.npz"), {{"norm", test::mapOf(2, 3)}}));
    const std::string before = test::contentOf(at("norms.npz"));
    const auto example = test::oneMap();
    const auto status = core::writeFigureFiles(at("norms.pdf"), example.spec, example.arrays);
    QVERIFY(!status);
    QCOMPARE(status.error().code, engine::ErrorCode::Usage);
    QVERIFY(test::contentOf(at("norms.npz")) == before);
    QVERIFY(!fs::exists(at("norms.pdf")) && !fs::exists(at("norms.figure.json")));
}

void TestFigureFiles::aFigureThatCannotBeDrawnLeavesNothing() {
    auto example = test::oneMap();
    example.spec.panels[0].array = "missing";
    QVERIFY(!core::writeFigureFiles(at("none.pdf"), example.spec, example.arrays));
    for (const char* name : {"none.pdf", "none.figure.json", "none.npz"})
        QVERIFY2(!fs::exists(at(name)), name);
}

/// The JSON's place is taken by a folder, so it can never be written.
void TestFigureFiles::aFailureBeforeTheLastStepLeavesTheOldFiles() {
    fs::create_directory(at("taken.figure.json"));
    test::put(at("taken.pdf"), "old");
    const auto example = test::oneMap();
    const auto status = core::writeFigureFiles(at("taken.pdf"), example.spec, example.arrays);
    QVERIFY(!status);
    QCOMPARE(status.error().code, engine::ErrorCode::Io);
    QVERIFY(test::contentOf(at("taken.pdf")) == "old");
    QVERIFY(!fs::exists(at("taken.npz")));
}

void TestFigureFiles::refusesOutputs_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("dots");
    QTest::addColumn<engine::ErrorCode>("code");
    using engine::ErrorCode;
    QTest::newRow("another ending") << QStringLiteral("a.jpg") << 300 << ErrorCode::Usage;
    QTest::newRow("no ending") << QStringLiteral("a") << 300 << ErrorCode::Usage;
    QTest::newRow("too few dots") << QStringLiteral("a.png") << 71 << ErrorCode::Usage;
    QTest::newRow("too many dots") << QStringLiteral("a.png") << 1201 << ErrorCode::Usage;
    for (const char* name : {"no/a.pdf", "no/a.svg", "no/a.png"})
        QTest::newRow(name) << QString::fromUtf8(name) << 300 << ErrorCode::Io;
}

void TestFigureFiles::refusesOutputs() {
    QFETCH(QString, name);
    QFETCH(int, dots);
    QFETCH(engine::ErrorCode, code);
    const auto example = test::oneMap();
    const auto path = at(name.toUtf8().constData());
    const auto status =
        core::writeFigureFiles(path, example.spec, example.arrays, {dots, std::nullopt});
    QVERIFY(!status);
    QCOMPARE(status.error().code, code);
    const auto alone = core::writeFigureAlone(path, example.spec, example.arrays, {dots, {}});
    QVERIFY(!alone);
    QCOMPARE(alone.error().code, code);
}

QTEST_MAIN(TestFigureFiles)
#include "tst_figure_files.moc"
