// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli_process.h"

#include <QFile>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

/// Files are the same byte for byte in a country that writes 0,5, and so is what the program says.
class TestCliCountry : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void filesAreTheSame_data();
    void filesAreTheSame();
    void answersAreTheSame_data();
    void answersAreTheSame();

private:
    QByteArray run(const QString& line, bool isGerman) const;

    QTemporaryDir m_folder;  // with the locale, where the system has none
};

namespace {

QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

}  // namespace

void TestCliCountry::initTestCase() {
    if (QStandardPaths::findExecutable(QStringLiteral("localedef")).isEmpty())
        QSKIP("localedef is not installed");
    const int made = QProcess::execute(
        QStringLiteral("localedef"),
        {QStringLiteral("-i"), QStringLiteral("de_DE"), QStringLiteral("-f"),
         QStringLiteral("UTF-8"), m_folder.filePath(QStringLiteral("de_DE.UTF-8"))});
    if (made != 0) QSKIP("the German locale's source is not installed (package locales)");
    QProcess check;  // that it took: printf of the shell follows the locale
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("LOCPATH"), m_folder.path());
    environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("de_DE.UTF-8"));
    check.setProcessEnvironment(environment);
    check.start(QStringLiteral("locale"), {QStringLiteral("decimal_point")});
    QVERIFY(check.waitForFinished());
    QCOMPARE(check.readAllStandardOutput().trimmed(), QByteArray(","));
}

/// What \a line writes to its standard output; fails the test unless it ends well.
QByteArray TestCliCountry::run(const QString& line, bool isGerman) const {
    QProcess process;
    test::isolate(process);
    auto environment = process.processEnvironment();
    environment.insert(QStringLiteral("OMP_NUM_THREADS"), QStringLiteral("1"));
    if (isGerman) {
        environment.insert(QStringLiteral("LOCPATH"), m_folder.path());
        environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("de_DE.UTF-8"));
        environment.insert(QStringLiteral("LANGUAGE"), QStringLiteral("de"));
    }
    process.setProcessEnvironment(environment);
    const QString demo = QStringLiteral(DENOSCOPE_SOURCE_DIR "/datasets/demo/");
    QString filled = line;
    filled.replace(QStringLiteral("{model}"), demo + QStringLiteral("model"))
        .replace(QStringLiteral("{photo}"), demo + QStringLiteral("photos/cat.jpg"));
    process.start(test::program(), filled.split(QLatin1Char(' ')));
    const auto result = test::collect(process);
    if (result.code != 0) qWarning() << result.said();
    return result.code == 0 ? result.out + result.err : QByteArray("failed");
}

void TestCliCountry::filesAreTheSame_data() {
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("file");
    const auto row = [](const char* name, const char* line, const char* file) {
        QTest::newRow(name) << QString::fromUtf8(line) << QString::fromUtf8(file);
    };
    const char* similarity =
        "similarity {model} {photo} --layer up_blocks[2] --token 12,14 --out {out}/map";
    for (const char* ending : {".pdf", ".svg"})
        row(ending, (QByteArray(similarity) + ending).constData(),
            (QByteArray("map") + ending).constData());
    row("arrays", "extract {model} {photo} --layers conv_in --out {out}/cat.npz", "cat.npz");
    row("manifest of a store", "extract {model} {photo} --layers conv_in --store --out {out}/store",
        "store/manifest.json");
    row("norm picture", "norms {model} {photo} --layer mid_block --out {out}/norms",
        "norms/norm_0000.png");
}

void TestCliCountry::filesAreTheSame() {
    QFETCH(QString, line);
    QFETCH(QString, file);
    QByteArray contents[2];
    for (const bool isGerman : {false, true}) {
        QTemporaryDir out;
        QString here = line;
        here.replace(QStringLiteral("{out}"), out.path());
        QVERIFY(run(here, isGerman) != "failed");
        contents[isGerman ? 1 : 0] = contentOf(out.filePath(file));
    }
    QVERIFY(!contents[0].isEmpty());
    QVERIFY2(contents[0] == contents[1], "the file differs where a comma is the decimal sign");
}

void TestCliCountry::answersAreTheSame_data() {
    QTest::addColumn<QString>("line");
    QTest::newRow("layers") << QStringLiteral("info {model} --json");
    QTest::newRow("components") << QStringLiteral("info {model}");
    QTest::newRow("help") << QStringLiteral("extract --help");
}

void TestCliCountry::answersAreTheSame() {
    QFETCH(QString, line);
    const auto plain = run(line, false);
    QVERIFY(plain != "failed");
    QCOMPARE(run(line, true), plain);
}

QTEST_GUILESS_MAIN(TestCliCountry)
#include "tst_cli_country.moc"
