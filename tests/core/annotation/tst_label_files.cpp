// SPDX-License-Identifier: GPL-3.0-or-later
#include "label_script.h"
#include "support/json_schema.h"
#include "support/test_files.h"

#include <annotation/label_json.h>
#include <annotation/label_source.h>
#include <annotation/label_stats.h>
#include <base/json.h>
#include <io/picture.h>
#include <tensor/npy.h>

#include <QTemporaryDir>
#include <QTest>

namespace fs = std::filesystem;
using core::ImageState;
using core::ImportOptions;
using core::LabelProject;
using engine::ErrorCode;

/// Label files of every kind: what they are byte for byte, and what is refused.
class TestLabelFiles : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void publishedArraysRoundTrip_data();
    void publishedArraysRoundTrip();
    void flaskFilesAreThatToolsOwn();
    void flaskNumbersComeFromNames();
    void csvRoundTrips();
    void projectRoundTrips();
    void projectFollowsItsSchema();
    void numbersInStems_data();
    void numbersInStems();
    void refuses_data();
    void refuses();
    void refusesProjects_data();
    void refusesProjects();
    void doesNotOverwriteWhatItCannotRead();
    void doesNotEmptyWhatItSaysNothingOf();

private:
    std::unique_ptr<QTemporaryDir> m_dir;
    fs::path m_folder;
};

namespace {

void putGray(const fs::path& path, int width, int height) {
    const std::vector<std::uint8_t> values(std::size_t(width * height), 9);
    QVERIFY(core::writeGrayPng(path, width, height, values).ok());
}

/// A project that uses every field.
LabelProject full() {
    LabelProject project = script::project(12);
    script::Clock clock;
    const auto document = core::AnnotationDocument::inMemory(project, clock.environment());
    for (int i = 0; i < 200; ++i)
        if (!script::act(*document, clock, 3)) qFatal("the script failed");
    project = document->project();
    project.settings.model = "sd15 \"quoted\"";
    project.settings.timestep = 50;
    project.settings.seed = -1;
    project.settings.pixelRange = "paper";
    project.settings.alignment = core::PatchAlignment::Odd;
    project.images[0].path = "folder, with comma/ä.png";
    project.images[0].sha256 = std::string(64, 'a');
    project.images[0].bytes = 123;
    return project;
}

}  // namespace

void TestLabelFiles::init() {
    m_dir = std::make_unique<QTemporaryDir>();
    m_folder = m_dir->path().toStdString();
}

void TestLabelFiles::publishedArraysRoundTrip_data() {
    QTest::addColumn<QByteArray>("model");
    QTest::addColumn<int>("labels");
    QTest::addColumn<int>("pictures");
    QTest::newRow("SD-1.5") << QByteArray("sd15") << 196 << 144;
    QTest::newRow("SD-2.1") << QByteArray("sd21") << 93 << 76;
    QTest::newRow("SD-Turbo") << QByteArray("sdturbo") << 457 << 438;
}

void TestLabelFiles::publishedArraysRoundTrip() {
    QFETCH(QByteArray, model);
    QFETCH(int, labels);
    QFETCH(int, pictures);
    const fs::path file = fs::path(DENOSCOPE_SHARED_DATA) / "reference/data" /
                          ("high_norm_anomalies_" + model.toStdString() + ".npy");
    if (!fs::exists(file)) QSKIP("the published arrays are not here");
    const std::string bytes = test::contentOf(file);
    const auto project = core::readLabels(file, {.images = 500});
    QVERIFY2(project.ok(), project ? "" : project.error().message.c_str());
    const auto stats = core::statsOf(*project);
    QCOMPARE(int(stats.labels), labels);
    QCOMPARE(int(stats.labelledPictures), pictures);
    QCOMPARE(int(stats.counts.none), 500 - pictures);
    QVERIFY(core::npyOf(*project) == bytes);
    // Through each of the other formats, and back.
    const fs::path native = m_folder / "P.json", csv = m_folder / "P.csv", folder = m_folder / "f";
    test::put(native, core::projectText(*project));
    test::put(csv, core::csvOf(*project));
    QVERIFY(core::writeFolder(*project, folder).ok());
    for (const auto& source : {native, csv, folder}) {
        const auto back = core::readLabels(source);
        QVERIFY2(back.ok(), back ? "" : back.error().message.c_str());
        QVERIFY(core::npyOf(*back) == bytes);
    }
}

void TestLabelFiles::flaskFilesAreThatToolsOwn() {
    for (const char* name : {"norm_0000.png", "norm_0001.png", "norm_0002.png", "norm_0003.png"})
        putGray(m_folder / name, 48, 32);
    // As Python's json.dump writes them, in click order.
    const std::string clicked = R"([{"x": 40, "y": 4}, {"x": 6, "y": 30}, {"x": 0, "y": 0}])";
    test::put(m_folder / "norm_0001.json", clicked);
    test::put(m_folder / "norm_0002.json", "[]");
    const auto project = core::readLabels(m_folder);
    QVERIFY2(project.ok(), project ? "" : project.error().message.c_str());
    QCOMPARE(project->settings.grid.width, 48);
    QCOMPARE(project->settings.grid.height, 32);
    QCOMPARE(project->images.size(), 4u);
    QCOMPARE(int(project->images[0].state), int(ImageState::Unseen));
    QCOMPARE(int(project->images[1].state), int(ImageState::Labelled));
    QCOMPARE(int(project->images[2].state), int(ImageState::ReviewedNone));
    QVERIFY((project->images[1].labels[0].token == engine::TokenIndex{4, 40}));
    QCOMPARE(project->images[0].sha256.size(), 64u);
    QVERIFY(core::checkPicture(project->images[0], m_folder).ok());
    auto moved = *project;
    core::rebasePaths(moved, m_folder, m_folder / "elsewhere");
    QCOMPARE(moved.images[0].path, std::string("../norm_0000.png"));
    fs::create_directory(m_folder / "elsewhere");
    QVERIFY(core::checkPicture(moved.images[0], m_folder / "elsewhere").ok());
    putGray(m_folder / "norm_0000.png", 3, 3);  // another program saved over it
    QCOMPARE(core::checkPicture(project->images[0], m_folder).error().code, ErrorCode::BadFile);
    QVERIFY(!core::checkPicture(project->images[0], m_folder / "out").ok());
    QVERIFY(core::writeFolder(*project, m_folder / "out").ok());
    QCOMPARE(test::contentOf(m_folder / "out/norm_0001.json"), clicked);
    QCOMPARE(test::contentOf(m_folder / "out/norm_0002.json"), std::string("[]"));
    QCOMPARE(test::filesUnder(m_folder / "out", ".json").size(), 2u);
    // A label that was set and taken away leaves "[]", as there.
    const auto document = core::AnnotationDocument::inMemory(*project, {});
    QVERIFY(document->toggleLabel("norm_0003.png", {3, 3}).ok());
    QVERIFY(document->toggleLabel("norm_0003.png", {2, 3}).ok());
    QVERIFY(core::writeFolder(document->project(), m_folder / "out").ok());
    QCOMPARE(test::contentOf(m_folder / "out/norm_0003.json"), std::string("[]"));
}

void TestLabelFiles::flaskNumbersComeFromNames() {
    test::put(m_folder / "norm_0123.json", R"([{"x": 2, "y": 4}])");
    test::put(m_folder / "norm_0007.json", R"([{"x": 2, "y": 4}])");
    auto project = core::readLabels(m_folder);
    QVERIFY(project.ok());
    QCOMPARE(project->images[0].number, 7);
    QCOMPARE(project->images[1].number, 123);
    // Where one name is another, all count by position.
    test::put(m_folder / "cat.json", "[]");
    project = core::readLabels(m_folder);
    QVERIFY(project.ok());
    QCOMPARE(project->images[2].number, 2);
    QCOMPARE(project->images[2].path, std::string("norm_0123.png"));
}

void TestLabelFiles::csvRoundTrips() {
    const LabelProject project = full();
    test::put(m_folder / "P.csv", core::csvOf(project));
    ImportOptions options;
    options.settings = project.settings;
    const auto back = core::readLabels(m_folder / "P.csv", options);
    QVERIFY2(back.ok(), back ? "" : back.error().message.c_str());
    QCOMPARE(core::csvOf(*back), core::csvOf(project));
    for (const auto& image : back->images) {
        const auto original = project.indexOf(image.number == 0 ? std::string_view("norm_0000.png")
                                                                : std::string_view(image.id));
        QVERIFY(original.has_value());
        QVERIFY(image.labels == project.images[*original].labels);
    }
    // By hand, with another program's line ends and order.
    test::put(m_folder / "hand.csv", "y,x,image\r\n4,2,7\r\n\"6\",8,7");
    const auto hand = core::readLabels(m_folder / "hand.csv");
    QVERIFY2(hand.ok(), hand ? "" : hand.error().message.c_str());
    QCOMPARE(core::flaskText(hand->images[0]),
             std::string(R"([{"x": 2, "y": 4}, {"x": 8, "y": 6}])"));
}

void TestLabelFiles::projectRoundTrips() {
    const LabelProject project = full();
    const std::string text = core::projectText(project);
    const auto back = core::parseProject(text, "P.json");
    QVERIFY2(back.ok(), back ? "" : back.error().message.c_str());
    QVERIFY(*back == project);
    QCOMPARE(core::projectText(*back), text);
    // A name that is no UTF-8 does not keep the project from being written.
    LabelProject odd = project;
    odd.images[1].path = "caf\xe9.png";
    QVERIFY(core::parseProject(core::projectText(odd), "P.json").ok());
}

void TestLabelFiles::projectFollowsItsSchema() {
    const auto schema = engine::readJsonFile(fs::path(DENOSCOPE_SOURCE_DIR) /
                                             "resources/schemas/label-project.schema.json");
    QVERIFY2(schema.ok(), schema ? "" : schema.error().message.c_str());
    auto value = nlohmann::json::parse(core::projectText(full()));
    QCOMPARE(test::violation(value, *schema, *schema, "project"), std::string());
    value["images"][0]["labels"].push_back({{"x", 1}});
    QVERIFY(!test::violation(value, *schema, *schema, "project").empty());
}

void TestLabelFiles::numbersInStems_data() {
    QTest::addColumn<QByteArray>("stem");
    QTest::addColumn<int>("number");
    QTest::newRow("the study's") << QByteArray("norm_0123") << 123;
    QTest::newRow("five digits are not four") << QByteArray("norm_01234") << -1;
    QTest::newRow("three") << QByteArray("norm_012") << -1;
    QTest::newRow("a letter") << QByteArray("norm_01a3") << -1;
    QTest::newRow("another name of that length") << QByteArray("nord_0123") << -1;
}

void TestLabelFiles::numbersInStems() {
    QFETCH(QByteArray, stem);
    QFETCH(int, number);
    QCOMPARE(core::numberInStem(stem.toStdString()).value_or(-1), number);
}

void TestLabelFiles::refuses_data() {
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QByteArray>("says");
    const auto row = [](const char* why, const char* name, const QByteArray& content,
                        const char* says) {
        QTest::newRow(why) << QByteArray(name) << content << QByteArray(says);
    };
    const auto npy = [](std::vector<std::int64_t> shape, std::vector<std::int64_t> values) {
        return QByteArray::fromStdString(
            engine::encodeNpy(engine::NdArray::fromInts(std::move(shape), std::move(values))));
    };
    row("array of pairs", "a.npy", npy({2, 2}, {1, 2, 3, 4}), "shape [N, 3]");
    row("array of one axis", "a.npy", npy({3}, {1, 2, 4}), "shape [N, 3]");
    row("array of floats", "a.npy",
        QByteArray::fromStdString(
            engine::encodeNpy(engine::NdArray::fromFloats({1, 3}, {0, 2, 4}))),
        "should hold int64, found F32");
    row("array cut short", "a.npy", npy({1, 3}, {0, 2, 4}).chopped(1), "a.npy");
    row("x outside the grid", "a.npy", npy({2, 3}, {0, 2, 4, 1, 32, 4}),
        "row 1: x should be 0 to 31, found 32");
    row("y outside the grid", "a.npy", npy({1, 3}, {0, 2, -2}), "row 0: y should be 0 to 31");
    row("negative image", "a.npy", npy({1, 3}, {-1, 2, 4}), "row 0: image should be");
    row("odd x", "a.npy", npy({1, 3}, {0, 3, 4}), "x should be a multiple of 2");
    row("odd y", "a.npy", npy({1, 3}, {0, 2, 5}), "y should be a multiple of 2");
    row("a label twice", "a.npy", npy({2, 3}, {0, 2, 4, 0, 2, 4}), "row 1 repeats the label");
    row("CSV that is empty", "a.csv", "", "the file is empty");
    row("CSV without y", "a.csv", "image,x\n1,2\n", "column 'y' is missing");
    row("CSV with an unknown column", "a.csv", "image,x,y,z\n", "column 'z' is unknown");
    row("CSV with a column twice", "a.csv", "image,x,y,x\n", "column 'x' stands twice");
    row("CSV with a short row", "a.csv", "image,x,y\n1,2\n", "row 1 has 2 fields");
    row("CSV with a word for x", "a.csv", "image,x,y\n1,two,4\n", "row 1: x should be a whole");
    row("CSV with a fraction", "a.csv", "image,x,y\n1,2.0,4\n", "row 1: x should be a whole");
    row("CSV with an open quote", "a.csv", "image,x,y\n1,2,\"4\n", "does not end");
    row("CSV with a quote out of place", "a.csv", "image,x,y\n1,2\",4\n", "quote out of place");
    row("CSV with a zero byte", "a.csv", QByteArray("image,x,y\n1,2,\0", 15), "is no text");
    row("CSV with a wrong origin", "a.csv", "image,x,y,origin\n1,2,4,me\n",
        "origin cannot be 'me'");
    row("CSV with a wrong score", "a.csv", "image,x,y,score\n1,2,4,nan\n", "score cannot be 'nan'");
    row("CSV with wrong seconds", "a.csv", "image,x,y,seconds\n1,2,4,1s\n", "seconds cannot be");
    row("CSV with two files for one image", "a.csv", "image,x,y,file\n1,2,4,a\n1,4,4,b\n",
        "image 1 is 'b' here");
    row("one Flask file instead of its folder", "a.json", "[]", "give the folder it lies in");
    row("Flask: no JSON", "f/norm_0001.json", "[{\"x\": 2", "norm_0001.json");
    row("Flask: emptied by a full disk", "f/norm_0001.json", "", "norm_0001.json");
    row("Flask: an object", "f/norm_0001.json", "{}", "should be an array");
    row("Flask: a field is missing", "f/norm_0001.json", R"([{"x": 2, "y": 4}, {"x": 2}])",
        "label 1.y should be a whole number");
    row("Flask: a field too many", "f/norm_0001.json", R"([{"x": 2, "y": 4, "z": 1}])",
        "label 0.z should be absent");
    row("Flask: a fraction", "f/norm_0001.json", R"([{"x": 2.5, "y": 4}])", "label 0.x");
    row("Flask: outside", "f/norm_0001.json", R"([{"x": 2, "y": 40}])", "label 0: y should be");
    row("Flask: a picture that is none", "f/norm_0001.png", "hello", "norm_0001.png");
    row("Flask: an empty folder", "f/readme.txt", "hello", "neither pictures nor label files");
}

void TestLabelFiles::refuses() {
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, content);
    QFETCH(QByteArray, says);
    const fs::path file = m_folder / name.toStdString();
    fs::create_directories(file.parent_path());
    test::put(file, content.toStdString());
    const auto project = core::readLabels(name.startsWith("f/") ? file.parent_path() : file);
    QVERIFY(!project);
    QCOMPARE(project.error().code, ErrorCode::BadFile);
    QVERIFY2(project.error().message.find(says.toStdString()) != std::string::npos,
             project.error().message.c_str());
}

void TestLabelFiles::refusesProjects_data() {
    QTest::addColumn<QByteArray>("pointer");
    QTest::addColumn<QByteArray>("value");  // JSON; empty: the field is taken away
    QTest::addColumn<QByteArray>("says");
    const auto row = [](const char* why, const char* pointer, const char* value, const char* says) {
        QTest::newRow(why) << QByteArray(pointer) << QByteArray(value) << QByteArray(says);
    };
    row("another format", "/format", "\"x\"", "format should be one of \"denoscope-labels\"");
    row("a later version", "/version", "2", "is of version 2");
    row("no version", "/version", "", "version should be");
    row("an unknown field", "/extra", "1", "extra should be absent, found 1");
    row("a grid of nothing", "/settings/grid/width", "0", "settings.grid.width");
    row("a timestep too large", "/settings/timestep", "1000", "settings.timestep");
    row("an unknown alignment", "/settings/alignment", "\"left\"", "settings.alignment");
    row("an unknown state", "/images/0/state", "\"done\"", "images[0].state");
    row("labelled without labels", "/images/1/state", "\"labelled\"", "there are no labels");
    row("none with labels", "/images/0/state", "\"none\"", "there are labels");
    row("an image twice", "/images/1/id", "\"norm_0000.png\"", "images[1].id");
    row("a number twice", "/images/1/number", "0", "images[1].number");
    row("a label outside", "/images/0/labels/1/x", "32", "images[0].labels[1]");
    row("a label twice at a place", "/images/0/labels/1/x", "2", "images[0].labels[1]");
    row("a label id twice", "/images/0/labels/1/id", "\"id1.1\"", "images[0].labels[1].id");
    row("a label of text", "/images/0/labels/1", "\"x\"",
        "images[0].labels[1] should be an object");
    row("a number too large for 64 bits", "/images/0/number", "18446744073709551615", "number");
    row("a count that is a fraction", "/edits", "1.5", "edits should be a whole number");
    row("labels that are no list", "/images/0/labels", "{}", "images[0].labels should be an array");
}

void TestLabelFiles::refusesProjects() {
    QFETCH(QByteArray, pointer);
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, says);
    script::Clock clock;
    const auto document =
        core::AnnotationDocument::inMemory(script::project(2), clock.environment());
    clock.step = 1;
    QVERIFY(document->toggleLabel("norm_0000.png", {4, 2}).ok());
    QVERIFY(document->toggleLabel("norm_0000.png", {4, 6}).ok());
    auto json = nlohmann::json::parse(core::projectText(document->project()));
    const nlohmann::json::json_pointer at(pointer.toStdString());
    if (value.isEmpty())
        json[at.parent_pointer()].erase(at.back());
    else
        json[at] = nlohmann::json::parse(value.toStdString());
    const auto refused = core::parseProject(json.dump(), "P.json");
    QVERIFY(!refused);
    QVERIFY2(refused.error().message.find(says.toStdString()) != std::string::npos,
             refused.error().message.c_str());
    QVERIFY(refused.error().message.rfind("P.json", 0) == 0);
}

void TestLabelFiles::doesNotOverwriteWhatItCannotRead() {
    LabelProject project = full();
    fs::create_directory(m_folder / "out");
    test::put(m_folder / "out/norm_0003.json", "[{\"x\": 1");
    const auto written = core::writeFolder(project, m_folder / "out");
    QVERIFY(!written);
    QVERIFY(written.error().message.find("It was not overwritten") != std::string::npos);
    QCOMPARE(test::contentOf(m_folder / "out/norm_0003.json"), std::string("[{\"x\": 1"));
    QCOMPARE(test::filesUnder(m_folder / "out", ".json").size(), 1u);  // all or nothing
    project.images[1].path = "other/norm_0002.jpg";
    QVERIFY(!core::writeFolder(project, m_folder / "new").ok());
}

void TestLabelFiles::doesNotEmptyWhatItSaysNothingOf() {
    const LabelProject project = script::project(3);  // nothing said yet
    const std::string theirs = R"([{"x": 2, "y": 4}])";
    test::put(m_folder / "norm_0001.json", theirs);
    const auto written = core::writeFolder(project, m_folder);
    QVERIFY(!written);
    QVERIFY(written.error().message.find("norm_0001.json") != std::string::npos);
    QCOMPARE(test::contentOf(m_folder / "norm_0001.json"), theirs);
    test::put(m_folder / "norm_0001.json", "[]");
    QVERIFY(core::writeFolder(project, m_folder).ok());
    QCOMPARE(test::contentOf(m_folder / "norm_0001.json"), std::string("[]"));
}

QTEST_APPLESS_MAIN(TestLabelFiles)
#include "tst_label_files.moc"
