// SPDX-License-Identifier: GPL-3.0-or-later
// The window by name and by key: the palette, keys that are changed, the way without a mouse, the
// jobs and the log.
#include "core/session/fake_engine.h"
#include "gui/actions.h"
#include "gui/command_palette.h"
#include "gui/control_bar.h"
#include "gui/explore_page.h"
#include "gui/explore_workspace.h"
#include "gui/fixed_keys.h"
#include "gui/key_bindings.h"
#include "gui/key_dialog.h"
#include "gui/key_sheet.h"
#include "gui/label_actions.h"
#include "gui/label_workspace.h"
#include "gui/log_dialog.h"
#include "gui/main_window.h"
#include "gui/menu_paths.h"
#include "gui/panes.h"
#include "gui/theme.h"
#include "gui/window_tools.h"

#include <base/atomic_file.h>
#include <canvas/capture_matrix.h>
#include <canvas/map_tile.h>
#include <canvas/picture_board.h>
#include <canvas/tile_grid.h>
#include <models/command_list_model.h>
#include <models/key_list_model.h>
#include <models/picture_list_model.h>
#include <panels/activity_bar.h>
#include <panels/command_panel.h>
#include <panels/jobs_panel.h>
#include <panels/message_bar.h>
#include <panels/picture_strip.h>
#include <plots/profile_plot.h>
#include <session/job_list.h>

#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QDockWidget>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSemaphore>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeView>

#include <set>

using namespace app;
using core::JobState;
using widgets::CommandListModel;

class TestCommands : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_window.reset(); }

    void everyActionHasIdTipMenuAndIsInThePalette_data() { modes(); }
    void everyActionHasIdTipMenuAndIsInThePalette();
    void idsAreForEver();
    void defaultKeysDoNotClash_data() { modes(); }
    void defaultKeysDoNotClash();

    void paletteDoesByName();
    void paletteSaysWhyNot();
    void paletteGoesPlaces_data();
    void paletteGoesPlaces();
    void paletteRemembers();

    void aChosenKeyIsEverywhere();
    void aKeyIsTakenOnlyWithinItsMode();
    void keysComeBackInTheNextWindow();
    void badKeysAreSetAside();
    void classicPresetStaysWhatItIs();
    void dialogTakesAndResets();
    void fixedKeysCannotBeTaken();

    void f6ReachesEveryPane_data() { modes(); }
    void f6ReachesEveryPane();
    void tabReachesEveryPane();
    void f6ComesBackToWhereItWas();

    void captureIsAJob();
    void cancelledIsNoFailure();
    void failureSaysWhy();
    void openingIsAJob();
    void activityOpensTheJobs();

    void logHearsOfJobsAndMessages();
    void reportIsCopied();

private:
    void modes();
    void open(const char* picture = "green.png");
    template <typename T>
    T* part() {
        return m_window->findChild<T*>();
    }
    Actions* actions() { return part<Actions>(); }
    KeyBindings* keys() { return m_window->tools()->keys(); }
    std::vector<const QAction*> allActions();
    bool isOf(const QAction& action, WindowMode mode);
    widgets::CommandPanel* openPalette();
    void type(const QString& text) {
        QTest::keyClicks(part<widgets::CommandPanel>()->findChild<QLineEdit*>(), text);
    }
    void choose() {
        QTest::keyClick(part<widgets::CommandPanel>()->findChild<QLineEdit*>(), Qt::Key_Return);
    }
    const core::Job& lastJob() { return m_window->jobs()->all().back(); }
    /// The latest whose name begins so, or null.
    const core::Job* job(const char* name) {
        const core::Job* found = nullptr;
        for (const auto& each : m_window->jobs()->all())
            if (each.spec.name.startsWith(QLatin1String(name))) found = &each;
        return found;
    }
    std::filesystem::path file(const char* name) const {
        return m_folder->filePath(QString::fromLatin1(name)).toStdString();
    }

    std::shared_ptr<fake::Control> m_control;
    std::unique_ptr<fake::Engine> m_engine;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ThemeController> m_theme;
    core::Log m_log;
    std::unique_ptr<MainWindow> m_window;
};

void TestCommands::modes() {
    QTest::addColumn<WindowMode>("mode");
    QTest::newRow("explore") << WindowMode::Explore;
    QTest::newRow("label") << WindowMode::Label;
    QTest::newRow("review") << WindowMode::Review;
}

void TestCommands::init() {
    m_control = std::make_shared<fake::Control>();
    m_engine = std::make_unique<fake::Engine>(m_control);
    m_folder = std::make_unique<QTemporaryDir>();
    QImage picture(64, 64, QImage::Format_RGB888);
    picture.fill(Qt::darkGreen);
    QVERIFY(picture.save(m_folder->filePath(QStringLiteral("green.png"))));
    QVERIFY(picture.save(m_folder->filePath(QStringLiteral("zebra.png"))));
    QVERIFY(QDir(m_folder->path()).mkdir(QStringLiteral("model")));
    m_theme = std::make_unique<ThemeController>();
    m_window = std::make_unique<MainWindow>(
        m_theme.get(), [this]() -> engine::Result<engine::Engine*> { return m_engine.get(); },
        &m_log);
    m_window->resize(1280, 800);
    m_window->show();
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

void TestCommands::open(const char* picture) {
    m_window->openFiles({file("model"), file(picture)});
    auto* tiles = m_window->explorer()->page()->tiles();
    QTRY_VERIFY_WITH_TIMEOUT(
        tiles->count() > 0 && tiles->tile(0)->state() == widgets::MapTile::State::Ready, 30000);
    QTRY_VERIFY(m_window->jobs()->active().empty());
}

std::vector<const QAction*> TestCommands::allActions() {
    std::vector<const QAction*> all;
    for (const auto* set : m_window->findChildren<ActionSet*>())
        all.insert(all.end(), set->all().begin(), set->all().end());
    return all;
}

bool TestCommands::isOf(const QAction& action, WindowMode mode) {
    const auto other = mode == WindowMode::Explore ? "label." : "explore.";
    return !action.objectName().startsWith(QLatin1String(other));
}

widgets::CommandPanel* TestCommands::openPalette() {
    QTest::keyClick(m_window.get(), Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
    return part<widgets::CommandPanel>();
}

// ---- all actions

void TestCommands::everyActionHasIdTipMenuAndIsInThePalette() {
    QFETCH(WindowMode, mode);
    m_window->setMode(mode);
    const auto places = menuPaths(*m_window->menuBar());
    openPalette();
    auto* model = part<CommandListModel>();
    std::set<QString> ids, listed;
    for (int row = 0; row < model->rowCount(); ++row) listed.insert(model->command(row).id);
    for (const auto* action : allActions()) {
        const auto who = action->objectName() + QLatin1Char(' ') + action->text();
        QVERIFY2(action->objectName().contains(QLatin1Char('.')), qPrintable(who));
        QVERIFY2(ids.insert(action->objectName()).second, qPrintable(who));
        QVERIFY2(!action->statusTip().isEmpty() && !action->toolTip().isEmpty(), qPrintable(who));
        QVERIFY2(!places.value(action).isEmpty(), qPrintable(who));
        QCOMPARE(listed.contains(action->objectName()), isOf(*action, mode));
    }
    // What is not of a set, such as a list of files, at least explains itself.
    for (auto it = places.begin(); it != places.end(); ++it)
        QVERIFY2(ids.contains(it.key()->objectName()) || !it.key()->statusTip().isEmpty(),
                 qPrintable(it.key()->text()));
}

/// Somebody's keys.json knows them.
void TestCommands::idsAreForEver() {
    const auto text =
        engine::readFile(std::filesystem::path(DENOSCOPE_TEST_DATA) / "action_ids.txt", 1 << 20);
    QVERIFY(text);
    const auto known = QString::fromStdString(*text).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    QStringList found;
    for (const auto* action : allActions()) found << action->objectName();
    for (const auto& id : known) QVERIFY2(found.contains(id), qPrintable(id));
    QStringList missing;
    for (const auto& id : found)
        if (!known.contains(id)) missing << id;
    missing.sort();
    QVERIFY2(missing.isEmpty(), qPrintable(QStringLiteral("add to tests/data/action_ids.txt:\n") +
                                           missing.join(u'\n')));
}

void TestCommands::defaultKeysDoNotClash() {
    QFETCH(WindowMode, mode);
    const auto all = allActions();
    int pairs = 0;
    for (std::size_t i = 0; i < all.size(); ++i)
        for (std::size_t j = i + 1; j < all.size(); ++j) {
            if (!isOf(*all[i], mode) || !isOf(*all[j], mode)) continue;
            for (const auto& a : all[i]->shortcuts())
                for (const auto& b : all[j]->shortcuts()) {
                    ++pairs;
                    QVERIFY2(!core::doClash(a, b),
                             qPrintable(all[i]->objectName() + u' ' + all[j]->objectName()));
                }
        }
    QVERIFY(pairs > 100);
    for (const auto* action : all)
        for (const auto& key : action->shortcuts())
            for (const auto& fixed : fixedKeys())
                for (const auto& reserved : fixed.reserved)
                    QVERIFY2(!core::doClash(key, reserved), qPrintable(action->objectName()));
}

// ---- the palette

void TestCommands::paletteDoesByName() {
    open();
    auto* panel = openPalette();
    QVERIFY(panel->isOpen());
    type(QStringLiteral("token grid"));
    auto* model = part<CommandListModel>();
    QCOMPARE(model->command(0).id, QStringLiteral("explore.tokenGrid"));
    QCOMPARE(model->command(0).place, QStringLiteral("View"));
    QCOMPARE(model->command(0).key, QStringLiteral("G"));
    QVERIFY(!actions()->tokenGrid->isChecked());  // "g" was typed, not done
    choose();
    QVERIFY(actions()->tokenGrid->isChecked());
    QVERIFY(!panel->isOpen());
    openPalette();
    QVERIFY(panel->isOpen());
    QTest::keyClick(panel->findChild<QLineEdit*>(), Qt::Key_Escape);
    QVERIFY(!panel->isOpen());
}

void TestCommands::paletteSaysWhyNot() {
    openPalette();
    type(QStringLiteral("compute cancel"));
    auto* model = part<CommandListModel>();
    QCOMPARE(model->command(0).id, QStringLiteral("explore.cancel"));
    QVERIFY(!model->command(0).isEnabled);
    QCOMPARE(model->command(0).why, QStringLiteral("Nothing is being computed."));
    part<widgets::CommandPanel>()->dismiss();
    m_window->setMode(WindowMode::Label);
    openPalette();
    for (int row = 0; row < model->rowCount(); ++row)
        QVERIFY2(model->command(row).isEnabled || !model->command(row).why.isEmpty(),
                 qPrintable(model->command(row).id));
}

void TestCommands::paletteGoesPlaces_data() {
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("what");
    QTest::newRow("timestep") << QStringLiteral("t 200") << QStringLiteral("200");
    QTest::newRow("timestep by number alone") << QStringLiteral("437") << QStringLiteral("437");
    QTest::newRow("a layer that is shown")
        << QStringLiteral("layer up_blocks[1]") << QStringLiteral("up_blocks[1]");
    QTest::newRow("a layer that is not shown")
        << QStringLiteral("mid attn1") << QStringLiteral("mid_block.attn1.map");
    QTest::newRow("picture") << QStringLiteral("zebra") << QStringLiteral("zebra.png");
}

void TestCommands::paletteGoesPlaces() {
    QFETCH(QString, typed);
    QFETCH(QString, what);
    m_control->hasAttention = true;
    open();
    m_window->openFiles({file("zebra.png")});
    QTRY_COMPARE(m_window->explorer()->pictureName(), QStringLiteral("zebra.png"));
    m_window->explorer()->pictures();
    openPalette();
    type(QStringLiteral("green"));
    choose();
    QTRY_COMPARE(m_window->explorer()->pictureName(), QStringLiteral("green.png"));
    openPalette();
    type(typed);
    choose();
    const auto* exploration = m_window->explorer()->exploration();
    const auto where = [&] {
        return QStringList{QString::number(exploration->current()->column),
                           QString::fromStdString(exploration->activeLayer().text()),
                           m_window->explorer()->pictureName()};
    };
    QTRY_VERIFY2(where().contains(what), qPrintable(where().join(u' ')));
    QTRY_VERIFY(m_window->jobs()->active().empty());
}

void TestCommands::paletteRemembers() {
    QSettings settings(m_folder->filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
    openPalette();
    part<widgets::CommandPanel>()->dismiss();
    for (const char* name : {"token grid", "map over the picture", "t 30"}) {
        openPalette();
        type(QString::fromLatin1(name));
        choose();
    }
    const QStringList recent = {QStringLiteral("explore.overlay"),
                                QStringLiteral("explore.tokenGrid")};  // and no jumps
    QCOMPARE(m_window->tools()->palette()->recent(), recent);
    m_window->save(settings);
    openPalette();
    QCOMPARE(part<CommandListModel>()->command(0).id, recent[0]);
    CommandPalette another({actions()}, m_window->menuBar(), m_window.get());
    another.restore(settings);
    QCOMPARE(another.recent(), recent);
}

// ---- keys

void TestCommands::aChosenKeyIsEverywhere() {
    auto* grid = actions()->tokenGrid;
    keys()->setKeys(grid, {QKeySequence(Qt::CTRL | Qt::Key_J)});
    QVERIFY(grid->toolTip().endsWith(QStringLiteral("(Ctrl+J)")));
    QTest::keyClick(m_window.get(), Qt::Key_G);
    QVERIFY(!grid->isChecked());
    QTest::keyClick(m_window.get(), Qt::Key_J, Qt::ControlModifier);
    QVERIFY(grid->isChecked());
    openPalette();
    type(QStringLiteral("token grid"));
    QCOMPARE(part<CommandListModel>()->command(0).key, QStringLiteral("Ctrl+J"));
    part<widgets::CommandPanel>()->dismiss();
    const KeySheet sheet(*actions(), *part<LabelActions>(), WindowMode::Explore, m_window.get());
    QStringList shown;
    for (const auto* label : sheet.findChildren<QLabel*>()) shown << label->text();
    QVERIFY(shown.contains(QStringLiteral("<b>Ctrl+J</b>")));
    auto* done = part<LabelActions>()->done;
    QCOMPARE(done->iconText(), QStringLiteral("Done  ⏎"));
    keys()->setKeys(done, {QKeySequence(Qt::Key_Z)});
    QCOMPARE(done->iconText(), QStringLiteral("Done  Z"));
    keys()->setKeys(done, {});
    QCOMPARE(done->iconText(), QStringLiteral("Done"));
    keys()->setKeys(actions()->cancel, {QKeySequence(Qt::CTRL | Qt::Key_K)});
    auto* cancel = part<widgets::ActivityBar>()->findChild<QPushButton*>();
    QVERIFY(cancel->toolTip().contains(QStringLiteral("Ctrl+K")));
}

void TestCommands::aKeyIsTakenOnlyWithinItsMode() {
    auto* labels = part<LabelActions>();
    auto *pin = actions()->pin, *beside = actions()->beside;
    const QKeySequence b(Qt::Key_B);
    QCOMPARE(keys()->clashes(*pin, b), std::vector<QAction*>{beside});
    keys()->setKeys(pin, {b});
    QVERIFY(beside->shortcuts().isEmpty());
    QCOMPARE(labels->blind->shortcut(), b);  // means something elsewhere only
    const QKeySequence g(Qt::Key_G);         // a key of the whole window is taken from both modes
    keys()->setKeys(actions()->about, {g});
    QVERIFY(actions()->tokenGrid->shortcuts().isEmpty() && labels->grid->shortcuts().isEmpty());
    keys()->reset(actions()->about);
    QVERIFY(labels->grid->shortcuts().isEmpty());  // it was taken, and is given back by its owner
    keys()->resetAll();
    QCOMPARE(labels->grid->shortcut(), g);
    QCOMPARE(beside->shortcut(), b);
    for (const auto* action : keys()->actions()) QVERIFY(!keys()->isChanged(*action));
}

void TestCommands::keysComeBackInTheNextWindow() {
    QSettings settings(m_folder->filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
    m_window->restore(settings);
    keys()->setKeys(actions()->pin, {QKeySequence(Qt::Key_B)});
    const auto saved = core::readKeys(file("keys.json"));
    QVERIFY(saved);
    QCOMPARE(saved->size(), std::size_t(2));  // sparse: who has it, and who lost it
    MainWindow another(m_theme.get(),
                       [this]() -> engine::Result<engine::Engine*> { return m_engine.get(); });
    another.restore(settings);
    auto* set = another.findChild<Actions*>();
    QCOMPARE(set->pin->shortcut(), QKeySequence(Qt::Key_B));
    QVERIFY(set->beside->shortcuts().isEmpty());
    another.tools()->keys()->resetAll();
    QVERIFY(core::readKeys(file("keys.json"))->empty());
}

void TestCommands::badKeysAreSetAside() {
    QVERIFY(engine::atomicWrite(file("keys.json"), "{\"schema\": 1, \"keys\": {"));
    QSettings settings(m_folder->filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
    m_window->restore(settings);
    QCOMPARE(actions()->pin->shortcut(), QKeySequence(Qt::Key_P));
    auto* messages = part<widgets::MessageBar>();
    QCOMPARE(messages->messages().size(), std::size_t(1));
    QVERIFY(messages->messages()[0].safe.contains(QStringLiteral("keys.json.bad")));
    QVERIFY(std::filesystem::exists(file("keys.json.bad")));
    keys()->setKeys(actions()->pin, {QKeySequence(Qt::Key_Z)});
    QVERIFY(core::readKeys(file("keys.json")));
    const auto aside = engine::readFile(file("keys.json.bad"), 100);
    QCOMPARE(*aside, std::string("{\"schema\": 1, \"keys\": {"));
}

void TestCommands::classicPresetStaysWhatItIs() {
    auto* labels = part<LabelActions>();
    const QKeySequence right(Qt::Key_Right), x(Qt::Key_X);
    labels->setClassic(true);
    QCOMPARE(labels->next->shortcuts(), (QList<QKeySequence>{Qt::Key_D, Qt::Key_Right}));
    QVERIFY(!keys()->isChanged(*labels->next));
    labels->setClassic(false);
    QCOMPARE(labels->right->shortcut(), right);
    keys()->setKeys(labels->none, {right});  // chosen keys win over those of either preset
    QVERIFY(labels->right->shortcuts().isEmpty());
    labels->setClassic(true);
    QCOMPARE(labels->none->shortcut(), right);
    QCOMPARE(labels->next->shortcuts(), QList<QKeySequence>{Qt::Key_D});
    keys()->reset(labels->none);
    QCOMPARE(labels->none->shortcut(), x);
}

void TestCommands::dialogTakesAndResets() {
    actions()->changeKeys->trigger();
    auto* dialog = part<KeyDialog>();
    QVERIFY(dialog && dialog->isVisible());
    auto* edit = dialog->findChild<QKeySequenceEdit*>();
    const auto button = [dialog](const char* text) -> QPushButton* {
        for (auto* each : dialog->findChildren<QPushButton*>())
            if (each->text().remove(u'&') == QLatin1String(text)) return each;
        return nullptr;
    };
    const auto note = [dialog] {
        QString all;
        for (const auto* label : dialog->findChildren<QLabel*>()) all += label->text();
        return all;
    };
    dialog->select(QStringLiteral("explore.pinToken"));
    QVERIFY(!button("Assign")->isEnabled());
    edit->setFocus();
    QTest::keyClick(edit, Qt::Key_B);
    QVERIFY2(note().contains(QStringLiteral("“Next picture beside” (File)")), qPrintable(note()));
    QVERIFY(button("Take")->isEnabled());
    button("Take")->click();
    QCOMPARE(actions()->pin->shortcut(), QKeySequence(Qt::Key_B));
    QVERIFY(actions()->beside->shortcuts().isEmpty());
    QTest::keyClick(edit, Qt::Key_J, Qt::ControlModifier);
    button("Add")->click();
    QCOMPARE(actions()->pin->shortcuts(),
             (QList<QKeySequence>{Qt::Key_B, QKeySequence(Qt::CTRL | Qt::Key_J)}));
    button("Reset")->click();
    QCOMPARE(actions()->pin->shortcut(), QKeySequence(Qt::Key_P));
    button("No keys")->click();
    QVERIFY(actions()->pin->shortcuts().isEmpty());
    button("Reset all")->click();
    QCOMPARE(actions()->pin->shortcut(), QKeySequence(Qt::Key_P));
    QCOMPARE(actions()->beside->shortcut(), QKeySequence(Qt::Key_B));
    auto* filter = dialog->findChild<QLineEdit*>();
    auto* table = dialog->findChild<QTreeView*>();
    const int all = table->model()->rowCount();
    filter->setText(QStringLiteral("matrix"));
    QVERIFY(table->model()->rowCount() < all);
    dialog->close();
}

void TestCommands::fixedKeysCannotBeTaken() {
    KeyDialog dialog(keys(), menuPaths(*m_window->menuBar()), m_window.get());
    dialog.select(QStringLiteral("explore.pinToken"));
    auto* edit = dialog.findChild<QKeySequenceEdit*>();
    edit->setKeySequence(QKeySequence(Qt::Key_Escape));
    for (const auto* each : dialog.findChildren<QPushButton*>())
        if (each->text() == QLatin1String("&Assign")) QVERIFY(!each->isEnabled());
    auto* table = dialog.findChild<QTreeView*>();
    table->setCurrentIndex(table->model()->index(table->model()->rowCount() - 1, 0));
    QVERIFY(!edit->isEnabled());  // a fixed key of a list
}

// ---- without a mouse

void TestCommands::f6ReachesEveryPane() {
    QFETCH(WindowMode, mode);
    open();
    m_window->setMode(mode);
    const auto panes = [this](int presses, Qt::KeyboardModifiers modifiers) {
        std::set<QString> seen;
        for (int i = 0; i < presses; ++i) {
            QTest::keyClick(m_window.get(), Qt::Key_F6, modifiers);
            for (const auto* at = QApplication::focusWidget(); at; at = at->parentWidget())
                seen.insert(QString::fromLatin1(at->metaObject()->className()).section(u':', -1));
        }
        return seen;
    };
    for (const auto modifiers :
         {Qt::KeyboardModifiers(), Qt::KeyboardModifiers(Qt::ShiftModifier)}) {
        const auto seen = panes(12, modifiers);
        const QStringList expected =
            mode == WindowMode::Explore
                ? QStringList{QStringLiteral("ControlBar"),    QStringLiteral("PictureBoard"),
                              QStringLiteral("ShowBar"),       QStringLiteral("TileGrid"),
                              QStringLiteral("CaptureMatrix"), QStringLiteral("ProfilePlot")}
                : QStringList{QStringLiteral("LabelPage")};
        for (const auto& name : expected) QVERIFY2(seen.contains(name), qPrintable(name));
    }
    actions()->jobs->trigger();
    QVERIFY(m_window->tools()->jobsDock()->isVisible());
    QVERIFY(panes(12, {}).contains(QStringLiteral("JobsPanel")));
}

void TestCommands::tabReachesEveryPane() {
    open();
    m_window->openFiles({file("zebra.png")});
    QTRY_VERIFY(part<widgets::PictureStrip>()->isVisible());
    auto* page = m_window->explorer()->page();
    page->matrix()->setFocus();
    std::set<const QWidget*> seen;
    for (int i = 0; i < 200; ++i) {
        QTest::keyClick(m_window.get(), Qt::Key_Tab);
        for (const QWidget* at = QApplication::focusWidget(); at; at = at->parentWidget())
            seen.insert(at);
    }
    const auto reaches = [&seen](const QWidget* pane) { return seen.contains(pane); };
    QVERIFY(reaches(page->board()));
    QVERIFY(reaches(page->strip()));
    QVERIFY(reaches(page->tiles()));
    QVERIFY(reaches(page->matrix()));
    QVERIFY(reaches(page->profile()));
    QVERIFY(reaches(page->controls()));
}

void TestCommands::f6ComesBackToWhereItWas() {
    open();
    auto* tile = m_window->explorer()->page()->tiles()->tile(2);
    tile->setFocus();
    QTest::keyClick(m_window.get(), Qt::Key_F6);
    QVERIFY(QApplication::focusWidget() && !tile->hasFocus());
    QTest::keyClick(m_window.get(), Qt::Key_F6, Qt::ShiftModifier);
    QVERIFY(tile->hasFocus());
}

// ---- jobs

void TestCommands::captureIsAJob() {
    open();
    const auto* first = job("Computing");
    QVERIFY(first);
    QCOMPARE(first->state, JobState::Done);
    m_control->isGated = true;
    QTest::keyClick(m_window.get(), Qt::Key_Right);
    QTRY_VERIFY(m_control->reached.available() > 0);
    QTRY_COMPARE(lastJob().state, JobState::Running);
    QVERIFY(lastJob().spec.name.startsWith(QStringLiteral("Computing t 100")));
    QVERIFY(lastJob().isCancellable());
    QVERIFY(part<widgets::ActivityBar>()->isActive());
    m_control->isGated = false;
    m_control->gate.release(100);
    QTRY_COMPARE(lastJob().state, JobState::Done);
    QCOMPARE(lastJob().stepsDone, 1);
    QVERIFY(!part<widgets::ActivityBar>()->isActive());
}

void TestCommands::cancelledIsNoFailure() {
    open();
    m_control->isGated = true;
    QTest::keyClick(m_window.get(), Qt::Key_Right);
    QTRY_VERIFY(m_control->reached.available() > 0);
    QTRY_COMPARE(lastJob().state, JobState::Running);
    part<widgets::ActivityBar>()->findChild<QPushButton*>()->click();
    QVERIFY(lastJob().state == JobState::Cancelling || lastJob().state == JobState::Cancelled);
    QTRY_COMPARE(lastJob().state, JobState::Cancelled);
    QVERIFY(part<widgets::MessageBar>()->isEmpty());
    m_control->isGated = false;
    m_control->gate.release(100);
}

void TestCommands::failureSaysWhy() {
    open();
    m_control->failingAt = 100;
    QTest::keyClick(m_window.get(), Qt::Key_Right);
    QTRY_COMPARE(lastJob().state, JobState::Failed);
    QCOMPARE(lastJob().problem, QStringLiteral("The memory is full."));
    QVERIFY(!part<widgets::MessageBar>()->isEmpty());
}

void TestCommands::openingIsAJob() {
    open();
    QCOMPARE(job("Opening")->state, JobState::Done);
    m_control->openError = engine::Error{engine::ErrorCode::BadFile, "There is no unet."};
    m_window->openFiles({file("model")});
    QCOMPARE(lastJob().state, JobState::Running);
    QVERIFY(!lastJob().isCancellable());
    QTRY_COMPARE(job("Opening")->state, JobState::Failed);
    QCOMPARE(job("Opening")->problem, QStringLiteral("There is no unet."));
}

void TestCommands::activityOpensTheJobs() {
    auto* dock = m_window->tools()->jobsDock();
    QVERIFY(!dock->isVisible());  // closed at first
    Q_EMIT part<widgets::ActivityBar>()->clicked();
    QVERIFY(dock->isVisible() && actions()->jobs->isChecked());
    dock->close();
    QVERIFY(!actions()->jobs->isChecked());
    m_window->setMode(WindowMode::Label);
    actions()->jobs->trigger();
    QVERIFY(dock->isVisible());
    QSettings settings(m_folder->filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
    m_window->save(settings);
    actions()->jobs->trigger();
    QVERIFY(!dock->isVisible());
    m_window->restore(settings);
    QVERIFY(dock->isVisible() && actions()->jobs->isChecked());
}

// ---- the log

void TestCommands::logHearsOfJobsAndMessages() {
    open();
    m_window->openFiles({file("lost.png")});
    QTRY_VERIFY(!part<widgets::MessageBar>()->isEmpty());
    QStringList texts;
    for (const auto& line : m_log.lines()) texts << core::logText(line);
    const auto all = texts.join(u'\n');
    QVERIFY(all.contains(QStringLiteral("job: Opening model: Done")));
    QVERIFY(all.contains(QStringLiteral("warning message: Picture not opened.")));
    actions()->log->trigger();
    auto* dialog = part<LogDialog>();
    QVERIFY(dialog && dialog->isVisible());
    auto* shown = dialog->findChild<QPlainTextEdit*>();
    QVERIFY(shown->toPlainText().contains(QStringLiteral("Opening model")));
    dialog->findChild<QLineEdit*>()->setText(QStringLiteral("LOST.PNG"));
    QVERIFY(shown->toPlainText().contains(QStringLiteral("lost.png")));
    QVERIFY(!shown->toPlainText().contains(QStringLiteral("Opening model")));
    dialog->findChild<QLineEdit*>()->clear();
    dialog->findChild<QComboBox*>()->setCurrentIndex(int(core::LogLevel::Error));
    QVERIFY(!shown->toPlainText().contains(QStringLiteral("lost.png")));
    m_log.add(core::LogLevel::Error, QStringLiteral("test"), QStringLiteral("said later"));
    QTRY_VERIFY(shown->toPlainText().contains(QStringLiteral("said later")));
    dialog->close();
}

void TestCommands::reportIsCopied() {
    QSemaphore gate;
    QThread* asked = nullptr;
    LogDialog dialog(
        &m_log,
        [&] {
            gate.acquire();
            asked = QThread::currentThread();
            return QStringLiteral("denoscope 9\ntorch 1\n");
        },
        m_window.get());
    QSignalSpy copied(&dialog, &LogDialog::copied);
    m_log.add(core::LogLevel::Info, QStringLiteral("test"),
              QDir::homePath() + QStringLiteral("/a"));
    dialog.copyReport();  // comes back at once
    QCOMPARE(copied.size(), 0);
    gate.release();
    QTRY_COMPARE(copied.size(), 1);
    QVERIFY(asked != QThread::currentThread());
    const auto text = QGuiApplication::clipboard()->text();
    QVERIFY(text.startsWith(QStringLiteral("denoscope 9\ntorch 1\n\n")));
    QVERIFY(text.contains(QStringLiteral("info test: ~/a")));
}

QTEST_MAIN(TestCommands)
#include "tst_commands.moc"
