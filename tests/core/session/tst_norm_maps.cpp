// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/fake_engine.h"
#include "session/computed_norm_maps.h"
#include "session/label_look.h"
#include "session/photo_cache.h"
#include "session/stored_norm_maps.h"
#include "support/test_files.h"

#include <annotation/label_opening.h>
#include <io/norm_image.h>
#include <io/npz.h>
#include <io/picture.h>
#include <tensor/npy.h>

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>

#include <cmath>
#include <cstring>

namespace fs = std::filesystem;
using core::ComputedNormMaps;
using core::ExtractionService;
using core::NormMaps;
using core::PhotoCache;
using core::StoredNormMaps;
using engine::ErrorCode;
using engine::NormMap;

namespace {

/// A map of 8 x 8 tokens whose highest norm lies at a token of its own.
NormMap mapOf(int number, int side = 8) {
    std::vector<float> values(std::size_t(side * side));
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = 20 + float(i % 7) * 1.3f;
    values[std::size_t(number)] = 100.25f + float(number);
    return *NormMap::fromValues(side, side, std::move(values));
}

/// What arrived, in order.
class Diary {
public:
    explicit Diary(NormMaps* maps) { listen(maps); }
    explicit Diary(PhotoCache* photos) { listen(photos); }

    std::vector<int> ready, failed;
    std::string why;

private:
    template <typename Source>
    void listen(Source* source) {
        QObject::connect(source, &Source::ready, source, [this](int i) { ready.push_back(i); });
        QObject::connect(source, &Source::failed, source, [this](int i, const engine::Error& e) {
            failed.push_back(i);
            why = e.message;
        });
    }
};

bool hasSameBits(const NormMap& a, const NormMap& b) {
    return a.grid() == b.grid() && std::memcmp(a.values().data(), b.values().data(),
                                               a.values().size() * sizeof(float)) == 0;
}

}  // namespace

/// Where the labeler's maps and photos come from.
class TestNormMaps : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void storedPicturesAreEightBit();
    void wantedOnesComeFirst();
    void rawNormsBesideThePictures();
    void rawNormsThatDoNotFit_data();
    void rawNormsThatDoNotFit();
    void changedPicturesFail_data();
    void changedPicturesFail();
    void whatWasReadIsNotReadAgain();
    void computesInTheOrderAsked();
    void keptMapsAreReadBitForBit();
    void keptMapsThatAreNotTheseNumbers_data();
    void keptMapsThatAreNotTheseNumbers();
    void aGridThatDoesNotFitFails();
    void failuresAreToldAndNotRepeated();
    void pausesAndResumes();
    void goesOnAfterACancel();
    void goesOnWhenAnotherModelCannotBeOpened();
    void anotherModelsNumbersAreNotTaken();
    void leavesWhileComputing();
    void photosAreDecodedAhead();
    void photosThatFail();
    void looks_data();
    void looks();

private:
    core::LabelProject normPictures(int count);
    core::LabelProject photos(int count);
    std::unique_ptr<ComputedNormMaps> computed(const core::LabelProject& project,
                                               const std::string& model = "demo");
    void openModel();
    fs::path keptFile(const ComputedNormMaps& maps, const std::string& begin) const;

    std::unique_ptr<QTemporaryDir> m_dir;
    fs::path m_base, m_folder;
    std::shared_ptr<fake::Control> m_control;
    std::unique_ptr<fake::Engine> m_engine;
    std::unique_ptr<ExtractionService> m_service;
};

void TestNormMaps::init() {
    m_dir = std::make_unique<QTemporaryDir>();
    m_base = m_dir->path().toStdString();
    m_folder = m_base / "images";
    fs::create_directory(m_folder);
    m_control = std::make_shared<fake::Control>();
    m_engine = std::make_unique<fake::Engine>(m_control);
    m_service = std::make_unique<ExtractionService>(
        [this]() -> engine::Result<engine::Engine*> { return m_engine.get(); });
}

void TestNormMaps::cleanup() {
    m_service.reset();
}

core::LabelProject TestNormMaps::normPictures(int count) {
    for (int i = 0; i < count; ++i) {
        const auto map = mapOf(i);
        const auto name = core::normImageName(i);
        if (!core::writeGrayPng(m_folder / name, 8, 8, core::normImageValues(map))) return {};
    }
    auto made = core::newLabelProject(m_folder, m_base / "images.labels.json", {}, std::nullopt);
    return made ? std::move(made->project) : core::LabelProject();
}

core::LabelProject TestNormMaps::photos(int count) {
    for (int i = 0; i < count; ++i) {
        core::Picture photo{{64, 64}, {}};
        photo.rgb.assign(64 * 64 * 3, std::uint8_t(10 * i));
        if (!core::writePng(m_folder / ("photo" + std::to_string(i) + ".png"), photo)) return {};
    }
    core::LabelSettings settings;
    settings.timestep = 50;
    // Of the fake's up_blocks[1] at 64 x 64 pixels.
    auto made = core::newLabelProject(m_folder, m_base / "images.labels.json", settings,
                                      engine::TokenGrid{4, 4});
    return made ? std::move(made->project) : core::LabelProject();
}

std::unique_ptr<ComputedNormMaps> TestNormMaps::computed(const core::LabelProject& project,
                                                         const std::string& model) {
    return std::make_unique<ComputedNormMaps>(m_service.get(), project, m_base, m_base / "kept",
                                              ComputedNormMaps::Source{model, {64, 8}});
}

void TestNormMaps::openModel() {
    QSignalSpy opened(m_service.get(), &ExtractionService::modelOpened);
    m_service->openModel("demo");
    QTRY_COMPARE(opened.count(), 1);
}

fs::path TestNormMaps::keptFile(const ComputedNormMaps& maps, const std::string& begin) const {
    for (const auto& file : test::filesUnder(maps.folder(), ".npy"))
        if (file.filename().string().rfind(begin, 0) == 0) return file;
    return {};
}

// ---- maps that lie in files

void TestNormMaps::storedPicturesAreEightBit() {
    const auto project = normPictures(3);
    StoredNormMaps maps(project, m_base);
    Diary diary(&maps);
    QVERIFY(!maps.isRaw());
    QVERIFY(maps.notice().empty());
    QVERIFY(!maps.find(1));
    maps.want({1});
    QTRY_COMPARE(diary.ready, std::vector{1});
    QCOMPARE(maps.known(), 1);
    QVERIFY(!maps.find(0));
    const auto bytes = core::normImageValues(mapOf(1));
    QCOMPARE(maps.find(1)->values(), std::vector<float>(bytes.begin(), bytes.end()));
}

void TestNormMaps::wantedOnesComeFirst() {
    const auto project = normPictures(30);
    StoredNormMaps maps(project, m_base);
    Diary diary(&maps);
    std::vector<int> wanted;
    for (int i = 29; i >= 0; --i) wanted.push_back(i);
    maps.want(wanted);
    QTRY_COMPARE(diary.ready.size(), 30u);
    QCOMPARE(diary.ready, wanted);  // each once
    maps.want({3, 4});              // known already: nothing to do
    QThreadPool::globalInstance()->waitForDone();
    QCoreApplication::processEvents();
    QCOMPARE(diary.ready.size(), 30u);
}

void TestNormMaps::rawNormsBesideThePictures() {
    const auto project = normPictures(3);
    std::vector<float> stack;
    for (int i = 0; i < 3; ++i) {
        const auto map = mapOf(i);
        stack.insert(stack.end(), map.values().begin(), map.values().end());
    }
    QVERIFY(core::writeNpz(
                m_folder / "norms.npz",
                {{"norm/mid_block", engine::NdArray::fromFloats({1, 1, 1}, {5})},
                 {"norm/up_blocks[1]", engine::NdArray::fromFloats({3, 8, 8}, std::move(stack))}})
                .ok());
    StoredNormMaps maps(project, m_base);
    QVERIFY2(maps.isRaw(), maps.notice().c_str());
    QVERIFY(maps.notice().empty());
    QCOMPARE(maps.known(), 3);
    for (int i = 0; i < 3; ++i) QVERIFY(hasSameBits(*maps.find(i), mapOf(i)));
    Diary diary(&maps);
    maps.want({2, 0, 1});
    QTRY_COMPARE(diary.ready.size(), 3u);  // compared with their pictures, and right
    QVERIFY(diary.failed.empty());
    QVERIFY(hasSameBits(*maps.find(2), mapOf(2)));
}

void TestNormMaps::rawNormsThatDoNotFit_data() {
    QTest::addColumn<QByteArray>("what");
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("a map too few") << QByteArray("few") << QByteArray("has no map of 8x8 tokens");
    QTest::newRow("another grid") << QByteArray("grid") << QByteArray("has no map of 8x8 tokens");
    QTest::newRow("other layers") << QByteArray("layer") << QByteArray("no norm/up_blocks[1]");
    QTest::newRow("no archive") << QByteArray("broken") << QByteArray("norms.npz");
}

void TestNormMaps::rawNormsThatDoNotFit() {
    QFETCH(QByteArray, what);
    QFETCH(QByteArray, says);
    const auto project = normPictures(2);
    const std::int64_t side = what == "grid" ? 4 : 8, count = what == "few" ? 1 : 2;
    const auto stack = engine::NdArray::fromFloats(
        {count, side, side}, std::vector<float>(std::size_t(count * side * side), 3));
    engine::NamedArrays arrays = {{"norm/up_blocks[1]", stack}};
    if (what == "layer") arrays = {{"norm/mid_block", stack}, {"norm/conv_in", stack}};
    QVERIFY(core::writeNpz(m_folder / "norms.npz", arrays).ok());
    if (what == "broken") test::put(m_folder / "norms.npz", "hello");
    StoredNormMaps maps(project, m_base);
    QVERIFY(!maps.isRaw());
    QVERIFY2(maps.notice().find(says.toStdString()) != std::string::npos, maps.notice().c_str());
    QCOMPARE(maps.known(), 0);  // none of the others either
    Diary diary(&maps);
    maps.want({0, 1});
    QTRY_COMPARE(diary.ready.size(), 2u);
    QCOMPARE(maps.find(0)->statistics().maximum, 255.0f);
}

void TestNormMaps::changedPicturesFail_data() {
    QTest::addColumn<QByteArray>("what");
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("saved over") << QByteArray("changed") << QByteArray("its content has changed");
    QTest::newRow("gone") << QByteArray("gone") << QByteArray("There is no file");
    QTest::newRow("of another size, never seen before")
        << QByteArray("size") << QByteArray("the project's grid is 8x8");
    QTest::newRow("saved over, with raw norms beside it")
        << QByteArray("raw changed") << QByteArray("its content has changed");
    QTest::newRow("raw norms of other pictures")
        << QByteArray("raw other") << QByteArray("norms.npz");
}

void TestNormMaps::changedPicturesFail() {
    QFETCH(QByteArray, what);
    QFETCH(QByteArray, says);
    auto project = normPictures(2);
    if (what.startsWith("raw")) {
        auto first = mapOf(0).values();
        const auto second = mapOf(what == "raw other" ? 9 : 1).values();
        first.insert(first.end(), second.begin(), second.end());
        QVERIFY(core::writeNpz(m_folder / "norms.npz",
                               {{"norm/up_blocks[1]",
                                 engine::NdArray::fromFloats({2, 8, 8}, std::move(first))}})
                    .ok());
    }
    const fs::path second = m_folder / "norm_0001.png";
    if (what.endsWith("changed"))
        QVERIFY(core::writeGrayPng(second, 8, 8, std::vector<std::uint8_t>(64, 1)).ok());
    if (what == "gone") fs::remove(second);
    if (what == "size") {
        QVERIFY(core::writeGrayPng(second, 8, 4, std::vector<std::uint8_t>(32, 1)).ok());
        project.images[1].sha256.clear();
    }
    StoredNormMaps maps(project, m_base);
    QCOMPARE(maps.isRaw(), what.startsWith("raw"));
    Diary diary(&maps);
    maps.want({1, 0});
    QTRY_COMPARE(diary.failed, std::vector{1});
    QTRY_COMPARE(diary.ready, std::vector{0});
    QVERIFY2(diary.why.find(says.toStdString()) != std::string::npos, diary.why.c_str());
    QVERIFY(!maps.find(1));
    QVERIFY(maps.find(0) != nullptr);
}

/// Asked again between the end of the reading and the news of it: what was read counts.
void TestNormMaps::whatWasReadIsNotReadAgain() {
    const auto project = normPictures(2);
    StoredNormMaps maps(project, m_base);
    Diary diary(&maps);
    maps.want({0});
    QThreadPool::globalInstance()->waitForDone();
    fs::remove(m_folder / "norm_0000.png");
    maps.want({0, 1});
    QTRY_COMPARE(diary.ready, (std::vector{0, 1}));
    QVERIFY(diary.failed.empty());
}

// ---- maps that a model computes

void TestNormMaps::computesInTheOrderAsked() {
    openModel();
    const auto project = photos(4);
    const auto maps = computed(project);
    Diary diary(maps.get());
    QVERIFY(maps->isRaw());
    maps->want({2, 0});
    QTRY_COMPARE(diary.ready, (std::vector{2, 0}));
    maps->want({3, 0, 1});
    QTRY_COMPARE(diary.ready, (std::vector{2, 0, 3, 1}));
    QCOMPARE(maps->known(), 4);
    QCOMPARE(maps->find(2)->at({0, 1}), fake::valueOf(4, 50, 1));
}

void TestNormMaps::keptMapsAreReadBitForBit() {
    openModel();
    const auto project = photos(1);
    auto maps = computed(project);
    {
        Diary diary(maps.get());
        maps->want({0});
        QTRY_COMPARE(diary.ready.size(), 1u);
    }
    QTRY_VERIFY(!keptFile(*maps, "norm_0000").empty());
    const auto array = engine::parseNpy(test::contentOf(keptFile(*maps, "norm_0000")), "kept");
    QVERIFY(array.ok());
    QCOMPARE(array->shape(), (std::vector<std::int64_t>{4, 4}));
    const auto first = maps->find(0);
    const int layers = m_control->layersComputed;
    maps = computed(project);
    QVERIFY(!maps->find(0));
    Diary diary(maps.get());
    maps->want({0});
    QTRY_COMPARE(diary.ready.size(), 1u);
    QVERIFY(hasSameBits(*maps->find(0), *first));
    QCOMPARE(int(m_control->layersComputed), layers);  // the model was not asked
}

void TestNormMaps::keptMapsThatAreNotTheseNumbers_data() {
    QTest::addColumn<QByteArray>("what");
    QTest::newRow("another model") << QByteArray("model");
    QTest::newRow("another timestep") << QByteArray("timestep");
    QTest::newRow("another seed") << QByteArray("seed");
    QTest::newRow("another pixel range") << QByteArray("range");
    QTest::newRow("a file cut short") << QByteArray("short");
    QTest::newRow("a map of another size") << QByteArray("shape");
    QTest::newRow("another picture under the same number") << QByteArray("picture");
    QTest::newRow("a picture of unknown content") << QByteArray("unknown");
}

void TestNormMaps::keptMapsThatAreNotTheseNumbers() {
    QFETCH(QByteArray, what);
    openModel();
    auto project = photos(1);
    auto maps = computed(project);
    maps->want({0});
    QTRY_VERIFY(!keptFile(*maps, "norm_0000").empty());
    const fs::path file = keptFile(*maps, "norm_0000");
    const int layers = m_control->layersComputed;
    if (what == "timestep") project.settings.timestep = 100;
    if (what == "seed") project.settings.seed = 43;
    if (what == "range") project.settings.pixelRange = "paper";
    if (what == "short") test::put(file, test::contentOf(file).substr(0, 100));
    if (what == "shape")
        test::put(file, engine::encodeNpy(engine::NdArray::fromFloats({2, 2}, {1, 2, 3, 4})));
    if (what == "picture") {
        // The project was made anew, as the folder's photos had changed.
        core::Picture other{{64, 64}, std::vector<std::uint8_t>(64 * 64 * 3, 200)};
        QVERIFY(core::writePng(m_folder / "photo0.png", other).ok());
        project = core::newLabelProject(m_folder, m_base / "images.labels.json", project.settings,
                                        engine::TokenGrid{4, 4})
                      ->project;
    }
    if (what == "unknown") project.images[0].sha256.clear();
    maps = computed(project, what == "model" ? "other" : "demo");
    Diary diary(maps.get());
    maps->want({0});
    QTRY_COMPARE(diary.ready.size(), 1u);
    QVERIFY(m_control->layersComputed > layers);
    QCOMPARE(maps->find(0)->at({0, 0}), fake::valueOf(4, project.settings.timestep.value(), 0));
}

void TestNormMaps::aGridThatDoesNotFitFails() {
    openModel();
    auto project = photos(2);
    project.settings.grid = {8, 8};
    const auto maps = computed(project);
    Diary diary(maps.get());
    maps->want({0, 1});
    QTRY_COMPARE(diary.failed, (std::vector{0, 1}));
    QVERIFY2(
        diary.why.find("gives a map of 4x4 tokens; the project's grid is 8x8") != std::string::npos,
        diary.why.c_str());
    QVERIFY(!maps->find(0));
    QVERIFY(test::filesUnder(m_base / "kept", ".npy").empty());
}

void TestNormMaps::failuresAreToldAndNotRepeated() {
    openModel();
    const auto project = photos(3);
    fs::remove(m_folder / "photo1.png");
    test::put(m_folder / "photo2.png", "hello");
    const auto maps = computed(project);
    Diary diary(maps.get());
    maps->want({1, 2, 0});
    QTRY_COMPARE(diary.ready, std::vector{0});
    QCOMPARE(diary.failed, (std::vector{1, 2}));
    QVERIFY(diary.why.find("photo2.png") != std::string::npos);
    maps->want({1, 2, 0});
    QThreadPool::globalInstance()->waitForDone();
    QCoreApplication::processEvents();
    QCOMPARE(diary.failed.size(), 2u);
    m_control->extractError = engine::Error{ErrorCode::OutOfMemory, "The memory is full."};
    const auto others = computed(project, "another");
    Diary second(others.get());
    others->want({0});
    QTRY_COMPARE(second.failed, std::vector{0});
    QCOMPARE(second.why, std::string("The memory is full."));
}

void TestNormMaps::pausesAndResumes() {
    openModel();
    const auto project = photos(2);
    const auto maps = computed(project);
    Diary diary(maps.get());
    maps->setPaused(true);
    maps->want({0, 1});
    QThreadPool::globalInstance()->waitForDone();
    QCoreApplication::processEvents();
    QCOMPARE(int(m_control->layersComputed), 0);
    m_control->isGated = true;
    maps->setPaused(false);
    QTRY_VERIFY(m_control->reached.available() > 0);  // in the middle of the first picture
    maps->setPaused(true);
    QTRY_VERIFY(!m_service->isComputing());
    QVERIFY(diary.ready.empty() && diary.failed.empty());  // stopping it is no failure
    m_control->isGated = false;
    maps->setPaused(false);
    QTRY_COMPARE(diary.ready, (std::vector{0, 1}));
}

void TestNormMaps::goesOnAfterACancel() {
    openModel();
    const auto project = photos(2);
    const auto maps = computed(project);
    Diary diary(maps.get());
    m_control->isGated = true;
    maps->want({0, 1});
    QTRY_VERIFY(m_control->reached.available() > 0);
    m_service->cancel();  // by the user
    QTRY_VERIFY(!m_service->isComputing());
    m_control->isGated = false;
    QCoreApplication::processEvents();
    QVERIFY(diary.ready.empty() && diary.failed.empty());
    maps->want({1});
    QTRY_COMPARE(diary.ready, std::vector{1});
}

/// Opening a model stops what the old one computes; when that fails the old one stays.
void TestNormMaps::goesOnWhenAnotherModelCannotBeOpened() {
    openModel();
    const auto project = photos(2);
    const auto maps = computed(project);
    Diary diary(maps.get());
    m_control->isGated = true;
    maps->want({0, 1});
    QTRY_VERIFY(m_control->reached.available() > 0);
    m_control->openError = engine::Error{ErrorCode::BadFile, "No model."};
    m_control->isGated = false;
    m_service->openModel("broken");
    QTRY_COMPARE(diary.ready, (std::vector{0, 1}));
}

void TestNormMaps::anotherModelsNumbersAreNotTaken() {
    openModel();
    const auto project = photos(2);
    const auto maps = computed(project);
    Diary diary(maps.get());
    QSignalSpy opened(m_service.get(), &ExtractionService::modelOpened);
    m_service->openModel("other");
    QTRY_COMPARE(opened.count(), 1);
    maps->want({0, 1});
    maps->setPaused(false);
    QThreadPool::globalInstance()->waitForDone();
    QCoreApplication::processEvents();
    QVERIFY(!m_service->isComputing());
    QCOMPARE(int(m_control->layersComputed), 0);
    QVERIFY(diary.ready.empty());
}

void TestNormMaps::leavesWhileComputing() {
    openModel();
    const auto project = photos(2);
    auto maps = computed(project);
    m_control->isGated = true;
    maps->want({0, 1});
    QTRY_VERIFY(m_control->reached.available() > 0);
    maps.reset();
    QTRY_VERIFY(!m_service->isComputing());
    QVERIFY(test::filesUnder(m_base / "kept", ".npy").empty());
}

// ---- photos

void TestNormMaps::photosAreDecodedAhead() {
    const auto project = photos(3);
    std::vector<fs::path> paths;
    for (const auto& image : project.images) paths.push_back(m_base / image.path);
    paths.emplace_back();
    PhotoCache cache(paths, {64, 8});
    Diary diary(&cache);
    QVERIFY(cache.hasPhoto(2) && !cache.hasPhoto(3) && !cache.hasPhoto(4) && !cache.hasPhoto(-1));
    QVERIFY(cache.find(1).isNull());
    cache.want({1, 3, 2});
    QTRY_COMPARE(diary.ready, (std::vector{1, 2}));
    QCOMPARE(cache.find(1).size(), QSize(64, 64));
    QCOMPARE(cache.find(1).pixelColor(5, 5), QColor(10, 10, 10));
    cache.want({2, 0});  // what is not asked for any more is dropped
    QVERIFY(cache.find(1).isNull());
    QVERIFY(!cache.find(2).isNull());
    QTRY_COMPARE(diary.ready, (std::vector{1, 2, 0}));
    // One that arrives when nobody wants it is not kept, and not told.
    cache.want({1});
    cache.want({2});
    QThreadPool::globalInstance()->waitForDone();
    QCoreApplication::processEvents();
    QTRY_COMPARE(diary.ready, (std::vector{1, 2, 0, 2}));
    QVERIFY(cache.find(1).isNull());
}

void TestNormMaps::photosThatFail() {
    test::put(m_folder / "bad.png", "hello");
    photos(1);
    PhotoCache cache({m_folder / "bad.png", m_folder / "photo0.png", m_folder / "none.png"},
                     {64, 8});
    Diary diary(&cache);
    cache.want({0, 2, 1});
    QTRY_COMPARE(diary.ready, std::vector{1});
    QCOMPARE(diary.failed, (std::vector{0, 2}));
    QVERIFY(cache.find(0).isNull());
    cache.want({0, 1});
    QThreadPool::globalInstance()->waitForDone();
    QCoreApplication::processEvents();
    QCOMPARE(diary.failed.size(), 2u);
}

// ---- looks

void TestNormMaps::looks_data() {
    QTest::addColumn<bool>("isRaw");
    QTest::addColumn<core::LabelLook>("look");
    QTest::addColumn<bool>("isGray");
    QTest::newRow("raw norms, one range") << true << core::LabelLook::Raw << false;
    QTest::newRow("raw norms as the study's pictures") << true << core::LabelLook::Classic << true;
    QTest::newRow("pictures have no raw look") << false << core::LabelLook::Raw << true;
    QTest::newRow("pictures") << false << core::LabelLook::Classic << true;
}

void TestNormMaps::looks() {
    QFETCH(bool, isRaw);
    QFETCH(core::LabelLook, look);
    QFETCH(bool, isGray);
    const auto raw = mapOf(3);
    const auto bytes = core::normImageValues(raw);
    const auto map =
        isRaw ? raw : *NormMap::fromValues(8, 8, std::vector<float>(bytes.begin(), bytes.end()));
    const auto looked = core::lookAt(map, isRaw, look, {20, 90});
    QCOMPARE(looked.colors, isGray ? core::ColorMapId::Gray : core::ColorMapId::Magma);
    QCOMPARE(looked.range.low, isGray ? 0.0f : 20.0f);
    QCOMPARE(looked.range.high, isGray ? 255.0f : 90.0f);
    QCOMPARE(looked.values, isGray ? std::vector<float>(bytes.begin(), bytes.end()) : raw.values());
    QCOMPARE(looked.caption.contains(QStringLiteral("8 bit")), isGray);
}

QTEST_GUILESS_MAIN(TestNormMaps)
#include "tst_norm_maps.moc"
