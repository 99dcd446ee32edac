// SPDX-License-Identifier: GPL-3.0-or-later
#include "explorer_states.h"

#include <explore/exploration.h>
#include <explore/explorer_state.h>

#include <QTest>

#include <functional>

using core::ExplorerState;
using core::StateChange;

Q_DECLARE_METATYPE(core::StateChange)
Q_DECLARE_METATYPE(std::function<void(core::ExplorerState&)>)

class TestExplorerState : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void namesChanges_data();
    void namesChanges();
    void namesNoChange();
    void renumbersBothWays();
    void leavesOutWhatRefersToNobody();
    void leavesOutSubjects_data();
    void leavesOutSubjects();
    void keepsABoardWhileThereAreSubjects();
    void subjectsComeBackUnderTheirNumber();
    void pinnedTilesKeepTheirIds();
    void recipesAreTasks();
};

void TestExplorerState::namesChanges_data() {
    using Change = std::function<void(ExplorerState&)>;
    QTest::addColumn<Change>("change");
    QTest::addColumn<StateChange>("name");
    const auto row = [](const char* why, StateChange name, const Change& change) {
        QTest::newRow(why) << change << name;
    };
    using enum StateChange;
    row("another model, and with it layers", Model, [](auto& s) {
        s.model = "/m/other";
        s.layers.clear();
    });
    row("a preset", Several, [](auto& s) {
        s.layers.clear();
        s.view.map.kind = core::MapKind::Pca;
    });
    row("a picture more, which is shown", PicturesAdded, [](auto& s) {
        s.subjects.push_back({9, "/p/new.png", std::nullopt, 50});
        s.board = {9};
        s.current = 9;
    });
    row("a generation more", Generated, [](auto& s) {
        s.subjects.push_back({9, {}, core::GenerationRecipe{}, -1});
    });
    row("a picture less, and its pin", PicturesRemoved,
        [](auto& s) { s = core::without(s, {s.subjects[0].id}); });
    row("another order", PicturesMoved, [](auto& s) { std::swap(s.subjects[0], s.subjects[1]); });
    row("another one on the board, at its column", Board, [](auto& s) {
        s.board = {s.subjects[1].id};
        s.current = s.subjects[1].id;
        s.subjects[1].column = 7;
    });
    row("timestep", Column, [](auto& s) { s.subjects[0].column = 7; });
    row("fewer layers", Layers, [](auto& s) { s.layers.pop_back(); });
    row("layers in another order", TilesMoved,
        [](auto& s) { std::swap(s.layers[0], s.layers[1]); });
    row("the layer read from", ActiveLayer, [](auto& s) { s.activeLayer = s.layers[0]; });
    row("a tile pinned", TilePinned, [](auto& s) { s.tiles.push_back(s.tiles[0]); });
    row("a tile unpinned", TileUnpinned, [](auto& s) { s.tiles.clear(); });
    row("kind", Map, [](auto& s) { s.view.map.kind = core::MapKind::Pca; });
    row("channel", Channel, [](auto& s) { ++s.view.map.channel; });
    row("compared column", OtherColumn, [](auto& s) { ++s.view.map.otherColumn; });
    row("word", Word, [](auto& s) { ++s.view.map.textToken; });
    row("range", Range, [](auto& s) {
        s.view.usesBounds = true;
        s.view.setRange(core::RangeMode::Run);
    });
    row("range dragged from another mode", RangeNumbers, [](auto& s) {
        s.view.setRange(core::RangeMode::Fixed);
        s.view.usesBounds = false;
        s.view.fixed = {1, 2};
    });
    row("range dragged on", RangeNumbers, [](auto& s) { s.view.fixed.high += 1; });
    row("colours", Colors, [](auto& s) { s.view.signedColors = core::ColorMapId::RdBu; });
    row("overlay", Overlay, [](auto& s) { s.view.isOverlaid = !s.view.isOverlaid; });
    row("opacity", Opacity, [](auto& s) { s.view.overlayOpacity = 0.9; });
    row("a click on a tile", Reference, [](auto& s) {
        s.reference->spot.cell.row += 1;
        s.activeLayer = s.layers[0];
    });
    row("no reference", ReferenceForgotten, [](auto& s) { s.reference.reset(); });
    row("a pin less", Unpinned, [](auto& s) { s.pins.remove('A'); });
    row("a pin more", Pinned, [](auto& s) {
        auto place = *s.reference;
        place.spot.cell = {0, 0};
        s.pins.add(place);
    });
    row("prompt", Prompt, [](auto& s) { s.extraction.prompt = "other"; });
    row("seed", Seed, [](auto& s) { ++s.extraction.seed; });
    row("protocol", Protocol,
        [](auto& s) { s.extraction.isPaperProtocol = !s.extraction.isPaperProtocol; });
    row("fit", Fit, [](auto& s) { s.extraction.fit = core::FitChoice::Keep; });
}

void TestExplorerState::namesChanges() {
    QFETCH(std::function<void(ExplorerState&)>, change);
    QFETCH(StateChange, name);
    const auto before = states::full();
    auto after = before;
    change(after);
    QVERIFY(!(before == after));
    QCOMPARE(core::changeBetween(before, after), name);
}

void TestExplorerState::namesNoChange() {
    QCOMPARE(core::changeBetween(states::full(), states::full()), StateChange::None);
}

void TestExplorerState::renumbersBothWays() {
    const auto state = states::full();
    const auto there = core::renumbered(state, 100);
    QVERIFY(!(there == state));
    QCOMPARE(there.subjects.front().id, 100);
    QCOMPARE(there.reference->subject, 100);
    QCOMPARE(core::renumbered(there) == core::renumbered(state), true);
    // what was different only in its numbers is equal after it
    QCOMPARE(core::renumbered(there).board.size(), state.board.size());
}

void TestExplorerState::leavesOutWhatRefersToNobody() {
    auto state = states::full();
    state.view.map.otherSubject = 77;
    state.tiles[0].options.otherSubject = 77;
    QCOMPARE(core::renumbered(state).view.map.otherSubject, 0);
    QCOMPARE(core::renumbered(state).tiles[0].options.otherSubject, 0);
}

void TestExplorerState::leavesOutSubjects_data() {
    QTest::addColumn<int>("index");
    for (int i = 0; i < int(states::full().subjects.size()); ++i)
        QTest::addRow("subject %d", i) << i;
}

void TestExplorerState::leavesOutSubjects() {
    QFETCH(int, index);
    const auto state = states::full();
    const int gone = state.subjects[std::size_t(index)].id;
    const auto rest = core::without(state, {gone});
    QCOMPARE(rest.subjects.size(), state.subjects.size() - 1);
    QVERIFY(!rest.subject(gone));
    for (const int id : rest.board) QVERIFY(rest.subject(id));
    QVERIFY(rest.subject(rest.current));
    for (const auto& tile : rest.tiles) QVERIFY(tile.subject != gone);
    for (const auto& pin : rest.pins.all()) QVERIFY(pin.place.subject != gone);
    QVERIFY(!rest.reference || rest.reference->subject != gone);
}

void TestExplorerState::keepsABoardWhileThereAreSubjects() {
    const auto state = states::full();
    const auto rest = core::without(state, state.board);
    QVERIFY(!rest.subjects.empty());
    QCOMPARE(rest.board, std::vector<int>{rest.subjects.front().id});
    QCOMPARE(rest.current, rest.board.front());
    std::vector<int> all;
    for (const auto& subject : state.subjects) all.push_back(subject.id);
    QVERIFY(core::without(state, all).board.empty());
    QCOMPARE(core::without(state, all).current, 0);
}

void TestExplorerState::subjectsComeBackUnderTheirNumber() {
    core::Exploration exploration;
    const int first = exploration.addPhoto(QStringLiteral("a.png"));
    const int second = exploration.addPhoto(QStringLiteral("b.png"));
    exploration.remove(first);
    exploration.bringBack(first, QStringLiteral("a.png"), std::nullopt);
    QVERIFY(exploration.subject(first));
    exploration.bringBack(second, QStringLiteral("other.png"), std::nullopt);
    QCOMPARE(exploration.subject(second)->name, QStringLiteral("b.png"));
    exploration.bringBack(20, QStringLiteral("of a session.png"), std::nullopt);
    QCOMPARE(exploration.addPhoto(QStringLiteral("new.png")), 21);
    exploration.bringBack(30, QStringLiteral("a cat"), core::GenerationTask());
    QVERIFY(exploration.subject(30)->isGeneration);
    QCOMPARE(exploration.subject(30)->column, 0);
}

void TestExplorerState::pinnedTilesKeepTheirIds() {
    core::Exploration exploration;
    engine::LayerInfo layer;
    layer.path = engine::LayerPath("mid_block");
    layer.channels = 4;
    layer.grid = {8, 8};
    exploration.setOffered({layer}, {64, 64}, nullptr);
    exploration.setLayers({layer.path});
    const int photo = exploration.addPhoto(QStringLiteral("a.png"));
    exploration.setBoard({photo}, photo);
    core::MapOptions pca;
    pca.kind = core::MapKind::Pca;
    const core::CaptureKey key{{photo, 50}, layer.path};
    core::PinnedMap one, two;
    one.key = two.key = key;
    two.options = pca;
    exploration.setPinned({one, two});
    QCOMPARE(exploration.tiles().size(), std::size_t(3));
    const int ids[] = {exploration.tiles()[0].id, exploration.tiles()[1].id};
    exploration.setPinned({two, one});
    QCOMPARE(exploration.tiles()[0].id, ids[1]);
    QCOMPARE(exploration.tiles()[1].id, ids[0]);
    QVERIFY(exploration.tiles()[0].pinned == pca);
    exploration.setPinned(
        {{{{photo, 50}, engine::LayerPath("no_such_layer")}, {}}, {{{99, 50}, layer.path}, {}}});
    QCOMPARE(exploration.tiles().size(), std::size_t(1));
}

void TestExplorerState::recipesAreTasks() {
    const auto recipe = *states::full().subjects.back().generation;
    core::Subject subject;
    subject.name = QString::fromStdString(recipe.name);
    subject.isGeneration = true;
    subject.task = core::taskOf(recipe);
    QCOMPARE(core::recipeOf(subject) == recipe, true);
    QCOMPARE(subject.task.request.negativePrompt, recipe.negativePrompt);
}

QTEST_GUILESS_MAIN(TestExplorerState)
#include "tst_explorer_state.moc"
