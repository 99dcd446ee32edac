// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli_arrays.h"
#include "app/cli_process.h"
#include "support/test_files.h"

#include <io/representation_store.h>

#include <QDir>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <csignal>
#include <map>
#include <sys/stat.h>

using namespace test;

namespace fs = std::filesystem;

/// `extract --store` and `store merge` as users run them.
class TestCliStore : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void holdsWhatTheNpzFilesHold();
    void mergedShardsAreOneRun();
    void killedRunsEndAsOneThatWasNot();
    void makesOnlyWhatIsMissing();
    void otherOptionsAreRefused();
    void aFailingPictureIsExitSix();
    void fullDiskIsExitFiveAndTheRestIsKept();
    void interruptionKeepsWhatIsComplete();
    void checkNamesBrokenFiles();
    void importsTheExplorersCache();

private:
    QString path(const char* name) const { return m_dir.filePath(QString::fromUtf8(name)); }
    QStringList arguments(const QString& out, const QStringList& more = {}) const;
    CliResult extract(const QString& out, const QStringList& more = {},
                      rlim_t maxFileBytes = 0) const {
        return runCli(arguments(out, more), {}, maxFileBytes);
    }

    QTemporaryDir m_dir;
    QStringList m_pictures;
    std::map<std::string, std::string> m_whole;  // the files of a run that nothing happened to
};

namespace {

std::map<std::string, std::string> contents(const QString& folder) {
    std::map<std::string, std::string> found;
    for (const auto& entry : fs::recursive_directory_iterator(folder.toStdString()))
        if (entry.is_regular_file())
            found[entry.path().lexically_relative(folder.toStdString()).string()] =
                contentOf(entry.path());
    return found;
}

std::uint64_t inodeOf(const fs::path& file) {
    struct stat info {};
    return ::stat(file.c_str(), &info) == 0 ? std::uint64_t(info.st_ino) : 0;
}

}  // namespace

QStringList TestCliStore::arguments(const QString& out, const QStringList& more) const {
    return QStringList{QStringLiteral("extract"), golden("models/tiny-sd15")} + m_pictures +
           QStringList{QStringLiteral("--layers=blocks"), QStringLiteral("--timestep=261,50"),
                       QStringLiteral("--size=64"),       QStringLiteral("--protocol=paper"),
                       QStringLiteral("--batch=2"),       QStringLiteral("--store"),
                       QStringLiteral("--out"),           out} +
           more;
}

void TestCliStore::initTestCase() {
    for (const char* name : {"a.png", "b.png", "c.png"}) {
        m_pictures << path(name);
        QVERIFY(QFile::copy(golden("img2repr/input.png"), m_pictures.back()));
    }
    const auto result = extract(path("whole"));
    QVERIFY2(result.code == 0, result.said().constData());
    QCOMPARE(result.err, QByteArray());
    m_whole = contents(path("whole"));
    QCOMPARE(m_whole.size(), std::size_t(3 * 2 * 11 + 1));
}

void TestCliStore::holdsWhatTheNpzFilesHold() {
    const auto store = core::RepresentationStore::open(path("whole").toStdString());
    QVERIFY(store && store->isComplete());
    auto words = arguments(path("npz"));
    words.removeAll(QStringLiteral("--store"));
    const auto result = runCli(words);
    QVERIFY2(result.code == 0, result.said().constData());
    for (const auto& [key, entry] : store->manifest().arrays) {
        const auto& layer = store->manifest().header.layers[std::size_t(key.layer)];
        const auto file = QStringLiteral("/%1_t%2.npz")
                              .arg(QStringLiteral("abc").at(key.image))
                              .arg(key.timestep, 3, 10, QLatin1Char('0'));
        const auto arrays = read(path("npz") + file);
        const engine::NamedArrays stored = {{layer.text(), *store->array(key)}};
        QVERIFY2(deviation(stored, layer.text(), arrays) == 0, layer.text().c_str());
    }
}

void TestCliStore::mergedShardsAreOneRun() {
    QStringList parts;
    for (int i = 0; i < 4; ++i) {
        parts << path("part") + QString::number(i);
        const auto result = extract(
            parts.back(),
            {QStringLiteral("--resume"), QStringLiteral("--shard"), QStringLiteral("%1/4").arg(i)});
        QVERIFY2(result.code == 0, result.said().constData());
    }
    const auto merge = QStringList{QStringLiteral("store"), QStringLiteral("merge")};
    const auto out = QStringList{QStringLiteral("--out"), path("merged")};
    const auto result = runCli(merge + parts + out);
    QVERIFY2(result.code == 0, result.said().constData());
    QCOMPARE(result.err, QByteArray());
    QVERIFY(contents(path("merged")) == m_whole);
    const auto again = runCli(merge + parts + out);
    QVERIFY2(again.code == 2 && again.err.contains("a store already"), again.said().constData());
}

/// SIGKILL as soon as a run has recorded a pair or two, until one run gets through.
void TestCliStore::killedRunsEndAsOneThatWasNot() {
    QRandomGenerator random(4);
    const auto journal = path("killed").toStdString() + "/journal.jsonl";
    int kills = 0;
    for (bool isDone = false; !isDone;) {
        const auto before = fs::exists(journal) ? test::contentOf(journal) : std::string();
        const auto wanted = 1 + random.bounded(2);
        const auto hasRecorded = [&] {
            const auto now = fs::exists(journal) ? test::contentOf(journal) : std::string();
            return now != before && std::count(now.begin(), now.end(), '\n') >= wanted;
        };
        QProcess process;
        isolate(process);
        process.start(program(), arguments(path("killed"), {QStringLiteral("--resume")}));
        QVERIFY(process.waitForStarted());
        QVERIFY(QTest::qWaitFor(
            [&] { return process.state() == QProcess::NotRunning || hasRecorded(); }, 60'000));
        isDone = process.state() == QProcess::NotRunning;
        if (!isDone) {
            ::kill(pid_t(process.processId()), SIGKILL);
            QVERIFY(process.waitForFinished(10'000));
            ++kills;
        }
        if (fs::exists(path("killed").toStdString() + "/manifest.json")) {
            const auto store = core::RepresentationStore::open(path("killed").toStdString());
            QVERIFY2(store.ok(), store ? "" : store.error().message.c_str());
            for (const auto& [key, entry] : store->manifest().arrays)
                QVERIFY(store->verify(key).ok());
        }
        if (isDone) QCOMPARE(process.exitCode(), 0);
    }
    qInfo("%d kills", kills);
    QVERIFY(kills > 0);
    QVERIFY(contents(path("killed")) == m_whole);
}

void TestCliStore::makesOnlyWhatIsMissing() {
    QVERIFY(extract(path("again")).code == 0);
    const fs::path folder = path("again").toStdString();
    std::map<std::string, std::uint64_t> inodes;
    for (const auto& [name, bytes] : m_whole) inodes[name] = inodeOf(folder / name);
    const std::string gone = "arrays/0001-b/t050/mid_block.npy";
    QVERIFY(fs::remove(folder / gone));
    const auto result = extract(path("again"), {QStringLiteral("--resume")});
    QVERIFY2(result.code == 0, result.said().constData());
    QVERIFY(contents(path("again")) == m_whole);
    for (const auto& [name, inode] : inodes)
        if (name != gone && name != "manifest.json")
            QVERIFY2(inodeOf(folder / name) == inode, name.c_str());
}

void TestCliStore::otherOptionsAreRefused() {
    const auto before = contents(path("whole"));
    const auto seed =
        extract(path("whole"), {QStringLiteral("--resume"), QStringLiteral("--seed=7")});
    QVERIFY2(seed.code == 2 && seed.err.contains("--seed 42"), seed.said().constData());
    const auto half = extract(
        path("whole"), {QStringLiteral("--resume"), QStringLiteral("--store-dtype=float16")});
    QVERIFY2(half.code == 2 && half.err.contains("--store-dtype"), half.said().constData());
    const auto none = extract(path("whole"));
    QVERIFY2(none.code == 2 && none.err.contains("--resume"), none.said().constData());
    QVERIFY(contents(path("whole")) == before);
}

void TestCliStore::aFailingPictureIsExitSix() {
    const auto good = contentOf(m_pictures[1].toStdString());
    put(m_pictures[1].toStdString(), "no picture");
    const auto result = extract(path("failing"));
    QVERIFY2(result.code == 6, result.said().constData());
    QVERIFY(result.err.contains("b.png"));
    const auto store = core::RepresentationStore::open(path("failing").toStdString());
    QVERIFY(store && !store->isComplete());
    QVERIFY(store->manifest().images.at(1).isFailed);
    QCOMPARE(store->manifest().arrays.size(), std::size_t(2 * 2 * 11));
    put(m_pictures[1].toStdString(), good);
    const auto resumed = extract(path("failing"), {QStringLiteral("--resume")});
    QVERIFY2(resumed.code == 0, resumed.said().constData());
    QVERIFY2(contents(path("failing")) == m_whole, "its noise does not depend on who failed");
}

void TestCliStore::fullDiskIsExitFiveAndTheRestIsKept() {
    // Larger than the first manifest, smaller than some array or the journal.
    const auto full = extract(path("full"), {}, 6'000);
    QVERIFY2(full.code == 5, full.said().constData());
    const auto store = core::RepresentationStore::open(path("full").toStdString());
    QVERIFY2(store.ok(), store ? "" : store.error().message.c_str());
    const auto resumed = extract(path("full"), {QStringLiteral("--resume")});
    QVERIFY2(resumed.code == 0, resumed.said().constData());
    QVERIFY(contents(path("full")) == m_whole);
}

void TestCliStore::interruptionKeepsWhatIsComplete() {
    QStringList timesteps;
    for (int t = 0; t < 1000; ++t) timesteps << QString::number(t);
    const auto words = QStringList{QStringLiteral("extract"),
                                   golden("models/tiny-sd15"),
                                   m_pictures[0],
                                   QStringLiteral("--layers=mid_block"),
                                   QStringLiteral("--size=64"),
                                   QStringLiteral("--timestep"),
                                   timesteps.join(QLatin1Char(',')),
                                   QStringLiteral("--store"),
                                   QStringLiteral("--out"),
                                   path("interrupted")};
    QProcess process;
    isolate(process);
    process.start(program(), words);
    QTRY_VERIFY_WITH_TIMEOUT(
        QFile::exists(path("interrupted") + QStringLiteral("/arrays/0000-a/t001/mid_block.npy")),
        60'000);
    ::kill(pid_t(process.processId()), SIGINT);
    const auto result = collect(process);
    QVERIFY2(result.code == 130, result.said().constData());
    QCOMPARE(result.err, QByteArray());
    QVERIFY(!QFile::exists(path("interrupted") + QStringLiteral("/journal.jsonl")));
    const auto store = core::RepresentationStore::open(path("interrupted").toStdString());
    QVERIFY(store && !store->isComplete());
    QVERIFY(!store->manifest().arrays.empty() && store->manifest().arrays.size() < 1000);
}

void TestCliStore::checkNamesBrokenFiles() {
    QVERIFY(extract(path("checked")).code == 0);
    const QStringList check{QStringLiteral("store"), QStringLiteral("check"), path("checked")};
    const auto sound = runCli(check);
    QCOMPARE(sound.code, 0);
    QCOMPARE(sound.out, QByteArray("complete: 66 of 66 arrays of 3 pictures, 0 broken\n"));
    put(path("checked").toStdString() + "/arrays/0002-c/t261/conv_in.npy", "x");
    const auto broken = runCli(check);
    QCOMPARE(broken.code, 3);
    QVERIFY2(broken.err.contains("t261/conv_in.npy"), broken.said().constData());
    const auto none = runCli({QStringLiteral("store"), QStringLiteral("check"), m_dir.path()});
    QVERIFY2(none.code == 3, none.said().constData());
}

void TestCliStore::importsTheExplorersCache() {
    const auto cache = fs::path(path("representations").toStdString());
    const auto picture = cache / std::string(32, 'a') / "SD1.5";
    fs::create_directories(picture / "50");
    fs::create_directories(picture / "200");
    test::put(picture / "50" / "conv_out.bin", std::string(2 * 4 * 64, '\0'));
    test::put(picture / "50" / "mid_block.bin", std::string(2 * 1280 * 4, '\0'));
    test::put(picture / "200" / "conv_out.bin", std::string(2 * 4 * 64, '\0'));
    const auto import = [&](const QString& model, const char* out) {
        return runCli({QStringLiteral("store"), QStringLiteral("import"), path("representations"),
                       QStringLiteral("--model"), model, QStringLiteral("--out"), path(out)});
    };
    const auto result = import(QStringLiteral("SD1.5"), "imported");
    QVERIFY2(result.code == 0, result.said().constData());
    QVERIFY2(result.err.contains("200 is not complete: 1 of 2 positions."), result.err.constData());
    QVERIFY2(result.err.contains("partial: 3 of 4 arrays"), result.err.constData());
    const auto check = runCli({QStringLiteral("store"), QStringLiteral("check"), path("imported")});
    QVERIFY2(check.code == 0 && check.out.contains("0 broken"), check.said().constData());
    QCOMPARE(import(QStringLiteral("DALL-E"), "no").code, 2);
    test::put(picture / "200" / "mid_block.bin", std::string(100, '\0'));
    const auto broken = import(QStringLiteral("SD1.5"), "broken");
    QCOMPARE(broken.code, 3);
    for (const char* part : {"mid_block.bin", "2560 for n = 1", "found 100"})
        QVERIFY2(broken.err.contains(part), broken.err.constData());
    QVERIFY(!fs::exists(path("broken").toStdString()));
}

QTEST_GUILESS_MAIN(TestCliStore)
#include "tst_cli_store.moc"
