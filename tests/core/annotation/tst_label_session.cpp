// SPDX-License-Identifier: GPL-3.0-or-later
#include "label_script.h"

#include <annotation/label_json.h>
#include <annotation/label_session.h>
#include <annotation/label_source.h>

#include <QSignalSpy>
#include <QTest>

using core::ImageState;
using core::LabelOrigin;
using core::LabelSession;
using core::PatchAlignment;
using engine::ErrorCode;
using engine::TokenIndex;

/// What clicks and keys do, without a widget.
class TestLabelSession : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void snaps_data();
    void snaps();
    void clickTogglesAsTheFlaskToolDoes();
    void clickOnAnOddPatchTakesItAway();
    void lateClicksAreRefused();
    void queueWrapsAround();
    void nextUndoneSkipsWhatIsDone();
    void filters_data();
    void filters();
    void neighboursAreWhatComesNext();
    void oneKeyForNone();
    void noneIsRefusedWhereThereAreLabels();
    void unsureIsTakenBack();
    void finishGoesOn();
    void blockedPicturesAreNotEdited();
    void cursorMovesInPatches();
    void proposalsAreAcceptedOneByOne();
    void acceptAllIsOneStep();
    void rejectedOnesAreRemembered();
    void blindModeHidesThem();
    void lateMapsAreIgnored();
    void movedProposalsAreEdited();
    void undoShowsWhatChanged();
    void everyEditCanBeUndone_data();
    void everyEditCanBeUndone();
    void anyRunIsTakenBackStepByStep();
    void bothForgetTheSameEdits();
    void editsOutsideAreRefused();
    void switchingAlignmentIsRecorded();

private:
    void start(core::LabelProject project);
    core::AnnotationDocument& document() { return m_session->document(); }
    std::string id(int index) const { return m_session->project().images[std::size_t(index)].id; }
    const core::QueueImage& image(int index) const {
        return m_session->project().images[std::size_t(index)];
    }

    script::Clock m_clock;
    std::unique_ptr<LabelSession> m_session;
};

namespace {

/// A map with a little relief, and three patches that stand out; the second one lies off the grid.
std::shared_ptr<const engine::NormMap> relief(float first = 90, float second = 0,
                                              float third = 50) {
    std::vector<float> values(32 * 32);
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = 10 + float(i * 7919 % 13) / 13;
    const auto raise = [&](int row, int col, float by) {
        for (int y = row; y < row + 2; ++y)
            for (int x = col; x < col + 2; ++x) values[std::size_t(y * 32 + x)] += by;
    };
    raise(4, 8, first);
    raise(11, 21, second);
    raise(30, 0, third);
    return std::make_shared<engine::NormMap>(*engine::NormMap::fromValues(32, 32, values));
}

}  // namespace

void TestLabelSession::start(core::LabelProject project) {
    m_clock = {};
    m_session = std::make_unique<LabelSession>(
        core::AnnotationDocument::inMemory(std::move(project), m_clock.environment()));
}

void TestLabelSession::init() {
    start(script::project(5));
}

void TestLabelSession::snaps_data() {
    QTest::addColumn<PatchAlignment>("alignment");
    QTest::addColumn<int>("patch");
    QTest::addColumn<int>("height");
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("row");
    QTest::addColumn<int>("col");
    QTest::addColumn<int>("toRow");
    QTest::addColumn<int>("toCol");
    const auto even = PatchAlignment::Even, odd = PatchAlignment::Odd;
    const auto row = [](const char* why, PatchAlignment a, int p, int h, int w, TokenIndex from,
                        TokenIndex to) {
        QTest::newRow(why) << a << p << h << w << from.row << from.col << to.row << to.col;
    };
    row("even stays", even, 2, 32, 32, {4, 8}, {4, 8});
    row("odd goes down to even", even, 2, 32, 32, {5, 9}, {4, 8});
    row("the last patch", even, 2, 32, 32, {31, 31}, {30, 30});
    row("a grid of odd size keeps its last column", even, 2, 31, 31, {30, 30}, {30, 30});
    row("patches scale with the grid", even, 4, 64, 64, {7, 63}, {4, 60});
    row("not square", even, 2, 16, 48, {15, 47}, {14, 46});
    row("odd alignment begins anywhere", odd, 2, 32, 32, {5, 9}, {5, 9});
    row("odd alignment stays inside", odd, 2, 32, 32, {31, 31}, {30, 30});
    row("one token is its own patch", even, 1, 8, 8, {5, 3}, {5, 3});
}

void TestLabelSession::snaps() {
    QFETCH(PatchAlignment, alignment);
    QFETCH(int, patch);
    QFETCH(int, height);
    QFETCH(int, width);
    QFETCH(int, row);
    QFETCH(int, col);
    QFETCH(int, toRow);
    QFETCH(int, toCol);
    auto project = script::project(1);
    project.settings.alignment = alignment;
    project.settings.patchSize = patch;
    project.settings.grid = {height, width};
    start(project);
    const TokenIndex to = {toRow, toCol};
    QVERIFY(m_session->patchAt({row, col}) == to);
    QVERIFY(m_session->toggleAt(id(0), {row, col}).ok());
    QVERIFY(image(0).labels.at(0).token == to);
}

void TestLabelSession::clickTogglesAsTheFlaskToolDoes() {
    QSignalSpy changed(m_session.get(), &LabelSession::imageChanged);
    QVERIFY(m_session->toggleAt(id(0), {5, 9}).ok());
    QVERIFY(m_session->toggleAt(id(0), {31, 2}).ok());
    QVERIFY(m_session->toggleAt(id(0), {0, 0}).ok());
    QCOMPARE(core::flaskText(image(0)),
             std::string(R"([{"x": 8, "y": 4}, {"x": 2, "y": 30}, {"x": 0, "y": 0}])"));
    QCOMPARE(int(image(0).state), int(ImageState::Labelled));
    // On the marker itself, and anywhere in its patch: there the Flask tool swallowed the click.
    QVERIFY(m_session->toggleAt(id(0), {30, 2}).ok());
    QCOMPARE(core::flaskText(image(0)), std::string(R"([{"x": 8, "y": 4}, {"x": 0, "y": 0}])"));
    QCOMPARE(image(0).removed.size(), 1u);
    QVERIFY(m_session->toggleAt(id(0), {4, 8}).ok());
    QVERIFY(m_session->toggleAt(id(0), {1, 1}).ok());
    // Emptied is not "reviewed, none": nobody has said so.
    QCOMPARE(int(image(0).state), int(ImageState::Unseen));
    QCOMPARE(core::flaskText(image(0)), std::string("[]"));
    QCOMPARE(changed.count(), 6);
}

void TestLabelSession::clickOnAnOddPatchTakesItAway() {
    auto settings = m_session->settings();
    settings.alignment = PatchAlignment::Odd;
    QVERIFY(document().setSettings(settings).ok());
    QVERIFY(m_session->toggleAt(id(0), {5, 9}).ok());
    QVERIFY((m_session->patchAt({6, 10}) == TokenIndex{5, 9}));
    QVERIFY((m_session->patchAt({7, 10}) == TokenIndex{7, 10}));
    QVERIFY(m_session->toggleAt(id(0), {6, 10}).ok());
    QVERIFY(image(0).labels.empty());
}

// reference/ux.md, R4 and F11: a fast click wrote the labels of one image into the next.
void TestLabelSession::lateClicksAreRefused() {
    const std::string first = id(0);
    QVERIFY(m_session->next());
    for (const auto& status : {m_session->toggleAt(first, {4, 8}), m_session->markNone(first),
                               m_session->markUnsure(first), m_session->finish(first),
                               m_session->review(first, core::ReviewVerdict::Accepted, {})}) {
        QVERIFY(!status);
        QVERIFY(status.error().message.find("not on screen") != std::string::npos);
    }
    QCOMPARE(m_session->project().edits, 0);
    // A comment that was typed for it is its own.
    QVERIFY(m_session->setComment(first, QStringLiteral("x")).ok());
    QCOMPARE(image(0).comment, std::string("x"));
    QCOMPARE(m_session->current(), 1);
}

void TestLabelSession::queueWrapsAround() {
    QSignalSpy moved(m_session.get(), &LabelSession::currentChanged);
    QCOMPARE(m_session->captionText(), QStringLiteral("(1/5) norm_0000.png [32x32]"));
    QVERIFY(m_session->previous());
    QCOMPARE(m_session->current(), 4);
    QVERIFY(m_session->next());
    QCOMPARE(m_session->current(), 0);
    QVERIFY(m_session->goTo(3));
    QVERIFY(!m_session->goTo(5));
    QVERIFY(!m_session->goTo(-1));
    QCOMPARE(m_session->current(), 3);
    QCOMPARE(moved.count(), 3);
    start(core::LabelProject{});
    QCOMPARE(m_session->current(), -1);
    QVERIFY(!m_session->next() && !m_session->nextUndone() && m_session->neighbours().empty());
    QVERIFY(m_session->toggleAtCursor().ok() && m_session->acceptProposal().ok());
    QVERIFY(m_session->captionText().isEmpty());
}

void TestLabelSession::nextUndoneSkipsWhatIsDone() {
    QVERIFY(m_session->goTo(1));
    QVERIFY(m_session->toggleAt(id(1), {0, 0}).ok());
    QVERIFY(m_session->goTo(2));
    QVERIFY(m_session->markUnsure(id(2)).ok());
    QVERIFY(m_session->goTo(0));
    QVERIFY(m_session->nextUndone());
    QCOMPARE(m_session->current(), 2);  // unsure is not done
    QVERIFY(m_session->previousUndone());
    QCOMPARE(m_session->current(), 0);
    QCOMPARE(m_session->countsText(),
             QStringLiteral("labelled 1 · none 0 · left 4 / 5 · unsure 1"));
    for (int i = 0; i < 5; ++i) (void)document().setState(id(i), ImageState::ReviewedNone).ok();
    (void)document().toggleLabel(id(2), {0, 0}).ok();
    QVERIFY(!m_session->nextUndone());
    QCOMPARE(m_session->countsText(), QStringLiteral("labelled 2 · none 3 · left 0 / 5"));
}

void TestLabelSession::filters_data() {
    QTest::addColumn<core::QueueFilter>("filter");
    QTest::addColumn<QList<int>>("expected");
    QTest::newRow("all") << core::QueueFilter{} << QList<int>{0, 1, 2, 3, 4};
    QTest::newRow("states") << core::QueueFilter{.states = {ImageState::Labelled,
                                                            ImageState::Unsure}}
                            << QList<int>{1, 3};
    QTest::newRow("text, whatever its case")
        << core::QueueFilter{.text = "NORM_0002"} << QList<int>{2};
    QTest::newRow("annotator") << core::QueueFilter{.annotator = "ada"} << QList<int>{1};
    QTest::newRow("nobody") << core::QueueFilter{.annotator = "bob"} << QList<int>{};
    QTest::newRow("comments, also in a review")
        << core::QueueFilter{.onlyCommented = true} << QList<int>{2, 4};
    QTest::newRow("rejected by the last review")
        << core::QueueFilter{.onlyRejectedInReview = true} << QList<int>{4};
}

void TestLabelSession::filters() {
    QFETCH(core::QueueFilter, filter);
    QFETCH(QList<int>, expected);
    using core::ReviewVerdict;
    QVERIFY(document().toggleLabel(id(1), {0, 0}).ok());
    QVERIFY(document().setComment(id(2), "odd").ok());
    QVERIFY(document().setState(id(3), ImageState::Unsure).ok());
    QVERIFY(document().review(id(3), ReviewVerdict::Rejected, {}).ok());
    QVERIFY(document().review(id(3), ReviewVerdict::Accepted, {}).ok());
    QVERIFY(document().review(id(4), ReviewVerdict::Rejected, "no").ok());
    QSignalSpy changed(m_session.get(), &LabelSession::filterChanged);
    m_session->setFilter(filter);
    QCOMPARE(changed.count(), filter == core::QueueFilter{} ? 0 : 1);
    const auto found = m_session->filtered();
    QCOMPARE(QList<int>(found.begin(), found.end()), expected);
    QList<int> visited;
    for (std::size_t i = 0; i < found.size(); ++i)
        if (m_session->next()) visited << m_session->current();
    for (const int index : visited) QVERIFY(expected.contains(index));
}

void TestLabelSession::neighboursAreWhatComesNext() {
    QCOMPARE(m_session->neighbours(), (std::vector<int>{1, 4, 2, 3}));
    QVERIFY(m_session->goTo(4));
    QCOMPARE(m_session->neighbours(1), (std::vector<int>{0, 3}));
    m_session->setFilter({.text = "norm_0002"});
    QCOMPARE(m_session->neighbours(), (std::vector<int>{2}));
}

void TestLabelSession::oneKeyForNone() {
    for (int i = 0; i < 5; ++i) QVERIFY(m_session->markNone(m_session->currentImage()->id).ok());
    QCOMPARE(m_session->counts().none, 5u);
    QCOMPARE(m_session->project().edits, 5);
}

void TestLabelSession::noneIsRefusedWhereThereAreLabels() {
    QVERIFY(m_session->toggleAt(id(0), {0, 0}).ok());
    const auto refused = m_session->markNone(id(0));
    QVERIFY(!refused);
    QVERIFY(refused.error().message.find("has 1 label;") != std::string::npos);
    QCOMPARE(m_session->current(), 0);
    QCOMPARE(image(0).labels.size(), 1u);
    QVERIFY(!document().setState(id(1), ImageState::Labelled).ok());
}

void TestLabelSession::unsureIsTakenBack() {
    QVERIFY(m_session->markUnsure(id(0)).ok());
    QVERIFY(m_session->toggleAt(id(0), {0, 0}).ok());
    QCOMPARE(int(image(0).state), int(ImageState::Unsure));  // a click does not decide it
    QVERIFY(m_session->markUnsure(id(0)).ok());
    QCOMPARE(int(image(0).state), int(ImageState::Labelled));
}

void TestLabelSession::finishGoesOn() {
    QVERIFY(m_session->toggleAt(id(0), {0, 0}).ok());
    QVERIFY(m_session->markUnsure(id(0)).ok());
    QVERIFY(m_session->finish(id(0)).ok());
    QVERIFY(m_session->finish(id(1)).ok());
    QCOMPARE(int(image(0).state), int(ImageState::Labelled));
    QCOMPARE(int(image(1).state), int(ImageState::ReviewedNone));
    QCOMPARE(m_session->current(), 2);
}

void TestLabelSession::blockedPicturesAreNotEdited() {
    m_session->setBlocked(id(0),
                          QStringLiteral("norm_0000.png has changed since it was labelled."));
    const auto refused = m_session->toggleAt(id(0), {0, 0});
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::BadFile);
    QVERIFY(m_session->next() && m_session->toggleAt(id(1), {0, 0}).ok());
    QVERIFY(m_session->goTo(0));
    m_session->setBlocked(id(0), {});
    QVERIFY(m_session->toggleAt(id(0), {0, 0}).ok());
}

void TestLabelSession::cursorMovesInPatches() {
    using core::CursorMove;
    QSignalSpy moved(m_session.get(), &LabelSession::cursorChanged);
    m_session->setCursor({5, 31});
    QVERIFY((m_session->cursor() == TokenIndex{4, 30}));
    m_session->moveCursor(CursorMove::Right);  // the edge
    QCOMPARE(moved.count(), 1);
    m_session->moveCursor(CursorMove::Down);
    m_session->moveCursor(CursorMove::Left);
    QVERIFY((m_session->cursor() == TokenIndex{6, 28}));
    QVERIFY(m_session->toggleAtCursor().ok());
    QVERIFY(image(0).labelAt({6, 28}) != nullptr);
    for (int i = 0; i < 20; ++i) m_session->moveCursor(CursorMove::Up);
    QVERIFY(m_session->next());
    QVERIFY((m_session->cursor() == TokenIndex{0, 28}));  // kept from picture to picture
}

void TestLabelSession::proposalsAreAcceptedOneByOne() {
    double now = 100;
    m_session->setClock([&now] { return now; });
    m_session->setNorms(id(0), relief());
    QCOMPARE(m_session->proposals().size(), 2u);
    QCOMPARE(*m_session->currentProposal(), 0u);
    QVERIFY((m_session->proposals()[0].token == TokenIndex{4, 8}));
    const double score = m_session->proposals()[0].score;
    now = 101.5;
    QVERIFY(m_session->acceptProposal().ok());
    const auto& label = image(0).labels.at(0);
    QCOMPARE(int(label.origin), int(LabelOrigin::Proposal));
    QCOMPARE(label.score.value(), score);
    QCOMPARE(label.detector, std::string(core::kDetector));
    QCOMPARE(label.seconds, 1.5);
    QCOMPARE(label.annotator, std::string("ada"));
    // The next in rank is the current one now, and rank and score are those of the map.
    QCOMPARE(m_session->proposals().size(), 1u);
    QCOMPARE(m_session->proposals()[*m_session->currentProposal()].rank, 2);
    QVERIFY(m_session->undo().ok());
    QCOMPARE(m_session->proposals().size(), 2u);
    QCOMPARE(*m_session->currentProposal(), 1u);  // stays
    m_session->nextProposal();
    QCOMPARE(*m_session->currentProposal(), 0u);
    m_session->previousProposal();
    QCOMPARE(*m_session->currentProposal(), 1u);
    QVERIFY((m_session->cursor() == TokenIndex{30, 0}));
    m_session->setThreshold(m_session->proposals()[1].score + 1);
    QCOMPARE(m_session->proposals().size(), 1u);
    m_session->setThreshold(-100);
    QVERIFY(m_session->proposals().size() > 100);
}

void TestLabelSession::acceptAllIsOneStep() {
    m_session->setNorms(id(0), relief());
    QVERIFY(m_session->toggleAt(id(0), {4, 8}).ok());  // by hand: not touched
    const auto own = image(0).labels[0];
    QVERIFY(m_session->undo().ok() && m_session->redo().ok());
    QVERIFY(m_session->acceptAllProposals().ok());
    QCOMPARE(image(0).labels.size(), 2u);
    QVERIFY(image(0).labels[0] == own);
    QVERIFY(m_session->proposals().empty() && !m_session->currentProposal());
    QVERIFY(m_session->acceptProposal().ok() && m_session->acceptAllProposals().ok() &&
            m_session->rejectProposal().ok());  // nothing to do
    QVERIFY(m_session->undo().ok());
    QCOMPARE(image(0).labels.size(), 1u);
}

void TestLabelSession::rejectedOnesAreRemembered() {
    m_session->setNorms(id(0), relief());
    const double score = m_session->proposals()[0].score;
    QVERIFY(m_session->rejectProposal().ok());
    QCOMPARE(image(0).rejected.size(), 1u);
    QCOMPARE(image(0).rejected[0].score, score);
    QVERIFY((image(0).rejected[0].token == TokenIndex{4, 8}));
    m_session->next();
    m_session->previous();
    QVERIFY(m_session->proposals().empty());  // no map yet
    m_session->setNorms(id(0), relief());
    QCOMPARE(m_session->proposals().size(), 1u);
    QVERIFY((m_session->proposals()[0].token == TokenIndex{30, 0}));
    QCOMPARE(int(image(0).state), int(ImageState::Unseen));
    QVERIFY(m_session->toggleAt(id(0), {4, 8}).ok());  // can still be labelled by hand
    QCOMPARE(int(image(0).labels[0].origin), int(LabelOrigin::Manual));
}

void TestLabelSession::blindModeHidesThem() {
    m_session->setNorms(id(0), relief());
    QSignalSpy changed(m_session.get(), &LabelSession::proposalsChanged);
    m_session->setBlind(true);
    QVERIFY(m_session->proposals().empty());
    QCOMPARE(changed.count(), 1);
    QVERIFY(m_session->acceptAllProposals().ok());
    QVERIFY(image(0).labels.empty());
    m_session->setBlind(false);
    QCOMPARE(m_session->proposals().size(), 2u);
}

void TestLabelSession::lateMapsAreIgnored() {
    m_session->setNorms(id(1), relief());
    QVERIFY(m_session->proposals().empty());
    const auto small = *engine::NormMap::fromValues(2, 2, {1, 2, 3, 4});
    m_session->setNorms(id(0), std::make_shared<engine::NormMap>(small));  // of another grid
    QVERIFY(m_session->proposals().empty());
}

void TestLabelSession::movedProposalsAreEdited() {
    m_session->setNorms(id(0), relief());
    QVERIFY(m_session->acceptProposal().ok());
    QVERIFY(m_session->toggleAt(id(0), {20, 20}).ok());
    const std::string accepted = image(0).labels[0].id, clicked = image(0).labels[1].id;
    QVERIFY(document().moveLabel(id(0), accepted, {7, 11}).ok());
    QVERIFY((image(0).labels[0].token == TokenIndex{6, 10}));
    QCOMPARE(int(image(0).labels[0].origin), int(LabelOrigin::ProposalEdited));
    QVERIFY(document().moveLabel(id(0), clicked, {22, 20}).ok());
    QCOMPARE(int(image(0).labels[1].origin), int(LabelOrigin::Manual));
    QVERIFY(!document().moveLabel(id(0), clicked, {6, 10}).ok());  // taken
    QVERIFY(!document().moveLabel(id(0), "nobody", {6, 10}).ok());
    QVERIFY(!document().moveLabel(id(0), clicked, {40, 10}).ok());
}

void TestLabelSession::undoShowsWhatChanged() {
    QVERIFY(m_session->toggleAt(id(0), {0, 0}).ok());
    QVERIFY(m_session->goTo(3));
    QVERIFY(m_session->undo().ok());
    QCOMPARE(m_session->current(), 0);
    QVERIFY(m_session->goTo(3) && m_session->redo().ok());
    QCOMPARE(m_session->current(), 0);
    QVERIFY(m_session->redo().ok());  // nothing to redo is no failure
    QVERIFY(m_session->isSaved());
}

void TestLabelSession::everyEditCanBeUndone_data() {
    using Edit = std::function<engine::Status(core::AnnotationDocument&)>;
    QTest::addColumn<Edit>("edit");
    const auto row = [](const char* name, Edit edit) { QTest::newRow(name) << edit; };
    const std::string first = "norm_0000.png", second = "norm_0001.png";
    const core::Proposal proposal = {{8, 8}, 7, 1, false};
    row("add", [=](auto& d) { return d.toggleLabel(first, {0, 0}); });
    row("remove", [=](auto& d) { return d.toggleLabel(second, {4, 4}); });
    row("move", [=](auto& d) {
        return d.moveLabel(second, d.project().images[1].labels[0].id, {6, 6});
    });
    row("accept", [=](auto& d) { return d.acceptProposals(first, {proposal}, 2); });
    row("reject", [=](auto& d) { return d.rejectProposals(first, {proposal}); });
    row("state", [=](auto& d) { return d.setState(first, ImageState::ReviewedNone); });
    row("comment", [=](auto& d) { return d.setComment(first, "why"); });
    row("review", [=](auto& d) { return d.review(first, core::ReviewVerdict::Accepted, "ok"); });
    row("settings", [](auto& d) {
        auto settings = d.project().settings;
        settings.alignment = PatchAlignment::Odd;
        return d.setSettings(settings);
    });
    row("merge", [](auto& d) {
        auto images = d.project().images;
        images[0].comment = "theirs";
        images[2].state = ImageState::ReviewedNone;
        return d.replaceImages(images, "Merge");
    });
}

void TestLabelSession::everyEditCanBeUndone() {
    QFETCH(std::function<engine::Status(core::AnnotationDocument&)>, edit);
    QVERIFY(document().toggleLabel(id(1), {4, 4}).ok());
    const auto text = [this] {
        auto project = m_session->project();
        project.edits = 0;
        return core::projectText(project);
    };
    const std::string before = text();
    QSignalSpy changed(&document(), &core::AnnotationDocument::imageChanged);
    QSignalSpy settings(&document(), &core::AnnotationDocument::settingsChanged);
    QVERIFY(edit(document()).ok());
    const std::string after = text();
    QVERIFY(after != before);
    QVERIFY(changed.count() + settings.count() > 0);
    QVERIFY(!document().undoStack().undoText().isEmpty());
    QVERIFY(document().undo().ok());
    QCOMPARE(text(), before);
    QVERIFY(document().redo().ok());
    QCOMPARE(text(), after);
}

// reference/ux.md, R10: any run of edits, undo and redo returns to an equal state.
void TestLabelSession::anyRunIsTakenBackStepByStep() {
    script::Clock clock;
    const auto document =
        core::AnnotationDocument::inMemory(script::project(5), clock.environment());
    const auto text = [&](core::LabelProject project) {
        project.edits = 0;
        return core::projectText(project);
    };
    for (int i = 0; i < 300; ++i) QVERIFY(script::act(*document, clock, 21).ok());
    const std::string top = text(document->project());
    const int done = document->undoStack().index();
    std::vector<std::string> down;
    while (document->undoStack().canUndo()) {
        QVERIFY(document->undo().ok());
        down.push_back(text(document->project()));
    }
    QCOMPARE(int(down.size()), done);
    for (std::size_t i = down.size() - 1; i > 0; --i) {
        QVERIFY(document->redo().ok());
        QCOMPARE(text(document->project()), down[i - 1]);
    }
    QVERIFY(document->redo().ok());
    QCOMPARE(text(document->project()), top);
}

void TestLabelSession::bothForgetTheSameEdits() {
    core::LabelHistory history;
    history.project = script::project(5);
    for (int i = 0; i < 1100; ++i) {
        QVERIFY(document().setComment(id(0), std::to_string(i + 1)).ok());
        core::LabelEdit edit{"Comment", {{0, history.project.images[0]}}, {}};
        edit.changes[0].image.comment = std::to_string(i + 1);
        history.apply(edit);
    }
    QCOMPARE(document().undoStack().count(), int(core::kUndoLimit));
    QCOMPARE(history.edits.size(), core::kUndoLimit);
    while (document().undoStack().canUndo()) QVERIFY(document().undo().ok());
    while (history.undo()) continue;
    QCOMPARE(image(0).comment, std::string("100"));
    QCOMPARE(history.project.images[0].comment, std::string("100"));
}

void TestLabelSession::editsOutsideAreRefused() {
    QVERIFY(!document().toggleLabel(id(0), {32, 0}).ok());
    QVERIFY(!document().toggleLabel(id(0), {0, -1}).ok());
    QVERIFY(!document().toggleLabel("nobody", {0, 0}).ok());
    QVERIFY(!document().acceptProposals(id(0), {{{3, 3}, 9, 1, true}}).ok());  // off the grid
    QVERIFY(!document().relink(id(0), "/nonexistent/a.png").ok());
    QVERIFY(document().toggleLabel(id(0), {30, 30}).ok());
    auto settings = m_session->settings();
    settings.grid = {16, 16};
    QVERIFY(!document().setSettings(settings).ok());  // the label would lie outside
    settings.grid = {0, 16};
    QVERIFY(!document().setSettings(settings).ok());
    QVERIFY(!document().replaceImages({core::QueueImage{}}, "Merge").ok());
    QCOMPARE(m_session->project().edits, 1);
    // What changes nothing is no edit.
    QVERIFY(document().setComment(id(0), "").ok());
    QVERIFY(document().setSettings(m_session->settings()).ok());
    QVERIFY(document().replaceImages(m_session->project().images, "Merge").ok());
    QCOMPARE(m_session->project().edits, 1);
}

void TestLabelSession::switchingAlignmentIsRecorded() {
    m_session->setNorms(id(0), relief(90, 70, 50));
    // The even grid sees the second anomaly only in parts.
    for (const auto& proposal : m_session->proposals()) QVERIFY(!proposal.isOffGrid);
    auto settings = m_session->settings();
    settings.alignment = PatchAlignment::Odd;
    QSignalSpy changed(m_session.get(), &LabelSession::settingsChanged);
    QVERIFY(document().setSettings(settings).ok());
    QCOMPARE(changed.count(), 1);
    QCOMPARE(m_session->proposals().size(), 3u);
    QVERIFY((m_session->proposals()[1].token == TokenIndex{11, 21}));
    QVERIFY(m_session->proposals()[1].isOffGrid);
    QVERIFY(!m_session->proposals()[0].isOffGrid);
}

QTEST_GUILESS_MAIN(TestLabelSession)
#include "tst_label_session.moc"
