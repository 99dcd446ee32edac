// SPDX-License-Identifier: GPL-3.0-or-later
#include "label_script.h"
#include "support/test_files.h"

#include <annotation/flask_mirror.h>
#include <annotation/label_merge.h>
#include <annotation/label_source.h>

#include <QTemporaryDir>
#include <QTest>

#include <sys/wait.h>
#include <unistd.h>

namespace fs = std::filesystem;
using core::FlaskMirror;

/// The Flask tool's files beside the pictures: byte for byte, and never over what is not ours.
class TestFlaskMirror : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void writesAsPythonDoes();
    void nothingSaidWritesNothing();
    void lastLabelTakenAwayLeavesAnEmptyList();
    void goesOnWithWhatTheImportTook();
    void anothersChangeStays_data();
    void anothersChangeStays();
    void startListsWhatDiffers_data();
    void startListsWhatDiffers();
    void aMergeTakesBoth();
    void aRemovedFileIsWrittenAgain();
    void failureKeepsTheOldFile();
    void pathsAreThoseOfTheProject();

private:
    fs::path fileOf(int index) const {
        return m_folder / ("norm_000" + std::to_string(index) + ".json");
    }
    const core::QueueImage& image(int index) const {
        return m_document->project().images[std::size_t(index)];
    }
    bool toggle(int index, int x, int y) {
        return m_document->toggleLabel(image(index).id, {y, x}).ok();
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    fs::path m_folder;
    script::Clock m_clock;
    std::unique_ptr<core::AnnotationDocument> m_document;
    std::unique_ptr<FlaskMirror> m_mirror;
};

void TestFlaskMirror::init() {
    m_dir = std::make_unique<QTemporaryDir>();
    m_folder = m_dir->path().toStdString();
    m_clock = {};
    m_document = core::AnnotationDocument::inMemory(script::project(5), m_clock.environment());
    m_mirror = std::make_unique<FlaskMirror>(m_folder / "P.labels.json");
}

void TestFlaskMirror::writesAsPythonDoes() {
    QVERIFY(m_mirror->start(m_document->project()).empty());
    QVERIFY(toggle(0, 40 % 32, 4) && toggle(0, 6, 30));
    QVERIFY(m_mirror->write(image(0)).ok());
    // json.dump([{"x": 8, "y": 4}, {"x": 6, "y": 30}], file): click order, no line feed.
    QCOMPARE(test::contentOf(fileOf(0)), std::string(R"([{"x": 8, "y": 4}, {"x": 6, "y": 30}])"));
    const auto time = fs::last_write_time(fileOf(0));
    QVERIFY(m_mirror->write(image(0)).ok());
    QVERIFY(fs::last_write_time(fileOf(0)) == time);  // nothing new: not touched
    QCOMPARE(test::filesUnder(m_folder, ".json").size(), 1u);
}

void TestFlaskMirror::nothingSaidWritesNothing() {
    QVERIFY(m_mirror->start(m_document->project()).empty());
    for (int i = 0; i < 5; ++i) QVERIFY(m_mirror->write(image(i)).ok());
    QVERIFY(m_document->setState(image(1).id, core::ImageState::Unsure).ok());
    QVERIFY(m_document->setComment(image(2).id, "later").ok());
    QVERIFY(m_mirror->write(image(1)).ok() && m_mirror->write(image(2)).ok());
    QVERIFY(test::filesUnder(m_folder, ".json").empty());
    QVERIFY(m_document->setState(image(1).id, core::ImageState::ReviewedNone).ok());
    QVERIFY(m_mirror->write(image(1)).ok());
    QCOMPARE(test::contentOf(fileOf(1)), std::string("[]"));
}

void TestFlaskMirror::lastLabelTakenAwayLeavesAnEmptyList() {
    QVERIFY(m_mirror->start(m_document->project()).empty());
    QVERIFY(toggle(0, 2, 2) && m_mirror->write(image(0)).ok());
    QVERIFY(toggle(0, 2, 2) && m_mirror->write(image(0)).ok());
    QCOMPARE(test::contentOf(fileOf(0)), std::string("[]"));
    // By undo as well, although then nothing was ever said.
    QVERIFY(toggle(1, 2, 2) && m_mirror->write(image(1)).ok());
    QVERIFY(m_document->undo().ok() && m_mirror->write(image(1)).ok());
    QCOMPARE(test::contentOf(fileOf(1)), std::string("[]"));
}

void TestFlaskMirror::goesOnWithWhatTheImportTook() {
    test::put(fileOf(0), R"([{"x": 8, "y": 4}])");
    QVERIFY(toggle(0, 8, 4));
    QVERIFY(m_mirror->start(m_document->project()).empty());
    QVERIFY(toggle(0, 6, 30) && m_mirror->write(image(0)).ok());
    QCOMPARE(test::contentOf(fileOf(0)), std::string(R"([{"x": 8, "y": 4}, {"x": 6, "y": 30}])"));
}

void TestFlaskMirror::anothersChangeStays_data() {
    QTest::addColumn<QByteArray>("theirs");
    QTest::newRow("a label more") << QByteArray(R"([{"x": 8, "y": 4}, {"x": 0, "y": 0}])");
    QTest::newRow("other labels") << QByteArray(R"([{"x": 0, "y": 0}])");
    QTest::newRow("labels taken away") << QByteArray("[]");
    QTest::newRow("emptied by a full disk") << QByteArray();
    QTest::newRow("no label file") << QByteArray("hello");
}

void TestFlaskMirror::anothersChangeStays() {
    QFETCH(QByteArray, theirs);
    QVERIFY(m_mirror->start(m_document->project()).empty());
    QVERIFY(toggle(0, 8, 4) && m_mirror->write(image(0)).ok());
    test::put(fileOf(0), theirs.toStdString());
    QVERIFY(toggle(0, 6, 30));
    for (int attempt = 0; attempt < 2; ++attempt) {
        const auto refused = m_mirror->write(image(0));
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, engine::ErrorCode::Io);
        QVERIFY(refused.error().message.find("norm_0000.json") != std::string::npos);
        QVERIFY(refused.error().message.find("another program") != std::string::npos);
        QVERIFY(refused.error().message.find("not overwritten") != std::string::npos);
        QCOMPARE(QByteArray::fromStdString(test::contentOf(fileOf(0))), theirs);
    }
    // One that appeared where there was none.
    test::put(fileOf(1), theirs.toStdString());
    QVERIFY(toggle(1, 6, 30));
    QVERIFY(!m_mirror->write(image(1)).ok());
    QCOMPARE(QByteArray::fromStdString(test::contentOf(fileOf(1))), theirs);
}

void TestFlaskMirror::startListsWhatDiffers_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("differs");
    QTest::newRow("as we write it")
        << QByteArray(R"([{"x": 8, "y": 4}, {"x": 6, "y": 30}])") << false;
    QTest::newRow("the same labels, ended by an editor's line feed")
        << QByteArray("[{\"x\": 8, \"y\": 4}, {\"x\": 6, \"y\": 30}]\n") << false;
    QTest::newRow("the same labels in another order")
        << QByteArray(R"([{"y":30,"x":6},{"y":4,"x":8}])") << false;
    QTest::newRow("one label less") << QByteArray(R"([{"x": 8, "y": 4}])") << true;
    QTest::newRow("one label more")
        << QByteArray(R"([{"x": 8, "y": 4}, {"x": 6, "y": 30}, {"x": 0, "y": 0}])") << true;
    QTest::newRow("one label twice")
        << QByteArray(R"([{"x": 8, "y": 4}, {"x": 6, "y": 30}, {"x": 6, "y": 30}])") << true;
    QTest::newRow("emptied") << QByteArray("[]") << true;
    QTest::newRow("no label file") << QByteArray("hello") << true;
}

void TestFlaskMirror::startListsWhatDiffers() {
    QFETCH(QByteArray, text);
    QFETCH(bool, differs);
    QVERIFY(toggle(0, 8, 4) && toggle(0, 6, 30) && toggle(1, 2, 2));
    test::put(fileOf(0), text.toStdString());
    const auto differing = m_mirror->start(m_document->project());
    QCOMPARE(differing, differs ? std::vector{image(0).id} : std::vector<std::string>());
    QCOMPARE(QByteArray::fromStdString(test::contentOf(fileOf(0))), text);  // looked, not touched
    QVERIFY(!fs::exists(fileOf(1)));
    QVERIFY(toggle(0, 20, 20));
    QCOMPARE(m_mirror->write(image(0)).ok(), !differs);
    QVERIFY(m_mirror->write(image(1)).ok());
}

/// As the message advises: after the folder was merged its files are kept up to date again.
void TestFlaskMirror::aMergeTakesBoth() {
    QVERIFY(toggle(0, 8, 4));
    test::put(fileOf(0), R"([{"x": 0, "y": 0}, {"x": 6, "y": 30}])");
    QCOMPARE(m_mirror->start(m_document->project()).size(), 1u);
    QVERIFY(!m_mirror->write(image(0)).ok());
    core::ImportOptions options;
    options.settings = m_document->project().settings;
    options.hasGrid = true;
    const auto folder = core::readLabels(m_folder, options);
    QVERIFY2(folder.ok(), folder ? "" : folder.error().message.c_str());
    const auto merged = core::mergeProjects(m_document->project(), *folder);
    QVERIFY2(merged.ok(), merged ? "" : merged.error().message.c_str());
    QVERIFY(m_document->replaceImages(merged->project.images, "Merge").ok());
    QCOMPARE(image(0).labels.size(), 3u);
    const auto written = m_mirror->write(image(0));
    QVERIFY2(written.ok(), written ? "" : written.error().message.c_str());
    QCOMPARE(test::contentOf(fileOf(0)), core::flaskText(image(0)));
    // Their label, taken away here, is not theirs any more.
    QVERIFY(toggle(0, 0, 0) && m_mirror->write(image(0)).ok());
    QCOMPARE(test::contentOf(fileOf(0)), core::flaskText(image(0)));
}

void TestFlaskMirror::aRemovedFileIsWrittenAgain() {
    QVERIFY(m_mirror->start(m_document->project()).empty());
    QVERIFY(toggle(0, 8, 4) && m_mirror->write(image(0)).ok());
    fs::remove(fileOf(0));
    QVERIFY(toggle(0, 6, 30) && m_mirror->write(image(0)).ok());
    QCOMPARE(test::contentOf(fileOf(0)), core::flaskText(image(0)));
}

void TestFlaskMirror::failureKeepsTheOldFile() {
    QVERIFY(m_mirror->start(m_document->project()).empty());
    QVERIFY(toggle(0, 8, 4) && m_mirror->write(image(0)).ok());
    const std::string old = test::contentOf(fileOf(0));
    QVERIFY(toggle(0, 6, 30));
    fs::permissions(m_folder, fs::perms(0555));
    const pid_t child = ::fork();
    if (child == 0) {
        // Root may write anywhere, so the child is somebody else.
        if (::geteuid() == 0 && (::setgid(65534) != 0 || ::setuid(65534) != 0)) ::_exit(2);
        const auto failed = m_mirror->write(image(0));
        ::_exit(!failed && failed.error().code == engine::ErrorCode::Io ? 0 : 1);
    }
    int state = 0;
    ::waitpid(child, &state, 0);
    fs::permissions(m_folder, fs::perms(0755));
    QVERIFY(WIFEXITED(state));
    QCOMPARE(WEXITSTATUS(state), 0);
    QCOMPARE(test::contentOf(fileOf(0)), old);
    QCOMPARE(std::distance(fs::directory_iterator(m_folder), {}), std::ptrdiff_t(1));
    QVERIFY(m_mirror->write(image(0)).ok());  // the cause has gone
    QCOMPARE(test::contentOf(fileOf(0)), core::flaskText(image(0)));
}

void TestFlaskMirror::pathsAreThoseOfTheProject() {
    fs::create_directories(m_folder / "images.v2");
    auto project = script::project(1);
    project.images[0].path = "images.v2/cat.final.jpg";
    const auto document = core::AnnotationDocument::inMemory(project, m_clock.environment());
    QVERIFY(m_mirror->start(project).empty());
    QVERIFY(document->toggleLabel(project.images[0].id, {4, 2}).ok());
    QVERIFY(m_mirror->write(document->project().images[0]).ok());
    QCOMPARE(test::contentOf(m_folder / "images.v2/cat.final.json"),
             std::string(R"([{"x": 2, "y": 4}])"));
}

QTEST_GUILESS_MAIN(TestFlaskMirror)
#include "tst_flask_mirror.moc"
