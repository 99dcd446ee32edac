// SPDX-License-Identifier: GPL-3.0-or-later
// A writer of a store that dies, or whose disk is full, at each of its system calls.
#include "store_script.h"

#include <base/system_io.h>
#include <io/representation_store.h>

#include <QTemporaryDir>
#include <QTest>

#include <cerrno>
#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

using core::RepresentationStore;

class TestStoreKill : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void survivesDeathAtEveryCall_data();
    void survivesDeathAtEveryCall();
    void survivesManyDeathsInARow();
    void fullDiskIsSaidAndNothingIsLost();

private:
    /// Whether every array that the store names is there and whole; none where it has not begun.
    static bool isSound(const script::fs::path& folder);

    std::map<std::string, std::string> m_whole;
};

namespace {

enum class When { Before, Half, After };
int g_calls = 0, g_fatal = 0;
When g_when = When::Before;
engine::SystemIo g_real;

void die() {
    ::kill(::getpid(), SIGKILL);
}

/// One system call of which the fatal one is the last.
template <typename Call>
auto counted(Call call) {
    const bool isFatal = ++g_calls == g_fatal;
    if (isFatal && g_when != When::After) die();
    const auto result = call();
    if (isFatal) die();
    return result;
}

int openFile(const char* path, int flags, mode_t mode) {
    return counted([&] { return g_real.open(path, flags, mode); });
}
ssize_t writeBytes(int fd, const void* bytes, std::size_t count) {
    if (g_calls + 1 == g_fatal && g_when == When::Half) {
        static_cast<void>(g_real.write(fd, bytes, count / 2));
        die();
    }
    return counted([&] { return g_real.write(fd, bytes, count); });
}
int syncFile(int fd) {
    return counted([&] { return g_real.fsync(fd); });
}
int truncateFile(int fd, off_t length) {
    return counted([&] { return g_real.ftruncate(fd, length); });
}
int closeFile(int fd) {
    return counted([&] { return g_real.close(fd); });
}
int renameFile(const char* from, const char* to) {
    return counted([&] { return g_real.rename(from, to); });
}
int unlinkFile(const char* path) {
    return counted([&] { return g_real.unlink(path); });
}

/// A process that makes the store and dies at its \a fatal-th call; whether it did die.
bool diesAt(const script::fs::path& folder, int fatal, When when) {
    const pid_t child = ::fork();
    if (child == 0) {
        g_real = engine::realSystemIo();
        g_calls = 0;
        g_fatal = fatal;
        g_when = when;
        engine::systemIo() = {openFile,  writeBytes, syncFile,  truncateFile,
                              closeFile, renameFile, unlinkFile};
        ::_exit(script::run(folder).ok() ? 0 : 1);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    if (WIFSIGNALED(status)) return true;
    if (WEXITSTATUS(status) != 0) QTest::qFail("the writer failed", __FILE__, __LINE__);
    return false;
}

int g_writesLeft = -1;
ssize_t writeUntilFull(int fd, const void* bytes, std::size_t count) {
    if (g_writesLeft-- > 0) return g_real.write(fd, bytes, count);
    static_cast<void>(g_real.write(fd, bytes, count / 2));
    errno = ENOSPC;
    return -1;
}

}  // namespace

void TestStoreKill::initTestCase() {
    const QTemporaryDir dir(script::folderPattern());
    const auto folder = script::fs::path(dir.path().toStdString()) / "s";
    QVERIFY(script::run(folder).ok());
    m_whole = script::contents(folder);
    QCOMPARE(m_whole.size(), std::size_t(3 * 2 * 2 + 1));
}

bool TestStoreKill::isSound(const script::fs::path& folder) {
    if (!script::fs::exists(folder / core::kStoreManifest)) return true;
    const auto store = RepresentationStore::open(folder);
    if (!store) return false;
    for (const auto& [key, array] : store->manifest().arrays)
        if (!store->verify(key) || !store->array(key)) return false;
    return true;
}

void TestStoreKill::survivesDeathAtEveryCall_data() {
    QTest::addColumn<int>("when");
    QTest::newRow("instead of the call") << int(When::Before);
    QTest::newRow("in the middle of a write") << int(When::Half);
    QTest::newRow("after the call") << int(When::After);
}

void TestStoreKill::survivesDeathAtEveryCall() {
    QFETCH(int, when);
    int deaths = 0;
    for (int fatal = 1;; ++fatal) {
        const QTemporaryDir dir(script::folderPattern());
        const auto folder = script::fs::path(dir.path().toStdString()) / "s";
        if (!diesAt(folder, fatal, When(when))) break;
        ++deaths;
        QVERIFY2(isSound(folder), qPrintable(QString::number(fatal)));
        const auto resumed = script::run(folder);
        QVERIFY2(resumed.ok(), resumed.ok() ? "" : resumed.error().message.c_str());
        QVERIFY2(script::contents(folder) == m_whole, qPrintable(QString::number(fatal)));
    }
    QVERIFY2(deaths > 100, qPrintable(QString::number(deaths)));
    qInfo("%d deaths, none lost anything that was recorded", deaths);
}

/// Resumptions die too; each gets a little further.
void TestStoreKill::survivesManyDeathsInARow() {
    const QTemporaryDir dir(script::folderPattern());
    const auto folder = script::fs::path(dir.path().toStdString()) / "s";
    std::size_t recorded = 0;
    int deaths = 0;
    while (diesAt(folder, 25 + deaths % 13, When(deaths % 3))) {
        ++deaths;
        QVERIFY(deaths < 1000);
        QVERIFY(isSound(folder));
        if (!script::fs::exists(folder / core::kStoreManifest)) continue;
        const auto now = RepresentationStore::open(folder)->manifest().arrays.size();
        QVERIFY2(now >= recorded, "what was recorded stays");
        recorded = now;
    }
    QVERIFY2(deaths > 3, qPrintable(QString::number(deaths)));
    QVERIFY(script::contents(folder) == m_whole);
}

void TestStoreKill::fullDiskIsSaidAndNothingIsLost() {
    int failures = 0;
    for (int writes = 0;; ++writes) {
        const QTemporaryDir dir(script::folderPattern());
        const auto folder = script::fs::path(dir.path().toStdString()) / "s";
        g_real = engine::realSystemIo();
        g_writesLeft = writes;
        engine::systemIo().write = writeUntilFull;
        const auto full = script::run(folder);
        engine::systemIo() = engine::realSystemIo();
        if (full.ok()) break;
        ++failures;
        QVERIFY(full.error().code == engine::ErrorCode::OutOfDisk);
        QVERIFY(isSound(folder));
        for (const auto& [name, bytes] : script::contents(folder))
            QVERIFY2(!name.ends_with(".tmp"), name.c_str());
        QVERIFY(script::run(folder).ok());
        QVERIFY2(script::contents(folder) == m_whole, qPrintable(QString::number(writes)));
    }
    QVERIFY2(failures > 20, qPrintable(QString::number(failures)));
}

QTEST_GUILESS_MAIN(TestStoreKill)
#include "tst_store_kill.moc"
