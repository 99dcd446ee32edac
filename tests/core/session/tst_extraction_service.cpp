// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/fake_engine.h"
#include "session/extraction_service.h"

#include <QSignalSpy>
#include <QTest>

using core::ExtractionService;
using engine::ErrorCode;

namespace {

/// What a service said, in order, in words: "started 2", "layer 2 conv_in", "finished 2".
class Diary {
public:
    explicit Diary(ExtractionService* s) {
        const auto note = [this](const char* what) {
            return [this, what](quint64 id) {
                lines << QStringLiteral("%1 %2").arg(QLatin1String(what)).arg(id);
            };
        };
        QObject::connect(s, &ExtractionService::modelOpened, s,
                         [note](quint64 id) { note("opened")(id); });
        QObject::connect(s, &ExtractionService::openFailed, s,
                         [this, note](quint64 id, const engine::Error& e) {
                             note("openFailed")(id);
                             error = e;
                         });
        QObject::connect(s, &ExtractionService::started, s,
                         [note](quint64 id) { note("started")(id); });
        QObject::connect(s, &ExtractionService::layerReady, s,
                         [this](quint64 id, const auto& layer) {
                             lines << QStringLiteral("layer %1 %2")
                                          .arg(id)
                                          .arg(QString::fromStdString(layer->path().text()));
                             layers.push_back(layer);
                         });
        QObject::connect(s, &ExtractionService::finished, s, note("finished"));
        QObject::connect(s, &ExtractionService::cancelled, s, note("cancelled"));
        QObject::connect(s, &ExtractionService::failed, s,
                         [this, note](quint64 id, const engine::Error& e) {
                             note("failed")(id);
                             error = e;
                         });
    }

    QString last() const { return lines.value(lines.size() - 1); }

    QStringList lines;
    std::vector<std::shared_ptr<const engine::Representation>> layers;
    engine::Error error;
};

engine::ExtractionRequest requestAt(int timestep) {
    engine::ExtractionRequest request;
    request.size = {64, 64};
    request.rgb.resize(64 * 64 * 3);
    request.timestep = timestep;
    return request;
}

}  // namespace

class TestExtractionService : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void opensAndComputesInItsThread();
    void sendsLayersInOrderOfComputation();
    void laterRequestWins();
    void overtakenRequestIsSilent();
    void cancelStopsBeforeTheNextModule();
    void cancelWhenIdleDoesNothing();
    void failedOpeningKeepsTheModel();
    void openingStopsTheOldModel();
    void refusals_data();
    void refusals();
    void endsWhileComputing();

private:
    ExtractionService::EngineSource source() {
        return [this]() -> engine::Result<engine::Engine*> { return m_engine.get(); };
    }

    std::shared_ptr<fake::Control> m_control;
    std::unique_ptr<fake::Engine> m_engine;
};

void TestExtractionService::init() {
    m_control = std::make_shared<fake::Control>();
    m_engine = std::make_unique<fake::Engine>(m_control);
}

void TestExtractionService::opensAndComputesInItsThread() {
    std::atomic<QThread*> loading = nullptr;
    ExtractionService service([&]() -> engine::Result<engine::Engine*> {
        loading = QThread::currentThread();
        return m_engine.get();
    });
    QVERIFY(!loading);  // nothing is loaded before it is needed
    QSignalSpy opened(&service, &ExtractionService::modelOpened);
    service.openModel("some/model");
    QVERIFY(service.isOpening());
    QTRY_COMPARE(opened.count(), 1);
    QVERIFY(!service.isOpening());
    QVERIFY(loading && loading != QThread::currentThread());
    QCOMPARE(m_control->thread.load(), loading.load());
    QCOMPARE(opened[0][1].value<engine::ModelInfo>().name, std::string("model"));
}

void TestExtractionService::sendsLayersInOrderOfComputation() {
    ExtractionService service(source());
    Diary diary(&service);
    service.openModel("m");
    QSignalSpy progress(&service, &ExtractionService::progress);
    const auto id = service.request(requestAt(7), {"up_blocks[1]", "conv_in"});
    QVERIFY(service.isComputing());
    QTRY_VERIFY(!service.isComputing());
    QCOMPARE(diary.lines,
             QStringList({QStringLiteral("opened 1"), QStringLiteral("started 2"),
                          QStringLiteral("layer 2 conv_in"), QStringLiteral("layer 2 up_blocks[1]"),
                          QStringLiteral("finished 2")}));
    QCOMPARE(id, 2u);
    QCOMPARE(progress.last()[1].toDouble(), 1.0);
    QCOMPARE(diary.layers[1]->grid(), (engine::TokenGrid{4, 4}));
    QCOMPARE(diary.layers[1]->norms().at({0, 1}), fake::valueOf(4, 7, 1));
}

void TestExtractionService::laterRequestWins() {
    m_control->isGated = true;
    ExtractionService service(source());
    Diary diary(&service);
    service.openModel("m");
    service.request(requestAt(1), {"all"});
    QVERIFY(m_control->reached.tryAcquire(1, 10000));  // it stands before its first layer
    service.request(requestAt(2), {"conv_in"});
    const auto last = service.request(requestAt(3), {"conv_in"});
    m_control->isGated = false;
    m_control->gate.release(100);
    QTRY_VERIFY(!service.isComputing());
    QCOMPARE(diary.last(), QStringLiteral("finished %1").arg(last));
    QCOMPARE(diary.layers.size(), std::size_t(1));
    QCOMPARE(diary.layers[0]->norms().at({0, 0}), fake::valueOf(0, 3, 0));
}

void TestExtractionService::overtakenRequestIsSilent() {
    ExtractionService service(source());
    Diary diary(&service);
    service.openModel("m");
    for (int timestep = 0; timestep < 50; ++timestep)
        service.request(requestAt(timestep), {"blocks"});
    QTRY_VERIFY(!service.isComputing());
    const auto last = QStringLiteral(" 51");
    for (const auto& line : diary.lines.sliced(1)) QVERIFY2(line.contains(last), qPrintable(line));
    for (const auto& layer : diary.layers)
        QVERIFY(std::fmod(layer->norms().at({0, 0}), 1000.0f) == 49.0f);
}

void TestExtractionService::cancelStopsBeforeTheNextModule() {
    m_control->isGated = true;
    ExtractionService service(source());
    Diary diary(&service);
    service.openModel("m");
    service.request(requestAt(0), {"all"});
    m_control->gate.release();                         // the first layer may be computed
    QVERIFY(m_control->reached.tryAcquire(2, 10000));  // it stands before the second
    service.cancel();
    QVERIFY(service.isCancelling());
    QTRY_VERIFY(!service.isComputing());
    QCOMPARE(diary.last(), QStringLiteral("cancelled 2"));
    QCOMPARE(m_control->layersComputed.load(), 1);
    QCOMPARE(diary.layers.size(), std::size_t(1));  // what is complete stays
    m_control->isGated = false;
    m_control->gate.release(100);
    service.request(requestAt(0), {"conv_in"});  // and the model is as good as before
    QTRY_COMPARE(diary.last(), QStringLiteral("finished 3"));
}

void TestExtractionService::cancelWhenIdleDoesNothing() {
    ExtractionService service(source());
    Diary diary(&service);
    service.openModel("m");
    service.request(requestAt(0), {"conv_in"});
    QTRY_COMPARE(diary.lines.size(), 4);
    service.cancel();
    QVERIFY(!service.isCancelling());
    service.request(requestAt(0), {"conv_in"});
    QTRY_COMPARE(diary.last(), QStringLiteral("finished 3"));
}

void TestExtractionService::failedOpeningKeepsTheModel() {
    ExtractionService service(source());
    Diary diary(&service);
    service.openModel("good");
    QTRY_COMPARE(diary.lines.size(), 1);
    m_control->openError = engine::Error{ErrorCode::Unsafe, "bad/model.ckpt is a Python pickle."};
    service.openModel("bad");
    QTRY_COMPARE(diary.last(), QStringLiteral("openFailed 2"));
    QCOMPARE(diary.error.code, ErrorCode::Unsafe);
    QCOMPARE(m_control->modelsAlive.load(), 1);
    service.request(requestAt(0), {"conv_in"});
    QTRY_COMPARE(diary.last(), QStringLiteral("finished 3"));
}

void TestExtractionService::openingStopsTheOldModel() {
    m_control->isGated = true;
    ExtractionService service(source());
    Diary diary(&service);
    service.openModel("first");
    service.request(requestAt(0), {"all"});
    QVERIFY(m_control->reached.tryAcquire(1, 10000));
    service.openModel("second");
    QVERIFY(!service.isComputing());
    QTRY_COMPARE(diary.last(), QStringLiteral("opened 3"));
    QCOMPARE(m_control->layersComputed.load(), 0);
    QCOMPARE(m_control->modelsAlive.load(), 2);  // the old one is kept for going back
}

void TestExtractionService::refusals_data() {
    QTest::addColumn<QString>("what");
    QTest::addColumn<ErrorCode>("code");
    QTest::newRow("no engine library") << QStringLiteral("engine") << ErrorCode::Usage;
    QTest::newRow("a layer that the model lacks") << QStringLiteral("layer") << ErrorCode::Usage;
    QTest::newRow("the model fails") << QStringLiteral("model") << ErrorCode::OutOfMemory;
    QTest::newRow("a library throws") << QStringLiteral("throw") << ErrorCode::Internal;
    QTest::newRow("an activation of another shape") << QStringLiteral("shape") << ErrorCode::Usage;
}

void TestExtractionService::refusals() {
    QFETCH(QString, what);
    QFETCH(ErrorCode, code);
    ExtractionService service(what == QStringLiteral("engine")
                                  ? []() -> engine::Result<engine::Engine*> {
                                        return engine::Error{ErrorCode::Internal, "libtorch.so is missing."};
                                    }
                                  : source());
    Diary diary(&service);
    if (what == QStringLiteral("model"))
        m_control->extractError = engine::Error{ErrorCode::OutOfMemory, "Too big."};
    m_control->isThrowing = what == QStringLiteral("throw");
    m_control->isMisshapen = what == QStringLiteral("shape");
    service.openModel("m");
    service.request(requestAt(0), {what == QStringLiteral("layer") ? "up_blocks[9]" : "conv_in"});
    QTRY_COMPARE(diary.last(), QStringLiteral("failed 2"));
    QCOMPARE(diary.error.code, code);
    QVERIFY(!diary.error.message.empty());
    QVERIFY(!service.isComputing());
}

void TestExtractionService::endsWhileComputing() {
    m_control->isGated = true;
    {
        ExtractionService service(source());
        service.openModel("m");
        service.request(requestAt(0), {"all"});
        QVERIFY(m_control->reached.tryAcquire(1, 10000));
    }
    QCOMPARE(m_control->modelsAlive.load(), 0);
    QCOMPARE(m_control->layersComputed.load(), 0);
}

QTEST_GUILESS_MAIN(TestExtractionService)
#include "tst_extraction_service.moc"
