// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_files.h"

#include <base/atomic_file.h>
#include <base/system_io.h>

#include <QTemporaryDir>
#include <QTest>

#include <cerrno>
#include <csignal>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace fs = std::filesystem;
using engine::AtomicFile;
using engine::atomicWrite;
using engine::ErrorCode;
using engine::readFile;

class TestAtomicFile : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void roundTrips_data();
    void roundTrips();
    void replacesAnOldFile();
    void withoutACommitNothingHappens();
    void severalAreCommittedTogether();
    void whatFailedTogetherIsNotThere();
    void keepsTheOldFileWhenTheSizeLimitIsReached();
    void keepsTheOldFileOnAFullDisk_data();
    void keepsTheOldFileOnAFullDisk();
    void keepsSymbolicLinks_data();
    void keepsSymbolicLinks();
    void keepsPermissions_data();
    void keepsPermissions();
    void refusesTargets_data();
    void refusesTargets();
    void refusesAReadOnlyFolder();
    void longestNamesWork();
    void readsAtMostTheLimit();
    void refusesToRead_data();
    void refusesToRead();

private:
    /// Names in the folder, to see that no temporary file is left.
    std::vector<std::string> names() const;

    std::unique_ptr<QTemporaryDir> m_dir;
    fs::path m_folder;
};

namespace {

/// Runs \a function in a child process, for limits that cannot be taken back; true if it returned
/// true.
template <typename Function>
bool inChild(Function function) {
    const pid_t child = ::fork();
    if (child == 0) ::_exit(function() ? 0 : 1);
    int state = 0;
    return ::waitpid(child, &state, 0) == child && WIFEXITED(state) && WEXITSTATUS(state) == 0;
}

}  // namespace

void TestAtomicFile::init() {
    m_dir = std::make_unique<QTemporaryDir>();
    m_folder = m_dir->path().toStdString();
}

std::vector<std::string> TestAtomicFile::names() const {
    std::vector<std::string> found;
    for (const auto& entry : fs::directory_iterator(m_folder))
        found.push_back(entry.path().filename().string());
    std::sort(found.begin(), found.end());
    return found;
}

void TestAtomicFile::roundTrips_data() {
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("text") << QByteArray("hello\n");
    QTest::newRow("zero bytes") << QByteArray("\0\1\0", 3);
    QTest::newRow("several megabytes") << QByteArray(5 << 20, 'x');
}

void TestAtomicFile::roundTrips() {
    QFETCH(QByteArray, content);
    const std::string bytes = content.toStdString();
    QVERIFY(atomicWrite(m_folder / "a", bytes).ok());
    QVERIFY(test::contentOf(m_folder / "a") == bytes);
    const auto back = readFile(m_folder / "a", bytes.size());
    QVERIFY(back.ok() && *back == bytes);
    QCOMPARE(names(), std::vector<std::string>{"a"});
}

void TestAtomicFile::replacesAnOldFile() {
    test::put(m_folder / "a", "a long old content");
    auto file = AtomicFile::create(m_folder / "a");
    QVERIFY(file.ok());
    QVERIFY(file->temporaryPath().parent_path() == m_folder);
    QVERIFY(file->write("new").ok());
    QVERIFY(file->write(" content").ok());
    QCOMPARE(test::contentOf(m_folder / "a"), std::string("a long old content"));
    QVERIFY(file->commit().ok());
    QCOMPARE(test::contentOf(m_folder / "a"), std::string("new content"));
}

void TestAtomicFile::withoutACommitNothingHappens() {
    test::put(m_folder / "a", "old");
    {
        auto file = AtomicFile::create(m_folder / "a");
        QVERIFY(file.ok());
        QVERIFY(file->write("new").ok());
        const AtomicFile moved = std::move(*file);
        QCOMPARE(names().size(), 2u);
    }
    QCOMPARE(test::contentOf(m_folder / "a"), std::string("old"));
    QCOMPARE(names(), std::vector<std::string>{"a"});
}

void TestAtomicFile::severalAreCommittedTogether() {
    fs::create_directory(m_folder / "sub");
    test::put(m_folder / "b", "old");
    std::vector<AtomicFile> files;
    for (const char* name : {"a", "b", "sub/c"}) {
        auto file = AtomicFile::create(m_folder / name);
        QVERIFY(file && file->write(name).ok());
        files.push_back(std::move(*file));
    }
    QCOMPARE(test::contentOf(m_folder / "b"), std::string("old"));
    QVERIFY(AtomicFile::commitAll(files).ok());
    files.clear();
    for (const char* name : {"a", "b", "sub/c"})
        QCOMPARE(test::contentOf(m_folder / name), std::string(name));
    QCOMPARE(names(), (std::vector<std::string>{"a", "b", "sub"}));
}

void TestAtomicFile::whatFailedTogetherIsNotThere() {
    test::put(m_folder / "b", "old");
    {
        std::vector<AtomicFile> files;
        for (const char* name : {"a", "b"}) {
            auto file = AtomicFile::create(m_folder / name);
            QVERIFY(file && file->write(name).ok());
            files.push_back(std::move(*file));
        }
        static int syncs;
        syncs = 0;
        engine::systemIo().fsync = [](int) { return ++syncs == 2 ? (errno = EIO, -1) : 0; };
        const auto failed = AtomicFile::commitAll(files);
        engine::systemIo() = engine::realSystemIo();
        QVERIFY(!failed && failed.error().code == ErrorCode::Io);
    }
    QCOMPARE(test::contentOf(m_folder / "b"), std::string("old"));
    QCOMPARE(names(), std::vector<std::string>{"b"});
}

void TestAtomicFile::keepsTheOldFileWhenTheSizeLimitIsReached() {
    test::put(m_folder / "a", "old");
    QVERIFY(inChild([&] {
        std::signal(SIGXFSZ, SIG_IGN);  // so that write() fails with EFBIG instead
        const rlimit limit{1000, 1000};
        if (::setrlimit(RLIMIT_FSIZE, &limit) != 0) return false;
        const auto status = atomicWrite(m_folder / "a", std::string(3000, 'n'));
        return !status && status.error().code == ErrorCode::OutOfDisk &&
               status.error().message.find("Nothing was changed") != std::string::npos;
    }));
    QCOMPARE(test::contentOf(m_folder / "a"), std::string("old"));
    QCOMPARE(names(), std::vector<std::string>{"a"});
}

void TestAtomicFile::keepsTheOldFileOnAFullDisk_data() {
    QTest::addColumn<int>("bytes");
    QTest::newRow("a little too large, where QSaveFile left nothing") << 3000;
    QTest::newRow("far too large, where QSaveFile left a part") << 1'000'000;
}

// The case of reference/ux.md, F1: a 64 KiB file system that is full.
void TestAtomicFile::keepsTheOldFileOnAFullDisk() {
    QFETCH(int, bytes);
    if (::mount("tmpfs", m_folder.c_str(), "tmpfs", 0, "size=64k") != 0)
        QSKIP("a small file system can only be mounted as root");
    test::put(m_folder / "a", std::string(2000, 'o'));
    test::put(m_folder / "filler", std::string(64 << 10, 'f'));  // ends where the space does
    const auto status = atomicWrite(m_folder / "a", std::string(std::size_t(bytes), 'n'));
    const auto content = test::contentOf(m_folder / "a");
    const auto left = names();
    QCOMPARE(::umount(m_folder.c_str()), 0);
    QVERIFY(!status);
    QCOMPARE(status.error().code, ErrorCode::OutOfDisk);
    QCOMPARE(content, std::string(2000, 'o'));
    QCOMPARE(left, (std::vector<std::string>{"a", "filler"}));
}

void TestAtomicFile::keepsSymbolicLinks_data() {
    QTest::addColumn<QByteArray>("pointsTo");
    QTest::newRow("relative") << QByteArray("sub/real");
    QTest::newRow("to a file that is not there yet") << QByteArray("sub/new");
    QTest::newRow("by way of another link") << QByteArray("sub/link");
    QTest::newRow("absolute") << QByteArray();
}

void TestAtomicFile::keepsSymbolicLinks() {
    QFETCH(QByteArray, pointsTo);
    fs::create_directory(m_folder / "sub");
    test::put(m_folder / "sub/real", "old");
    fs::create_symlink("real", m_folder / "sub/link");
    const fs::path target =
        pointsTo.isEmpty() ? m_folder / "sub/real" : fs::path(pointsTo.constData());
    fs::create_symlink(target, m_folder / "a");
    QVERIFY(atomicWrite(m_folder / "a", "new").ok());
    QVERIFY(fs::is_symlink(m_folder / "a") && fs::is_symlink(m_folder / "sub/link"));
    QCOMPARE(test::contentOf(m_folder / "a"), std::string("new"));
}

void TestAtomicFile::keepsPermissions_data() {
    QTest::addColumn<int>("old");  // -1: no old file
    QTest::addColumn<int>("mask");
    QTest::addColumn<int>("expected");
    QTest::newRow("a new file follows the mask") << -1 << 0027 << 0640;
    QTest::newRow("an old file's stay") << 0600 << 0022 << 0600;
    QTest::newRow("an old file's stay, against the mask") << 0666 << 0077 << 0666;
}

void TestAtomicFile::keepsPermissions() {
    QFETCH(int, old);
    QFETCH(int, mask);
    QFETCH(int, expected);
    if (old >= 0) test::put(m_folder / "a", "old");
    if (old >= 0) fs::permissions(m_folder / "a", fs::perms(old));
    const mode_t before = ::umask(mode_t(mask));
    const auto status = atomicWrite(m_folder / "a", "new");
    ::umask(before);
    QVERIFY(status.ok());
    QCOMPARE(int(fs::status(m_folder / "a").permissions()), expected);
}

void TestAtomicFile::refusesTargets_data() {
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("a folder") << QByteArray("folder") << QByteArray("it is a folder");
    QTest::newRow("a pipe") << QByteArray("pipe") << QByteArray("not a regular file");
    QTest::newRow("a device, which root could replace")
        << QByteArray("null") << QByteArray("not a regular file");
    QTest::newRow("links in a circle") << QByteArray("circle") << QByteArray("symbolic links");
    QTest::newRow("in no folder") << QByteArray("none/a") << QByteArray("No such file");
    QTest::newRow("in a file") << QByteArray("file/a") << QByteArray("Not a directory");
    QTest::newRow("a name too long") << QByteArray(300, 'a') << QByteArray("name too long");
}

void TestAtomicFile::refusesTargets() {
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, says);
    fs::create_directory(m_folder / "folder");
    test::put(m_folder / "file", "old");
    QCOMPARE(::mkfifo((m_folder / "pipe").c_str(), 0600), 0);
    fs::create_symlink("/dev/null", m_folder / "null");
    fs::create_symlink("circle", m_folder / "circle");
    const auto before = names();
    const auto status = atomicWrite(m_folder / name.constData(), "new");
    QVERIFY(!status);
    QCOMPARE(status.error().code, ErrorCode::Io);
    QVERIFY2(status.error().message.find(says.toStdString()) != std::string::npos,
             status.error().message.c_str());
    QCOMPARE(names(), before);
    QVERIFY(fs::is_character_file("/dev/null"));
}

void TestAtomicFile::refusesAReadOnlyFolder() {
    test::put(m_folder / "a", "old");
    fs::permissions(m_folder, fs::perms::owner_read | fs::perms::owner_exec);
    const bool refused = inChild([&] {
        // Root may write anywhere, so the child is somebody else; the folder's owner where we are
        // not root.
        if (::geteuid() == 0 && (::setgid(65534) != 0 || ::setuid(65534) != 0)) return false;
        const auto status = atomicWrite(m_folder / "a", "new");
        return !status && status.error().code == ErrorCode::Io;
    });
    fs::permissions(m_folder, fs::perms::owner_all);
    QVERIFY(refused);
    QCOMPARE(test::contentOf(m_folder / "a"), std::string("old"));
}

void TestAtomicFile::longestNamesWork() {
    const std::string name(255, 'n');
    QVERIFY(atomicWrite(m_folder / name, "x").ok());
    QCOMPARE(names(), std::vector<std::string>{name});
}

void TestAtomicFile::readsAtMostTheLimit() {
    test::put(m_folder / "a", "12345");
    QCOMPARE(readFile(m_folder / "a", 5)->size(), 5u);
    const auto refused = readFile(m_folder / "a", 4);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::BadFile);
    QVERIFY(refused.error().message.find("has 5 bytes; at most 4") != std::string::npos);
}

void TestAtomicFile::refusesToRead_data() {
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<QByteArray>("says");
    const auto row = [](const char* why, const char* name, ErrorCode code, const char* says) {
        QTest::newRow(why) << QByteArray(name) << code << QByteArray(says);
    };
    row("missing", "none", ErrorCode::BadFile, "There is no file");
    row("in a file", "file/a", ErrorCode::BadFile, "There is no file");
    row("a folder", "folder", ErrorCode::BadFile, "not a regular file");
    row("a pipe without a writer does not block", "pipe", ErrorCode::BadFile, "not a regular file");
    row("links in a circle", "circle", ErrorCode::Io, "symbolic links");
}

void TestAtomicFile::refusesToRead() {
    QFETCH(QByteArray, name);
    QFETCH(ErrorCode, code);
    QFETCH(QByteArray, says);
    fs::create_directory(m_folder / "folder");
    test::put(m_folder / "file", "x");
    QCOMPARE(::mkfifo((m_folder / "pipe").c_str(), 0600), 0);
    fs::create_symlink("circle", m_folder / "circle");
    const auto bytes = readFile(m_folder / name.constData(), 100);
    QVERIFY(!bytes);
    QCOMPARE(bytes.error().code, code);
    QVERIFY2(bytes.error().message.find(says.toStdString()) != std::string::npos,
             bytes.error().message.c_str());
}

QTEST_APPLESS_MAIN(TestAtomicFile)
#include "tst_atomic_file.moc"
