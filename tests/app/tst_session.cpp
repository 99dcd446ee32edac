// SPDX-License-Identifier: GPL-3.0-or-later
// Sessions, undo and recovery of the explorer, on a model that computes nothing.
#include "app/explorer_bench.h"
#include "app/fake_generation.h"
#include "gui/actions.h"
#include "gui/explore_page.h"
#include "gui/explore_workspace.h"
#include "gui/missing_files_dialog.h"
#include "gui/picture_controller.h"
#include "gui/recent_files.h"
#include "gui/reference_controller.h"
#include "gui/session_controller.h"
#include "gui/settings_controller.h"
#include "gui/settings_file.h"
#include "support/test_files.h"

#include <canvas/map_tile.h>
#include <canvas/tile_grid.h>
#include <panels/message_bar.h>
#include <panels/picture_strip.h>
#include <panels/prompt_panel.h>
#include <panels/timestep_control.h>

#include <QAction>
#include <QActionGroup>
#include <QMenu>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QUndoStack>

#include <functional>
#include <map>
#include <random>

namespace fs = std::filesystem;
using core::ExplorerState;

namespace {

constexpr int kPatienceMs = 30000;

using Change = std::function<void(ExplorerBench&, std::mt19937&)>;

struct NamedChange {
    const char* name;
    Change change;
};

int below(std::mt19937& random, int count) {
    return count > 0 ? int(random() % unsigned(count)) : 0;
}

app::SessionController* session(const ExplorerBench& bench) {
    return bench.window()->session();
}

QUndoStack* stack(const ExplorerBench& bench) {
    return session(bench)->history()->stack();
}

ExplorerState now(const ExplorerBench& bench) {
    return session(bench)->keeper()->now();
}

/// Nothing is on its way, and what changed is recorded.
bool isQuiet(const ExplorerBench& bench) {
    auto* keeper = session(bench)->keeper();
    if (keeper->isApplying() || keeper->isWaiting() || keeper->isOpening()) return false;
    session(bench)->history()->flush();
    return session(bench)->history()->hasBegun();
}

#define SETTLE(bench) QTRY_VERIFY_WITH_TIMEOUT(isQuiet(bench), kPatienceMs)

core::Place someToken(ExplorerBench& bench, std::mt19937& random) {
    const auto& board = bench.exploration()->board();
    const int subject = board[std::size_t(below(random, int(board.size())))];
    return {subject, {{4, 4}, {below(random, 4), below(random, 4)}}, 1, 1};
}

void setSettings(ExplorerBench& bench, const std::function<void(engine::ExtractionRequest&)>& set) {
    auto* settings = bench.window()->explorer()->settings();
    auto changed = settings->settings();
    set(changed);
    settings->setSettings(changed);
}

void moveRow(ExplorerBench& bench, int from, int to) {
    auto* model = bench.page()->strip()->model();
    std::unique_ptr<QMimeData> data(model->mimeData({model->index(from, 0)}));
    model->dropMimeData(data.get(), Qt::MoveAction, to, 0, {});
}

/// One of each kind. Each changes something in a fresh window with three pictures.
std::vector<NamedChange> changes() {
    using Random = std::mt19937&;
    return {
        {"timestep",
         [](auto& b, Random r) {
             auto* control = b.window()->template findChild<widgets::TimestepControl*>();
             if (control->isEnabled()) control->setTimestep(100 + below(r, 800));
         }},
        {"layers by a word",
         [](auto& b, Random) {
             (b.actions()->blocks->isChecked() ? b.actions()->inner : b.actions()->blocks)
                 ->trigger();
         }},
        {"a tile closed",
         [](auto& b, Random r) {
             const auto& tiles = b.exploration()->tiles();
             if (tiles.size() > 1)
                 b.exploration()->closeTile(tiles[std::size_t(below(r, int(tiles.size())))].id);
         }},
        {"a tile moved",
         [](auto& b, Random) {
             const auto count = b.exploration()->tiles().size();
             if (count > 1) b.exploration()->moveTile(count - 1, 0);
             if (count > 1) b.exploration()->moveTile(count - 1, count / 2);
         }},
        {"a tile pinned",
         [](auto& b, Random r) {
             const auto& tiles = b.exploration()->tiles();
             if (!tiles.empty())
                 Q_EMIT b.page()->tiles()->pinToggled(
                     tiles[std::size_t(below(r, int(tiles.size())))].id);
         }},
        {"the active layer",
         [](auto& b, Random r) {
             (below(r, 2) ? b.actions()->layerUp : b.actions()->layerDown)->trigger();
         }},
        {"kind of map", [](auto& b, Random) { b.actions()->switchMode->trigger(); }},
        {"measure", [](auto& b, Random) { b.actions()->nextMeasure->trigger(); }},
        {"range", [](auto& b, Random) { b.actions()->nextRange->trigger(); }},
        {"range dragged",
         [](auto& b, Random r) {
             Q_EMIT b.page()->tiles()->rangeDragged(1, {0, 1.5f + float(below(r, 100))});
         }},
        {"colours",
         [](auto& b, Random r) {
             b.actions()->positiveColors->actions()[1 + below(r, 4)]->trigger();
             b.actions()->boundedColors->actions()[1 + below(r, 4)]->trigger();
             b.actions()->signedColors->actions()[1 + below(r, 2)]->trigger();
         }},
        {"overlay", [](auto& b, Random) { b.actions()->overlay->trigger(); }},
        {"opacity",
         [](auto& b, Random r) {
             (below(r, 2) ? b.actions()->moreOpaque : b.actions()->lessOpaque)->trigger();
         }},
        {"reference",
         [](auto& b, Random r) {
             if (!b.exploration()->board().empty()) b.references()->keep(someToken(b, r));
         }},
        {"no reference", [](auto& b, Random) { b.actions()->forgetReference->trigger(); }},
        {"a token pinned",
         [](auto& b, Random r) {
             if (b.exploration()->board().empty()) return;
             b.references()->keep(someToken(b, r));
             b.references()->pin();
         }},
        {"another picture",
         [](auto& b, Random r) {
             auto* pictures = b.window()->explorer()->pictures();
             pictures->show(1 + below(r, 2));
         }},
        {"a picture beside",
         [](auto& b, Random r) {
             b.window()->explorer()->pictures()->toggleBeside(1 + below(r, 2));
         }},
        {"a picture removed",
         [](auto& b, Random r) {
             const int rows = b.page()->strip()->model()->rowCount();
             if (rows > 2) Q_EMIT b.page()->strip()->removeRequested(below(r, rows));
         }},
        {"a picture opened",
         [](auto& b, Random r) { b.window()->openFiles({b.picture(40 + 10 * below(r, 6))}); }},
        {"the list in another order", [](auto& b, Random) { moveRow(b, 0, 2); }},
        {"another model",
         [](auto& b, Random) {
             const bool isOther = now(b).model.filename() == "other";
             b.window()->openFiles({b.model(isOther ? "model" : "other")});
         }},
        {"prompt",
         [](auto& b, Random r) {
             setSettings(b, [&](auto& s) { s.prompt = "word " + std::to_string(below(r, 1000)); });
         }},
        {"seed",
         [](auto& b, Random r) {
             setSettings(b, [&](auto& s) { s.seed = 43 + std::uint64_t(below(r, 1000)); });
         }},
        {"protocol",
         [](auto& b, Random) {
             const auto* checked = b.actions()->protocols->checkedAction();
             const bool isPaper = checked == b.actions()->protocols->actions()[1];
             b.actions()->protocols->actions()[isPaper ? 0 : 1]->trigger();
         }},
        {"fit",
         [](auto& b, Random r) { b.actions()->fits->actions()[1 + below(r, 3)]->trigger(); }},
        {"a generation",
         [](auto& b, Random r) {
             widgets::PromptPanel::Settings settings;
             settings.prompt = QStringLiteral("cat %1").arg(below(r, 5));
             settings.steps = fake::kSteps;
             Q_EMIT b.page()->prompt()->generateRequested(settings);
         }},
        {"a preset",
         [](auto& b, Random r) { b.actions()->presets[std::size_t(below(r, 2))]->trigger(); }},
    };
}

QByteArray difference(const ExplorerState& a, const ExplorerState& b) {
    const auto text = [](const ExplorerState& state) {
        return core::sessionText(core::savedSession(state, "/", {}));
    };
    const auto x = QByteArray::fromStdString(text(a)).split('\n');
    const auto y = QByteArray::fromStdString(text(b)).split('\n');
    for (qsizetype i = 0; i < std::min(x.size(), y.size()); ++i)
        if (x[i] != y[i])
            return x.mid(std::max<qsizetype>(0, i - 4), 6).join('\n') + "\n--- but ---\n" +
                   y.mid(std::max<qsizetype>(0, i - 4), 6).join('\n');
    return a == b ? QByteArray() : QByteArray("ids or lengths");
}

#define COMPARE_STATES(a, b) QVERIFY2((a) == (b), difference(a, b).constData())

}  // namespace

class TestSession : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void whatIsOpenedFirstIsNoStep();
    void everyChangeIsUndoneAndRedone_data();
    void everyChangeIsUndoneAndRedone();
    void randomWalksComeBack_data();
    void randomWalksComeBack();
    void aRunIsOneStep();
    void aRunThatEndsWhereItBeganIsNone();
    void hoveringIsNoStep();
    void playingIsOneStep();
    void aPresetIsOneStep();
    void aRemovedPictureShowsItsNumbersAgain();
    void whatWasLetGoOfStaysSo();
    void labellingHasItsOwnKeys();
    void savedAndOpenedAgainIsEqual();
    void titleSaysWhetherItChanged();
    void aBrokenSessionChangesNothing();
    void aMovedFileIsAskedFor();
    void aChangedFileIsNotUsedUnasked();
    void closingAChangedSessionAsks();
    void aCrashIsOfferedOnce();
    void aRefusedOfferIsNotMadeAgain();
    void aCleanEndOffersNothing();
    void recoveryNeedsNoHome();
    void recentFilesSayWhatIsMissing();
    void brokenSettingsAreSetAside();

private:
    fs::path file(const char* name) const {
        return m_dir->filePath(QString::fromLatin1(name)).toStdString();
    }
    static void open(ExplorerBench& bench);
    widgets::MessageBar* messages(const ExplorerBench& bench) const {
        return bench.window()->findChild<widgets::MessageBar*>();
    }
    static void press(QWidget* parent, const char* text);

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<ExplorerBench> m_bench;
};

void TestSession::init() {
    m_dir = std::make_unique<QTemporaryDir>();
    m_bench = std::make_unique<ExplorerBench>();
    open(*m_bench);
}

void TestSession::cleanup() {
    m_bench.reset();
}

void TestSession::open(ExplorerBench& bench) {
    bench.open({10, 20, 30});
    QTRY_VERIFY_WITH_TIMEOUT(bench.isReady(), kPatienceMs);
    QTRY_COMPARE(bench.page()->strip()->model()->rowCount(), 3);
    SETTLE(bench);
}

/// The button of a dialog.
void TestSession::press(QWidget* parent, const char* text) {
    for (auto* button : parent->findChildren<QPushButton*>())
        if (button->text() == QLatin1String(text)) return button->click();
    QFAIL(text);
}

void TestSession::whatIsOpenedFirstIsNoStep() {
    QCOMPARE(stack(*m_bench)->count(), 0);
    QVERIFY(!m_bench->actions()->undo->isEnabled());
    const auto state = now(*m_bench);
    QCOMPARE(state.subjects.size(), std::size_t(3));
    QCOMPARE(state.board.size(), std::size_t(1));
    QVERIFY(state.reference.has_value());
    QVERIFY(!state.model.empty());
}

void TestSession::everyChangeIsUndoneAndRedone_data() {
    QTest::addColumn<int>("index");
    const auto all = changes();
    for (std::size_t i = 0; i < all.size(); ++i) QTest::newRow(all[i].name) << int(i);
}

void TestSession::everyChangeIsUndoneAndRedone() {
    QFETCH(int, index);
    std::mt19937 random(7);
    const auto before = now(*m_bench);
    changes()[std::size_t(index)].change(*m_bench, random);
    const auto isStep = [&] { return isQuiet(*m_bench) && stack(*m_bench)->count() == 1; };
    QTRY_VERIFY2_WITH_TIMEOUT(isStep(),
                              QByteArray::number(stack(*m_bench)->count()) + " steps\n" +
                                  difference(before, now(*m_bench)),
                              kPatienceMs);
    QTRY_VERIFY2_WITH_TIMEOUT(m_bench->isReady(), qPrintable(m_bench->notReady()), kPatienceMs);
    const auto after = now(*m_bench);
    QVERIFY(!(before == after));
    QVERIFY(!stack(*m_bench)->undoText().isEmpty());
    QVERIFY(m_bench->actions()->undo->text().contains(stack(*m_bench)->undoText()));
    m_bench->actions()->undo->trigger();
    SETTLE(*m_bench);
    COMPARE_STATES(now(*m_bench), before);
    QVERIFY(!m_bench->actions()->undo->isEnabled());
    m_bench->actions()->redo->trigger();
    SETTLE(*m_bench);
    COMPARE_STATES(now(*m_bench), after);
    QCOMPARE(stack(*m_bench)->count(), 1);
}

void TestSession::randomWalksComeBack_data() {
    QTest::addColumn<unsigned>("seed");
    for (const unsigned seed : {1u, 2u}) QTest::addRow("seed %u", seed) << seed;
}

void TestSession::randomWalksComeBack() {
    QFETCH(unsigned, seed);
    std::mt19937 random(seed);
    const auto all = changes();
    std::map<int, ExplorerState> states = {{0, now(*m_bench)}};
    for (int i = 0; i < 300; ++i) {
        const int count = stack(*m_bench)->count();
        const int dice = below(random, 10);
        const char* name = dice == 0 ? "redo" : "undo";
        if (dice == 0)
            m_bench->actions()->redo->trigger();
        else if (dice <= 2 || count >= app::StateHistory::kLimit - 1)
            m_bench->actions()->undo->trigger();
        else {
            const auto& chosen = all[std::size_t(below(random, int(all.size())))];
            name = chosen.name;
            chosen.change(*m_bench, random);
        }
        SETTLE(*m_bench);
        const int at = stack(*m_bench)->index();
        if (dice <= 2) {
            const auto there = now(*m_bench);
            QVERIFY2(there == states[at],
                     (QByteArray(name) + " after step " + QByteArray::number(i) + "\n" +
                      difference(there, states[at]))
                         .constData());
        }
        states[at] = now(*m_bench);
    }
    const int last = stack(*m_bench)->count();
    QVERIFY(last > 20);
    while (stack(*m_bench)->canRedo()) {
        m_bench->actions()->redo->trigger();
        SETTLE(*m_bench);
    }
    for (int at = last - 1; at >= 0; --at) {
        m_bench->actions()->undo->trigger();
        SETTLE(*m_bench);
        COMPARE_STATES(now(*m_bench), states[at]);
    }
    for (int at = 1; at <= last; ++at) {
        m_bench->actions()->redo->trigger();
        SETTLE(*m_bench);
        COMPARE_STATES(now(*m_bench), states[at]);
    }
    QCOMPARE(stack(*m_bench)->count(), last);
}

void TestSession::aRunIsOneStep() {
    const auto before = now(*m_bench);
    auto* control = m_bench->window()->findChild<widgets::TimestepControl*>();
    for (int t = 100; t < 160; t += 10) {
        control->setTimestep(t);
        SETTLE(*m_bench);
    }
    QCOMPARE(stack(*m_bench)->count(), 1);
    m_bench->actions()->overlay->trigger();
    SETTLE(*m_bench);
    control->setTimestep(300);
    SETTLE(*m_bench);
    QCOMPARE(stack(*m_bench)->count(), 3);
    for (int i = 0; i < 3; ++i) m_bench->actions()->undo->trigger();
    SETTLE(*m_bench);
    COMPARE_STATES(now(*m_bench), before);
}

void TestSession::aRunThatEndsWhereItBeganIsNone() {
    auto* control = m_bench->window()->findChild<widgets::TimestepControl*>();
    const int before = control->timestep();
    control->setTimestep(700);
    SETTLE(*m_bench);
    QCOMPARE(stack(*m_bench)->count(), 1);
    control->setTimestep(before);
    SETTLE(*m_bench);
    QCOMPARE(stack(*m_bench)->count(), 0);
}

void TestSession::hoveringIsNoStep() {
    auto* tile = m_bench->page()->tiles()->tile(0);
    for (int i = 0; i < 20; ++i) moveMouse(tile, {30.0 + i, 60.0});
    SETTLE(*m_bench);
    leaveWidget(tile);
    SETTLE(*m_bench);
    QCOMPARE(stack(*m_bench)->count(), 0);
}

void TestSession::playingIsOneStep() {
    const auto before = now(*m_bench);
    QSignalSpy moments(m_bench->exploration(), &core::Exploration::momentChanged);
    m_bench->actions()->play->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(moments.count() >= 3, kPatienceMs);
    m_bench->actions()->play->trigger();
    SETTLE(*m_bench);
    QCOMPARE(stack(*m_bench)->count(), 1);
    m_bench->actions()->undo->trigger();
    SETTLE(*m_bench);
    COMPARE_STATES(now(*m_bench), before);
}

/// Also the one whose reference waits for a map.
void TestSession::aPresetIsOneStep() {
    const auto before = now(*m_bench);
    m_bench->actions()->presets.back()->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(m_bench->isReady() && isQuiet(*m_bench), kPatienceMs);
    const auto after = now(*m_bench);
    QVERIFY(after.reference && after.reference != before.reference);
    QCOMPARE(stack(*m_bench)->count(), 1);
    m_bench->actions()->undo->trigger();
    SETTLE(*m_bench);
    COMPARE_STATES(now(*m_bench), before);
    m_bench->actions()->redo->trigger();
    SETTLE(*m_bench);
    COMPARE_STATES(now(*m_bench), after);
}

void TestSession::aRemovedPictureShowsItsNumbersAgain() {
    m_bench->window()->explorer()->pictures()->toggleBeside(1);
    SETTLE(*m_bench);
    Q_EMIT m_bench->page()->strip()->removeRequested(0);
    SETTLE(*m_bench);
    m_bench->actions()->undo->trigger();
    SETTLE(*m_bench);
    QCOMPARE(m_bench->page()->strip()->model()->rowCount(), 3);
    QVERIFY(!m_bench->page()->strip()->model()->index(0, 0).data(Qt::DecorationRole).isNull());
    QTRY_VERIFY2_WITH_TIMEOUT(m_bench->isReady(), qPrintable(m_bench->notReady()), kPatienceMs);
    QTRY_COMPARE(m_bench->wrong(), QString());
}

/// A reference that was let go of does not come back by itself.
void TestSession::whatWasLetGoOfStaysSo() {
    m_bench->actions()->forgetReference->trigger();
    SETTLE(*m_bench);
    m_bench->window()->explorer()->pictures()->show(1);
    SETTLE(*m_bench);
    QVERIFY(!now(*m_bench).reference);
    m_bench->actions()->undo->trigger();
    m_bench->actions()->undo->trigger();
    SETTLE(*m_bench);
    QVERIFY(now(*m_bench).reference.has_value());
}

void TestSession::labellingHasItsOwnKeys() {
    m_bench->actions()->overlay->trigger();
    SETTLE(*m_bench);
    QVERIFY(m_bench->actions()->undo->isEnabled());
    m_bench->window()->setMode(app::WindowMode::Label);
    for (auto* action : {m_bench->actions()->undo, m_bench->actions()->redo,
                         m_bench->actions()->saveSession, m_bench->actions()->saveSessionAs})
        QVERIFY2(!action->isEnabled(), qPrintable(action->text()));
    m_bench->window()->setMode(app::WindowMode::Explore);
    QVERIFY(m_bench->actions()->undo->isEnabled());
    QVERIFY(!m_bench->actions()->redo->isEnabled());
    QVERIFY(m_bench->actions()->saveSession->isEnabled());
}

void TestSession::savedAndOpenedAgainIsEqual() {
    std::mt19937 random(3);
    for (const auto& each : changes()) {
        each.change(*m_bench, random);
        SETTLE(*m_bench);
    }
    const auto saved = core::renumbered(now(*m_bench));
    session(*m_bench)->saveTo(file("a.denoscope"));
    QTRY_COMPARE(session(*m_bench)->file(), file("a.denoscope"));

    for (int i = 0; i < 6; ++i) {
        changes()[std::size_t(below(random, int(changes().size())))].change(*m_bench, random);
        SETTLE(*m_bench);
    }
    if (session(*m_bench)->isModified()) {
        session(*m_bench)->open(file("a.denoscope"));
        press(m_bench->window()->findChild<QMessageBox*>(), "Do not save");
    } else {
        session(*m_bench)->open(file("a.denoscope"));
    }
    QTRY_VERIFY_WITH_TIMEOUT(isQuiet(*m_bench) && stack(*m_bench)->count() == 0, kPatienceMs);
    COMPARE_STATES(core::renumbered(now(*m_bench)), saved);

    ExplorerBench other;
    other.window()->openFiles({file("a.denoscope")});
    QTRY_COMPARE_WITH_TIMEOUT(session(other)->file(), file("a.denoscope"), kPatienceMs);
    SETTLE(other);
    COMPARE_STATES(core::renumbered(now(other)), saved);
    // Saved again, it is the same file.
    const auto bytes = test::contentOf(file("a.denoscope"));
    session(other)->saveTo(file("b.denoscope"));
    QTRY_COMPARE(session(other)->file(), file("b.denoscope"));
    QCOMPARE(test::contentOf(file("b.denoscope")), bytes);
}

void TestSession::titleSaysWhetherItChanged() {
    auto* window = m_bench->window();
    QCOMPARE(window->windowTitle(), QStringLiteral("r10.png — Denoscope"));
    session(*m_bench)->saveTo(file("mine.denoscope"));
    QTRY_COMPARE(window->windowTitle(), QStringLiteral("mine[*] · r10.png — Denoscope"));
    QVERIFY(!window->isWindowModified());
    m_bench->actions()->overlay->trigger();
    QTRY_VERIFY(window->isWindowModified());
    m_bench->actions()->undo->trigger();
    QVERIFY(!window->isWindowModified());
    m_bench->actions()->redo->trigger();
    QVERIFY(window->isWindowModified());
    m_bench->actions()->saveSession->trigger();
    QTRY_VERIFY(!window->isWindowModified());
    QVERIFY(m_bench->actions()->undo->isEnabled());  // saving takes no step away
}

void TestSession::aBrokenSessionChangesNothing() {
    const auto before = now(*m_bench);
    test::put(file("broken.denoscope"), "{\"schema\": 1, \"kind\": \"denoscope-session\"}");
    m_bench->window()->openFiles({file("broken.denoscope")});
    QTRY_VERIFY(!messages(*m_bench)->isEmpty());
    const auto& message = messages(*m_bench)->messages().front();
    QVERIFY2(message.text.contains(QStringLiteral("broken.denoscope")), qPrintable(message.text));
    QVERIFY(!message.safe.isEmpty());
    COMPARE_STATES(now(*m_bench), before);
    QVERIFY(session(*m_bench)->file().empty());
}

void TestSession::aMovedFileIsAskedFor() {
    const auto saved = core::renumbered(now(*m_bench));
    session(*m_bench)->saveTo(file("a.denoscope"));
    QTRY_COMPARE(session(*m_bench)->file(), file("a.denoscope"));
    fs::create_directories(file("moved"));
    for (const int red : {10, 20})
        fs::rename(m_bench->picture(red), file("moved") / m_bench->picture(red).filename());
    fs::rename(file("moved") / "r10.png", file("moved") / "renamed.png");

    ExplorerBench other;
    other.window()->openFiles({file("a.denoscope")});
    QTRY_VERIFY(other.window()->findChild<app::MissingFilesDialog*>());
    auto* dialog = other.window()->findChild<app::MissingFilesDialog*>();
    QCOMPARE(dialog->rows(), 2);
    QVERIFY(session(other)->file().empty());  // nothing happens before it is answered
    dialog->locate(0, file("moved/renamed.png"));
    const auto found = [&] {
        int count = 0;
        for (const auto& each : dialog->files()) count += !each.path.empty();
        return count;
    };
    QTRY_COMPARE(found(), 4);  // the other one was found beside it, and the model is there
    dialog->accept();
    QTRY_COMPARE_WITH_TIMEOUT(session(other)->file(), file("a.denoscope"), kPatienceMs);
    SETTLE(other);
    auto expected = saved;
    expected.subjects[0].file = file("moved/renamed.png");
    expected.subjects[1].file = file("moved/r20.png");
    COMPARE_STATES(core::renumbered(now(other)), expected);
}

void TestSession::aChangedFileIsNotUsedUnasked() {
    session(*m_bench)->saveTo(file("a.denoscope"));
    QTRY_COMPARE(session(*m_bench)->file(), file("a.denoscope"));
    fs::copy_file(m_bench->picture(30), m_bench->picture(20), fs::copy_options::overwrite_existing);
    for (const auto choice :
         {app::MissingFilesDialog::Choice::LeaveOut, app::MissingFilesDialog::Choice::Use}) {
        ExplorerBench other;
        other.window()->openFiles({file("a.denoscope")});
        QTRY_VERIFY(other.window()->findChild<app::MissingFilesDialog*>());
        auto* dialog = other.window()->findChild<app::MissingFilesDialog*>();
        QCOMPARE(dialog->rows(), 1);
        const bool isUsed = choice == app::MissingFilesDialog::Choice::Use;
        if (isUsed) dialog->choose(0, choice);
        dialog->accept();
        QTRY_COMPARE_WITH_TIMEOUT(session(other)->file(), file("a.denoscope"), kPatienceMs);
        SETTLE(other);
        QCOMPARE(now(other).subjects.size(), std::size_t(isUsed ? 3 : 2));
    }
}

void TestSession::closingAChangedSessionAsks() {
    QVERIFY(session(*m_bench)->mayClose([] {}));  // without a file nothing is asked
    session(*m_bench)->saveTo(file("a.denoscope"));
    QTRY_COMPARE(session(*m_bench)->file(), file("a.denoscope"));
    m_bench->actions()->overlay->trigger();
    const auto bytes = test::contentOf(file("a.denoscope"));
    QVERIFY(!m_bench->window()->close());
    press(m_bench->window()->findChild<QMessageBox*>(), "Cancel");
    QVERIFY(m_bench->window()->isVisible());
    QTRY_VERIFY(!m_bench->window()->findChild<QMessageBox*>());
    QVERIFY(!m_bench->window()->close());
    press(m_bench->window()->findChild<QMessageBox*>(), "Save");
    QTRY_VERIFY(!m_bench->window()->isVisible());
    QVERIFY(test::contentOf(file("a.denoscope")) != bytes);
}

namespace {

/// What the disk holds after a kill: the file of a window, and no lock.
fs::path leftBy(const fs::path& folder, const fs::path& to) {
    fs::create_directories(to);
    for (const auto& entry : fs::directory_iterator(folder))
        if (entry.path().extension() == ".denoscope")
            fs::copy_file(entry.path(), to / entry.path().filename());
    for (const auto& entry : fs::directory_iterator(to)) return entry.path();
    return {};
}

int sessionsIn(const fs::path& folder) {
    return int(test::filesUnder(folder, ".denoscope").size());
}

/// Whether the one file of \a folder holds the state of \a bench.
bool isKept(const ExplorerBench& bench, const fs::path& folder) {
    const auto files = test::filesUnder(folder, ".denoscope");
    if (files.size() != 1) return false;
    const auto read = core::readSessionFile(files.front());
    return read && read->state == core::savedSession(now(bench), folder, {}).state;
}

}  // namespace

void TestSession::aCrashIsOfferedOnce() {
    session(*m_bench)->keepIn(file("state"));
    QVERIFY(messages(*m_bench)->isEmpty());
    QCOMPARE(sessionsIn(file("state")), 0);  // nothing was changed yet
    m_bench->actions()->similarity->trigger();
    m_bench->window()->explorer()->pictures()->toggleBeside(2);
    SETTLE(*m_bench);
    const auto lost = core::renumbered(now(*m_bench));
    QTRY_VERIFY_WITH_TIMEOUT(isKept(*m_bench, file("state")), kPatienceMs);
    const auto left = leftBy(file("state"), file("later"));

    ExplorerBench other;
    session(other)->keepIn(file("later"));
    QVERIFY(!messages(other)->isEmpty());
    auto* restore = [&]() -> QToolButton* {
        for (auto* button : messages(other)->findChildren<QToolButton*>())
            if (button->text() == QStringLiteral("Restore")) return button;
        return nullptr;
    }();
    QVERIFY(restore && restore->isVisible());
    restore->click();
    QVERIFY(messages(other)->isEmpty());
    QTRY_VERIFY_WITH_TIMEOUT(isQuiet(other) && now(other).subjects.size() == 3, kPatienceMs);
    COMPARE_STATES(core::renumbered(now(other)), lost);
    // A crash now would lose nothing: what was left is there until it was kept anew.
    QTRY_VERIFY_WITH_TIMEOUT(!fs::exists(left), kPatienceMs);
    QCOMPARE(sessionsIn(file("later")), 2);  // the last one, and the running one
    ExplorerBench third;
    session(third)->keepIn(file("later"));
    QVERIFY(messages(third)->isEmpty());  // a running window's file is nobody else's
}

void TestSession::aRefusedOfferIsNotMadeAgain() {
    session(*m_bench)->keepIn(file("state"));
    m_bench->actions()->overlay->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(sessionsIn(file("state")) == 1, kPatienceMs);
    const auto left = leftBy(file("state"), file("later"));
    ExplorerBench other;
    session(other)->keepIn(file("later"));
    QVERIFY(!messages(other)->isEmpty());
    messages(other)->dismiss();
    QVERIFY(messages(other)->isEmpty());
    QVERIFY(!fs::exists(left));
    ExplorerBench third;
    session(third)->keepIn(file("later"));
    QVERIFY(messages(third)->isEmpty());
    QVERIFY(fs::exists(session(third)->last()));  // not offered, and not gone
}

void TestSession::aCleanEndOffersNothing() {
    session(*m_bench)->keepIn(file("state"));
    m_bench->actions()->overlay->trigger();
    SETTLE(*m_bench);
    const auto state = core::renumbered(now(*m_bench));
    session(*m_bench)->end();
    ExplorerBench other;
    session(other)->keepIn(file("state"));
    QVERIFY(messages(other)->isEmpty());
    QVERIFY(now(other).subjects.empty());  // what was open is not forced upon anybody ...
    session(other)->openLast();            // ... and can be had
    QTRY_VERIFY_WITH_TIMEOUT(isQuiet(other) && now(other).subjects.size() == 3, kPatienceMs);
    COMPARE_STATES(core::renumbered(now(other)), state);
}

void TestSession::recoveryNeedsNoHome() {
    test::put(file("no folder"), "");
    session(*m_bench)->keepIn(file("no folder/state"));
    QVERIFY(!messages(*m_bench)->isEmpty());
    m_bench->actions()->overlay->trigger();
    SETTLE(*m_bench);
    session(*m_bench)->end();
    QVERIFY(session(*m_bench)->last().empty());
}

void TestSession::recentFilesSayWhatIsMissing() {
    auto* recent = m_bench->window()->recent();
    QCOMPARE(recent->files(app::RecentKind::Picture).size(), 3);
    QCOMPARE(recent->files(app::RecentKind::Model).size(), 1);
    session(*m_bench)->saveTo(file("a.denoscope"));
    QTRY_COMPARE(recent->files(app::RecentKind::Session).size(), 1);
    const auto ini = m_dir->filePath(QStringLiteral("recent.ini"));
    {
        QSettings settings(ini, QSettings::IniFormat);
        recent->save(settings);
    }
    fs::remove(m_bench->picture(20));
    app::RecentFiles other;
    other.restore(QSettings(ini, QSettings::IniFormat));
    QMenu menu;
    other.attach(&menu);
    QSignalSpy chosen(&other, &app::RecentFiles::chosen);
    QSignalSpy missing(&other, &app::RecentFiles::missing);
    int notThere = 0, there = 0;
    for (auto* action : menu.actions()) {
        if (action->text() == QStringLiteral("r20.png (not there)")) {
            ++notThere;
            action->trigger();
        }
        if (action->text() == QStringLiteral("r30.png")) {
            ++there;
            action->trigger();
        }
    }
    QCOMPARE(notThere, 1);
    QCOMPARE(there, 1);
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(missing.count(), 1);
    for (int i = 0; i < 20; ++i)
        other.note(app::RecentKind::Picture, "/p/" + std::to_string(i) + ".png");
    QCOMPARE(other.files(app::RecentKind::Picture).size(), app::RecentFiles::kMost);
    QCOMPARE(other.files(app::RecentKind::Picture).front(), QStringLiteral("/p/19.png"));
    other.setDemo("/demo");
    other.note(app::RecentKind::Picture, "/demo/photos/a.png");
    QCOMPARE(other.files(app::RecentKind::Picture).front(), QStringLiteral("/p/19.png"));
    other.clear();
    QVERIFY(other.files(app::RecentKind::Picture).isEmpty());
}

void TestSession::brokenSettingsAreSetAside() {
    const auto organization = QCoreApplication::organizationName();
    QCoreApplication::setOrganizationName(QStringLiteral("DenoscopeTest"));
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_dir->path());
    const auto name = QSettings().fileName();
    QVERIFY(name.startsWith(m_dir->path()));
    QVERIFY(app::setBrokenSettingsAside().isEmpty());
    QVERIFY(!app::settingsProblem(QSettings(), {}));
    fs::create_directories(fs::path(name.toStdString()).parent_path());
    test::put(name.toStdString(), "no setting at all\n");
    const auto aside = app::setBrokenSettingsAside();
    QVERIFY(aside.contains(QStringLiteral(".bad-")));
    QCOMPARE(test::contentOf(aside.toStdString()), std::string("no setting at all\n"));
    QVERIFY(!QFile::exists(name));
    const auto message = app::settingsProblem(QSettings(), aside);
    QVERIFY(message && message->safe.contains(aside));
    QCoreApplication::setOrganizationName(organization);
}

QTEST_MAIN(TestSession)
#include "tst_session.moc"
