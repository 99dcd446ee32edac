// SPDX-License-Identifier: GPL-3.0-or-later
#include "store_script.h"

#include <base/json.h>
#include <io/representation_store.h>
#include <io/store_merge.h>

#include <QTemporaryDir>
#include <QTest>

#include <set>

using core::RepresentationStore;
using core::Shard;
using core::StoreWriter;
using engine::ErrorCode;
using engine::LayerPath;

class TestRepresentationStore : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_dir = std::make_unique<QTemporaryDir>(script::folderPattern()); }
    void roundTrip_data();
    void roundTrip();
    void numbersBeyondHalfStayFloat();
    void namesAreTamed();
    void shardsAreDisjointAndComplete();
    void parsesShards_data();
    void parsesShards();
    void goesOnWithWhatIsMissing();
    void refusesOtherOptions_data();
    void refusesOtherOptions();
    void refusesOtherPictures();
    void aFailedPictureMaySucceedLater();
    void oneWriterAtATime();
    void mergedShardsAreOneRun_data();
    void mergedShardsAreOneRun();
    void mergeNamesConflicts();
    void mergeFindsBrokenFiles();
    void anInterruptedMergeGoesOn();
    void aPartialMergeSaysSo();
    void refusesBrokenManifests_data();
    void refusesBrokenManifests();
    void refusesBrokenArrays();
    void aTornJournalLineDoesNotCount();

private:
    script::fs::path path(const char* name) const {
        return script::fs::path(m_dir->path().toStdString()) / name;
    }
    std::unique_ptr<QTemporaryDir> m_dir;
};

#define VERIFY_OK(status)                                                            \
    do {                                                                             \
        const auto& outcome = (status);                                              \
        QVERIFY2(outcome.ok(), outcome.ok() ? "" : outcome.error().message.c_str()); \
    } while (false)

void TestRepresentationStore::roundTrip_data() {
    QTest::addColumn<int>("dtype");
    QTest::newRow("float32: every bit") << int(engine::DType::F32);
    QTest::newRow("float16: rounded to nearest even") << int(engine::DType::F16);
}

void TestRepresentationStore::roundTrip() {
    QFETCH(int, dtype);
    const auto type = engine::DType(dtype);
    VERIFY_OK(script::run(path("s"), {}, false, script::header(type)));
    const auto store = RepresentationStore::open(path("s"));
    VERIFY_OK(store);
    QVERIFY(store->isComplete());
    QCOMPARE(store->manifest().images.size(), std::size_t(script::kImages));
    QCOMPARE(store->manifest().images.at(1).name, std::string("cat 1.jpg"));
    QCOMPARE(store->manifest().arrays.size(), std::size_t(3 * 2 * 2));
    QVERIFY(!store->find(0, 51, LayerPath("mid_block")));
    QVERIFY(!store->find(0, 50, LayerPath("conv_in")));
    for (const auto& [key, array] : store->manifest().arrays) {
        VERIFY_OK(store->verify(key));
        const auto mapped = store->array(key);
        VERIFY_OK(mapped);
        QVERIFY(mapped->dtype() == type);
        const auto& layer = store->manifest().header.layers[std::size_t(key.layer)];
        const auto values = *mapped->toFloats();
        const auto made = script::activation(key.image, key.timestep, layer);
        QVERIFY(mapped->shape() == made.shape());
        for (std::size_t i = 0; i < values.size(); ++i) {
            const float exact = made.floats()[i];
            const float expected = type == engine::DType::F32
                                       ? exact
                                       : engine::halfToFloat(engine::floatToHalf(exact));
            QCOMPARE(values[i], expected);
        }
    }
    QVERIFY2(!script::fs::exists(path("s") / core::kStoreJournal), "finished: no journal");
}

void TestRepresentationStore::numbersBeyondHalfStayFloat() {
    auto h = script::header();
    h.imageCount = 1;
    h.timesteps = {50};
    auto writer = StoreWriter::open(path("s"), h, {}, false);
    VERIFY_OK(writer);
    VERIFY_OK(writer->begin(script::image(0)));
    const float inf = std::numeric_limits<float>::infinity();
    const auto put = writer->put(
        0, 50,
        {{"mid_block", engine::NdArray::fromFloats({1, 1, 1, 4}, {65504, 65519, inf, 1})},
         {"up_blocks[1].attentions[0]",
          engine::NdArray::fromFloats({1, 1, 1, 3}, {70000.5F, -65520, 1})}});
    VERIFY_OK(put);
    QCOMPARE(put->size(), std::size_t(1));  // infinite before is infinite still
    QVERIFY2(put->front().find("2 numbers") != std::string::npos, put->front().c_str());
    QVERIFY2(put->front().find("70000.5") != std::string::npos, put->front().c_str());
    VERIFY_OK(writer->finish());
    const auto store = RepresentationStore::open(path("s"));
    VERIFY_OK(store);
    QVERIFY(store->array({0, 50, 0})->dtype() == engine::DType::F16);
    const auto kept = store->array({0, 50, 1});
    VERIFY_OK(kept);
    QVERIFY(kept->dtype() == engine::DType::F32);
    QCOMPARE(kept->floats()[0], 70000.5F);
}

void TestRepresentationStore::namesAreTamed() {
    auto h = script::header();
    auto writer = StoreWriter::open(path("s"), h, {}, false);
    VERIFY_OK(writer);
    auto image = script::image(2);
    image.name = core::storedName("some/folder/ka\xffter ~$(rm) \xc3\xa4.tar.png");
    QVERIFY2(image.name.find("\xef\xbf\xbd") != std::string::npos, "not UTF-8: a mark instead");
    VERIFY_OK(writer->begin(image));
    const auto file = writer->manifest().fileOf({2, 50, 0}).string();
    QVERIFY2(file.find_first_of(" ~$()\xc3\xff") == std::string::npos, file.c_str());
    QVERIFY2(file.starts_with("arrays/0002-ka") && file.ends_with("/t050/mid_block.npy"),
             file.c_str());
}

void TestRepresentationStore::shardsAreDisjointAndComplete() {
    for (const std::uint64_t pairs : {0u, 1u, 5u, 12u, 1000u})
        for (const int count : {1, 2, 3, 7, 40}) {
            std::uint64_t expected = 0, least = ~0ull, most = 0;
            for (int i = 0; i < count; ++i) {
                const Shard shard{i, count};
                QCOMPARE(shard.begin(pairs), expected);
                expected = shard.end(pairs);
                least = std::min(least, expected - shard.begin(pairs));
                most = std::max(most, expected - shard.begin(pairs));
            }
            QCOMPARE(expected, pairs);
            QVERIFY(most - least <= 1);
        }
}

void TestRepresentationStore::parsesShards_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("isGood");
    QTest::newRow("the first") << QByteArray("0/4") << true;
    QTest::newRow("the last") << QByteArray("3/4") << true;
    QTest::newRow("beyond the last") << QByteArray("4/4") << false;
    QTest::newRow("counted from 1 below") << QByteArray("-1/4") << false;
    QTest::newRow("no count") << QByteArray("1") << false;
    QTest::newRow("a tail") << QByteArray("1/4x") << false;
    QTest::newRow("empty") << QByteArray("") << false;
    QTest::newRow("no parts") << QByteArray("0/0") << false;
}

void TestRepresentationStore::parsesShards() {
    QFETCH(QByteArray, text);
    QFETCH(bool, isGood);
    const auto shard = Shard::parse(text.toStdString());
    QCOMPARE(shard.ok(), isGood);
    if (isGood)
        QCOMPARE(shard->text(), text.toStdString());
    else
        QVERIFY(shard.error().code == ErrorCode::Usage);
}

void TestRepresentationStore::goesOnWithWhatIsMissing() {
    VERIFY_OK(script::run(path("s")));
    const auto whole = script::contents(path("s"));
    const auto removed = "arrays/0001-cat_1/t050/mid_block.npy";
    const auto damaged = "arrays/0002-cat_2/t261/up_blocks[1].attentions[0].npy";
    script::fs::remove(path("s") / removed);
    auto bytes = whole.at(damaged);
    bytes.back() = char(bytes.back() ^ 1);
    test::put(path("s") / damaged, bytes);
    auto writer = StoreWriter::open(path("s"), script::header(), {}, true);
    VERIFY_OK(writer);
    std::map<std::pair<int, int>, std::vector<LayerPath>> missing;
    for (int image = 0; image < script::kImages; ++image)
        for (const int t : {50, 261})
            if (const auto list = writer->missing(image, t); !list->empty())
                missing[{image, t}] = *list;
    QCOMPARE(missing.size(), std::size_t(2));
    QVERIFY((missing[{1, 50}] == std::vector{LayerPath("mid_block")}));
    QVERIFY((missing[{2, 261}] == std::vector{LayerPath("up_blocks[1].attentions[0]")}));
    VERIFY_OK(script::fill(*writer));
    QVERIFY(script::contents(path("s")) == whole);
    const auto again = StoreWriter::open(path("s"), script::header(), {}, false);
    QVERIFY2(!again && again.error().message.find("--resume") != std::string::npos,
             "without --resume nothing is touched");
}

void TestRepresentationStore::refusesOtherOptions_data() {
    QTest::addColumn<QByteArray>("pointer");  // into the provenance; or a word
    QTest::addColumn<QByteArray>("named");
    QTest::newRow("an option") << QByteArray("/options/seed") << QByteArray("--seed 42 (found 7)");
    QTest::newRow("called as on the command line")
        << QByteArray("/options/pixel_range") << QByteArray("--pixel-range");
    QTest::newRow("an option that was not there")
        << QByteArray("/options/eta") << QByteArray("--eta null");
    QTest::newRow("the model") << QByteArray("/model") << QByteArray("model");
    QTest::newRow("timesteps") << QByteArray("timesteps") << QByteArray("--timestep [261,50]");
    QTest::newRow("layers") << QByteArray("layers") << QByteArray("--layers");
    QTest::newRow("element type") << QByteArray("dtype") << QByteArray("--store-dtype");
    QTest::newRow("how many pictures") << QByteArray("images") << QByteArray("pictures: 3");
    QTest::newRow("the part") << QByteArray("shard") << QByteArray("--shard 0/1 (found 0/2)");
}

void TestRepresentationStore::refusesOtherOptions() {
    QFETCH(QByteArray, pointer);
    QFETCH(QByteArray, named);
    VERIFY_OK(script::run(path("s")));
    const auto before = script::contents(path("s"));
    auto h = script::header();
    Shard shard;
    if (pointer == "timesteps") h.timesteps = {50, 261};
    if (pointer == "layers") h.layers.pop_back();
    if (pointer == "dtype") h.dtype = engine::DType::F32;
    if (pointer == "images") h.imageCount = 4;
    if (pointer == "shard") shard.count = 2;
    if (pointer.startsWith('/'))
        h.provenance[nlohmann::json::json_pointer(pointer.toStdString())] = 7;
    const auto writer = StoreWriter::open(path("s"), h, shard, true);
    QVERIFY(!writer);
    QVERIFY(writer.error().code == ErrorCode::Usage);
    QVERIFY2(writer.error().message.find(named.toStdString()) != std::string::npos,
             writer.error().message.c_str());
    QVERIFY(script::contents(path("s")) == before);
}

void TestRepresentationStore::refusesOtherPictures() {
    VERIFY_OK(script::run(path("s")));
    auto writer = StoreWriter::open(path("s"), script::header(), {}, true);
    VERIFY_OK(writer);
    auto changed = script::image(1);
    changed.sha256 = std::string(64, '0');
    const auto content = writer->begin(changed);
    QVERIFY(!content && content.error().code == ErrorCode::Usage);
    QVERIFY(content.error().message.find("cat 1.jpg") != std::string::npos);
    QVERIFY(content.error().message.find("other content") != std::string::npos);
    auto other = script::image(1);
    other.name = "dog.jpg";
    const auto name = writer->begin(other);
    QVERIFY(!name && name.error().message.find("dog.jpg") != std::string::npos);
}

void TestRepresentationStore::aFailedPictureMaySucceedLater() {
    {
        auto writer = StoreWriter::open(path("s"), script::header(), {}, true);
        VERIFY_OK(writer);
        auto failed = script::image(0);
        failed.isFailed = true;
        VERIFY_OK(writer->begin(failed));
        VERIFY_OK(writer->finish());
        const auto store = RepresentationStore::open(path("s"));
        VERIFY_OK(store);
        QVERIFY(store->manifest().images.at(0).isFailed && !store->isComplete());
    }
    VERIFY_OK(script::run(path("s")));
    VERIFY_OK(script::run(path("whole")));
    QVERIFY(script::contents(path("s")) == script::contents(path("whole")));
}

void TestRepresentationStore::oneWriterAtATime() {
    const auto first = StoreWriter::open(path("s"), script::header(), {}, true);
    VERIFY_OK(first);
    const auto second = StoreWriter::open(path("s"), script::header(), {}, true);
    QVERIFY(!second && second.error().code == ErrorCode::Io);
    VERIFY_OK(RepresentationStore::open(path("s")));  // readers may look
}

void TestRepresentationStore::mergedShardsAreOneRun_data() {
    QTest::addColumn<int>("shards");
    QTest::addColumn<bool>("copies");
    QTest::newRow("one") << 1 << false;
    QTest::newRow("a picture in two parts") << 4 << false;
    QTest::newRow("copied") << 3 << true;
    QTest::newRow("more parts than pairs: some are empty") << 9 << false;
}

void TestRepresentationStore::mergedShardsAreOneRun() {
    QFETCH(int, shards);
    QFETCH(bool, copies);
    VERIFY_OK(script::run(path("whole")));
    std::vector<script::fs::path> parts;
    for (int i = shards - 1; i >= 0; --i) {
        parts.push_back(path("part") += std::to_string(i));
        VERIFY_OK(script::run(parts.back(), {i, shards}));
        const auto part = RepresentationStore::open(parts.back());
        VERIFY_OK(part);
        QVERIFY(part->isComplete());
    }
    core::MergeOptions options;
    options.alwaysCopies = copies;
    const auto merged = core::mergeStores(parts, path("merged"), options);
    VERIFY_OK(merged);
    QVERIFY(merged->isComplete());
    QVERIFY(script::contents(path("merged")) == script::contents(path("whole")));
    const auto file = "arrays/0000-cat_0/t050/mid_block.npy";
    QCOMPARE(int(script::fs::hard_link_count(path("merged") / file)), copies ? 1 : 2);
    const auto again = core::mergeStores(parts, path("merged"));
    QVERIFY(!again && again.error().code == ErrorCode::Usage);
}

void TestRepresentationStore::mergeNamesConflicts() {
    VERIFY_OK(script::run(path("a"), {0, 2}));
    auto seed = script::header();
    seed.provenance["options"]["seed"] = 7;
    VERIFY_OK(script::run(path("seed"), {1, 2}, true, seed));
    const auto options = core::mergeStores({path("a"), path("seed")}, path("m"));
    QVERIFY(!options && options.error().message.find("--seed 42 (found 7)") != std::string::npos);
    const auto other = [&](const char* name, const core::StoredImage& image, float value) {
        auto writer = StoreWriter::open(path(name), script::header(), {}, true);
        QVERIFY(writer.ok() && writer->begin(image).ok());
        QVERIFY(
            writer->put(0, 50, {{"mid_block", engine::NdArray::fromFloats({1}, {value})}}).ok());
        VERIFY_OK(writer->finish());
    };
    other("array", script::image(0), 3);
    const auto array = core::mergeStores({path("a"), path("array")}, path("m"));
    QVERIFY(!array && array.error().code == ErrorCode::Usage);
    QVERIFY2(array.error().message.find("0000-cat_0/t050/mid_block") != std::string::npos,
             array.error().message.c_str());
    auto dog = script::image(0);
    dog.name = "dog.jpg";
    other("dog", dog, 3);
    const auto picture = core::mergeStores({path("a"), path("dog")}, path("m"));
    QVERIFY(!picture && picture.error().message.find("cat 0.jpg and dog.jpg") != std::string::npos);
    QVERIFY(!script::fs::exists(path("m") / core::kStoreManifest));
}

void TestRepresentationStore::mergeFindsBrokenFiles() {
    VERIFY_OK(script::run(path("a"), {0, 2}));
    VERIFY_OK(script::run(path("b"), {1, 2}));
    const auto file = path("b") / "arrays/0002-cat_2/t050/mid_block.npy";
    auto bytes = test::contentOf(file);
    bytes.back() = char(bytes.back() ^ 1);
    test::put(file, bytes);
    const auto merged = core::mergeStores({path("a"), path("b")}, path("m"));
    QVERIFY(!merged && merged.error().code == ErrorCode::BadFile);
    QVERIFY(merged.error().message.find("0002-cat_2/t050/mid_block.npy") != std::string::npos);
    QVERIFY(!script::fs::exists(path("m") / core::kStoreManifest));
    VERIFY_OK(script::run(path("b"), {1, 2}));  // made again
    VERIFY_OK(core::mergeStores({path("a"), path("b")}, path("m")));
}

void TestRepresentationStore::anInterruptedMergeGoesOn() {
    VERIFY_OK(script::run(path("whole")));
    VERIFY_OK(script::run(path("a"), {0, 2}));
    VERIFY_OK(script::run(path("b"), {1, 2}));
    core::MergeOptions options;
    options.proceed = [](std::size_t done, std::size_t) { return done < 5; };
    const auto stopped = core::mergeStores({path("a"), path("b")}, path("m"), options);
    QVERIFY(!stopped && stopped.error().code == ErrorCode::Cancelled);
    test::put(path("m") / "arrays/0000-cat_0/t050/mid_block.npy", "cut o");
    QVERIFY2(test::contentOf(path("a") / "arrays/0000-cat_0/t050/mid_block.npy") == "cut o",
             "hard links: so this is a broken source");
    VERIFY_OK(script::run(path("a"), {0, 2}));
    VERIFY_OK(core::mergeStores({path("a"), path("b")}, path("m")));
    QVERIFY(script::contents(path("m")) == script::contents(path("whole")));
}

void TestRepresentationStore::aPartialMergeSaysSo() {
    VERIFY_OK(script::run(path("a"), {0, 3}));
    VERIFY_OK(script::run(path("c"), {2, 3}));
    const auto merged = core::mergeStores({path("a"), path("c")}, path("m"));
    VERIFY_OK(merged);
    QVERIFY(!merged->isComplete());
    QCOMPARE(merged->arrays.size(), std::size_t(8));
    VERIFY_OK(script::run(path("m")));  // the rest
    VERIFY_OK(script::run(path("whole")));
    QVERIFY(script::contents(path("m")) == script::contents(path("whole")));
}

void TestRepresentationStore::refusesBrokenManifests_data() {
    QTest::addColumn<QByteArray>("pointer");
    QTest::addColumn<QByteArray>("value");
    const auto row = [](const char* why, const char* pointer, const char* value) {
        QTest::newRow(why) << QByteArray(pointer) << QByteArray(value);
    };
    row("another format", "/format", "\"zarr\"");
    row("a newer version", "/version", "2");
    row("no state", "/state", "\"done\"");
    row("a part beyond the last", "/shard", "\"2/2\"");
    row("another element type", "/dtype", "\"int8\"");
    row("no pictures", "/image_count", "0");
    row("timestep beyond the schedule", "/timesteps/0", "1000");
    row("a timestep twice", "/timesteps/0", "50");
    row("a layer that climbs out", "/layers/0", "\"../x\"");
    row("a layer that is hidden", "/layers/0", "\".x\"");
    row("a layer twice", "/layers/0", "\"up_blocks[1].attentions[0]\"");
    row("no provenance", "/provenance", "[]");
    row("a picture beyond the list", "/images/0/index", "3");
    row("a digest that is none", "/images/0/sha256", "\"x\"");
    row("a picture without size", "/images/0/width", "0");
    row("an array of a picture that is not there", "/images/0/index", "1");
    row("a timestep that is none of the store's", "/arrays/0/timestep", "51");
    row("a layer that is none of the store's", "/arrays/0/layer", "\"conv_in\"");
    row("a negative side", "/arrays/0/shape/0", "-1");
    row("an array's digest that is none", "/arrays/0/sha256", "\"\"");
    row("a file elsewhere", "/arrays/0/file", "\"../../etc/passwd\"");
    row("something more", "/more", "1");
}

void TestRepresentationStore::refusesBrokenManifests() {
    QFETCH(QByteArray, pointer);
    QFETCH(QByteArray, value);
    VERIFY_OK(script::run(path("s")));
    const auto file = path("s") / core::kStoreManifest;
    auto manifest = nlohmann::json::parse(test::contentOf(file));
    manifest[nlohmann::json::json_pointer(pointer.toStdString())] =
        nlohmann::json::parse(value.toStdString());
    test::put(file, manifest.dump());
    const auto store = RepresentationStore::open(path("s"));
    QVERIFY(!store);
    QVERIFY(store.error().code == ErrorCode::BadFile);
    QVERIFY(store.error().message.find("manifest.json") != std::string::npos);
    const auto writer = StoreWriter::open(path("s"), script::header(), {}, true);
    QVERIFY(!writer && writer.error().code == ErrorCode::BadFile);
    QVERIFY2(test::contentOf(file) == manifest.dump(), "what cannot be read is not overwritten");
}

void TestRepresentationStore::refusesBrokenArrays() {
    VERIFY_OK(script::run(path("s")));
    const auto store = RepresentationStore::open(path("s"));
    VERIFY_OK(store);
    const core::ArrayKey key{1, 50, 0};
    const auto file = path("s") / store->manifest().fileOf(key);
    const auto whole = test::contentOf(file);
    for (const auto& broken : {whole.substr(0, whole.size() - 1), std::string("no array"),
                               test::contentOf(path("s") / core::kStoreManifest)}) {
        test::put(file, broken);
        const auto array = store->array(key);
        QVERIFY(!array && array.error().code == ErrorCode::BadFile);
        QVERIFY(!store->verify(key));
    }
    const auto outside = store->array({0, 51, 0});
    QVERIFY(!outside && outside.error().code == ErrorCode::Usage);
    script::fs::remove(file);
    QVERIFY(store->array(key).error().code == ErrorCode::BadFile);
}

void TestRepresentationStore::aTornJournalLineDoesNotCount() {
    auto writer = StoreWriter::open(path("s"), script::header(), {}, true);
    VERIFY_OK(writer);
    VERIFY_OK(writer->begin(script::image(0)));
    for (const int t : {50, 261})
        VERIFY_OK(
            writer->put(0, t, {{"mid_block", script::activation(0, t, LayerPath("mid_block"))}}));
    const auto journal = path("s") / core::kStoreJournal;
    const auto lines = test::contentOf(journal);
    const auto first = lines.find('\n') + 1;
    for (std::size_t length = 0; length <= lines.size(); ++length) {
        test::put(journal, lines.substr(0, length));
        const auto store = RepresentationStore::open(path("s"));
        VERIFY_OK(store);
        const std::size_t expected = length < first ? 0 : length < lines.size() ? 1 : 2;
        QCOMPARE(store->manifest().arrays.size(), expected);
    }
    test::put(journal, "{}\n" + lines);
    const auto broken = RepresentationStore::open(path("s"));
    QVERIFY(!broken && broken.error().message.find("line 1") != std::string::npos);
}

QTEST_GUILESS_MAIN(TestRepresentationStore)
#include "tst_representation_store.moc"
