// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer_states.h"
#include "support/json_schema.h"
#include "support/test_files.h"

#include <base/json.h>
#include <explore/session_file.h>
#include <explore/session_files.h>

#include <QTemporaryDir>
#include <QTest>

#include <random>

namespace fs = std::filesystem;
using core::FileFinding;
using core::SavedSession;
using engine::ErrorCode;
using nlohmann::json;

/// Session files: what they are byte for byte, what is refused, and how files are found again.
class TestSessionFile : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void roundTripsByteForByte();
    void equalExplorationsGiveEqualBytes();
    void emptyOneRoundTrips();
    void followsItsSchema();
    void pathsAreRelative();
    void refuses_data();
    void refuses();
    void brokenFilesGiveNothing_data();
    void brokenFilesGiveNothing();
    void findsFiles_data();
    void findsFiles();
    void findsTheRightContentFirst();
    void resolvesToTheState();
    void leavesOutWhatIsNotThere();
    void readsEachFileOnce();
    void pastedPicturesLieBesideTheSession();

private:
    fs::path folder() const { return m_dir->path().toStdString(); }
    void writePictures(const fs::path& to) const;
    SavedSession saved() const;

    std::unique_ptr<QTemporaryDir> m_dir;
};

namespace {

const fs::path kAt = "/home/somebody/sessions";

std::string fullText() {
    return core::sessionText(core::savedSession(states::full(), kAt, {}));
}

}  // namespace

void TestSessionFile::init() {
    m_dir = std::make_unique<QTemporaryDir>();
}

void TestSessionFile::writePictures(const fs::path& to) const {
    fs::create_directories(to / "sub");
    fs::create_directories(to / "model");
    test::put(to / "a.png", "first picture");
    test::put(to / "sub/b c.png", "second picture");
    test::put(to / "ü.png", "third picture");
}

/// Into m_dir, of pictures that lie in its folder "data".
SavedSession TestSessionFile::saved() const {
    writePictures(folder() / "data");
    core::FileIdentities identities;
    const auto state = states::full(folder() / "data");
    return core::savedSession(state, folder(), identities.of(state));
}

void TestSessionFile::roundTripsByteForByte() {
    const auto session = core::savedSession(
        states::full(), kAt, {{"/p/a.png", {7, std::string(64, 'a')}}, {"/p/model", {123, {}}}});
    const auto text = core::sessionText(session);
    const auto back = core::parseSession(text, "S.denoscope");
    QVERIFY2(back.ok(), back ? "" : back.error().message.c_str());
    QVERIFY(*back == session);
    QCOMPARE(core::sessionText(*back), text);
    QVERIFY(back->state == [] {
        auto state = core::renumbered(states::full());
        state.model.clear();
        for (auto& subject : state.subjects) subject.file.clear();
        return state;
    }());
}

void TestSessionFile::equalExplorationsGiveEqualBytes() {
    const auto other = core::renumbered(states::full(), 1000);
    QCOMPARE(core::sessionText(core::savedSession(other, kAt, {})), fullText());
}

void TestSessionFile::emptyOneRoundTrips() {
    const auto text = core::sessionText(core::savedSession({}, kAt, {}));
    const auto back = core::parseSession(text, "S.denoscope");
    QVERIFY2(back.ok(), back ? "" : back.error().message.c_str());
    QCOMPARE(core::sessionText(*back), text);
    QVERIFY(back->state == core::ExplorerState());
}

void TestSessionFile::followsItsSchema() {
    const auto schema = engine::readJsonFile(fs::path(DENOSCOPE_SOURCE_DIR) /
                                             "resources/schemas/session.schema.json");
    QVERIFY2(schema.ok(), schema ? "" : schema.error().message.c_str());
    auto value = json::parse(fullText());
    QCOMPARE(test::violation(value, *schema, *schema, "session"), std::string());
    const auto empty = json::parse(core::sessionText(core::savedSession({}, kAt, {})));
    QCOMPARE(test::violation(empty, *schema, *schema, "session"), std::string());
    value["pins"].push_back({{"letter", "A"}});
    QVERIFY(!test::violation(value, *schema, *schema, "session").empty());
}

void TestSessionFile::pathsAreRelative() {
    const auto session = core::savedSession(states::full(), "/p/sub", {});
    QCOMPARE(session.pictures[0].relative, std::string("../a.png"));
    QCOMPARE(session.pictures[1].relative, std::string("b c.png"));
    QCOMPARE(session.pictures[1].absolute, std::string("/p/sub/b c.png"));
    QCOMPARE(session.model->relative, std::string("../model"));
    // A name that is no UTF-8 does not keep the session from being written.
    auto odd = states::full();
    odd.subjects[0].file = "/p/caf\xe9.png";
    QVERIFY(core::parseSession(core::sessionText(core::savedSession(odd, kAt, {})), "S").ok());
}

void TestSessionFile::refuses_data() {
    using Change = std::function<void(json&)>;
    QTest::addColumn<Change>("change");
    QTest::addColumn<QByteArray>("says");
    const auto row = [](const char* why, const char* says, const Change& change) {
        QTest::newRow(why) << change << QByteArray(says);
    };
    row("no object", "the file should be an object", [](json& j) { j = json::array(); });
    row("another kind", "kind should be one of \"denoscope-session\"",
        [](json& j) { j["kind"] = "denoscope-labels"; });
    row("a newer schema", "is of schema 2", [](json& j) { j["schema"] = 2; });
    row("no schema", "schema should be a whole number", [](json& j) { j.erase("schema"); });
    row("a field too many", "author should be absent", [](json& j) { j["author"] = "me"; });
    row("a field too few", "layers should be an array", [](json& j) { j.erase("layers"); });
    row("model without a path", "model.path should be a path",
        [](json& j) { j["model"]["path"] = ""; });
    row("hash that is none", "sha256 should be 64 hexadecimal digits",
        [](json& j) { j["subjects"][0]["file"]["sha256"] = "ABC"; });
    row("size below zero", "bytes should be a whole number of 0",
        [](json& j) { j["subjects"][0]["file"]["bytes"] = -1; });
    row("subject that is nothing", "subjects[0].file should be an object", [](json& j) {
        j["subjects"][0] = {{"column", 3}};
    });
    row("subject that is both", "subjects[0].file should be absent",
        [](json& j) { j["subjects"][0]["generation"] = j["subjects"][3]["generation"]; });
    row("timestep past the end", "subjects[1].column should be a whole number of 0 to 999",
        [](json& j) { j["subjects"][1]["column"] = 1000; });
    row("no steps", "generation.steps should be",
        [](json& j) { j["subjects"][3]["generation"]["steps"] = 0; });
    row("half that is none", "generation.half should be one of",
        [](json& j) { j["subjects"][3]["generation"]["half"] = "both"; });
    row("seed below zero", "extraction.seed should be",
        [](json& j) { j["extraction"]["seed"] = -4; });
    row("seed with a fraction", "extraction.seed should be",
        [](json& j) { j["extraction"]["seed"] = 1.5; });
    row("board of nobody", "board[0] should be the number of a subject",
        [](json& j) { j["board"] = {5}; });
    row("board of text", "board[0] should be", [](json& j) { j["board"] = {"1"}; });
    row("one twice on the board", "board[1] should be", [](json& j) { j["board"] = {4, 4}; });
    row("crowded board", "board should be at most 9 numbers", [](json& j) {
        j["board"] = json::array();
        for (int i = 0; i < 12; ++i) {
            j["subjects"].push_back(j["subjects"][0]);
            j["board"].push_back(i + 1);
        }
        j["current"] = 1;
    });
    row("current beside the board", "current should be a number of the board",
        [](json& j) { j["current"] = 2; });
    row("layer that is no text", "layers[0] should be a layer's path",
        [](json& j) { j["layers"][0] = 3; });
    row("one layer twice", "layers[1] should be a layer of its own",
        [](json& j) { j["layers"][1] = j["layers"][0]; });
    row("tile of nobody", "tiles[0].subject should be",
        [](json& j) { j["tiles"][0]["subject"] = 0; });
    row("kind of map that is none", "view.map.kind should be one of",
        [](json& j) { j["view"]["map"]["kind"] = "magic"; });
    row("measure that is none", "tiles[0].map.measure should be one of",
        [](json& j) { j["tiles"][0]["map"]["measure"] = "cos"; });
    row("one cluster", "view.map.clusters should be a whole number of 2 to 12",
        [](json& j) { j["view"]["map"]["clusters"] = 1; });
    row("channel below zero", "view.map.channel should be",
        [](json& j) { j["view"]["map"]["channel"] = -1; });
    row("channel beyond int", "view.map.channel should be",
        [](json& j) { j["view"]["map"]["channel"] = 4294967296; });
    row("difference to nobody", "view.map.other_subject should be",
        [](json& j) { j["view"]["map"]["other_subject"] = 9; });
    row("colours that are none", "view.signed_colors should be one of",
        [](json& j) { j["view"]["signed_colors"] = "jet"; });
    row("no range for a kind", "view.ranges.pca should be one of",
        [](json& j) { j["view"]["ranges"].erase("pca"); });
    row("range of one number", "view.fixed_range should be two numbers",
        [](json& j) { j["view"]["fixed_range"] = {1}; });
    row("range beyond float", "view.fixed_range[1] should be a finite number", [](json& j) {
        j["view"]["fixed_range"] = {0, 1e300};
    });
    row("flag that is a number", "view.overlay should be true or false",
        [](json& j) { j["view"]["overlay"] = 1; });
    row("more than opaque", "view.overlay_opacity should be a number of 0",
        [](json& j) { j["view"]["overlay_opacity"] = 1.5; });
    row("token outside the grid", "reference.row should be a whole number of 0 to 31",
        [](json& j) { j["reference"]["row"] = 32; });
    row("region that reaches too far", "reference.columns should be a whole number of 1 to 23",
        [](json& j) { j["reference"]["columns"] = 24; });
    row("grid without end", "reference.grid_height should be",
        [](json& j) { j["reference"]["grid_height"] = 1 << 20; });
    row("letter that is none", "pins[0].letter should be one of",
        [](json& j) { j["pins"][0]["letter"] = "J"; });
    row("one letter twice", "pins should be pins with a letter and a place of their own",
        [](json& j) { j["pins"][0]["letter"] = j["pins"][1]["letter"]; });
    row("protocol that is none", "extraction.protocol should be one of",
        [](json& j) { j["extraction"]["protocol"] = "fast"; });
    row("fit that is none", "extraction.fit should be one of",
        [](json& j) { j["extraction"]["fit"] = "fill"; });
}

void TestSessionFile::refuses() {
    QFETCH(std::function<void(json&)>, change);
    QFETCH(QByteArray, says);
    auto value = json::parse(fullText());
    change(value);
    const auto read = core::parseSession(value.dump(), "S.denoscope");
    QVERIFY(!read.ok());
    QVERIFY2(read.error().message.find("S.denoscope") == 0, read.error().message.c_str());
    QVERIFY2(read.error().message.find(says.toStdString()) != std::string::npos,
             read.error().message.c_str());
    const bool isNewer = says.startsWith("is of schema");
    QCOMPARE(read.error().code, isNewer ? ErrorCode::Unsupported : ErrorCode::BadFile);
}

void TestSessionFile::brokenFilesGiveNothing_data() {
    QTest::addColumn<unsigned>("seed");
    for (unsigned seed = 1; seed <= 4; ++seed) QTest::addRow("seed %u", seed) << seed;
}

/// Whatever a disk or a stranger does to a file: it is refused, or what it says is whole, within
/// bounds and can be written again.
void TestSessionFile::brokenFilesGiveNothing() {
    QFETCH(unsigned, seed);
    std::mt19937 random(seed);
    const auto text = fullText();
    int refused = 0;
    for (int i = 0; i < 1500; ++i) {
        auto broken = text;
        if (i % 3 == 0) broken.resize(random() % broken.size());
        for (auto flips = i % 3 == 0 ? 0 : 1 + random() % 3; flips > 0; --flips)
            broken[random() % broken.size()] = char(random());
        const auto read = core::parseSession(broken, "S.denoscope");
        if (!read) {
            ++refused;
            QVERIFY(!read.error().message.empty());
            continue;
        }
        const auto again = core::parseSession(core::sessionText(*read), "again");
        QVERIFY2(again.ok(), again ? "" : again.error().message.c_str());
        QVERIFY(*again == *read);
    }
    QVERIFY2(refused > 1000, qPrintable(QString::number(refused)));
    QVERIFY(!core::parseSession(std::string(200000, '['), "deep").ok());
    QVERIFY(!core::parseSession({}, "empty").ok());
}

void TestSessionFile::findsFiles_data() {
    QTest::addColumn<std::function<void(const fs::path&)>>("happened");
    QTest::addColumn<int>("finding");
    QTest::addColumn<QByteArray>("name");
    const auto row = [](const char* why, FileFinding finding, const char* name,
                        const std::function<void(const fs::path&)>& happened) {
        QTest::newRow(why) << happened << int(finding) << QByteArray(name);
    };
    row("nothing happened", FileFinding::Found, "data/a.png", [](const fs::path&) {});
    row("another picture under its name", FileFinding::Changed, "data/a.png",
        [](const fs::path& at) { test::put(at / "data/a.png", "First picture"); });
    row("gone", FileFinding::Missing, "",
        [](const fs::path& at) { fs::remove(at / "data/a.png"); });
    row("a folder of its name", FileFinding::Missing, "", [](const fs::path& at) {
        fs::remove(at / "data/a.png");
        fs::create_directory(at / "data/a.png");
    });
}

void TestSessionFile::findsFiles() {
    QFETCH(std::function<void(const fs::path&)>, happened);
    QFETCH(int, finding);
    QFETCH(QByteArray, name);
    const auto session = saved();
    happened(folder());
    core::FileIdentities identities;
    const auto files = core::findFiles(session, folder(), identities);
    QCOMPARE(files.size(), std::size_t(4));  // the model and three pictures
    QVERIFY(files[0].isModel);
    QCOMPARE(int(files[0].finding), int(FileFinding::Found));
    QCOMPARE(int(files[1].finding), finding);
    QCOMPARE(files[1].path, name.isEmpty() ? fs::path() : folder() / name.toStdString());
    QCOMPARE(int(files[2].finding), int(FileFinding::Found));
    QCOMPARE(int(files[3].finding), int(FileFinding::Found));
}

/// The whole folder was moved and the old place holds another picture: the relative path counts.
/// Only the session was moved: the absolute one does.
void TestSessionFile::findsTheRightContentFirst() {
    const auto session = saved();
    writePictures(folder() / "moved/data");
    test::put(folder() / "data/a.png", "another one");
    core::FileIdentities identities;
    const auto moved = core::findFiles(session, folder() / "moved", identities);
    QCOMPARE(moved[1].path, folder() / "moved/data/a.png");
    QCOMPARE(int(moved[1].finding), int(FileFinding::Found));
    fs::create_directories(folder() / "elsewhere/data");
    test::put(folder() / "elsewhere/data/ü.png", "a picture of that name");
    const auto alone = core::findFiles(session, folder() / "elsewhere", identities);
    QCOMPARE(alone[3].path, folder() / "data/ü.png");
    QCOMPARE(int(alone[3].finding), int(FileFinding::Found));
    QCOMPARE(int(alone[1].finding), int(FileFinding::Changed));  // lies there, is another one
}

void TestSessionFile::resolvesToTheState() {
    const auto session = saved();
    core::FileIdentities identities;
    const auto state = core::resolved(session, core::findFiles(session, folder(), identities));
    QVERIFY(state == core::renumbered(states::full(folder() / "data")));
}

void TestSessionFile::leavesOutWhatIsNotThere() {
    const auto session = saved();
    fs::remove(folder() / "data/a.png");
    fs::remove_all(folder() / "data/model");
    core::FileIdentities identities;
    auto files = core::findFiles(session, folder(), identities);
    auto state = core::resolved(session, files);
    QVERIFY(state.model.empty());
    QCOMPARE(state.subjects.size(), std::size_t(3));
    QVERIFY(!state.subject(1));
    QVERIFY(!state.reference);
    files[1].path = files[2].path;  // two pictures cannot be one file
    state = core::resolved(session, files);
    QCOMPARE(state.subjects.size(), std::size_t(3));
}

void TestSessionFile::readsEachFileOnce() {
    writePictures(folder());
    core::FileIdentities identities;
    const auto file = folder() / "a.png";
    const auto first = identities.ofPicture(file);
    QVERIFY(first);
    // Same size and time: it is not read again, so that it seems to be what it was.
    const auto time = fs::last_write_time(file);
    test::put(file, "FIRST PICTURE");
    fs::last_write_time(file, time);
    QVERIFY(*identities.ofPicture(file) == *first);
    fs::last_write_time(file, time + std::chrono::seconds(2));
    QVERIFY(!(*identities.ofPicture(file) == *first));
    QVERIFY(!identities.ofPicture(folder() / "none.png"));
}

void TestSessionFile::pastedPicturesLieBesideTheSession() {
    const auto clips = folder() / "clips";
    fs::create_directories(clips);
    test::put(clips / "pasted-1.png", "from the clipboard");
    core::ExplorerState state;
    state.subjects = {{1, clips / "pasted-1.png", std::nullopt, 50},
                      {2, folder() / "a.png", std::nullopt, 50}};
    core::FileIdentities identities;
    for (int i = 0; i < 2; ++i) {  // a second time it is there already
        const auto made = core::withLastingFiles(state, clips, folder(), identities);
        QCOMPARE(made.subjects[0].file.parent_path(), folder());
        QCOMPARE(test::contentOf(made.subjects[0].file), std::string("from the clipboard"));
        QCOMPARE(made.subjects[1].file, folder() / "a.png");
    }
    const auto nowhere = core::withLastingFiles(state, clips, folder() / "none", identities);
    QCOMPARE(nowhere.subjects[0].file, clips / "pasted-1.png");
    QVERIFY(core::withLastingFiles(state, {}, folder(), identities) == state);
}

QTEST_GUILESS_MAIN(TestSessionFile)
#include "tst_session_file.moc"
