// SPDX-License-Identifier: GPL-3.0-or-later
// What the program says about itself: kept, written where it can be, and told to others without the
// user's name.
#include <session/log.h>

#include <QDir>
#include <QFile>
#include <QLoggingCategory>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <thread>
#include <unistd.h>

using namespace core;

namespace {

QDateTime noon() {
    return {QDate(2026, 11, 22), QTime(12, 0, 1, 5), Qt::UTC};
}

QByteArray contentOf(const std::filesystem::path& path) {
    QFile file(QString::fromStdString(path.string()));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(no file)");
}

}  // namespace

class TestLog : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void linesAsText_data();
    void linesAsText();
    void keepsTheLatest();
    void anyThreadMayAdd();
    void hearsWhatQtSays();
    void writesLines();
    void beginsAnewWhenFull();
    void goesOnWithTheFileOfYesterday();
    void isSilentWhereItCannotWrite_data();
    void isSilentWhereItCannotWrite();
    void liesWhereTheDesktopSays_data();
    void liesWhereTheDesktopSays();
    void leavesOutTheUser_data();
    void leavesOutTheUser();
    void reportsTheLast200();

private:
    std::filesystem::path file(const char* name) const {
        return std::filesystem::path(m_folder.path().toStdString()) / name;
    }
    QTemporaryDir m_folder;
};

void TestLog::linesAsText_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("written");
    const auto begin = QStringLiteral("2026-11-22 12:00:01.005 warning job: ");
    QTest::newRow("one line") << QStringLiteral("Slow.") << begin + QStringLiteral("Slow.");
    QTest::newRow("line break at the end")
        << QStringLiteral("Slow.\n") << begin + QStringLiteral("Slow.");
    QTest::newRow("several lines are told from the next entry")
        << QStringLiteral("Slow.\nVery.") << begin + QStringLiteral("Slow.\n    Very.");
}

void TestLog::linesAsText() {
    QFETCH(QString, text);
    QTEST(logText({noon(), LogLevel::Warning, QStringLiteral("job"), text}), "written");
}

void TestLog::keepsTheLatest() {
    Log log(nullptr, nullptr, noon);
    for (std::size_t i = 0; i < Log::kLinesKept + 5; ++i)
        log.add(LogLevel::Info, QStringLiteral("job"), QString::number(i));
    QCOMPARE(log.count(), Log::kLinesKept + 5);
    QCOMPARE(log.lines().size(), Log::kLinesKept);
    QCOMPARE(log.lines().front().text, QStringLiteral("5"));
    QCOMPARE(log.lines(2).front().text, QString::number(Log::kLinesKept + 3));
}

void TestLog::anyThreadMayAdd() {
    Log log(nullptr, nullptr, noon);
    QSignalSpy added(&log, &Log::lineAdded);
    const auto add = [&log] {
        for (int i = 0; i < 500; ++i) log.add(LogLevel::Info, QStringLiteral("job"), {});
    };
    {
        QSignalBlocker quiet(&log);  // the spy is of this thread
        std::jthread other(add);
        add();
    }
    QCOMPARE(log.count(), std::size_t(1000));
    log.add(LogLevel::Info, QStringLiteral("job"), {});
    QCOMPARE(added.size(), 1);
}

void TestLog::hearsWhatQtSays() {
    Log log(nullptr, nullptr, noon);
    {
        const LogBridge bridge(&log);
        QTest::ignoreMessage(QtWarningMsg, "something is odd");
        qWarning("something is odd");
        QLoggingCategory category("denoscope.test");
        QTest::ignoreMessage(QtInfoMsg, "by the way");
        qCInfo(category, "by the way");
    }
    QTest::ignoreMessage(QtWarningMsg, "nobody listens");
    qWarning("nobody listens");
    const auto lines = log.lines();
    QCOMPARE(lines.size(), std::size_t(2));
    QCOMPARE(lines[0].level, LogLevel::Warning);
    QCOMPARE(lines[0].text, QStringLiteral("something is odd"));
    QCOMPARE(lines[1].level, LogLevel::Info);
    QCOMPARE(lines[1].source, QStringLiteral("denoscope.test"));
}

void TestLog::writesLines() {
    const auto path = file("new/folders/denoscope.log");
    Log log(std::make_unique<LogFile>(path), nullptr, noon);
    log.add(LogLevel::Error, QStringLiteral("job"), QStringLiteral("größer"));
    QCOMPARE(QString::fromUtf8(contentOf(path)),
             QStringLiteral("2026-11-22 12:00:01.005 error job: größer\n"));
    QCOMPARE(log.file(), path);
    const auto permissions = std::filesystem::status(path).permissions();
    QVERIFY((permissions & std::filesystem::perms::others_read) == std::filesystem::perms::none);
}

void TestLog::beginsAnewWhenFull() {
    const auto path = file("full.log");
    LogFile log(path, 100);
    log.write(QString(60, QLatin1Char('a')));
    log.write(QString(60, QLatin1Char('b')));
    QCOMPARE(contentOf(path), QByteArray(60, 'b') + '\n');
    QCOMPARE(contentOf(file("full.log.1")), QByteArray(60, 'a') + '\n');
    log.write(QString(60, QLatin1Char('c')));
    QCOMPARE(contentOf(file("full.log.1")), QByteArray(60, 'b') + '\n');
    log.write(QString(300, QLatin1Char('d')));  // longer than a whole file: kept all the same
    QCOMPARE(contentOf(path), QByteArray(300, 'd') + '\n');
}

void TestLog::goesOnWithTheFileOfYesterday() {
    const auto path = file("yesterday.log");
    { LogFile(path, 100).write(QString(60, QLatin1Char('a'))); }
    LogFile log(path, 100);
    log.write(QStringLiteral("b"));
    QCOMPARE(contentOf(path), QByteArray(60, 'a') + "\nb\n");
    log.write(QString(60, QLatin1Char('c')));
    QCOMPARE(contentOf(path), QByteArray(60, 'c') + '\n');
}

void TestLog::isSilentWhereItCannotWrite_data() {
    QTest::addColumn<QString>("path");
    QTest::newRow("no home") << QString();
    QTest::newRow("a file in place of the folder") << QStringLiteral("/dev/null/denoscope.log");
    QTest::newRow("a folder in its place") << m_folder.path();
    QTest::newRow("full disk") << QStringLiteral("/dev/full");
}

void TestLog::isSilentWhereItCannotWrite() {
    QFETCH(QString, path);
    Log log(std::make_unique<LogFile>(path.toStdString()), nullptr, noon);
    for (int i = 0; i < 3; ++i) log.add(LogLevel::Info, QStringLiteral("job"), QStringLiteral("a"));
    QCOMPARE(log.lines().size(), std::size_t(3));
}

void TestLog::liesWhereTheDesktopSays_data() {
    QTest::addColumn<QByteArray>("state");
    QTest::addColumn<QByteArray>("home");
    QTest::addColumn<QString>("file");
    const QByteArray none, some = "/home/ada";
    QTest::newRow("as the desktop says")
        << QByteArray("/var/state") << some << QStringLiteral("/var/state/denoscope/denoscope.log");
    QTest::newRow("the usual place")
        << none << some << QStringLiteral("/home/ada/.local/state/denoscope/denoscope.log");
    QTest::newRow("a relative path does not count")
        << QByteArray("state") << some
        << QStringLiteral("/home/ada/.local/state/denoscope/denoscope.log");
    QTest::newRow("no home") << none << none << QString();
}

void TestLog::liesWhereTheDesktopSays() {
    QFETCH(QByteArray, state);
    QFETCH(QByteArray, home);
    const auto stateBefore = qgetenv("XDG_STATE_HOME"), homeBefore = qgetenv("HOME");
    qputenv("XDG_STATE_HOME", state);
    qputenv("HOME", home);
    const auto found = QString::fromStdString(usualLogFile().string());
    qputenv("XDG_STATE_HOME", stateBefore);
    qputenv("HOME", homeBefore);
    QTEST(found, "file");
}

void TestLog::leavesOutTheUser_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("told");
    const auto row = [](const char* why, const char* text, const char* told) {
        QTest::newRow(why) << QString::fromUtf8(text) << QString::fromUtf8(told);
    };
    row("a file at home", "Cannot read /home/ada/a.png: denied.", "Cannot read ~/a.png: denied.");
    row("the home alone", "/home/ada", "~");
    row("in quotes and addresses", "'/home/ada/x' file:///home/ada/x", "'~/x' file://~/x");
    row("somebody else's home", "/home/adam/a.png", "/home/adam/a.png");
    row("the name elsewhere", "/media/ada/disk of ada.", "/media/~/disk of ~.");
    row("the name in a word", "Canada, ada_x, adage", "Canada, ada_x, adage");
    row("several", "/home/ada/a /home/ada/b", "~/a ~/b");
}

void TestLog::leavesOutTheUser() {
    QFETCH(QString, text);
    const auto told = withoutUser(text, QStringLiteral("/home/ada"), QStringLiteral("ada"));
    QTEST(told, "told");
    QCOMPARE(withoutUser(text, QStringLiteral("/"), QString()), text);
}

void TestLog::reportsTheLast200() {
    const auto home = QDir::homePath();
    std::vector<LogLine> lines;
    for (int i = 0; i < 250; ++i)
        lines.push_back({noon(), LogLevel::Info, QStringLiteral("job"),
                         QStringLiteral("line %1 of %2/file").arg(i).arg(home)});
    const auto report = bugReport(QStringLiteral("denoscope 1\n"), lines);
    QVERIFY(report.startsWith(QStringLiteral("denoscope 1\n\n")));
    QCOMPARE(report.count(QLatin1Char('\n')), 202);
    QVERIFY(!report.contains(QStringLiteral("line 49 ")));
    QVERIFY(report.contains(QStringLiteral("line 50 of ~/file")));
    QVERIFY(report.contains(QStringLiteral("line 249 of ")));
}

QTEST_GUILESS_MAIN(TestLog)
#include "tst_log.moc"
