// SPDX-License-Identifier: GPL-3.0-or-later
#include "label_script.h"

#include <annotation/label_json.h>

#include <QDir>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <filesystem>
#include <unistd.h>

namespace fs = std::filesystem;
using core::AnnotationDocument;

/// Labelling sessions that are killed, each going on where the one before was cut off.
///
/// After every kill the project is read back: every acknowledged edit must be there, at most one
/// that was not acknowledged may be, and project and undo history must equal those of a session in
/// memory that made the same edits.
class TestLabelKill : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void survives_data();
    void survives();
    void cleanupTestCase();

private:
    struct Session {
        std::int64_t acknowledged = 0;  // the last number that it printed; 0: none
        bool wasKilled = false;
        QByteArray complaint;
    };
    Session runToDeath(const fs::path& file, std::uint64_t seed, int killAt, const QString& mode);
    void verify(const fs::path& file, std::int64_t atLeast);
    /// The session in memory, led on to edit \a number.
    void lead(std::int64_t number, std::uint64_t seed);

    std::unique_ptr<AnnotationDocument> m_expected;
    script::Clock m_clock;
    int m_sessions = 0, m_kills = 0, m_damaged = 0;
    std::int64_t m_acknowledged = 0, m_missing = 0, m_unacknowledged = 0;
};

TestLabelKill::Session TestLabelKill::runToDeath(const fs::path& file, std::uint64_t seed,
                                                 int killAt, const QString& mode) {
    QProcess process;
    process.start(
        QStringLiteral(DENOSCOPE_BIN_DIR "/../tests/label_session"),
        {QString::fromStdString(file.string()), QString::number(seed), QStringLiteral("70"),
         QString::number(mode.startsWith(u"outside") ? 0 : killAt), mode});
    Session session;
    if (mode == QStringLiteral("outside")) {
        // Killed by us once it has made so many edits, wherever it is by then.
        while (process.state() != QProcess::NotRunning || process.bytesAvailable() > 0) {
            while (process.canReadLine()) {
                session.acknowledged = process.readLine().toLongLong();
                if (--killAt == 0) process.kill();
            }
            if (!process.waitForReadyRead(60'000)) break;
        }
    }
    if (!process.waitForFinished(60'000)) process.kill();
    for (const QByteArray& line : process.readAllStandardOutput().split('\n'))
        if (!line.isEmpty()) session.acknowledged = line.toLongLong();
    session.wasKilled = process.exitStatus() == QProcess::CrashExit;
    session.complaint = process.readAllStandardError();
    if (!session.wasKilled && process.exitCode() != 0) session.complaint += " failed";
    return session;
}

void TestLabelKill::lead(std::int64_t number, std::uint64_t seed) {
    while (m_expected->project().edits < number)
        QVERIFY(script::act(*m_expected, m_clock, seed).ok());
}

void TestLabelKill::survives_data() {
    QTest::addColumn<QString>("mode");
    QTest::addColumn<int>("sessions");
    const auto row = [](const char* why, const char* mode, int sessions) {
        QTest::newRow(why) << QString::fromLatin1(mode) << sessions;
    };
    row("killed instead of a system call", "before", 50);
    row("killed in the middle of a write", "half", 50);
    row("killed after a system call", "after", 50);
    row("power cut: what was not synced is lost", "power", 50);
    row("killed from outside, at any instruction", "outside", 50);
}

void TestLabelKill::survives() {
    QFETCH(QString, mode);
    QFETCH(int, sessions);
    // In memory where there is such a place: a kill leaves what was written in either, and nothing
    // waits for a disk that the other tests keep busy.
    const bool hasMemory = fs::is_directory("/dev/shm") && ::access("/dev/shm", W_OK) == 0;
    const QTemporaryDir dir((hasMemory ? QStringLiteral("/dev/shm") : QDir::tempPath()) +
                            QStringLiteral("/denoscope-kill-XXXXXX"));
    const fs::path file = fs::path(dir.path().toStdString()) / "P.json";
    const std::uint64_t seed = qHash(mode.toLatin1(), 4);
    QVERIFY(AnnotationDocument::create(file, script::project(), {}).ok());
    m_clock = {};
    m_expected = AnnotationDocument::inMemory(script::project(), m_clock.environment());
    std::int64_t last = 0;
    for (int i = 0; i < sessions; ++i) {
        // From within the opening (recovery is killed too) to beyond a snapshot.
        const int range = i % 3 == 0 ? 12 : 160;
        const int killAt =
            1 + int(script::mixed(seed + 1, std::uint64_t(i)) % std::uint64_t(range));
        const Session session = runToDeath(file, seed, killAt, mode);
        QVERIFY2(session.complaint.isEmpty(), session.complaint.constData());
        ++m_sessions;
        m_kills += session.wasKilled;
        const auto found = AnnotationDocument::open(file, {}, {.isReadOnly = true});
        m_damaged += !found || !(*found)->recovery().damage.empty();
        QVERIFY2(found.ok(), found ? "" : found.error().message.c_str());
        QVERIFY2((*found)->recovery().damage.empty(), (*found)->recovery().text().c_str());
        const std::int64_t edits = (*found)->project().edits;
        const std::int64_t acknowledged = std::max(last, session.acknowledged);
        m_acknowledged += acknowledged - last;
        m_missing += std::max<std::int64_t>(0, acknowledged - edits);
        m_unacknowledged += std::max<std::int64_t>(0, edits - acknowledged);
        QVERIFY2(edits >= acknowledged && edits <= acknowledged + 1,
                 qPrintable(QStringLiteral("session %1: %2 acknowledged, %3 found")
                                .arg(i)
                                .arg(acknowledged)
                                .arg(edits)));
        lead(edits, seed);
        QCOMPARE(core::projectText((*found)->project()), core::projectText(m_expected->project()));
        QCOMPARE((*found)->undoStack().index(), m_expected->undoStack().index());
        QCOMPARE((*found)->undoStack().count(), m_expected->undoStack().count());
        last = edits;
    }
    QVERIFY(last > 10 * sessions);  // the sessions did get somewhere
}

void TestLabelKill::cleanupTestCase() {
    qInfo(
        "%d sessions, %d killed, %lld edits acknowledged, %lld missing, %d projects damaged; "
        "%lld edits were on disk without having been acknowledged",
        m_sessions, m_kills, static_cast<long long>(m_acknowledged),
        static_cast<long long>(m_missing), m_damaged, static_cast<long long>(m_unacknowledged));
    QVERIFY(m_kills >= 200);
}

QTEST_GUILESS_MAIN(TestLabelKill)
#include "tst_label_kill.moc"
