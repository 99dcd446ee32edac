// SPDX-License-Identifier: GPL-3.0-or-later
#include "packaging/tool.h"

#include <QFile>
#include <QFileInfo>
#include <QGuiApplication>
#include <QMimeDatabase>
#include <QRegularExpression>
#include <QTemporaryDir>

using test::runTool;

/// What the desktop is told of the program: menu entry, description, file types, icon.
class TestDesktopFiles : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void menuEntryIsValid();
    void descriptionIsValid();
    void xmlIsWellFormed_data();
    void xmlIsWellFormed();
    void filesAreKnown_data();
    void filesAreKnown();
    void oneIdNamesAll_data();
    void oneIdNamesAll();

private:
    QTemporaryDir m_data;  // stands for the user's share folder
};

namespace {

const QString kId = QStringLiteral("io.github.denoscope.Denoscope");

QString source(const QString& path) {
    return QStringLiteral(DENOSCOPE_SOURCE_DIR "/") + path;
}
QString described(const char* ending) {
    return source(QStringLiteral("packaging/desktop/")) + kId + QString::fromUtf8(ending);
}
QString contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

}  // namespace

/// Before anybody asks for a type: the list is read once.
void TestDesktopFiles::initTestCase() {
    const QString packages = m_data.filePath(QStringLiteral("mime/packages"));
    QVERIFY(QDir().mkpath(packages));
    QVERIFY(QFile::copy(described(".mime.xml"), packages + QStringLiteral("/denoscope.xml")));
    qputenv("XDG_DATA_HOME", m_data.path().toUtf8());
}

void TestDesktopFiles::menuEntryIsValid() {
    NEEDS_TOOL("desktop-file-validate");
    const auto result = runTool(QStringLiteral("desktop-file-validate"), {described(".desktop")});
    QCOMPARE(result.said, QByteArray());
    QCOMPARE(result.code, 0);
}

void TestDesktopFiles::descriptionIsValid() {
    NEEDS_TOOL("appstreamcli");
    const auto result = runTool(
        QStringLiteral("appstreamcli"),
        {QStringLiteral("validate"), QStringLiteral("--no-net"), described(".metainfo.xml")});
    QVERIFY2(result.code == 0, result.said);
}

void TestDesktopFiles::xmlIsWellFormed_data() {
    QTest::addColumn<QString>("file");
    QTest::newRow("description") << described(".metainfo.xml");
    QTest::newRow("file types") << described(".mime.xml");
    const QString icons = source(QStringLiteral("resources/icons/")) + kId;
    QTest::newRow("icon") << icons + QStringLiteral(".svg");
    QTest::newRow("symbolic icon") << icons + QStringLiteral("-symbolic.svg");
}

void TestDesktopFiles::xmlIsWellFormed() {
    QFETCH(QString, file);
    NEEDS_TOOL("xmllint");
    const auto result = runTool(QStringLiteral("xmllint"), {QStringLiteral("--noout"), file});
    QVERIFY2(result.code == 0, result.said);
}

void TestDesktopFiles::filesAreKnown_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("type");
    const auto row = [](const char* why, const char* name, const char* content, const char* type) {
        QTest::newRow(why) << QString::fromUtf8(name) << QByteArray(content)
                           << QString::fromUtf8(type);
    };
    const char* session = "application/x-denoscope-session+json";
    const char* labels = "application/x-denoscope-labels+json";
    row("a session by its name", "cats.denoscope", "", session);
    row("a project by its name", "images_sd15.labels.json", "", labels);
    row("a session by its content", "cats",
        "{\n    \"schema\": 1,\n    \"kind\": \"denoscope-session\",", session);
    row("a project by its content", "mine", "{\"format\":\"denoscope-labels\",", labels);
    row("another JSON file", "manifest.json", "{\"format\": \"denoscope-store\"",
        "application/json");
}

void TestDesktopFiles::filesAreKnown() {
    QFETCH(QString, name);
    QFETCH(QByteArray, content);
    QFETCH(QString, type);
    NEEDS_TOOL("update-mime-database");
    const auto made =
        runTool(QStringLiteral("update-mime-database"), {m_data.filePath(QStringLiteral("mime"))});
    QVERIFY2(made.code == 0, made.said);
    const auto found = QMimeDatabase().mimeTypeForFileNameAndData(name, content);
    QCOMPARE(found.name(), type);
}

void TestDesktopFiles::oneIdNamesAll_data() {
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("line");
    const auto row = [](const char* why, const QString& file, const char* line) {
        QTest::newRow(why) << file << QString::fromUtf8(line).arg(kId);
    };
    row("icon of the menu entry", described(".desktop"), "Icon=%1\n");
    row("id of the description", described(".metainfo.xml"), "<id>%1</id>");
    row("menu entry of the description", described(".metainfo.xml"), ">%1.desktop</launchable>");
    row("icon of files", described(".mime.xml"), "<icon name=\"%1\"/>");
    row("the window's menu entry", source(QStringLiteral("app/gui/gui.cpp")), "\"%1\"");
    row("what is installed", source(QStringLiteral("packaging/install.cmake")), "set(app_id %1)");
    row("the icon that the program carries", source(QStringLiteral("resources/icons.qrc")),
        ">icons/%1.svg</file>");
}

void TestDesktopFiles::oneIdNamesAll() {
    QFETCH(QString, file);
    QFETCH(QString, line);
    QVERIFY2(contentOf(file).contains(line), qPrintable(file));
}

QTEST_GUILESS_MAIN(TestDesktopFiles)
#include "tst_desktop_files.moc"
