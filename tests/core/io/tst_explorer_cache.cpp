// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_files.h"

#include <io/explorer_cache.h>
#include <io/representation_store.h>

#include <QTemporaryDir>
#include <QTest>

#include <cmath>

namespace fs = std::filesystem;

using core::importExplorerCache;
using core::RepresentationStore;
using core::scanExplorerCache;

namespace {

const std::string kCat(32, 'a'), kDog = std::string(31, 'b') + "0";

/// A number of float16 that says where it is from.
float numberAt(int seed, int row, int col, int channel) {
    return float(seed) + float(row) / 8 - float(col) / 16 + float(channel % 64) / 4;
}

/// [n, n, C] as the explorer writes it.
std::string cacheBytes(int seed, int side, int channels) {
    std::string bytes;
    for (int row = 0; row < side; ++row)
        for (int col = 0; col < side; ++col)
            for (int c = 0; c < channels; ++c) {
                const auto half = engine::floatToHalf(numberAt(seed, row, col, c));
                bytes += char(half & 0xff);
                bytes += char(half >> 8);
            }
    return bytes;
}

void putFile(const fs::path& path, std::string_view bytes) {
    fs::create_directories(path.parent_path());
    test::put(path, bytes);
}

}  // namespace

class TestExplorerCache : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void knowsModels_data();
    void knowsModels();
    void importsTheSameNumbers();
    void takesIncompleteStepsAsFarAsTheyGo();
    void leavesOutWhatIsNoneOfIt();
    void goesOnWhereItWasInterrupted();
    void refuses_data();
    void refuses();

private:
    fs::path root() const { return m_dir->path().toStdString(); }
    fs::path cache() const { return root() / "representations"; }
    /// Of the cat at step 50.
    fs::path at(const std::string& name) const { return cache() / kCat / "SD1.5" / "50" / name; }

    std::unique_ptr<QTemporaryDir> m_dir;
};

/// Two pictures, two steps, three positions; the second picture's PNG is not there.
void TestExplorerCache::init() {
    m_dir = std::make_unique<QTemporaryDir>();
    int seed = 0;
    for (const auto& picture : {kCat, kDog})
        for (const char* step : {"50", "200"}) {
            const auto folder = cache() / picture / "SD1.5" / step;
            putFile(folder / "up_blocks[3].bin", cacheBytes(++seed, 4, 320));
            putFile(folder / "conv_in.bin", cacheBytes(++seed, 5, 320));
            putFile(folder / "conv_out.bin", cacheBytes(++seed, 4, 4));
        }
    putFile(root() / "images" / (kCat + ".png"), "cat");
}

void TestExplorerCache::knowsModels_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("position");
    QTest::addColumn<int>("channels");  // -1: none
    QTest::addColumn<int>("side");
    const auto row = [](const char* name, const char* position, int channels, int side) {
        QTest::addRow("%s %s", name, position)
            << QString::fromLatin1(name) << QString::fromLatin1(position) << channels << side;
    };
    row("SD1.5", "up_blocks[2]", 640, 512);
    row("sd-turbo", "down_blocks[3]", 1280, 512);
    row("SD2.1", "conv_out", 4, 768);
    row("SDXL", "up_blocks[2]", 320, 1024);
    row("SDXL", "up_blocks[3]", -1, 1024);
    row("SDXL-Turbo", "mid_block", 1280, 512);
    row("SDXL-Lightning-4step", "conv_in", 320, 1024);
    row("SD3", "transformer_blocks[23]", 1536, 1024);
    row("SD3", "transformer_blocks[24]", -1, 1024);
    row("FLUX-schnell", "transformer_blocks[0]", 3072, 1024);
}

void TestExplorerCache::knowsModels() {
    QFETCH(QString, name);
    QFETCH(QString, position);
    QFETCH(int, channels);
    QFETCH(int, side);
    const auto model = core::explorerModelNamed(name.toStdString());
    QVERIFY(model);
    QCOMPARE(model->channelsOf(position.toStdString()).value_or(-1), channels);
    QCOMPARE(model->defaultSide, side);
    QVERIFY(!core::explorerModelNamed("DALL-E"));
}

/// Through the store and back, each number at its row, column and channel.
void TestExplorerCache::importsTheSameNumbers() {
    const auto found = scanExplorerCache(cache(), "SD1.5");
    QVERIFY2(found.ok(), found ? "" : found.error().message.c_str());
    QVERIFY(found->notices.empty());
    const auto imported = importExplorerCache(*found, cache(), "SD1.5", root() / "store");
    QVERIFY2(imported.ok(), imported ? "" : imported.error().message.c_str());
    const auto store = RepresentationStore::open(root() / "store");
    QVERIFY(store && store->isComplete());
    const auto& manifest = store->manifest();
    QCOMPARE(manifest.header.timesteps, (std::vector<int>{50, 200}));
    QCOMPARE(manifest.header.layers.front().text(), std::string("conv_in"));  // network's order
    QCOMPARE(manifest.arrays.size(), std::size_t(12));
    QCOMPARE(manifest.images.at(0).name, kCat + ".png");
    QCOMPARE(manifest.images.at(0).size, (engine::PixelSize{512, 512}));
    QCOMPARE(manifest.images.at(0).sha256,
             std::string("77af778b51abd4a3c51c5ddd97204a9c3ae614ebccb75a606c3b6865aed6744e"));
    QCOMPARE(manifest.images.at(1).sha256, std::string());
    const auto key = store->find(1, 200, engine::LayerPath("conv_in"));
    QVERIFY(key && store->verify(*key));
    const auto array = store->array(*key).value();
    QCOMPARE(array.shape(), (std::vector<std::int64_t>{1, 320, 5, 5}));
    const auto values = array.toFloats().value();
    const int seed = 11;  // the eleventh file that was put
    for (int c = 0; c < 320; ++c)
        for (int row = 0; row < 5; ++row)
            for (int col = 0; col < 5; ++col)
                QCOMPARE(values[std::size_t((c * 5 + row) * 5 + col)],
                         engine::halfToFloat(engine::floatToHalf(numberAt(seed, row, col, c))));
}

void TestExplorerCache::takesIncompleteStepsAsFarAsTheyGo() {
    fs::remove(at("conv_in.bin"));
    fs::create_directories(cache() / kDog / "SD1.5" / "999");  // begun, nothing in it
    const auto found = scanExplorerCache(cache(), "SD1.5").value();
    QCOMPARE(found.notices.size(), std::size_t(2));
    QVERIFY(found.notices[0].find("is not complete: 2 of 3 positions.") != std::string::npos);
    QVERIFY(found.notices[1].find("999 is not complete: 0 of 3") != std::string::npos);
    const auto imported = importExplorerCache(found, cache(), "SD1.5", root() / "store").value();
    QVERIFY(!imported.isComplete());
    QCOMPARE(imported.arrays.size(), std::size_t(11));
    QVERIFY(RepresentationStore::open(root() / "store").ok());
}

void TestExplorerCache::leavesOutWhatIsNoneOfIt() {
    putFile(cache() / "notes" / "SD1.5" / "50" / "conv_in.bin", "x");
    putFile(cache() / kCat / "SD1.5" / "1000" / "conv_in.bin", "x");
    putFile(cache() / kCat / "SD2.1" / "50" / "conv_in.bin", "x");
    putFile(at("readme.txt"), "x");
    const auto found = scanExplorerCache(cache(), "SD1.5").value();
    QCOMPARE(found.files.size(), std::size_t(12));
    QCOMPARE(found.notices.size(), std::size_t(2));  // the name, and the step
}

void TestExplorerCache::goesOnWhereItWasInterrupted() {
    const auto found = scanExplorerCache(cache(), "SD1.5").value();
    core::ExplorerImport options;
    options.proceed = [](std::size_t done, std::size_t) { return done < 6; };
    const auto stopped = importExplorerCache(found, cache(), "SD1.5", root() / "store", options);
    QVERIFY(!stopped);
    QCOMPARE(stopped.error().code, engine::ErrorCode::Cancelled);
    QCOMPARE(RepresentationStore::open(root() / "store")->manifest().arrays.size(), std::size_t(6));
    const auto refused = importExplorerCache(found, cache(), "SD1.5", root() / "store");
    QCOMPARE(refused.error().code, engine::ErrorCode::Usage);
    const auto rest = importExplorerCache(found, cache(), "SD1.5", root() / "store", {true, {}});
    QVERIFY(rest && rest->isComplete());
    QVERIFY(importExplorerCache(found, cache(), "SD1.5", root() / "once").ok());
    QCOMPARE(test::contentOf(root() / "store" / "manifest.json"),
             test::contentOf(root() / "once" / "manifest.json"));
}

void TestExplorerCache::refuses_data() {
    QTest::addColumn<QString>("file");
    QTest::addColumn<int>("bytes");
    QTest::addColumn<QString>("model");
    QTest::addColumn<engine::ErrorCode>("code");
    QTest::addColumn<QString>("says");
    const auto model = QStringLiteral("SD1.5");
    using enum engine::ErrorCode;
    QTest::newRow("cut short") << QStringLiteral("conv_in.bin") << 15999 << model << BadFile
                               << QStringLiteral("16000 for n = 5, but found 15999.");
    QTest::newRow("empty") << QStringLiteral("conv_in.bin") << 0 << model << BadFile
                           << QStringLiteral("but found 0.");
    QTest::newRow("no square") << QStringLiteral("conv_out.bin") << 8 * 6 << model << BadFile
                               << QStringLiteral("such as 32 for n = 2, but found 48.");
    QTest::newRow("a position of another network")
        << QStringLiteral("up_blocks[4].bin") << 640 << model << BadFile
        << QStringLiteral("SD1.5 has no position up_blocks[4].");
    QTest::newRow("a model that is not there")
        << QString() << 0 << QStringLiteral("SDXL") << BadFile << QStringLiteral("of SDXL");
    QTest::newRow("no model of the explorer") << QString() << 0 << QStringLiteral("DALL-E") << Usage
                                              << QStringLiteral("'DALL-E' is no model");
}

void TestExplorerCache::refuses() {
    QFETCH(QString, file);
    QFETCH(int, bytes);
    QFETCH(QString, model);
    QFETCH(engine::ErrorCode, code);
    QFETCH(QString, says);
    if (!file.isEmpty()) putFile(at(file.toStdString()), std::string(std::size_t(bytes), '\0'));
    const auto found = scanExplorerCache(cache(), model.toStdString());
    QVERIFY(!found);
    QCOMPARE(found.error().code, code);
    const auto message = QString::fromStdString(found.error().message);
    QVERIFY2(message.contains(says), qPrintable(message));
    if (!file.isEmpty()) QVERIFY(message.contains(file));
    QCOMPARE(scanExplorerCache(root() / "nothing", "SD1.5").error().code,
             engine::ErrorCode::BadFile);
}

QTEST_GUILESS_MAIN(TestExplorerCache)
#include "tst_explorer_cache.moc"
