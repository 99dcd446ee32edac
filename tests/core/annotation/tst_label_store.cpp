// SPDX-License-Identifier: GPL-3.0-or-later
#include "label_script.h"
#include "support/test_files.h"

#include <annotation/label_json.h>
#include <annotation/label_snapshot.h>
#include <base/system_io.h>

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <cerrno>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

namespace fs = std::filesystem;
using core::AnnotationDocument;
using core::LockInfo;
using core::OpenOptions;
using core::SaveState;
using engine::ErrorCode;

/// What the disk does wrong, and what then is true of the project.
class TestLabelStore : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void goesOnAfterARestart();
    void keepsTenSnapshots();
    void aRefusedEditChangesNothing_data();
    void aRefusedEditChangesNothing();
    void aFailedSnapshotLosesNothing_data();
    void aFailedSnapshotLosesNothing();
    void survivesAFullDisk();
    void refusesAReadOnlyFolder();
    void toleratesATornLine_data();
    void toleratesATornLine();
    void reportsDamage_data();
    void reportsDamage();
    void repairsDamage_data();
    void repairsDamage();
    void aDamagedSnapshotIsMadeUpFor();
    void changedByAnotherProgram_data();
    void changedByAnotherProgram();
    void changedWhileOpen();
    void takesAnotherProgramsVersionWhereNothingIsMissing();
    void anUnsavedVersionIsNotDroppedForAnother();
    void savingTwiceGoesOn();
    void locks_data();
    void locks();
    void aSecondWindowReadsOnly();
    void doesNotOverwriteByCreating();

private:
    std::unique_ptr<AnnotationDocument> open(OpenOptions options = {});
    /// Makes \a count edits; true if all were accepted.
    bool edit(AnnotationDocument& document, int count);
    /// Leaves the project as a killed program would: nothing written at close, no lock.
    void crash(std::unique_ptr<AnnotationDocument> document);
    fs::path history() const { return core::historyFolder(m_file); }
    std::vector<std::string> historyNames(const std::string& begin) const;
    fs::path lastJournal() const;

    std::unique_ptr<QTemporaryDir> m_dir;
    fs::path m_file;
    script::Clock m_clock;
};

namespace {

/// The next calls of one kind fail; -1: none.
struct Faults {
    int error = 0;
    int writesBefore = -1, syncsBefore = -1, truncatesBefore = -1, renamesBefore = -1;
    bool isShort = false;  ///< the failing write takes half first
};
Faults faults;

bool hits(int& before) {
    if (before < 0) return false;
    if (before-- > 0) return false;
    before = 0;  // goes on failing
    errno = faults.error;
    return true;
}

void injectFaults() {
    auto& io = engine::systemIo();
    io.write = [](int fd, const void* bytes, std::size_t count) -> ssize_t {
        if (faults.writesBefore == 0 && faults.isShort && count > 1) {
            faults.isShort = false;
            return ::write(fd, bytes, count / 2);
        }
        return hits(faults.writesBefore) ? -1 : ::write(fd, bytes, count);
    };
    io.fsync = [](int fd) { return hits(faults.syncsBefore) ? -1 : ::fsync(fd); };
    io.ftruncate = [](int fd, off_t length) {
        return hits(faults.truncatesBefore) ? -1 : ::ftruncate(fd, length);
    };
    io.rename = [](const char* from, const char* to) {
        return hits(faults.renamesBefore) ? -1 : ::rename(from, to);
    };
}

/// Content without the number of the last edit, which a fresh start moves on.
std::string contentOf(core::LabelProject project) {
    project.edits = 0;
    return core::projectText(project);
}

}  // namespace

void TestLabelStore::init() {
    m_dir = std::make_unique<QTemporaryDir>();
    m_file = fs::path(m_dir->path().toStdString()) / "P.json";
    m_clock = {};
    auto created = AnnotationDocument::create(m_file, script::project(10), m_clock.environment());
    QVERIFY2(created.ok(), created ? "" : created.error().message.c_str());
}

void TestLabelStore::cleanup() {
    faults = {};
    engine::systemIo() = engine::realSystemIo();
}

std::unique_ptr<AnnotationDocument> TestLabelStore::open(OpenOptions options) {
    auto opened = AnnotationDocument::open(m_file, m_clock.environment(), options);
    if (!opened) qWarning("%s", opened.error().message.c_str());
    return opened ? std::move(*opened) : nullptr;
}

bool TestLabelStore::edit(AnnotationDocument& document, int count) {
    for (int i = 0; i < count; ++i)
        if (!script::act(document, m_clock, 7)) return false;
    return true;
}

void TestLabelStore::crash(std::unique_ptr<AnnotationDocument> document) {
    faults = {EIO, 0, 0, 0, 0, false};
    injectFaults();
    document.reset();
    cleanup();
}

std::vector<std::string> TestLabelStore::historyNames(const std::string& begin) const {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(history()))
        if (const auto name = entry.path().filename().string(); name.rfind(begin, 0) == 0)
            names.push_back(name);
    std::sort(names.begin(), names.end());
    return names;
}

fs::path TestLabelStore::lastJournal() const {
    return history() / historyNames("journal-").back();
}

void TestLabelStore::goesOnAfterARestart() {
    auto document = open();
    QVERIFY(document && edit(*document, 30));
    const std::string before = core::projectText(document->project());
    const int index = document->undoStack().index(), count = document->undoStack().count();
    QVERIFY(document->close().ok());
    QVERIFY(!document->toggleLabel("norm_0000.png", {0, 0}).ok());  // closed
    QCOMPARE(test::contentOf(m_file), before);
    document = open();
    QVERIFY(document != nullptr);
    QCOMPARE(core::projectText(document->project()), before);
    QCOMPARE(document->undoStack().index(), index);
    QCOMPARE(document->undoStack().count(), count);
    QVERIFY(document->undoStack().isClean());
    QVERIFY(document->recovery().text().empty());
    while (document->undoStack().canUndo()) QVERIFY(document->undo().ok());
    QCOMPARE(contentOf(document->project()), contentOf(script::project(10)));
    while (document->undoStack().index() < index) QVERIFY(document->redo().ok());
    QCOMPARE(document->undoStack().count(), count);
}

void TestLabelStore::keepsTenSnapshots() {
    auto document = open();
    QVERIFY(document != nullptr);
    for (int i = 1; i <= 1250; ++i)
        QVERIFY(document->setComment("norm_0001.png", std::to_string(i)).ok());
    QVERIFY(document->close().ok());
    const auto snapshots = historyNames("snapshot-");
    QCOMPARE(snapshots.size(), 10u);
    QCOMPARE(snapshots.back(), core::snapshotName(1250));
    QCOMPARE(historyNames("journal-").front(), core::journalName(401));
    // Each of them can still be led on to the end.
    for (std::size_t i = 9; i > 0; --i) fs::remove(history() / snapshots[i]);
    const auto found = core::recoverProject(m_file);
    QVERIFY(found.ok());
    QCOMPARE(found->history.project.edits, 1250);
    QVERIFY(found->history.project == document->project());
}

void TestLabelStore::aRefusedEditChangesNothing_data() {
    QTest::addColumn<int>("error");
    QTest::addColumn<int>("writes");
    QTest::addColumn<int>("syncs");
    QTest::addColumn<int>("truncates");
    QTest::addColumn<bool>("isShort");
    QTest::addColumn<ErrorCode>("code");
    const auto full = ErrorCode::OutOfDisk, io = ErrorCode::Io;
    QTest::newRow("disk full") << ENOSPC << 0 << -1 << -1 << false << full;
    QTest::newRow("disk full after half a line") << ENOSPC << 0 << -1 << -1 << true << full;
    QTest::newRow("quota") << EDQUOT << 0 << -1 << -1 << true << full;
    QTest::newRow("write error") << EIO << 0 << -1 << -1 << true << io;
    QTest::newRow("became read-only") << EROFS << 0 << -1 << -1 << false << io;
    QTest::newRow("fsync fails") << EIO << -1 << 0 << -1 << false << io;
    QTest::newRow("fsync says the disk is full") << ENOSPC << -1 << 0 << -1 << false << full;
    QTest::newRow("fsync fails and the line cannot be taken back")
        << EIO << -1 << 0 << 0 << false << io;
    QTest::newRow("half a line that cannot be taken back") << EIO << 0 << -1 << 0 << true << io;
}

void TestLabelStore::aRefusedEditChangesNothing() {
    QFETCH(int, error);
    QFETCH(int, writes);
    QFETCH(int, syncs);
    QFETCH(int, truncates);
    QFETCH(bool, isShort);
    QFETCH(ErrorCode, code);
    auto document = open();
    QVERIFY(document && edit(*document, 5));
    const auto before = contentOf(document->project());
    const int index = document->undoStack().index();
    faults = {error, writes, syncs, truncates, -1, isShort};
    injectFaults();
    const auto refused = document->toggleLabel("norm_0003.png", {8, 8});
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, code);
    QVERIFY(refused.error().message.find("The edit was not made") != std::string::npos);
    QVERIFY(!document->undo().ok());
    QCOMPARE(contentOf(document->project()), before);
    QCOMPARE(document->undoStack().index(), index);
    QCOMPARE(int(document->saveState().kind), int(SaveState::Kind::Failed));
    cleanup();
    // The cause has gone: editing goes on, and all of it is there after a crash.
    QVERIFY(document->toggleLabel("norm_0003.png", {8, 8}).ok());
    QCOMPARE(int(document->saveState().kind), int(SaveState::Kind::Saved));
    QVERIFY(edit(*document, 3));
    const auto after = contentOf(document->project());
    const int afterIndex = document->undoStack().index();
    crash(std::move(document));
    document = open();
    QVERIFY(document != nullptr);
    QCOMPARE(contentOf(document->project()), after);
    QCOMPARE(document->undoStack().index(), afterIndex);
}

void TestLabelStore::aFailedSnapshotLosesNothing_data() {
    QTest::addColumn<Faults>("fault");
    QTest::newRow("disk full") << Faults{ENOSPC, 0, -1, -1, -1, true};
    QTest::newRow("fsync fails") << Faults{EIO, -1, 0, -1, -1, false};
    QTest::newRow("fsync of the project file fails") << Faults{EIO, -1, 2, -1, -1, false};
    QTest::newRow("rename fails") << Faults{EACCES, -1, -1, -1, 0, false};
    QTest::newRow("rename over the project file fails") << Faults{EACCES, -1, -1, -1, 1, false};
}

void TestLabelStore::aFailedSnapshotLosesNothing() {
    QFETCH(Faults, fault);
    auto document = open();
    QVERIFY(document && edit(*document, 40));
    const std::string old = test::contentOf(m_file);
    const auto before = contentOf(document->project());
    faults = fault;
    injectFaults();
    QVERIFY(!document->close().ok());  // so the window stays open
    QVERIFY(!document->saveState().isSaved());
    QCOMPARE(test::contentOf(m_file), old);
    cleanup();
    QVERIFY(document->toggleLabel("norm_0001.png", {2, 2}).ok());
    const auto after = contentOf(document->project());
    QVERIFY(after != before);
    crash(std::move(document));
    document = open();
    QVERIFY(document != nullptr);
    QCOMPARE(contentOf(document->project()), after);
    QVERIFY(document->close().ok());
    QCOMPARE(contentOf(*core::readProjectFile(m_file.string())), after);
}

void TestLabelStore::survivesAFullDisk() {
    const fs::path disk = fs::path(m_dir->path().toStdString()) / "disk";
    fs::create_directory(disk);
    if (::mount("tmpfs", disk.c_str(), "tmpfs", 0, "size=192k") != 0)
        QSKIP("a small file system can only be mounted as root");
    m_file = disk / "P.json";
    std::string expected, found, message;
    int accepted = 0;
    auto created = AnnotationDocument::create(m_file, script::project(10), m_clock.environment());
    if (created) {
        auto document = std::move(*created);
        while (accepted < 5000) {
            const auto status = script::act(*document, m_clock, 9);
            if (!status) message = status.error().message;
            if (!status) break;
            ++accepted;
        }
        expected = contentOf(document->project());
        document.reset();  // cannot be saved
        if (const auto again = core::recoverProject(m_file))
            found = contentOf(again->history.project);
    }
    ::umount(disk.c_str());
    QVERIFY(accepted > 10 && accepted < 5000);
    QVERIFY2(message.find("No space left") != std::string::npos, message.c_str());
    QCOMPARE(found, expected);
    qInfo("%d edits were accepted before the disk was full, and all are there", accepted);
}

void TestLabelStore::refusesAReadOnlyFolder() {
    const fs::path folder = m_file.parent_path();
    fs::permissions(folder, fs::perms(0555));
    int state = 0;
    const pid_t child = ::fork();
    if (child == 0) {
        // Root may write anywhere, so the child is somebody else.
        if (::geteuid() == 0 && (::setgid(65534) != 0 || ::setuid(65534) != 0)) ::_exit(2);
        const auto writable = AnnotationDocument::open(m_file, {});
        const auto readable = AnnotationDocument::open(m_file, {}, {.isReadOnly = true});
        const bool isRight =
            !writable && writable.error().code == ErrorCode::Io &&
            writable.error().message.find("opened read-only") != std::string::npos && readable &&
            !(*readable)->toggleLabel("norm_0000.png", {0, 0}).ok() &&
            (*readable)->saveState().kind == SaveState::Kind::ReadOnly;
        ::_exit(isRight ? 0 : 1);
    }
    ::waitpid(child, &state, 0);
    fs::permissions(folder, fs::perms(0755));
    QVERIFY(WIFEXITED(state));
    QCOMPARE(WEXITSTATUS(state), 0);
}

void TestLabelStore::toleratesATornLine_data() {
    QTest::addColumn<QByteArray>("torn");
    QTest::newRow("the beginning of a line") << QByteArray(R"({"sum":"0123)");
    QTest::newRow("zeros, as after a power cut") << QByteArray(100, '\0');
    QTest::newRow("a whole entry without its line feed")
        << QByteArray::fromStdString(core::journalLine({core::JournalEntry::Kind::Undo, 21, {}}))
               .chopped(1);
}

void TestLabelStore::toleratesATornLine() {
    QFETCH(QByteArray, torn);
    auto document = open();
    QVERIFY(document && edit(*document, 20));
    const auto before = core::projectText(document->project());
    crash(std::move(document));
    const std::string whole = test::contentOf(lastJournal());
    test::put(lastJournal(), whole + torn.toStdString());
    document = open();
    QVERIFY(document != nullptr);
    QVERIFY(document->recovery().hadTornLine && document->recovery().damage.empty());
    QCOMPARE(document->recovery().replayed, 20u);
    QCOMPARE(core::projectText(document->project()), before);
    QCOMPARE(test::contentOf(lastJournal()), whole);  // goes on in place
    QVERIFY(edit(*document, 1));
    const auto after = core::projectText(document->project());
    crash(std::move(document));
    document = open();
    QVERIFY(document != nullptr);
    QCOMPARE(core::projectText(document->project()), after);
}

void TestLabelStore::reportsDamage_data() {
    QTest::addColumn<QByteArray>("what");
    QTest::addColumn<QByteArray>("says");
    QTest::addColumn<int>("intact");
    QTest::newRow("a bit flipped in the middle of the journal")
        << QByteArray("flip") << QByteArray("line 8: its checksum does not match") << 7;
    QTest::newRow("a line missing from the journal")
        << QByteArray("cut") << QByteArray("line 8: edit 8 should stand here, found edit 9") << 7;
    QTest::newRow("a line that is none")
        << QByteArray("text") << QByteArray("line 8: it is no line of a journal") << 7;
    QTest::newRow("the last line, whole but wrong")
        << QByteArray("last") << QByteArray("line 20: its checksum does not match") << 19;
    QTest::newRow("an edit of a picture that is not there, with a right checksum")
        << QByteArray("misfit") << QByteArray("line 21: the edit does not fit the project") << 20;
    QTest::newRow("an undo where nothing is left to undo")
        << QByteArray("undo") << QByteArray("the edit does not fit the project") << -1;
    QTest::newRow("the project file") << QByteArray("file") << QByteArray("P.json") << 20;
    QTest::newRow("the project file, emptied") << QByteArray("empty") << QByteArray("P.json") << 20;
}

namespace {

void damage(const fs::path& file, const fs::path& journal, const QByteArray& what) {
    QList<QByteArray> lines = QByteArray::fromStdString(test::contentOf(journal)).split('\n');
    if (what == "flip") lines[7][60] = char(lines[7][60] ^ 1);
    if (what == "cut") lines.removeAt(7);
    if (what == "text") lines[7] = "hello";
    if (what == "last") lines[19][60] = char(lines[19][60] ^ 1);
    core::JournalEntry entry;
    entry.number = 21;
    entry.edit.changes = {{99, {}}};
    entry.edit.changes[0].image.id = "x";
    if (what == "misfit")
        lines[20] = QByteArray::fromStdString(core::journalLine(entry)).chopped(1), lines << "";
    if (what == "undo")
        for (int number = 21; number < 60; ++number) {
            lines[number - 1] = QByteArray::fromStdString(
                                    core::journalLine({core::JournalEntry::Kind::Undo, number, {}}))
                                    .chopped(1);
            lines << "";
        }
    test::put(journal, lines.join('\n').toStdString());
    if (what == "file") test::put(file, test::contentOf(file).substr(0, 200));
    if (what == "empty") test::put(file, "");
}

}  // namespace

void TestLabelStore::reportsDamage() {
    QFETCH(QByteArray, what);
    QFETCH(QByteArray, says);
    QFETCH(int, intact);
    auto document = open();
    QVERIFY(document && edit(*document, 20));
    crash(std::move(document));
    damage(m_file, lastJournal(), what);
    const std::string fileBefore = test::contentOf(m_file);
    const std::string journalBefore = test::contentOf(lastJournal());
    const auto refused = AnnotationDocument::open(m_file, {});
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::BadFile);
    QVERIFY2(refused.error().message.find(says.toStdString()) != std::string::npos,
             refused.error().message.c_str());
    // Nothing was touched, and what is intact can be looked at.
    QCOMPARE(test::contentOf(m_file), fileBefore);
    QCOMPARE(test::contentOf(lastJournal()), journalBefore);
    const auto seen = open({.isReadOnly = true});
    QVERIFY(seen != nullptr);
    QCOMPARE(seen->recovery().damage.size(), 1u);
    if (intact >= 0) QCOMPARE(seen->project().edits, intact);
}

void TestLabelStore::repairsDamage_data() {
    reportsDamage_data();
}

void TestLabelStore::repairsDamage() {
    QFETCH(QByteArray, what);
    auto document = open();
    QVERIFY(document && edit(*document, 20));
    crash(std::move(document));
    damage(m_file, lastJournal(), what);
    const std::string damagedFile = test::contentOf(m_file);
    const std::string damagedJournal = test::contentOf(lastJournal());
    const auto seen = contentOf(open({.isReadOnly = true})->project());
    document = open({.repairs = true});
    QVERIFY(document != nullptr);
    QCOMPARE(contentOf(document->project()), seen);
    // What could not be read is kept, byte for byte.
    const auto kept = historyNames("damaged-journal-");
    QCOMPARE(kept.size(), 1u);
    QCOMPARE(test::contentOf(history() / kept.front()), damagedJournal);
    if (what == "file" || what == "empty")
        QCOMPARE(test::contentOf(history() / "damaged-P.json-1"), damagedFile);
    QVERIFY(document->toggleLabel("norm_0001.png", {30, 30}).ok());
    const auto after = contentOf(document->project());
    crash(std::move(document));
    document = open();
    QVERIFY(document != nullptr);
    QCOMPARE(contentOf(document->project()), after);
}

void TestLabelStore::aDamagedSnapshotIsMadeUpFor() {
    auto document = open();
    QVERIFY(document && edit(*document, 230));
    const auto before = contentOf(document->project());
    crash(std::move(document));
    test::put(history() / core::snapshotName(200), "rotten");
    document = open();
    QVERIFY(document != nullptr);
    QCOMPARE(contentOf(document->project()), before);
    QCOMPARE(document->recovery().notes.size(), 1u);
    QVERIFY(document->recovery().text().find("Nothing is missing") != std::string::npos);
    document.reset();
    // Where the journal does not lead past it, edits may be missing.
    test::put(history() / historyNames("snapshot-").back(), "rotten");
    for (const auto& name : historyNames("journal-")) fs::remove(history() / name);
    QVERIFY(!AnnotationDocument::open(m_file, {}).ok());
}

void TestLabelStore::changedByAnotherProgram_data() {
    using Conflict = OpenOptions::Conflict;
    QTest::addColumn<Conflict>("choice");
    QTest::newRow("nobody chose: refused") << Conflict::Refuse;
    QTest::newRow("mine") << Conflict::Mine;
    QTest::newRow("theirs") << Conflict::Theirs;
}

void TestLabelStore::changedByAnotherProgram() {
    QFETCH(OpenOptions::Conflict, choice);
    auto document = open();
    QVERIFY(document && edit(*document, 20));
    const auto mine = contentOf(document->project());
    crash(std::move(document));
    core::LabelProject other = script::project(10);
    other.images[4].comment = "written by another program";
    test::put(m_file, core::projectText(other));
    auto opened = AnnotationDocument::open(m_file, {}, {.conflict = choice});
    if (choice == OpenOptions::Conflict::Refuse) {
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, ErrorCode::Io);
        QVERIFY(opened.error().message.find("20 edits are in the journal only") !=
                std::string::npos);
        QCOMPARE(test::contentOf(m_file), core::projectText(other));
        return;
    }
    const bool isMine = choice == OpenOptions::Conflict::Mine;
    QVERIFY2(opened.ok(), opened ? "" : opened.error().message.c_str());
    QCOMPARE(contentOf((*opened)->project()), isMine ? mine : contentOf(other));
    QCOMPARE((*opened)->recovery().tookTheirs, !isMine);
    if (isMine) QCOMPARE(test::contentOf(history() / "other-program-1"), core::projectText(other));
    crash(std::move(*opened));
    // Decided once: it is not asked again.
    document = open();
    QVERIFY(document != nullptr);
    QCOMPARE(contentOf(document->project()), isMine ? mine : contentOf(other));
}

void TestLabelStore::changedWhileOpen() {
    auto document = open();
    QVERIFY(document && edit(*document, 5));
    document->checkFile();
    QVERIFY(document->saveState().isSaved());
    const core::LabelProject other = script::project(10);
    test::put(m_file, "not even a project");
    document->checkFile();
    QCOMPARE(int(document->saveState().kind), int(SaveState::Kind::ChangedOutside));
    QVERIFY(edit(*document, 5));  // goes on in the journal
    QVERIFY(!document->close().ok());
    QCOMPARE(test::contentOf(m_file), std::string("not even a project"));
    QVERIFY(document->keepMine().ok());
    QCOMPARE(test::contentOf(history() / "other-program-1"), std::string("not even a project"));
    QCOMPARE(test::contentOf(m_file), core::projectText(document->project()));
    QVERIFY(document->saveState().isSaved());
    QVERIFY(document->close().ok());
}

void TestLabelStore::takesAnotherProgramsVersionWhereNothingIsMissing() {
    auto document = open();
    QVERIFY(document && edit(*document, 5) && document->close().ok());
    auto other = *core::readProjectFile(m_file.string());
    other.images[4].comment = "edited by hand";
    test::put(m_file, core::projectText(other));
    document = open();
    QVERIFY(document && document->recovery().tookTheirs);
    QCOMPARE(contentOf(document->project()), contentOf(other));
    QVERIFY(edit(*document, 1));
    const auto after = contentOf(document->project());
    crash(std::move(document));
    document = open();
    QVERIFY(document && !document->recovery().isChangedOutside);
    QCOMPARE(contentOf(document->project()), after);
}

/// Another program wrote the file while we had it open, closing was refused, and we died: all edits
/// were acknowledged, so the other version is not taken without a question.
void TestLabelStore::anUnsavedVersionIsNotDroppedForAnother() {
    auto document = open();
    QVERIFY(document && edit(*document, 5));
    core::LabelProject other = script::project(10);
    other.images[4].comment = "written by another program";
    other.edits = 900;
    test::put(m_file, core::projectText(other));
    QVERIFY(edit(*document, 150));  // past the moment for a snapshot
    QVERIFY(!document->close().ok());
    const auto mine = contentOf(document->project());
    crash(std::move(document));
    const auto refused = AnnotationDocument::open(m_file, {});
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::Io);
    document = open({.conflict = OpenOptions::Conflict::Mine});
    QVERIFY(document != nullptr);
    QCOMPARE(contentOf(document->project()), mine);
}

/// A journal that has no line yet keeps its name when the project is saved again.
void TestLabelStore::savingTwiceGoesOn() {
    auto document = open();
    QVERIFY(document && edit(*document, 5) && document->save().ok());
    faults = {ENOSPC, 0, -1, -1, -1, false};
    injectFaults();
    QVERIFY(!document->toggleLabel("norm_0001.png", {2, 2}).ok());
    cleanup();
    QVERIFY(document->save().ok() && document->save().ok());
    const auto status = document->toggleLabel("norm_0001.png", {2, 2});
    QVERIFY2(status.ok(), status ? "" : status.error().message.c_str());
    const auto after = contentOf(document->project());
    crash(std::move(document));
    document = open();
    QVERIFY(document != nullptr);
    QCOMPARE(contentOf(document->project()), after);
}

void TestLabelStore::locks_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<LockInfo::State>("state");
    QTest::addColumn<bool>("opens");
    char host[256] = {};
    ::gethostname(host, sizeof host - 1);
    const auto text = [](const QByteArray& where) {
        return R"({"user":"ada","host":")" + where +
               R"(","pid":12,"time":"2026-01-02T10:00:00Z"})"
               "\n";
    };
    QTest::newRow("a process of this host that is gone")
        << text(host) << LockInfo::State::Dead << true;
    QTest::newRow("left empty by a process that died at once")
        << QByteArray() << LockInfo::State::Free << true;
    QTest::newRow("half written by a process that was killed")
        << QByteArray(R"({"user":"ada","host":"else)") << LockInfo::State::Free << true;
    QTest::newRow("another host") << text("elsewhere") << LockInfo::State::OtherHost << false;
    QTest::newRow("no lock file of ours")
        << QByteArray("hello\n") << LockInfo::State::Unknown << false;
    QTest::newRow("nobody named") << QByteArray("{}\n") << LockInfo::State::Unknown << false;
}

void TestLabelStore::locks() {
    QFETCH(QByteArray, text);
    QFETCH(LockInfo::State, state);
    QFETCH(bool, opens);
    fs::path lock = m_file;
    lock += ".lock";
    test::put(lock, text.toStdString());
    const LockInfo info = core::ProjectLock::inspect(m_file);
    QCOMPARE(int(info.state), int(state));
    QVERIFY(!info.text().empty());
    const auto opened = AnnotationDocument::open(m_file, {});
    QCOMPARE(opened.ok(), opens);
    if (opens) return;
    QVERIFY(opened.error().message.find("It can be opened read-only") != std::string::npos);
    QCOMPARE(test::contentOf(lock), text.toStdString());  // theirs stays
    QVERIFY(open({.isReadOnly = true}) != nullptr);
    const auto taken = open({.breaksLock = true});
    QVERIFY(taken != nullptr);
    QCOMPARE(int(core::ProjectLock::inspect(m_file).state), int(LockInfo::State::Mine));
}

void TestLabelStore::aSecondWindowReadsOnly() {
    auto first = open();
    QVERIFY(first && edit(*first, 3));
    const LockInfo info = core::ProjectLock::inspect(m_file);
    QCOMPARE(int(info.state), int(LockInfo::State::Mine));
    QCOMPARE(info.pid, std::int64_t(::getpid()));
    const auto second = AnnotationDocument::open(m_file, {}, {.breaksLock = true});
    QVERIFY(!second);
    QVERIFY(second.error().message.find("another window") != std::string::npos);
    const auto reader = open({.isReadOnly = true});
    QVERIFY(reader != nullptr);
    QCOMPARE(core::projectText(reader->project()), core::projectText(first->project()));
    // Another process sees a running one.
    int state = 0;
    const pid_t child = ::fork();
    if (child == 0)
        ::_exit(core::ProjectLock::inspect(m_file).state == LockInfo::State::Live ? 0 : 1);
    ::waitpid(child, &state, 0);
    QCOMPARE(WEXITSTATUS(state), 0);
    QVERIFY(first->close().ok());
    QCOMPARE(int(core::ProjectLock::inspect(m_file).state), int(LockInfo::State::Free));
    QVERIFY(open() != nullptr);
}

void TestLabelStore::doesNotOverwriteByCreating() {
    const std::string before = test::contentOf(m_file);
    const auto again = AnnotationDocument::create(m_file, script::project(3), {});
    QVERIFY(!again);
    QCOMPARE(again.error().code, ErrorCode::Usage);
    QCOMPARE(test::contentOf(m_file), before);
    QVERIFY(!AnnotationDocument::open(m_file.parent_path() / "none.json", {}).ok());
    fs::path lock = m_file.parent_path() / "none.json.lock";
    QVERIFY(!fs::exists(lock));
}

QTEST_GUILESS_MAIN(TestLabelStore)
#include "tst_label_store.moc"
