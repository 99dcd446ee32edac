// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/fake_engine.h"
#include "explore/capture_runner.h"
#include "explore/exploration.h"
#include "explore/representation_cache.h"

#include <QSignalSpy>
#include <QTest>

using core::CaptureKey;
using core::CaptureState;
using core::Moment;

namespace {

constexpr int kSteps = 3;
constexpr int kPerPass = 6;  // layers that the fake computes

/// The runner as the window wires it: what the exploration shows is wanted, steps go back to it.
struct Bench {
    explicit Bench(std::size_t budget = 1 << 30, const char* folder = "/nowhere/to/write")
        : control(std::make_shared<fake::Control>()),
          engine(control),
          service([this]() -> engine::Result<engine::Engine*> { return &engine; }),
          cache(budget, folder),
          runner(&service, &cache, &exploration.subjects()) {
        using core::CaptureRunner;
        using core::Exploration;
        const auto follow = [this] { want(); };
        QObject::connect(&exploration, &Exploration::boardChanged, &runner, follow);
        QObject::connect(&exploration, &Exploration::subjectChanged, &runner, follow);
        QObject::connect(&exploration, &Exploration::momentChanged, &runner, follow);
        QObject::connect(&exploration, &Exploration::layersChanged, &runner,
                         [this] { runner.setLayers(exploration.layers()); });
        QObject::connect(&exploration, &Exploration::removed, &runner, [this](int id) {
            cache.forgetSubject(id);
            runner.forgetSubject(id);
        });
        QObject::connect(&runner, &CaptureRunner::stepDone, &exploration, &Exploration::addStep);
        openModel();
    }
    ~Bench() { letGo(); }

    void openModel() {
        const engine::PixelSize native{64, 64};
        auto layers = fake::layersFor(native);
        for (const bool isCross : {false, true})
            layers.push_back(fake::attentionLayer(native, isCross));
        service.openModel("m");
        cache.clear();
        exploration.setOffered(layers, native, {});
        runner.setModelOpen(true);
    }
    void want() {
        std::vector<Moment> moments;
        for (const int id : exploration.board())
            moments.push_back(exploration.subject(id)->moment());
        runner.setShown(moments);
    }
    void choose(const std::vector<const char*>& paths) {
        std::vector<engine::LayerPath> chosen;
        for (const auto* path : paths) chosen.emplace_back(path);
        exploration.setLayers(chosen);
    }
    static std::shared_ptr<const core::Picture> picture() {
        return std::make_shared<const core::Picture>(
            core::Picture{{64, 64}, std::vector<std::uint8_t>(64 * 64 * 3)});
    }
    int photo() {
        const int id = exploration.addPhoto(QStringLiteral("photo"));
        exploration.setPicture(id, picture());
        return id;
    }
    int generation(bool isUnconditional = false) {
        core::GenerationTask task;
        task.request.steps = kSteps;
        task.request.size = {64, 64};
        task.isUnconditional = isUnconditional;
        return exploration.addGeneration(QStringLiteral("generated"), task);
    }
    void hold() { control->isGated = true; }
    bool stands() {
        return QTest::qWaitFor([this] { return control->reached.tryAcquire(); }, 10000);
    }
    void letGo() {
        control->isGated = false;
        control->gate.release(1000);
    }
    CaptureState state(int subject, int column, const char* path) const {
        return runner.stateOf({{subject, column}, engine::LayerPath(path)});
    }
    /// NaN where there is nothing.
    float value(int subject, int column, const char* path) {
        const auto layer = cache.get({{subject, column}, engine::LayerPath(path)});
        return layer ? layer->token(0)[0] : std::nanf("");
    }
    std::size_t steps(int subject) const { return exploration.subject(subject)->steps.size(); }

    std::shared_ptr<fake::Control> control;
    fake::Engine engine;
    core::ExtractionService service;
    core::Exploration exploration;
    core::RepresentationCache cache;
    core::CaptureRunner runner;
};

/// Nothing begins any more: what is due has had its time to be gathered.
#define WAIT_UNTIL_GATHERED(bench)                                            \
    do {                                                                      \
        bool isGathered = false;                                              \
        QTimer::singleShot(100, &(bench).runner, [&] { isGathered = true; }); \
        QTRY_VERIFY(isGathered);                                              \
    } while (false)

#define VERIFY_AT_REST(bench, count)                   \
    do {                                               \
        WAIT_UNTIL_GATHERED(bench);                    \
        QTRY_VERIFY(!(bench).runner.isBusy());         \
        QCOMPARE((bench).control->runs.load(), count); \
    } while (false)

}  // namespace

class TestCaptureRunner : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void computesWhatIsShownThenWhatIsQueued();
    void asksForWhatIsMissingOnly();
    void attentionMapsGoByTheirOwnName();
    void takesNothingOfAnOldQuestion_data();
    void takesNothingOfAnOldQuestion();
    void pictureThatComesBackIsComputed();
    void queuedPictureThatIsLoadedKeepsItsPlace();
    void failureDoesNotStallTheQueue();
    void layerThatNeverComesIsAskedForOnce();
    void whatTheDiskLostIsAskedForOnce();
    void cancelStaysCancelled();
    void pauseAsksAfterwards();
    void endIsSaidWhenNothingFollows();
    void orderOfLayersStartsNothing();
    void generatesWithoutLayers();
    void generatesOnceThroughToItsEnd();
    void keepsTheChosenHalf_data();
    void keepsTheChosenHalf();
    void steppingDoesNotStartAgain();
    void otherPictureDoesNotOvertakeAGeneration();
    void layersChosenLaterRunOnceMore();
    void cancelledGenerationLeavesItsSteps();
    void failedGenerationFailsOnce();
    void otherModelGeneratesAnew();
};

void TestCaptureRunner::computesWhatIsShownThenWhatIsQueued() {
    Bench b;
    QSignalSpy started(&b.runner, &core::CaptureRunner::started);
    QSignalSpy ended(&b.runner, &core::CaptureRunner::ended);
    b.choose({"conv_in", "mid_block"});
    const int id = b.photo();
    b.runner.enqueue({{id, 7}, {id, 9}});
    b.exploration.show(id);
    QCOMPARE(b.state(id, 9, "conv_in"), CaptureState::Queued);
    QCOMPARE(b.runner.waitingCount(), 3);
    QTRY_COMPARE(ended.count(), 1);
    QCOMPARE(started.count(), 3);
    QCOMPARE(started[0][0].value<Moment>(), (Moment{id, 50}));
    QCOMPARE(started[1][0].value<Moment>(), (Moment{id, 7}));
    QCOMPARE(b.value(id, 9, "mid_block"), fake::valueOf(2, 9, 0));
    QCOMPARE(b.state(id, 9, "mid_block"), CaptureState::Memory);
    QCOMPARE(b.runner.waitingCount(), 0);
}

void TestCaptureRunner::asksForWhatIsMissingOnly() {
    Bench b;
    b.choose({"conv_in"});
    const int id = b.photo();
    b.exploration.show(id);
    QTRY_COMPARE(b.state(id, 50, "conv_in"), CaptureState::Memory);
    QSignalSpy captured(&b.runner, &core::CaptureRunner::captured);
    b.choose({"conv_in", "up_blocks[0]"});
    QTRY_COMPARE(b.state(id, 50, "up_blocks[0]"), CaptureState::Memory);
    QCOMPARE(captured.count(), 1);
}

void TestCaptureRunner::attentionMapsGoByTheirOwnName() {
    Bench b;
    b.control->hasAttention = true;
    b.openModel();
    b.choose({"mid_block.attn2.map[mean]", "mid_block.attn1.map[head=3]"});
    QCOMPARE(b.exploration.layers().size(), std::size_t(2));
    const int id = b.photo();
    b.exploration.show(id);
    QTRY_COMPARE(b.state(id, 50, "mid_block.attn2.map[mean]"), CaptureState::Memory);
    QCOMPARE(b.value(id, 50, "mid_block.attn1.map[head=3]"), 0.25f);
    VERIFY_AT_REST(b, 1);
}

void TestCaptureRunner::takesNothingOfAnOldQuestion_data() {
    QTest::addColumn<int>("change");
    QTest::newRow("another fit of the picture, the cache cleared") << 0;
    QTest::newRow("another seed") << 1;
    QTest::newRow("another model") << 2;
    QTest::newRow("the picture is gone") << 3;
}

void TestCaptureRunner::takesNothingOfAnOldQuestion() {
    QFETCH(int, change);
    Bench b;
    b.choose({"conv_in", "mid_block"});
    const int id = b.photo();
    b.hold();
    b.exploration.show(id);
    QVERIFY(b.stands());
    b.control->gate.release();  // conv_in is on its way to this thread
    QVERIFY(b.stands());
    b.control->offset = 500;
    switch (change) {
        case 0:
            b.cache.clear();
            b.exploration.setPicture(id, nullptr);
            b.exploration.setPicture(id, Bench::picture());
            break;
        case 1:
            b.cache.forgetSubject(id);
            b.runner.setSettings({});
            break;
        case 2:
            b.openModel();
            break;
        default:
            b.exploration.remove(id);
    }
    b.letGo();
    if (change == 3) {
        VERIFY_AT_REST(b, 1);
        QVERIFY(b.cache.keys().empty());
        return;
    }
    QTRY_VERIFY(b.value(id, 50, "mid_block") > 0);
    QCOMPARE(b.value(id, 50, "conv_in"), fake::valueOf(0, 50, 0) + 500);
    QCOMPARE(b.value(id, 50, "mid_block"), fake::valueOf(2, 50, 0) + 500);
}

void TestCaptureRunner::pictureThatComesBackIsComputed() {
    Bench b;
    b.choose({"conv_in"});
    const int id = b.photo();
    b.exploration.show(id);
    QTRY_COMPARE(b.state(id, 50, "conv_in"), CaptureState::Memory);
    b.cache.clear();
    b.exploration.setPicture(id, nullptr);
    VERIFY_AT_REST(b, 1);
    b.exploration.setPicture(id, Bench::picture());
    QTRY_COMPARE(b.state(id, 50, "conv_in"), CaptureState::Memory);
}

void TestCaptureRunner::queuedPictureThatIsLoadedKeepsItsPlace() {
    Bench b;
    b.choose({"conv_in"});
    const int loading = b.exploration.addPhoto(QStringLiteral("loading")), id = b.photo();
    b.runner.enqueue({{loading, 3}, {id, 3}});
    QTRY_COMPARE(b.state(id, 3, "conv_in"), CaptureState::Memory);
    b.exploration.setPicture(loading, Bench::picture());
    QTRY_COMPARE(b.state(loading, 3, "conv_in"), CaptureState::Memory);
}

void TestCaptureRunner::failureDoesNotStallTheQueue() {
    Bench b;
    b.choose({"conv_in"});
    const int id = b.photo();
    b.control->failingAt = 50;
    QSignalSpy failed(&b.runner, &core::CaptureRunner::failed);
    b.runner.enqueue({{id, 50}, {id, 60}});
    QTRY_COMPARE(b.state(id, 60, "conv_in"), CaptureState::Memory);
    QCOMPARE(b.state(id, 50, "conv_in"), CaptureState::Failed);
    VERIFY_AT_REST(b, 2);
    QCOMPARE(failed.count(), 1);
    b.control->failingAt = -1;
    b.runner.recompute();
    QTRY_COMPARE(b.state(id, 50, "conv_in"), CaptureState::Memory);
}

void TestCaptureRunner::layerThatNeverComesIsAskedForOnce() {
    Bench b;
    b.control->withheld = "mid_block";
    b.choose({"conv_in", "mid_block"});
    const int id = b.photo();
    b.exploration.show(id);
    QTRY_COMPARE(b.state(id, 50, "mid_block"), CaptureState::Failed);
    VERIFY_AT_REST(b, 1);
    QCOMPARE(b.state(id, 50, "conv_in"), CaptureState::Memory);
}

void TestCaptureRunner::whatTheDiskLostIsAskedForOnce() {
    Bench b(0, "/proc/no/folder/can/be/made");
    b.choose({"conv_in", "mid_block"});
    const int id = b.photo();
    QSignalSpy lost(&b.cache, &core::RepresentationCache::lost);
    b.exploration.show(id);
    QTRY_COMPARE(lost.count(), 2);
    VERIFY_AT_REST(b, 1);
    QCOMPARE(b.state(id, 50, "conv_in"), CaptureState::Failed);
    b.exploration.setColumn(id, 60);
    QTRY_COMPARE(lost.count(), 4);
    b.exploration.setColumn(id, 50);  // looked at again
    QTRY_COMPARE(lost.count(), 6);
}

void TestCaptureRunner::cancelStaysCancelled() {
    Bench b;
    b.choose({"conv_in", "mid_block"});
    const int id = b.photo();
    b.hold();
    b.exploration.show(id);
    b.runner.enqueue({{id, 60}});
    QVERIFY(b.stands());
    QSignalSpy ended(&b.runner, &core::CaptureRunner::ended);
    b.runner.cancel();
    QVERIFY(b.runner.isCancelling());
    QTRY_COMPARE(ended.count(), 1);
    b.letGo();
    b.choose({"mid_block", "conv_in"});  // the order of tiles
    b.want();
    VERIFY_AT_REST(b, 1);
    QCOMPARE(b.state(id, 50, "conv_in"), CaptureState::Empty);
    b.exploration.setColumn(id, 70);
    QTRY_COMPARE(b.state(id, 70, "mid_block"), CaptureState::Memory);
    b.runner.recompute();
    VERIFY_AT_REST(b, 2);  // nothing is due
}

void TestCaptureRunner::pauseAsksAfterwards() {
    Bench b;
    b.choose({"conv_in"});
    const int id = b.photo();
    b.runner.setPaused(true);
    b.exploration.show(id);
    VERIFY_AT_REST(b, 0);
    QCOMPARE(b.state(id, 50, "conv_in"), CaptureState::Queued);
    b.runner.setPaused(false);
    QTRY_COMPARE(b.state(id, 50, "conv_in"), CaptureState::Memory);
}

void TestCaptureRunner::endIsSaidWhenNothingFollows() {
    Bench b;
    b.choose({"conv_in"});
    const int id = b.photo();
    b.hold();
    b.exploration.show(id);
    QVERIFY(b.stands());
    QSignalSpy ended(&b.runner, &core::CaptureRunner::ended);
    b.exploration.remove(id);
    QTRY_COMPARE(ended.count(), 1);
}

void TestCaptureRunner::orderOfLayersStartsNothing() {
    Bench b;
    b.choose({"conv_in", "mid_block"});
    const int id = b.photo();
    b.exploration.show(id);
    QTRY_COMPARE(b.state(id, 50, "mid_block"), CaptureState::Memory);
    b.exploration.moveTile(0, 1);
    VERIFY_AT_REST(b, 1);
    QCOMPARE(b.runner.layers()[0].path.text(), std::string("mid_block"));
}

void TestCaptureRunner::generatesWithoutLayers() {
    Bench b;
    const int id = b.generation();
    b.exploration.show(id);
    QTRY_COMPARE(b.steps(id), std::size_t(kSteps));
    VERIFY_AT_REST(b, 1);
}

void TestCaptureRunner::generatesOnceThroughToItsEnd() {
    Bench b;
    b.choose({"conv_in", "up_blocks[1]"});
    const int id = b.generation();
    b.hold();
    b.exploration.show(id);
    QVERIFY(b.stands());
    b.control->gate.release(kPerPass);  // one step: its layers are complete
    QTRY_COMPARE(b.steps(id), std::size_t(1));
    WAIT_UNTIL_GATHERED(b);
    QVERIFY(b.runner.isBusy() && !b.runner.isCancelling());
    QCOMPARE(b.state(id, 2, "conv_in"), CaptureState::Running);
    b.letGo();
    QTRY_COMPARE(b.steps(id), std::size_t(kSteps));
    VERIFY_AT_REST(b, 1);
    for (int step = 0; step < kSteps; ++step)
        QCOMPARE(b.value(id, step, "up_blocks[1]"), fake::valueOf(4, step, 0));
    QCOMPARE(b.exploration.subject(id)->column, kSteps - 1);
}

void TestCaptureRunner::keepsTheChosenHalf_data() {
    QTest::addColumn<bool>("isUnconditional");
    QTest::newRow("with the prompt") << false;
    QTest::newRow("without, as the study's explorer") << true;
}

void TestCaptureRunner::keepsTheChosenHalf() {
    QFETCH(bool, isUnconditional);
    Bench b;
    b.control->hasAttention = true;
    b.openModel();
    b.choose({"conv_in", "mid_block.attn2.map[mean]"});
    const int id = b.generation(isUnconditional);
    b.exploration.show(id);
    QTRY_COMPARE(b.steps(id), std::size_t(kSteps));
    const float sign = isUnconditional ? -1 : 1;
    QCOMPARE(b.value(id, 1, "conv_in"), sign * fake::valueOf(0, 1, 0));
    QCOMPARE(b.value(id, 1, "mid_block.attn2.map[mean]"), sign / 77);
}

void TestCaptureRunner::steppingDoesNotStartAgain() {
    Bench b;
    b.choose({"conv_in"});
    const int id = b.generation();
    b.hold();
    b.exploration.show(id);
    b.control->gate.release(2 * kPerPass);
    QTRY_COMPARE(b.steps(id), std::size_t(2));
    b.exploration.setColumn(id, 0);
    b.runner.recompute();
    WAIT_UNTIL_GATHERED(b);
    QVERIFY(!b.runner.isCancelling());
    b.letGo();
    QTRY_COMPARE(b.steps(id), std::size_t(kSteps));
    VERIFY_AT_REST(b, 1);
    QCOMPARE(b.exploration.subject(id)->column, 0);  // he looks at the first step
}

void TestCaptureRunner::otherPictureDoesNotOvertakeAGeneration() {
    Bench b;
    b.choose({"conv_in"});
    const int id = b.generation();
    b.hold();
    b.exploration.show(id);
    QVERIFY(b.stands());
    const int photo = b.photo();
    b.exploration.setBeside(photo, true);
    b.exploration.setColumn(photo, 60);
    b.runner.setSettings({});  // of photos
    b.letGo();
    QTRY_COMPARE(b.state(photo, 60, "conv_in"), CaptureState::Memory);
    QCOMPARE(b.steps(id), std::size_t(kSteps));
    VERIFY_AT_REST(b, 2);
}

void TestCaptureRunner::layersChosenLaterRunOnceMore() {
    Bench b;
    b.choose({"conv_in"});
    const int id = b.generation();
    b.exploration.show(id);
    QTRY_COMPARE(b.steps(id), std::size_t(kSteps));
    b.control->withheld = "up_blocks[0]";  // one of them never comes
    b.choose({"conv_in", "mid_block", "up_blocks[0]"});
    QTRY_COMPARE(b.state(id, kSteps - 1, "mid_block"), CaptureState::Memory);
    VERIFY_AT_REST(b, 2);
    b.exploration.setColumn(id, 0);
    VERIFY_AT_REST(b, 2);
    QCOMPARE(b.value(id, 0, "mid_block"), fake::valueOf(2, 0, 0));
}

void TestCaptureRunner::cancelledGenerationLeavesItsSteps() {
    Bench b;
    b.choose({"conv_in"});
    const int id = b.generation();
    b.hold();
    b.exploration.show(id);
    b.control->gate.release(2 * kPerPass);
    QTRY_COMPARE(b.steps(id), std::size_t(2));
    b.runner.cancel();
    QTRY_VERIFY(!b.runner.isBusy());
    b.letGo();
    b.exploration.setColumn(id, 0);  // looked through, not generated again
    VERIFY_AT_REST(b, 1);
    QCOMPARE(b.steps(id), std::size_t(2));
    QCOMPARE(b.value(id, 1, "conv_in"), fake::valueOf(0, 1, 0));
    b.runner.recompute();
    QTRY_COMPARE(b.steps(id), std::size_t(kSteps));
    VERIFY_AT_REST(b, 2);
}

void TestCaptureRunner::failedGenerationFailsOnce() {
    Bench b;
    b.choose({"conv_in"});
    b.control->failingAt = 1;
    const int id = b.generation();
    QSignalSpy failed(&b.runner, &core::CaptureRunner::failed);
    b.runner.enqueue({{id, 0}, {id, 1}, {id, 2}, {id, 99}});
    b.exploration.show(id);
    QTRY_COMPARE(failed.count(), 1);
    VERIFY_AT_REST(b, 1);
    QCOMPARE(b.steps(id), std::size_t(1));
    QCOMPARE(b.state(id, 0, "conv_in"), CaptureState::Memory);
    QCOMPARE(b.state(id, 2, "conv_in"), CaptureState::Failed);
}

void TestCaptureRunner::otherModelGeneratesAnew() {
    Bench b;
    b.choose({"conv_in"});
    const int id = b.generation();
    b.exploration.show(id);
    QTRY_COMPARE(b.steps(id), std::size_t(kSteps));
    b.control->offset = 100;
    b.openModel();
    QCOMPARE(b.steps(id), std::size_t(0));  // they were the old model's
    QTRY_COMPARE(b.steps(id), std::size_t(kSteps));
    for (const auto& step : b.exploration.subject(id)->steps) QVERIFY(step->picture.rgb[0] >= 100);
    VERIFY_AT_REST(b, 2);
}

QTEST_GUILESS_MAIN(TestCaptureRunner)
#include "tst_capture_runner.moc"
