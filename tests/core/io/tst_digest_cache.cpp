// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_files.h"

#include <io/digest_cache.h>

#include <QTemporaryDir>
#include <QTest>

using core::DigestCache;
namespace fs = std::filesystem;

class TestDigestCache : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isAsReadAnew();
    void changedFilesAreReadAgain();
    void weightsAreReadOnce();
    void errorsAreNotKept();
    void stops();

private:
    fs::path file(const char* name) const {
        return m_folder.filePath(QLatin1String(name)).toStdString();
    }
    QTemporaryDir m_folder;
};

void TestDigestCache::isAsReadAnew() {
    test::put(file("a.png"), "some bytes");
    DigestCache cache;
    for (int i = 0; i < 2; ++i) {
        const auto digest = cache.file(file("a.png"));
        QVERIFY(digest);
        QCOMPARE(digest->sha256, core::digestFile(file("a.png"))->sha256);
        QCOMPARE(digest->name, std::string("a.png"));
    }
}

void TestDigestCache::changedFilesAreReadAgain() {
    DigestCache cache;
    test::put(file("b.png"), "one");
    const auto before = cache.file(file("b.png"));
    test::put(file("b.png"), "another");
    const auto after = cache.file(file("b.png"));
    QVERIFY(before && after);
    QVERIFY(before->sha256 != after->sha256);
}

void TestDigestCache::weightsAreReadOnce() {
    engine::ModelInfo model;
    model.folder = file("model");
    engine::ComponentInfo unet;
    unet.name = "unet";
    unet.folder = file("");
    unet.weightFiles = {file("w.safetensors")};
    model.components = {unet};
    test::put(file("w.safetensors"), "weights");
    const auto time = fs::last_write_time(file("w.safetensors"));
    DigestCache cache;
    const auto read = cache.weights(model);
    QVERIFY(read);
    QCOMPARE(read->size(), std::size_t(1));
    QCOMPARE(read->front().name, std::string("unet/w.safetensors"));
    // As long and as old as before: nobody looks into it.
    test::put(file("w.safetensors"), "WEIGHTS");
    fs::last_write_time(file("w.safetensors"), time);
    QCOMPARE(cache.weights(model)->front().sha256, read->front().sha256);
    fs::last_write_time(file("w.safetensors"), time + std::chrono::seconds(1));
    QVERIFY(cache.weights(model)->front().sha256 != read->front().sha256);
}

void TestDigestCache::errorsAreNotKept() {
    DigestCache cache;
    const auto missing = cache.file(file("later.png"));
    QVERIFY(!missing);
    QCOMPARE(missing.error().code, engine::ErrorCode::BadFile);
    test::put(file("later.png"), "here");
    QVERIFY(cache.file(file("later.png")));
}

void TestDigestCache::stops() {
    test::put(file("c.png"), "long");
    std::stop_source stop;
    stop.request_stop();
    DigestCache cache;
    const auto stopped = cache.file(file("c.png"), stop.get_token());
    QVERIFY(!stopped);
    QCOMPARE(stopped.error().code, engine::ErrorCode::Cancelled);
    QVERIFY(cache.file(file("c.png")));
}

QTEST_GUILESS_MAIN(TestDigestCache)
#include "tst_digest_cache.moc"
