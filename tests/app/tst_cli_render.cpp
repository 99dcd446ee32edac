// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli_process.h"
#include "core/figure/figure_examples.h"
#include "support/test_files.h"

#include <figure/figure_files.h>

#include <QImage>
#include <QTemporaryDir>
#include <QTest>

namespace fs = std::filesystem;
using test::CliResult;

class TestCliRender : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void drawsWhatTheWindowWrote_data();
    void drawsWhatTheWindowWrote();
    void anotherWidthAndResolution();
    void refuses_data();
    void refuses();
    void aFullDiskLeavesTheOldFigure();

private:
    QString at(const QString& name) const { return m_folder.filePath(name); }
    QString figure() const { return at(QStringLiteral("window.figure.json")); }

    QTemporaryDir m_folder;
};

namespace {

/// As on a server: no display, and a language with a decimal comma.
CliResult runWithoutDisplay(const QStringList& arguments) {
    QProcess process;
    test::isolate(process);
    auto environment = process.processEnvironment();
    for (const char* name : {"QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY", "XDG_RUNTIME_DIR"})
        environment.remove(QString::fromUtf8(name));
    environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("de_DE.UTF-8"));
    process.setProcessEnvironment(environment);
    process.start(test::program(), arguments);
    process.closeWriteChannel();
    return test::collect(process);
}

}  // namespace

void TestCliRender::initTestCase() {
    QVERIFY(m_folder.isValid());
    const auto example = test::everything();
    QVERIFY(core::writeFigureFiles(at(QStringLiteral("window.svg")).toStdString(), example.spec,
                                   example.arrays));
}

void TestCliRender::drawsWhatTheWindowWrote_data() {
    QTest::addColumn<QString>("ending");
    for (const char* ending : {"pdf", "svg", "png"})
        QTest::newRow(ending) << QString::fromUtf8(ending);
}

void TestCliRender::drawsWhatTheWindowWrote() {
    QFETCH(QString, ending);
    const QString byWindow = at(QStringLiteral("window.") + ending);
    const auto example = test::everything();
    QVERIFY(core::writeFigureFiles(byWindow.toStdString(), example.spec, example.arrays));
    const std::string expected = test::contentOf(byWindow.toStdString());
    for (const char* name : {"first.", "second."}) {
        const QString out = at(QString::fromUtf8(name) + ending);
        const auto result =
            runWithoutDisplay({QStringLiteral("render"), figure(), QStringLiteral("--out"), out});
        QVERIFY2(result.code == 0, result.said().constData());
        QVERIFY(test::contentOf(out.toStdString()) == expected);
        QVERIFY(result.out.isEmpty() && result.err.isEmpty());
    }
}

void TestCliRender::anotherWidthAndResolution() {
    const QString out = at(QStringLiteral("other.png"));
    const auto result =
        test::runCli({QStringLiteral("render"), figure(), QStringLiteral("--out"), out,
                      QStringLiteral("--dpi=600"), QStringLiteral("--width=icml-column")});
    QVERIFY2(result.code == 0, result.said().constData());
    QCOMPARE(QImage(out).width(), 1950);  // 3.25 inches
}

void TestCliRender::refuses_data() {
    QTest::addColumn<QString>("figure");
    QTest::addColumn<QString>("out");
    QTest::addColumn<QString>("option");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("said");
    const auto row = [](const char* name, const char* file, const char* out, const char* option,
                        int code, const char* said) {
        QTest::newRow(name) << QString::fromUtf8(file) << QString::fromUtf8(out)
                            << QString::fromUtf8(option) << code << QByteArray(said);
    };
    const char* good = "window.figure.json";
    row("another ending", good, "a.jpg", "", 2, ".svg");
    row("no folder", good, "no/a.pdf", "", 2, "no");
    row("a width that is none", good, "a.pdf", "--width=3px", 2, "icml-column");
    row("a resolution that is none", good, "a.png", "--dpi=9999", 2, "--dpi");
    row("too narrow", good, "a.pdf", "--width=36pt", 2, "too narrow");
    row("no figure", "none.figure.json", "a.pdf", "", 3, "none.figure.json");
    row("another kind of JSON", "labels.json", "a.pdf", "", 3, "denoscope figure");
    row("numbers outside of the folder", "outside.figure.json", "a.pdf", "", 3, "arrays.file");
    row("numbers that are missing", "missing.figure.json", "a.pdf", "", 3, "missing.npz");
}

void TestCliRender::refuses() {
    QFETCH(QString, figure);
    QFETCH(QString, out);
    QFETCH(QString, option);
    QFETCH(int, code);
    QFETCH(QByteArray, said);
    const QByteArray good = QByteArray::fromStdString(
        test::contentOf(at(QStringLiteral("window.figure.json")).toStdString()));
    const auto changed = [&](const char* name, const char* numbers) {
        QByteArray text = good;
        text.replace("window.npz", numbers);
        test::put(at(QString::fromUtf8(name)).toStdString(), text.toStdString());
    };
    changed("outside.figure.json", "../window.npz");
    changed("missing.figure.json", "missing.npz");
    test::put(at(QStringLiteral("labels.json")).toStdString(),
                    "{\"kind\": \"denoscope-labels\"}");
    QStringList arguments = {QStringLiteral("render"), at(figure), QStringLiteral("--out"),
                             at(out)};
    if (!option.isEmpty()) arguments << option;
    const auto result = test::runCli(arguments);
    QVERIFY2(result.code == code, result.said().constData());
    QVERIFY2(result.err.contains(said), result.said().constData());
    QVERIFY(!fs::exists(at(out).toStdString()));
}

void TestCliRender::aFullDiskLeavesTheOldFigure() {
    const QString out = at(QStringLiteral("full.png"));
    test::put(out.toStdString(), "old");
    const auto result =
        test::runCli({QStringLiteral("render"), figure(), QStringLiteral("--out"), out}, {}, 4096);
    QVERIFY2(result.code == 5, result.said().constData());
    QCOMPARE(test::contentOf(out.toStdString()), std::string("old"));
}

QTEST_MAIN(TestCliRender)
#include "tst_cli_render.moc"
