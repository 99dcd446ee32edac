// SPDX-License-Identifier: GPL-3.0-or-later
#include "label_script.h"
#include "support/test_files.h"

#include <annotation/label_json.h>
#include <annotation/label_opening.h>
#include <annotation/label_recovery.h>
#include <base/system_io.h>
#include <io/picture.h>

#include <QTemporaryDir>
#include <QTest>

#include <cerrno>
#include <unistd.h>

namespace fs = std::filesystem;
using core::AnnotationDocument;
using core::ImageState;
using core::LabelTarget;
using core::OpenWay;
using engine::ErrorCode;

namespace {

void putGray(const fs::path& path, int width = 32, int height = 32, std::uint8_t value = 9) {
    const std::vector<std::uint8_t> values(std::size_t(width * height), value);
    QVERIFY(core::writeGrayPng(path, width, height, values).ok());
}

void putPhoto(const fs::path& path, int width, int height) {
    core::Picture photo{{height, width}, {}};
    photo.rgb.assign(std::size_t(width * height * 3), 77);
    QVERIFY(core::writePng(path, photo).ok());
}

std::string contentOf(core::LabelProject project) {
    project.edits = 0;
    return core::projectText(project);
}

}  // namespace

/// What a path is to the labeler, how a folder becomes a project, and the ways into one that does
/// not simply open.
class TestLabelOpening : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void targets_data();
    void targets();
    void projectFiles_data();
    void projectFiles();
    void readsWhatTheFlaskToolSaid();
    void numbersAreThoseOfTheNames();
    void photosTakeTheGivenGrid();
    void refusesFolders_data();
    void refusesFolders();
    void pathsAreRelativeToTheProject();
    void linkedPicturesKeepTheirNames();
    void corruptFilesAreFound_data();
    void corruptFilesAreFound();
    void tellsNormPicturesFromPhotos();
    void aCreationThatFailedCanBeTriedAgain();
    void ways_data();
    void ways();

private:
    engine::Result<core::NewLabelProject> start(std::optional<engine::TokenGrid> grid = {}) {
        return core::newLabelProject(m_pictures, core::projectFileFor(m_pictures), {}, grid);
    }
    std::unique_ptr<AnnotationDocument> edited(int edits);
    void prepare(const QByteArray& trouble);

    std::unique_ptr<QTemporaryDir> m_dir;
    fs::path m_folder, m_pictures, m_file;
    script::Clock m_clock;
    std::unique_ptr<AnnotationDocument> m_held;
};

void TestLabelOpening::init() {
    m_dir = std::make_unique<QTemporaryDir>();
    m_folder = m_dir->path().toStdString();
    m_pictures = m_folder / "images";
    m_file = m_folder / "P.json";
    fs::create_directory(m_pictures);
    m_clock = {};
}

void TestLabelOpening::cleanup() {
    engine::systemIo() = engine::realSystemIo();
    m_held.reset();
}

void TestLabelOpening::targets_data() {
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<LabelTarget>("target");
    const auto project = QByteArray::fromStdString(core::projectText(script::project(1)));
    QTest::newRow("a project") << QByteArray("P.json") << project << LabelTarget::Project;
    QTest::newRow("a project that was cut short")
        << QByteArray("P.json") << project.left(60) << LabelTarget::Project;
    QTest::newRow("another JSON file")
        << QByteArray("config.json") << QByteArray("{}") << LabelTarget::None;
    QTest::newRow("a project under a picture's name")
        << QByteArray("P.png") << project << LabelTarget::None;
    QTest::newRow("emptied, its history beside it")
        << QByteArray("H.json") << QByteArray() << LabelTarget::Project;
    QTest::newRow("emptied, without a history")
        << QByteArray("E.json") << QByteArray() << LabelTarget::None;
    QTest::newRow("a folder of norm pictures")
        << QByteArray("f/norm_0000.png") << QByteArray("x") << LabelTarget::NormFolder;
    QTest::newRow("a folder of other pictures")
        << QByteArray("f/cat.png") << QByteArray("x") << LabelTarget::None;
    QTest::newRow("a folder of norms that are no pictures")
        << QByteArray("f/norm_0000.npy") << QByteArray("x") << LabelTarget::None;
    QTest::newRow("nothing there") << QByteArray("") << QByteArray() << LabelTarget::None;
}

void TestLabelOpening::targets() {
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, content);
    QFETCH(LabelTarget, target);
    fs::path path = m_folder / (name.isEmpty() ? "missing.json" : name.toStdString());
    if (!name.isEmpty()) {
        fs::create_directories(path.parent_path());
        test::put(path, content.toStdString());
        fs::create_directories(core::historyFolder(m_folder / "H.json"));
        test::put(core::historyFolder(m_folder / "H.json") / "snapshot-000000000000.json", "x");
    }
    if (name.startsWith("f/")) path = path.parent_path();
    QCOMPARE(int(core::labelTargetOf(path)), int(target));
}

void TestLabelOpening::projectFiles_data() {
    QTest::addColumn<QByteArray>("folder");
    QTest::addColumn<QByteArray>("file");
    const QByteArray here = QByteArray::fromStdString(fs::current_path().string());
    const QByteArray above = QByteArray::fromStdString(fs::current_path().parent_path().string());
    const QByteArray name = QByteArray::fromStdString(fs::current_path().filename().string());
    QTest::newRow("beside the folder")
        << QByteArray("/a/images_sd15") << QByteArray("/a/images_sd15.labels.json");
    QTest::newRow("a slash at its end")
        << QByteArray("/a/images/") << QByteArray("/a/images.labels.json");
    QTest::newRow("a dot in its name is no ending")
        << QByteArray("/a/sd.2.1") << QByteArray("/a/sd.2.1.labels.json");
    QTest::newRow("up and down") << QByteArray("/a/b/../images/.")
                                 << QByteArray("/a/images.labels.json");
    QTest::newRow("relative") << QByteArray("images") << here + "/images.labels.json";
    QTest::newRow("where we are") << QByteArray(".") << above + "/" + name + ".labels.json";
}

void TestLabelOpening::projectFiles() {
    QFETCH(QByteArray, folder);
    QFETCH(QByteArray, file);
    QCOMPARE(QByteArray::fromStdString(core::projectFileFor(folder.toStdString()).string()), file);
}

void TestLabelOpening::readsWhatTheFlaskToolSaid() {
    for (const char* name : {"norm_0000.png", "norm_0001.png", "norm_0002.png", "norm_0003.png"})
        putGray(m_pictures / name, 48, 32);
    test::put(m_pictures / "norm_0001.json",
              R"([{"x": 40, "y": 4}, {"x": 6, "y": 30}, {"x": 0, "y": 0}])");
    test::put(m_pictures / "norm_0002.json", "[]");
    test::put(m_pictures / "norm_0003.json", R"([{"x": 2, "y": 4}, {"x": 2)");
    const auto made = start();
    QVERIFY2(made.ok(), made ? "" : made.error().message.c_str());
    const auto& images = made->project.images;
    QCOMPARE(images.size(), 4u);
    QCOMPARE(made->project.settings.grid.width, 48);
    QCOMPARE(made->project.settings.grid.height, 32);
    QVERIFY(!made->project.id.empty() && made->project.id.rfind("import-", 0) != 0);
    QCOMPARE(int(images[0].state), int(ImageState::Unseen));
    QCOMPARE(int(images[1].state), int(ImageState::Labelled));
    QCOMPARE(int(images[2].state), int(ImageState::ReviewedNone));
    QVERIFY((images[1].labels[0].token == engine::TokenIndex{4, 40}));  // x is the column
    QVERIFY((images[1].labels[1].token == engine::TokenIndex{30, 6}));
    QVERIFY((images[1].labels[2].token == engine::TokenIndex{0, 0}));
    // The one that cannot be read is said, and nothing of it is half taken.
    QCOMPARE(made->corrupt.size(), 1u);
    QCOMPARE(made->corrupt[0].imageId, images[3].id);
    QVERIFY(made->corrupt[0].why.find("norm_0003.json") != std::string::npos);
    QVERIFY(images[3].labels.empty());
    QCOMPARE(int(images[3].state), int(ImageState::Unseen));
    QCOMPARE(test::contentOf(m_pictures / "norm_0003.json"),
             std::string(R"([{"x": 2, "y": 4}, {"x": 2)"));
}

/// What `denoscope norms` leaves beside its pictures is no picture, and must not shift numbers.
void TestLabelOpening::numbersAreThoseOfTheNames() {
    for (const char* name : {"norm_0001.png", "norm_0004.png"}) putGray(m_pictures / name);
    test::put(m_pictures / "manifest.json", R"({"schema": 1})");
    test::put(m_pictures / "provenance.json", R"({"command": "norms"})");
    test::put(m_pictures / "norms.npz", "PK");
    auto made = start();
    QVERIFY2(made.ok(), made ? "" : made.error().message.c_str());
    QCOMPARE(made->project.images.size(), 2u);
    QCOMPARE(made->project.images[0].number, 1);
    QCOMPARE(made->project.images[1].number, 4);
    QVERIFY(made->corrupt.empty());
    // Labels whose picture has gone stay in the queue.
    test::put(m_pictures / "norm_0007.json", R"([{"x": 2, "y": 4}])");
    made = start();
    QVERIFY2(made.ok(), made ? "" : made.error().message.c_str());
    QCOMPARE(made->project.images.size(), 3u);
    QCOMPARE(made->project.images[2].number, 7);
    QCOMPARE(made->project.images[2].labels.size(), 1u);
}

void TestLabelOpening::photosTakeTheGivenGrid() {
    putPhoto(m_pictures / "b.png", 80, 64);
    putPhoto(m_pictures / "a.png", 64, 64);  // photos may differ in size
    core::LabelSettings settings;
    settings.model = "demo";
    settings.timestep = 50;
    const auto made = core::newLabelProject(m_pictures, core::projectFileFor(m_pictures), settings,
                                            engine::TokenGrid{16, 24});
    QVERIFY2(made.ok(), made ? "" : made.error().message.c_str());
    QVERIFY((made->project.settings.grid == engine::TokenGrid{16, 24}));
    QCOMPARE(made->project.settings.model, std::string("demo"));
    QCOMPARE(made->project.settings.timestep.value_or(0), 50);
    QCOMPARE(made->project.images[0].path, std::string("images/a.png"));
    QCOMPARE(made->project.images[1].number, 1);
    for (const auto& image : made->project.images) {
        QCOMPARE(image.sha256.size(), 64u);
        QCOMPARE(image.bytes, std::uint64_t(fs::file_size(m_folder / image.path)));
    }
}

void TestLabelOpening::refusesFolders_data() {
    QTest::addColumn<QByteArray>("what");
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("nothing in it")
        << QByteArray("empty") << QByteArray("neither pictures nor label files");
    QTest::newRow("no such folder") << QByteArray("none") << QByteArray("images");
    QTest::newRow("sizes that differ") << QByteArray("sizes") << QByteArray("another size");
    QTest::newRow("labels alone") << QByteArray("labels") << QByteArray("none of their pictures");
    QTest::newRow("a picture that is none") << QByteArray("broken") << QByteArray("norm_0001.png");
    QTest::newRow("two that would share a label file")
        << QByteArray("same") << QByteArray("their labels would share a file");
}

void TestLabelOpening::refusesFolders() {
    QFETCH(QByteArray, what);
    QFETCH(QByteArray, says);
    if (what != "empty" && what != "labels" && what != "none")
        putGray(m_pictures / "norm_0000.png");
    if (what == "none") fs::remove(m_pictures);
    if (what == "sizes") putGray(m_pictures / "norm_0001.png", 16, 32);
    if (what == "labels") test::put(m_pictures / "norm_0000.json", "[]");
    if (what == "broken") test::put(m_pictures / "norm_0001.png", "hello");
    if (what == "same") putGray(m_pictures / "norm_0000.PNG");
    const auto made = start();
    QVERIFY(!made);
    QVERIFY2(made.error().message.find(says.toStdString()) != std::string::npos,
             made.error().message.c_str());
    QVERIFY(!fs::exists(core::projectFileFor(m_pictures)));
}

void TestLabelOpening::pathsAreRelativeToTheProject() {
    putGray(m_pictures / "norm_0000.png");
    fs::create_directories(m_folder / "projects/mine");
    const auto made =
        core::newLabelProject(m_pictures, m_folder / "projects/mine/P.json", {}, std::nullopt);
    QVERIFY(made.ok());
    QCOMPARE(made->project.images[0].path, std::string("../../images/norm_0000.png"));
    QVERIFY(core::checkPicture(made->project.images[0], m_folder / "projects/mine").ok());
}

/// As in a model hub's cache: the label file belongs to the name in the folder, not to the blob.
void TestLabelOpening::linkedPicturesKeepTheirNames() {
    fs::create_directory(m_folder / "blobs");
    putGray(m_folder / "blobs/5f3a.png");
    fs::create_symlink("../blobs/5f3a.png", m_pictures / "norm_0000.png");
    test::put(m_pictures / "norm_0000.json", "no labels");
    const auto made = start();
    QVERIFY2(made.ok(), made ? "" : made.error().message.c_str());
    QCOMPARE(made->project.images[0].path, std::string("images/norm_0000.png"));
    const auto corrupt = core::corruptLabelFiles(made->project, core::projectFileFor(m_pictures));
    QCOMPARE(corrupt.size(), 1u);
    QVERIFY(corrupt[0].why.find("norm_0000.json") != std::string::npos);
}

void TestLabelOpening::corruptFilesAreFound_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("isCorrupt");
    QTest::newRow("labels") << QByteArray(R"([{"x": 2, "y": 4}])") << false;
    QTest::newRow("reviewed, none") << QByteArray("[]") << false;
    QTest::newRow("emptied by a full disk") << QByteArray() << true;
    QTest::newRow("cut short") << QByteArray(R"([{"x": 2, "y)") << true;
    QTest::newRow("a field of another type") << QByteArray(R"([{"x": "2", "y": 4}])") << true;
    // The import refuses these too: a picture whose labels we did not take must not look empty.
    QTest::newRow("outside the grid") << QByteArray(R"([{"x": 2, "y": 32}])") << true;
    QTest::newRow("where no patch begins") << QByteArray(R"([{"x": 3, "y": 4}])") << true;
    QTest::newRow("a label twice") << QByteArray(R"([{"x": 2, "y": 4}, {"x": 2, "y": 4}])") << true;
}

void TestLabelOpening::corruptFilesAreFound() {
    QFETCH(QByteArray, text);
    QFETCH(bool, isCorrupt);
    for (const char* name : {"norm_0000.png", "norm_0001.png"}) putGray(m_pictures / name);
    test::put(m_pictures / "norm_0001.json", text.toStdString());
    const auto made = start();
    QVERIFY2(made.ok(), made ? "" : made.error().message.c_str());
    QCOMPARE(!made->corrupt.empty(), isCorrupt);
    const auto found = core::corruptLabelFiles(made->project, core::projectFileFor(m_pictures));
    QCOMPARE(!found.empty(), isCorrupt);
    if (!isCorrupt) return;
    QCOMPARE(found[0].imageId, made->project.images[1].id);
    QVERIFY(found[0].why.find("norm_0001.json") != std::string::npos);
}

void TestLabelOpening::tellsNormPicturesFromPhotos() {
    putGray(m_pictures / "norm_0000.png");
    putGray(m_pictures / "norm_0001.png");
    auto norms = start()->project;
    const fs::path file = core::projectFileFor(m_pictures);
    QVERIFY(core::holdsNormPictures(norms, file));
    fs::remove(m_pictures / "norm_0000.png");  // the next one tells as well
    norms.settings.grid = {64, 64};
    QVERIFY(!core::holdsNormPictures(norms, file));
    fs::remove(m_pictures / "norm_0001.png");
    QVERIFY(core::holdsNormPictures(norms, file));  // none can be read
}

/// A disk that was full, or a kill, may leave an empty history folder behind.
void TestLabelOpening::aCreationThatFailedCanBeTriedAgain() {
    putGray(m_pictures / "norm_0000.png");
    const fs::path file = core::projectFileFor(m_pictures);
    engine::systemIo().write = [](int, const void*, std::size_t) -> ssize_t {
        errno = ENOSPC;
        return -1;
    };
    QVERIFY(!AnnotationDocument::create(file, start()->project, {}).ok());
    engine::systemIo() = engine::realSystemIo();
    fs::create_directories(core::historyFolder(file));  // as after a kill
    QCOMPARE(int(core::labelTargetOf(file)), int(LabelTarget::None));
    QVERIFY(core::waysToOpen(file).empty());
    const auto again = AnnotationDocument::create(file, start()->project, {});
    QVERIFY2(again.ok(), again ? "" : again.error().message.c_str());
}

std::unique_ptr<AnnotationDocument> TestLabelOpening::edited(int edits) {
    auto document = AnnotationDocument::create(m_file, script::project(10), m_clock.environment());
    if (!document) return nullptr;
    for (int i = 0; i < edits; ++i)
        if (!script::act(**document, m_clock, 7)) return nullptr;
    return std::move(*document);
}

void TestLabelOpening::ways_data() {
    using Ways = QList<OpenWay>;
    using enum OpenWay;
    QTest::addColumn<QByteArray>("trouble");
    QTest::addColumn<Ways>("ways");
    const auto row = [](const char* why, const char* trouble, const Ways& ways) {
        QTest::newRow(why) << QByteArray(trouble) << ways;
    };
    row("nothing is wrong", "", {ReadOnly});
    row("open in another window of this process", "mine", {ReadOnly});
    row("locked by another host", "host", {ReadOnly, TakeOverLock});
    row("a lock file that says nothing", "lock", {ReadOnly, TakeOverLock});
    row("a damaged journal", "journal", {ReadOnly, Repair});
    row("a damaged project file", "file", {ReadOnly, Repair});
    row("an old project file, and damaged snapshots", "snapshot", {ReadOnly, Repair});
    row("changed by another program, our edits in the journal only", "theirs",
        {ReadOnly, KeepMine, TakeTheirs});
    row("changed while we had it open, and we died", "refused", {ReadOnly, KeepMine, TakeTheirs});
    row("an older version put in its place", "older", {ReadOnly, KeepMine, TakeTheirs});
    row("changed by another program, and the journal is damaged", "both", {ReadOnly, Repair});
    row("nothing can be read", "all", {});
    row("of a later version", "later", {});
}

void TestLabelOpening::prepare(const QByteArray& trouble) {
    auto document = edited(20);
    QVERIFY(document != nullptr);
    const std::string first = test::contentOf(m_file);  // of edit 0
    const fs::path history = core::historyFolder(m_file);
    const auto other = [] {
        auto project = script::project(10);
        project.images[4].comment = "written by another program";
        return project;
    };
    if (trouble == "mine") m_held = std::move(document);
    if (trouble == "older") {
        QVERIFY(document->close().ok());
        auto changed = *core::parseProject(first, "P.json");
        changed.images[4].comment = "from a backup";
        test::put(m_file, core::projectText(changed));
    }
    if (trouble == "refused") {
        auto theirs = other();
        theirs.edits = 50;
        test::put(m_file, core::projectText(theirs));
        QVERIFY(!document->close().ok());
        QVERIFY(!document->save().ok());
    }
    const bool isCrash = trouble == "journal" || trouble == "file" || trouble == "theirs" ||
                         trouble == "both" || trouble == "refused";
    if (isCrash)
        engine::systemIo().rename = [](const char*, const char*) {
            errno = EIO;
            return -1;
        };
    document.reset();
    engine::systemIo() = engine::realSystemIo();
    fs::path lock = m_file;
    lock += ".lock";
    if (trouble == "host")
        test::put(lock,
                  R"({"user":"ada","host":"elsewhere","pid":12,"time":"2026-01-02T10:00:00Z"})"
                  "\n");
    if (trouble == "lock") test::put(lock, "hello\n");
    if (trouble == "journal" || trouble == "both") {
        const fs::path journal = history / "journal-000000000001.jsonl";
        std::string text = test::contentOf(journal);
        QVERIFY(text.size() > 3000);
        text[2000] = char(text[2000] ^ 1);
        test::put(journal, text);
    }
    if (trouble == "file") test::put(m_file, test::contentOf(m_file).substr(0, 200));
    if (trouble == "snapshot" || trouble == "all") {
        for (const auto& path : test::filesUnder(history, ".jsonl")) fs::remove(path);
        for (const auto& path : test::filesUnder(history, ".json")) test::put(path, "rotten");
        test::put(m_file, first);
    }
    if (trouble == "all") test::put(m_file, "rotten");
    if (trouble == "theirs" || trouble == "both") test::put(m_file, core::projectText(other()));
    if (trouble == "later") {
        std::string text = test::contentOf(m_file);
        const auto at = text.find("\"version\": 1");
        QVERIFY(at != text.npos);
        test::put(m_file, text.replace(at, 12, "\"version\": 9"));
    }
}

void TestLabelOpening::ways() {
    QFETCH(QByteArray, trouble);
    QFETCH(QList<OpenWay>, ways);
    prepare(trouble);
    const auto found = core::waysToOpen(m_file);
    QCOMPARE(QList<OpenWay>(found.begin(), found.end()), ways);
    const bool isFine = trouble.isEmpty();
    if (!isFine) QVERIFY(!AnnotationDocument::open(m_file, {}).ok());
    QCOMPARE(core::waysToOpen(m_file).size(), std::size_t(ways.size()));  // looking changed nothing
    // Each on a copy of its own, as taking one way may close the others.
    const fs::path kept = m_folder / "kept";
    fs::create_directory(kept);
    for (const auto& entry : fs::directory_iterator(m_folder))
        if (entry.path().filename().string().rfind("P.json", 0) == 0)
            fs::copy(entry.path(), kept / entry.path().filename(), fs::copy_options::recursive);
    int number = 0;
    for (const OpenWay way : found) {
        const fs::path place = m_folder / ("way" + std::to_string(number++));
        fs::copy(kept, place, fs::copy_options::recursive);
        const bool isHeld = trouble == "mine";
        const fs::path file = isHeld ? m_file : place / "P.json";
        const auto opened = AnnotationDocument::open(file, {}, core::optionsFor(way));
        QVERIFY2(opened.ok(), opened ? "" : opened.error().message.c_str());
        QCOMPARE((*opened)->isReadOnly(), way == OpenWay::ReadOnly);
        if (way == OpenWay::ReadOnly) continue;
        QVERIFY((*opened)->toggleLabel("norm_0009.png", {30, 30}).ok());
        const auto after = contentOf((*opened)->project());
        QVERIFY((*opened)->close().ok());
        // Decided once: from then on it simply opens.
        const auto again = AnnotationDocument::open(file, {});
        QVERIFY2(again.ok(), again ? "" : again.error().message.c_str());
        QCOMPARE(contentOf((*again)->project()), after);
    }
}

QTEST_GUILESS_MAIN(TestLabelOpening)
#include "tst_label_opening.moc"
