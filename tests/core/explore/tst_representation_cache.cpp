// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/representation_cache.h"
#include "explore/representation_file.h"
#include "support/layers_of_numbers.h"
#include "support/test_files.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <cstring>
#include <sys/resource.h>

using core::CaptureKey;
using core::CaptureState;
using core::RepresentationCache;
using Shared = std::shared_ptr<const engine::Representation>;

namespace {

constexpr std::size_t kBytes = 2 * 3 * 5 * sizeof(float);

Shared numbers(float first) {
    std::vector<float> values(2 * 3 * 5);
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = first + float(i) / 7;
    return layerOf(2, 3, 5, values);
}

CaptureKey key(int column, int subject = 1) {
    return {{subject, column}, engine::LayerPath("up_blocks[1]")};
}

bool isSame(const Shared& a, const Shared& b) {
    const auto same = [](std::span<const float> x, std::span<const float> y) {
        return x.size() == y.size() && std::memcmp(x.data(), y.data(), x.size_bytes()) == 0;
    };
    return a && b && a->path() == b->path() && a->grid() == b->grid() &&
           same(a->tokens(), b->tokens()) && same(a->norms().values(), b->norms().values()) &&
           same(a->channelMeans(), b->channelMeans());
}

}  // namespace

class TestRepresentationCache : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void keepsTheBudget();
    void comesBackBitForBit();
    void whatIsHeldStays();
    void leastRecentlyUsedLeaves();
    void countsToZero();
    void oldTransfersDoNotReachANewActivation();
    void moreThanTheBudgetOnScreenSettles();
    void noFolderLosesAloud();
    void fullDiskLosesAloud();
    void damagedFileIsLost();
    void goesWhileItMoves();
    void knowsItsColumns();

private:
    std::filesystem::path folder() const { return m_folder->path().toStdString(); }
    std::vector<std::filesystem::path> files() const { return test::filesUnder(folder(), ".f32"); }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestRepresentationCache::init() {
    m_folder = std::make_unique<QTemporaryDir>();
}

void TestRepresentationCache::keepsTheBudget() {
    RepresentationCache cache(2 * kBytes, folder());
    for (int i = 0; i < 5; ++i) cache.put(key(i), numbers(float(i)));
    QTRY_COMPARE(cache.bytesInMemory(), 2 * kBytes);
    QCOMPARE(cache.bytesOnDisk(), 3 * kBytes);
    QCOMPARE(cache.stateOf(key(0)), CaptureState::Disk);
    QCOMPARE(cache.stateOf(key(4)), CaptureState::Memory);
    QVERIFY(cache.norms(key(0)));  // no reading needed
    cache.setBudget(0);
    QTRY_COMPARE(cache.bytesInMemory(), std::size_t(0));
    QCOMPARE(files().size(), std::size_t(5));
}

void TestRepresentationCache::comesBackBitForBit() {
    RepresentationCache cache(0, folder());
    auto values = std::vector<float>(2 * 3 * 5, -0.0f);
    values[3] = std::nanf("7");
    values[4] = 1e-42f;
    const auto written = layerOf(2, 3, 5, values);
    cache.put(key(0), layerOf(2, 3, 5, values));
    cache.put(key(1), numbers(1));
    QTRY_COMPARE(cache.stateOf(key(0)), CaptureState::Disk);
    QSignalSpy arrived(&cache, &RepresentationCache::arrived);
    QVERIFY(!cache.get(key(0)));
    QVERIFY(!cache.get(key(0)));  // asked twice, read once
    QTRY_COMPARE(arrived.count(), 1);
    QVERIFY(isSame(cache.get(key(0)), written));
}

void TestRepresentationCache::whatIsHeldStays() {
    RepresentationCache cache(0, folder());
    const auto held = numbers(1);
    cache.put(key(0), held);
    cache.put(key(1), numbers(2));
    QTRY_COMPARE(cache.stateOf(key(1)), CaptureState::Disk);
    QCOMPARE(cache.get(key(0)), held);
    QCOMPARE(cache.bytesInMemory(), kBytes);
}

void TestRepresentationCache::leastRecentlyUsedLeaves() {
    RepresentationCache cache(2 * kBytes, folder());
    cache.put(key(0), numbers(0));
    cache.put(key(1), numbers(1));
    QVERIFY(cache.get(key(0)));
    cache.put(key(2), numbers(2));
    QTRY_COMPARE(cache.stateOf(key(1)), CaptureState::Disk);
    QCOMPARE(cache.stateOf(key(0)), CaptureState::Memory);
}

void TestRepresentationCache::countsToZero() {
    RepresentationCache cache(kBytes, folder());
    for (int i = 0; i < 4; ++i) cache.put(key(i % 3, 1 + i % 2), numbers(float(i)));
    cache.put(key(0), numbers(9));  // in place of another
    cache.get(key(0));
    cache.forgetSubject(2);
    QVERIFY(!cache.contains(key(1, 2)) && cache.contains(key(0)));
    cache.clear();
    QCOMPARE(cache.bytesInMemory(), std::size_t(0));
    QCOMPARE(cache.bytesOnDisk(), std::size_t(0));
    QVERIFY(cache.keys().empty());
    QTRY_VERIFY(files().empty());
    for (int i = 0; i < 4; ++i) cache.put(key(i), numbers(float(i)));
    QTRY_COMPARE(cache.bytesOnDisk(), 3 * kBytes);
    QCOMPARE(cache.bytesInMemory(), kBytes);
    cache.clear();
    QCOMPARE(cache.bytesOnDisk() + cache.bytesInMemory(), std::size_t(0));
}

// An old write or read ended after the same key was put again: its numbers were taken for the new.
void TestRepresentationCache::oldTransfersDoNotReachANewActivation() {
    RepresentationCache cache(0, folder());
    cache.put(key(0), numbers(1));
    cache.setBudget(0);  // being written
    cache.clear();
    cache.put(key(0), numbers(2));
    cache.setBudget(0);  // being written, both
    QTRY_COMPARE(cache.stateOf(key(0)), CaptureState::Disk);
    QVERIFY(!cache.get(key(0)));  // being read
    cache.put(key(0), numbers(3));
    cache.setBudget(0);
    QTRY_COMPARE(cache.stateOf(key(0)), CaptureState::Disk);
    QVERIFY(!cache.get(key(0)));
    QTRY_VERIFY(cache.stateOf(key(0)) == CaptureState::Memory);
    QVERIFY(isSame(cache.get(key(0)), numbers(3)));
    QCOMPARE(files().size(), std::size_t(1));
}

// Maps whose inputs do not fit took turns between memory and disk for ever.
void TestRepresentationCache::moreThanTheBudgetOnScreenSettles() {
    RepresentationCache cache(2 * kBytes, folder());
    for (int i = 0; i < 6; ++i) cache.put(key(i), numbers(float(i)));
    QTRY_COMPARE(cache.bytesInMemory(), 2 * kBytes);
    QSignalSpy arrived(&cache, &RepresentationCache::arrived);
    const auto look = [&] {
        int count = 0;
        for (int i = 0; i < 4; ++i) count += cache.get(key(i)) != nullptr;
        return count;
    };
    connect(&cache, &RepresentationCache::arrived, &cache, look);
    look();
    QTRY_COMPARE(look(), 4);
    QCOMPARE(arrived.count(), 4);
    disconnect(&cache, &RepresentationCache::arrived, nullptr, nullptr);
    cache.put(key(9), numbers(9));  // and afterwards the budget is kept again
    QTRY_COMPARE(cache.bytesInMemory(), 2 * kBytes);
}

void TestRepresentationCache::noFolderLosesAloud() {
    RepresentationCache cache(0, "/proc/no/folder/can/be/made");
    QSignalSpy lost(&cache, &RepresentationCache::lost);
    cache.put(key(0), numbers(0));
    QVERIFY(cache.contains(key(0)));
    QTRY_COMPARE(lost.count(), 1);
    QCOMPARE(lost[0][0].value<CaptureKey>(), key(0));
    QCOMPARE(lost[0][1].value<engine::Error>().code, engine::ErrorCode::Io);
    QVERIFY(!cache.contains(key(0)));
    QCOMPARE(cache.bytesInMemory() + cache.bytesOnDisk(), std::size_t(0));
}

void TestRepresentationCache::fullDiskLosesAloud() {
    std::signal(SIGXFSZ, SIG_IGN);  // so that write() fails with EFBIG instead
    rlimit before{};
    QCOMPARE(::getrlimit(RLIMIT_FSIZE, &before), 0);
    const rlimit small{50, before.rlim_max};
    RepresentationCache cache(0, folder());
    QSignalSpy lost(&cache, &RepresentationCache::lost);
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &small), 0);
    cache.put(key(0), numbers(0));
    const bool isLost = QTest::qWaitFor([&] { return lost.count() == 1; });
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &before), 0);
    QVERIFY(isLost);
    QCOMPARE(lost[0][1].value<engine::Error>().code, engine::ErrorCode::OutOfDisk);
    QVERIFY(files().empty());  // nothing half written
    QCOMPARE(cache.bytesInMemory() + cache.bytesOnDisk(), std::size_t(0));
    cache.put(key(0), numbers(0));
    QTRY_COMPARE(cache.stateOf(key(0)), CaptureState::Disk);
}

void TestRepresentationCache::damagedFileIsLost() {
    RepresentationCache cache(0, folder());
    cache.put(key(0), numbers(0));
    QTRY_COMPARE(cache.stateOf(key(0)), CaptureState::Disk);
    std::filesystem::resize_file(files()[0], kBytes);
    QSignalSpy lost(&cache, &RepresentationCache::lost);
    QVERIFY(!cache.get(key(0)));
    QTRY_COMPARE(lost.count(), 1);
    QCOMPARE(lost[0][1].value<engine::Error>().code, engine::ErrorCode::BadFile);
    QCOMPARE(cache.bytesInMemory() + cache.bytesOnDisk(), std::size_t(0));
}

void TestRepresentationCache::goesWhileItMoves() {
    for (int round = 0; round < 20; ++round) {
        RepresentationCache cache(0, folder());
        for (int i = 0; i < 20; ++i) cache.put(key(i), numbers(float(i)));
        if (round % 2 == 0) QTRY_VERIFY(cache.bytesOnDisk() > 0);
        for (int i = 0; i < 20; ++i) cache.get(key(i));
    }
    QVERIFY(std::filesystem::is_empty(folder()));  // the files go with it
}

void TestRepresentationCache::knowsItsColumns() {
    RepresentationCache cache(1 << 20, folder());
    for (const int column : {200, 0, 50}) cache.put(key(column), numbers(1));
    cache.put(key(7, 2), numbers(1));
    cache.put({{1, 9}, engine::LayerPath("mid_block")}, numbers(1));
    QCOMPARE(cache.columnsOf(1, engine::LayerPath("up_blocks[1]")), (std::vector<int>{0, 50, 200}));
    QCOMPARE(cache.columnsOf(3, engine::LayerPath("up_blocks[1]")), std::vector<int>());
    QVERIFY(cache.largestZ(key(0)) > 1);
    QCOMPARE(cache.largestZ(key(1)), 0.0f);
    QVERIFY(files().empty() && cache.freeOnDisk() > 0);
}

QTEST_GUILESS_MAIN(TestRepresentationCache)
#include "tst_representation_cache.moc"
