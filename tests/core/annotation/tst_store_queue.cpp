// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/store_script.h"

#include <annotation/store_queue.h>
#include <session/stored_norm_maps.h>

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <fstream>

/// A representation store as the labeler's queue.
class TestStoreQueue : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void everyPictureIsInTheQueue();
    void normsAreThoseOfTheArrays_data();
    void normsAreThoseOfTheArrays();
    void changedArrayIsBlocked();
    void noStoreIsRefused();

private:
    void make(engine::DType dtype);
    std::unique_ptr<QTemporaryDir> m_folder;
    std::filesystem::path m_store, m_file;
};

void TestStoreQueue::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    m_store = std::filesystem::path(m_folder->path().toStdString()) / "store";
    m_file = core::projectFileFor(m_store);
}

void TestStoreQueue::make(engine::DType dtype) {
    auto writer = core::StoreWriter::open(m_store, script::header(dtype), {}, false);
    QVERIFY(writer);
    QVERIFY(script::fill(*writer));  // and finishes it
}

void TestStoreQueue::everyPictureIsInTheQueue() {
    make(engine::DType::F32);
    QCOMPARE(core::labelTargetOf(m_store), core::LabelTarget::Store);
    const auto made = core::labelProjectOfStore(m_store, m_file);
    QVERIFY2(made.ok(), made.ok() ? "" : made.error().message.c_str());
    const auto& project = made->project;
    QCOMPARE(project.images.size(), std::size_t(script::kImages));
    QCOMPARE(project.images[1].number, std::int64_t(1));
    QVERIFY(core::displayName(project.images[1]).starts_with("0001"));
    QCOMPARE(project.settings.layer, engine::LayerPath("mid_block"));  // has no up_blocks[1]
    QCOMPARE(project.settings.timestep, std::optional(50));
    QCOMPARE(project.settings.seed, std::optional(std::int64_t(42)));
    QCOMPARE(project.settings.pixelRange, std::string("paper"));
    QCOMPARE(project.settings.grid, (engine::TokenGrid{3, 5}));
    QVERIFY(core::holdsNormPictures(project, m_file));
}

void TestStoreQueue::normsAreThoseOfTheArrays_data() {
    QTest::addColumn<bool>("isHalf");
    QTest::newRow("float32") << false;
    QTest::newRow("float16: 11 bits") << true;
}

void TestStoreQueue::normsAreThoseOfTheArrays() {
    QFETCH(bool, isHalf);
    make(isHalf ? engine::DType::F16 : engine::DType::F32);
    const auto made = core::labelProjectOfStore(m_store, m_file);
    QVERIFY(made.ok());
    core::StoredNormMaps maps(made->project, m_file.parent_path());
    QVERIFY(maps.isRaw());
    maps.want({2, 0, 1});
    QTRY_COMPARE(maps.known(), script::kImages);
    const auto array = script::activation(2, 50, engine::LayerPath("mid_block"));
    for (std::size_t token = 0; token < 15; ++token) {
        const double a = double(array.floats()[token]), b = double(array.floats()[15 + token]);
        const double norm = std::sqrt(a * a + b * b);
        const double found = double(maps.find(2)->values()[token]);
        QVERIFY(std::abs(found - norm) <= (isHalf ? 1e-3 : 1e-6) * norm + 1e-6);
    }
}

void TestStoreQueue::changedArrayIsBlocked() {
    make(engine::DType::F32);
    const auto made = core::labelProjectOfStore(m_store, m_file);
    QVERIFY(made.ok());
    std::fstream file(m_file.parent_path() / made->project.images[0].path,
                      std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(-1, std::ios::end);
    file.put('x');
    file.close();
    core::StoredNormMaps maps(made->project, m_file.parent_path());
    QSignalSpy failed(&maps, &core::NormMaps::failed);
    maps.want({0});
    QTRY_COMPARE(failed.count(), 1);
}

void TestStoreQueue::noStoreIsRefused() {
    std::filesystem::create_directory(m_store);
    QCOMPARE(core::labelTargetOf(m_store), core::LabelTarget::None);
    const auto made = core::labelProjectOfStore(m_store, m_file);
    QVERIFY(!made && made.error().code == engine::ErrorCode::BadFile);
}

QTEST_GUILESS_MAIN(TestStoreQueue)
#include "tst_store_queue.moc"
