// SPDX-License-Identifier: GPL-3.0-or-later
// A seeded walk of pointer, keys and changes over the explorer's window, with the model held up and
// let go at random: no order of events may leave a number in sight that answers another question.
#include "app/explorer_bench.h"
#include "app/fake_generation.h"
#include "gui/actions.h"
#include "gui/explore_page.h"
#include "gui/explore_workspace.h"
#include "gui/picture_controller.h"

#include <canvas/capture_matrix.h>
#include <canvas/map_tile.h>
#include <canvas/picture_board.h>
#include <canvas/picture_canvas.h>
#include <canvas/tile_grid.h>
#include <panels/layer_tree_panel.h>
#include <panels/message_bar.h>
#include <panels/picture_strip.h>
#include <panels/prompt_panel.h>
#include <panels/timestep_control.h>

#include <QAction>
#include <QActionGroup>
#include <QApplication>
#include <QComboBox>
#include <QDialog>
#include <QMenu>
#include <QTest>

#include <random>

namespace {

constexpr int kUsualEvents = 1500;
constexpr int kEventsPerLook = 5;

int wantedEvents() {
    const int asked = qEnvironmentVariableIntValue("DENOSCOPE_MONKEY_EVENTS");
    return asked > 0 ? asked : kUsualEvents;
}

}  // namespace

class TestExplorerMonkey : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyNumberInSightIsTrue_data();
    void everyNumberInSightIsTrue();

private:
    int below(int count) { return count > 0 ? int(m_random() % unsigned(count)) : 0; }
    QPointF placeIn(const QRectF& area);
    QWidget* tileOrPicture();
    Qt::KeyboardModifiers someKeys();
    QString act();
    QString movePointer();
    QString drag();
    QString wheel();
    QString key();
    QString trigger();
    QString choose();
    QString pictures();
    QString model();
    QString layers();
    QString scrub();
    QString matrix();
    QString gate();
    QString settings();
    void closePopups();

    std::unique_ptr<ExplorerBench> m_bench;
    std::mt19937 m_random;
    QWidget* m_under = nullptr;
};

QPointF TestExplorerMonkey::placeIn(const QRectF& area) {
    return area.topLeft() +
           QPointF(area.width() * below(1000) / 1000.0, area.height() * below(1000) / 1000.0);
}

/// Null where there is nothing to point at.
QWidget* TestExplorerMonkey::tileOrPicture() {
    auto* tiles = m_bench->page()->tiles();
    const auto& board = m_bench->exploration()->board();
    if (tiles->count() > 0 && below(3) > 0) {
        const auto index = std::size_t(below(tiles->count()));
        return tiles->isInSight(index) ? tiles->tile(index) : nullptr;
    }
    return board.empty() ? nullptr : m_bench->canvas(board[std::size_t(below(int(board.size())))]);
}

Qt::KeyboardModifiers TestExplorerMonkey::someKeys() {
    const Qt::KeyboardModifiers all[] = {Qt::NoModifier, Qt::NoModifier, Qt::ShiftModifier,
                                         Qt::ControlModifier, Qt::AltModifier};
    return all[below(5)];
}

QString TestExplorerMonkey::movePointer() {
    auto* widget = tileOrPicture();
    if (!widget) return {};
    const auto place = placeIn(widget->rect());
    if (below(6) == 0) {
        leaveWidget(widget);
        return QStringLiteral("leave");
    }
    moveMouse(widget, place);
    if (below(3) > 0) return QStringLiteral("move");
    const QPointer<QWidget> there(widget);  // a click on its cross closes a tile
    pressMouse(widget, place);
    if (there) releaseMouse(widget, place);
    return QStringLiteral("click");
}

QString TestExplorerMonkey::drag() {
    const QPointer<QWidget> widget(tileOrPicture());
    if (!widget) return {};
    const auto keys = below(2) ? Qt::KeyboardModifiers(Qt::ShiftModifier) : Qt::NoModifier;
    auto place = placeIn(widget->rect());
    pressMouse(widget, place, keys);
    for (int i = 0; i < 3 && widget; ++i) {
        place = placeIn(widget->rect());
        moveMouse(widget, place, Qt::LeftButton, keys);
        if (below(5) == 0) act();
    }
    if (below(6) == 0) QTest::keyClick(m_bench->window(), Qt::Key_Escape);
    if (widget) releaseMouse(widget, place, keys);
    return QStringLiteral("drag");
}

QString TestExplorerMonkey::wheel() {
    auto* widget = tileOrPicture();
    if (!widget) return {};
    auto keys = someKeys();
    if (below(4) == 0) keys = Qt::ControlModifier | Qt::ShiftModifier;
    turnWheel(widget, placeIn(widget->rect()), below(2) ? 15 : -15, keys);
    return QStringLiteral("wheel");
}

/// All keys of the explorer that open no dialog.
QString TestExplorerMonkey::key() {
    const Qt::Key keys[] = {
        Qt::Key_Left,        Qt::Key_Right,  Qt::Key_Up,     Qt::Key_Down,   Qt::Key_Home,
        Qt::Key_End,         Qt::Key_N,      Qt::Key_M,      Qt::Key_L,      Qt::Key_C,
        Qt::Key_P,           Qt::Key_K,      Qt::Key_F,      Qt::Key_O,      Qt::Key_G,
        Qt::Key_A,           Qt::Key_D,      Qt::Key_B,      Qt::Key_1,      Qt::Key_2,
        Qt::Key_3,           Qt::Key_Escape, Qt::Key_F5,     Qt::Key_Space,  Qt::Key_Plus,
        Qt::Key_Minus,       Qt::Key_0,      Qt::Key_Return, Qt::Key_Delete, Qt::Key_BracketLeft,
        Qt::Key_BracketRight};
    auto keyHit = keys[below(int(std::size(keys)))];
    auto* focus = QApplication::focusWidget();
    auto* at = focus && below(2) && m_bench->window()->isAncestorOf(focus)
                   ? focus
                   : static_cast<QWidget*>(m_bench->window());
    const auto modifiers = below(4) == 0 ? Qt::ShiftModifier : Qt::NoModifier;
    QTest::keyClick(at, keyHit, modifiers);
    return QStringLiteral("key %1").arg(QKeySequence(keyHit).toString());
}

QString TestExplorerMonkey::trigger() {
    auto* a = m_bench->actions();
    std::vector<QAction*> all = {a->cancel,
                                 a->recompute,
                                 a->captureAll,
                                 a->pin,
                                 a->unpinAll,
                                 a->pinTile,
                                 a->enlarge,
                                 a->overlay,
                                 a->tokenGrid,
                                 a->zoomIn,
                                 a->zoomOut,
                                 a->zoomFit,
                                 a->largerTiles,
                                 a->smallerTiles,
                                 a->usualTiles,
                                 a->copyValues,
                                 a->copyReadOut,
                                 a->copyDefinition,
                                 a->play,
                                 a->forgetReference,
                                 a->switchMode,
                                 a->nextRange,
                                 a->nextPicture,
                                 a->previousPicture,
                                 a->profileOverColumns,
                                 a->profileOverLayers};
    for (auto* preset : a->presets) all.push_back(preset);
    for (auto* measure : a->measures) all.push_back(measure);
    for (auto* range : a->ranges->actions()) all.push_back(range);
    for (auto* recall : a->recalls) all.push_back(recall);
    auto* chosen = all[std::size_t(below(int(all.size())))];
    chosen->trigger();
    return QStringLiteral("action ") + chosen->text();
}

/// In the bar above the tiles.
QString TestExplorerMonkey::choose() {
    const auto boxes = m_bench->page()->findChildren<QComboBox*>();
    auto* box = boxes[below(int(boxes.size()))];
    if (box->accessibleName() == QStringLiteral("Model") || box->count() == 0 || !box->isVisible())
        return {};
    box->setCurrentIndex(below(box->count()));
    if (!box->currentData().isValid() && box->currentText().isEmpty()) return {};  // a separator
    Q_EMIT box->activated(box->currentIndex());
    return QStringLiteral("%1: %2").arg(box->accessibleName(), box->currentText());
}

QString TestExplorerMonkey::pictures() {
    auto* strip = m_bench->page()->strip();
    const int rows = strip->model()->rowCount();
    switch (below(6)) {
        case 0: {
            const int red = 10 * (1 + below(12));
            const QSize size = red % 40 == 0 ? QSize(96, 64) : QSize(64, 64);
            m_bench->window()->openFiles({m_bench->picture(red, size)});
            return QStringLiteral("open r%1").arg(red);
        }
        case 1:
            if (rows > 2) Q_EMIT strip->removeRequested(below(rows));
            return QStringLiteral("remove");
        case 2:
        case 3:
            if (rows > 0) Q_EMIT strip->besideToggled(below(rows));
            return QStringLiteral("beside");
        default:
            if (rows > 0) strip->setCurrentIndex(strip->model()->index(below(rows), 0));
            return QStringLiteral("show");
    }
}

QString TestExplorerMonkey::model() {
    if (below(4) == 0) {
        widgets::PromptPanel::Settings settings;
        settings.prompt = QStringLiteral("cat %1").arg(below(5));
        settings.steps = fake::kSteps;
        settings.isUnconditional = below(2);
        Q_EMIT m_bench->page()->prompt()->generateRequested(settings);
        return QStringLiteral("generate");
    }
    m_bench->window()->openFiles({m_bench->model(below(2) ? "model" : "other")});
    return QStringLiteral("model");
}

QString TestExplorerMonkey::layers() {
    if (below(3) == 0) {
        (below(2) ? m_bench->actions()->blocks : m_bench->actions()->inner)->trigger();
        return QStringLiteral("level");
    }
    std::vector<engine::LayerPath> paths;
    for (const auto& layer : m_bench->exploration()->offered())
        if (below(2)) paths.push_back(layer.path);
    if (paths.empty()) return {};
    auto* panel = m_bench->page()->layers();
    panel->setChosen(paths);
    Q_EMIT panel->chosenChanged(panel->chosen());
    return QStringLiteral("layers");
}

QString TestExplorerMonkey::scrub() {
    auto* control = m_bench->window()->findChild<widgets::TimestepControl*>();
    if (!control->isEnabled()) return {};
    for (int i = 0; i < 4; ++i) control->setTimestep(100 * below(10) + 7);
    const auto& board = m_bench->exploration()->board();
    if (!board.empty() && below(3) == 0)
        Q_EMIT m_bench->page()->board()->timestepChosen(
            board[std::size_t(below(int(board.size())))], 50 * below(20));
    return QStringLiteral("scrub");
}

QString TestExplorerMonkey::matrix() {
    auto* matrix = m_bench->page()->matrix();
    if (matrix->rows() == 0 || matrix->columns() == 0) return {};
    auto cell = [&] {
        return matrix->cellRect(below(matrix->rows()), below(matrix->columns())).center();
    };
    const QPoint from = cell(), to = below(2) ? cell() : from;
    QTest::mousePress(matrix->viewport(), Qt::LeftButton, {}, from);
    moveMouse(matrix->viewport(), to, Qt::LeftButton);
    QTest::mouseRelease(matrix->viewport(), Qt::LeftButton, {}, to);
    return QStringLiteral("matrix");
}

QString TestExplorerMonkey::gate() {
    auto& control = m_bench->control();
    if (below(3) == 0) {
        control.isGated = !control.isGated;
        if (!control.isGated) control.gate.release(64);
    } else {
        control.gate.release(1 + below(12));
    }
    return QStringLiteral("gate");
}

QString TestExplorerMonkey::settings() {
    auto* a = m_bench->actions();
    switch (below(3)) {
        case 0: {
            auto* fit = a->fits->actions()[below(4)];
            fit->trigger();
            return QStringLiteral("fit ") + fit->text();
        }
        case 1: {
            const int which = below(2);
            a->protocols->actions()[which]->trigger();
            m_bench->isPaper = which == 1;
            return QStringLiteral("protocol");
        }
        default:  // every activation goes to disk and comes back
            m_bench->window()->explorer()->cache()->setBudget(below(2) ? 2000 : 2000000000);
            return QStringLiteral("budget");
    }
}

QString TestExplorerMonkey::act() {
    const int dice = below(100);
    if (dice < 30) return movePointer();
    if (dice < 38) return drag();
    if (dice < 44) return wheel();
    if (dice < 58) return key();
    if (dice < 65) return trigger();
    if (dice < 71) return choose();
    if (dice < 78) return pictures();
    if (dice < 80) return model();
    if (dice < 83) return layers();
    if (dice < 89) return scrub();
    if (dice < 92) return matrix();
    if (dice < 94) return settings();
    if (dice < 95) {
        m_bench->window()->setMode(below(2) ? app::WindowMode::Label : app::WindowMode::Explore);
        return QStringLiteral("mode");
    }
    return gate();
}

/// What a walk opens and nobody answers.
void TestExplorerMonkey::closePopups() {
    for (auto* menu : m_bench->window()->findChildren<QMenu*>())
        if (menu->isVisible()) menu->close();
    for (auto* dialog : m_bench->window()->findChildren<QDialog*>())
        below(2) ? dialog->accept() : dialog->reject();
    if (auto* messages = m_bench->window()->findChild<widgets::MessageBar*>(); !messages->isEmpty())
        messages->dismiss();
}

void TestExplorerMonkey::everyNumberInSightIsTrue_data() {
    QTest::addColumn<unsigned>("seed");
    for (const unsigned seed : {1u, 2u, 3u}) QTest::addRow("seed %u", seed) << seed;
}

void TestExplorerMonkey::everyNumberInSightIsTrue() {
    QFETCH(unsigned, seed);
    m_random.seed(seed);
    m_bench = std::make_unique<ExplorerBench>();
    m_bench->open({10, 20, 30});
    QTRY_VERIFY(m_bench->isReady());
    QStringList last;
    const int events = wantedEvents() / 3;
    for (int i = 0; i < events; ++i) {
        const auto what = act();
        if (!what.isEmpty()) last << what;
        if (last.size() > 15) last.removeFirst();
        if (i % kEventsPerLook != 0) continue;
        closePopups();
        QCoreApplication::processEvents();
        const auto wrong = m_bench->wrong();
        QVERIFY2(wrong.isEmpty(), qPrintable(QStringLiteral("event %1: %2\nafter %3")
                                                 .arg(i)
                                                 .arg(wrong, last.join(QStringLiteral(", ")))));
    }
    // Let go of, all of it becomes true and ready.
    m_bench->actions()->play->setChecked(false);
    m_bench->window()->setMode(app::WindowMode::Explore);
    m_bench->control().isGated = false;
    m_bench->control().gate.release(1000);
    m_bench->window()->explorer()->cache()->setBudget(2000000000);
    m_bench->actions()->blocks->trigger();
    m_bench->actions()->recompute->trigger();
    if (m_bench->exploration()->board().empty())
        m_bench->window()->openFiles({m_bench->picture(10)});
    m_bench->page()->tiles()->setEnlarged(-1);
    m_bench->actions()->norms->trigger();
    QTRY_VERIFY2(m_bench->isReady(), qPrintable(m_bench->notReady() + QStringLiteral("\nafter ") +
                                                last.join(QStringLiteral(", "))));
    QTRY_COMPARE(m_bench->wrong(), QString());
    m_bench.reset();
}

QTEST_MAIN(TestExplorerMonkey)
#include "tst_explorer_monkey.moc"
