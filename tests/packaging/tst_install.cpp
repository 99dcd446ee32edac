// SPDX-License-Identifier: GPL-3.0-or-later
#include "packaging/tool.h"

#include <QDir>
#include <QFileInfo>
#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

using test::runTool;

/// What `cmake --install` puts into a prefix works there, also when the prefix is moved.
class TestInstall : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void knowsItsVersionAndEngine();
    void findsItsDemo();
    void computesWithWhatIsInstalled();
    void iconsHaveTheirSizes_data();
    void iconsHaveTheirSizes();
    void namesNoFolderOfTheBuild();

private:
    QString prefix() const { return m_folder.filePath(QStringLiteral("moved")); }
    test::ToolResult run(const QStringList& arguments) const;

    QTemporaryDir m_folder;
};

void TestInstall::initTestCase() {
    const QString first = m_folder.filePath(QStringLiteral("first"));
    const auto made = runTool(QStringLiteral(DENOSCOPE_CMAKE),
                              {QStringLiteral("--install"), QStringLiteral(DENOSCOPE_BUILD_DIR),
                               QStringLiteral("--prefix"), first});
    QVERIFY2(made.code == 0, made.said);
    QVERIFY(QDir().rename(first, prefix()));
}

/// Runs the installed program, with nothing that leads it to the build's or the user's files.
test::ToolResult TestInstall::run(const QStringList& arguments) const {
    QProcessEnvironment bare;
    bare.insert(QStringLiteral("HOME"), QStringLiteral("/nonexistent"));
    return runTool(prefix() + QStringLiteral("/bin/denoscope"), arguments, bare);
}

void TestInstall::knowsItsVersionAndEngine() {
    const auto result = run({QStringLiteral("--version"), QStringLiteral("--full")});
    QCOMPARE(result.code, 0);
    QVERIFY2(result.said.startsWith("denoscope "), result.said);
    QVERIFY2(result.said.contains("\ntorch "), result.said);
}

void TestInstall::findsItsDemo() {
    const auto result = run({QStringLiteral("models"), QStringLiteral("--json")});
    QCOMPARE(result.code, 0);
    const auto models =
        QJsonDocument::fromJson(result.said).object()[QStringLiteral("models")].toArray();
    QCOMPARE(models.size(), 1);
    const auto model = models[0].toObject();
    QCOMPARE(model[QStringLiteral("path")].toString(),
             prefix() + QStringLiteral("/share/denoscope/datasets/demo/model"));
    QVERIFY(model[QStringLiteral("usable")].toBool());
}

void TestInstall::computesWithWhatIsInstalled() {
    const QString demo = prefix() + QStringLiteral("/share/denoscope/datasets/demo/");
    const QString out = m_folder.filePath(QStringLiteral("cat.npz"));
    const auto result = run({QStringLiteral("extract"), demo + QStringLiteral("model"),
                             demo + QStringLiteral("photos/cat.jpg"), QStringLiteral("--layers"),
                             QStringLiteral("conv_in"), QStringLiteral("--out"), out});
    QVERIFY2(result.code == 0, result.said);
    QVERIFY(QFileInfo(out).size() > 0);
}

void TestInstall::iconsHaveTheirSizes_data() {
    QTest::addColumn<int>("side");
    for (const int side : {16, 22, 24, 32, 48, 64, 128, 256, 512})
        QTest::addRow("%d pixels", side) << side;
}

void TestInstall::iconsHaveTheirSizes() {
    QFETCH(int, side);
    const QImage icon(
        prefix() +
        QStringLiteral("/share/icons/hicolor/%1x%1/apps/io.github.denoscope.Denoscope.png")
            .arg(side));
    QCOMPARE(icon.size(), QSize(side, side));
    QVERIFY(qAlpha(icon.pixel(0, 0)) < 16);                 // round corners
    QCOMPARE(qAlpha(icon.pixel(side / 2, side / 2)), 255);  // the token in the middle
}

/// A run path or a message with a folder of the build would say where it was built, and be wrong.
void TestInstall::namesNoFolderOfTheBuild() {
    const QByteArray build = QByteArray(DENOSCOPE_BUILD_DIR) + "/bin";
    for (const char* name : {"bin/denoscope", "lib/denoscope/libdenoscope_engine.so.0",
                             "lib/denoscope/libdenoscope_codecs.so"}) {
        QFile file(prefix() + QLatin1Char('/') + QString::fromUtf8(name));
        QVERIFY2(file.open(QIODevice::ReadOnly), name);
        QVERIFY2(!file.readAll().contains(build), name);
    }
}

QTEST_GUILESS_MAIN(TestInstall)
#include "tst_install.moc"
