// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/start_bench.h"

#include "cli/interrupt.h"
#include "gui/main_window.h"
#include "gui/pool_threads.h"
#include "gui/theme.h"
#include "gui/timed_application.h"

#include <canvas/accessibility.h>
#include <canvas/map_tile.h>
#include <canvas/tile_grid.h>
#include <io/demo_data.h>

#include <QEventLoop>
#include <QTimer>

#include <ctime>
#include <fstream>
#include <sstream>
#include <string>
#include <unistd.h>

namespace app {

namespace {

using widgets::MapTile;

constexpr int kWaitMs = 60'000;  // for a window that never paints

/// Milliseconds since the system made this process, to the system's tick of 10 ms; 0 where it does
/// not say. A shell that becomes the program (exec) counts too.
double processAgeMs() {
    std::ifstream file("/proc/self/stat");
    std::string text;
    std::getline(file, text);
    std::istringstream fields(text.substr(std::min(text.size(), text.rfind(')') + 1)));
    std::string field;
    for (int i = 3; i <= 22; ++i) fields >> field;  // proc(5): the 22nd is the start, in ticks
    if (!fields) return 0;
    timespec now{};
    ::clock_gettime(CLOCK_BOOTTIME, &now);
    const double start = std::stod(field) / double(::sysconf(_SC_CLK_TCK));
    return (double(now.tv_sec) + double(now.tv_nsec) * 1e-9 - start) * 1e3;
}

/// Sees the first paint of the window and that of the maps.
class Onlooker : public QObject {
public:
    explicit Onlooker(QWidget* window) : m_window(window) { qApp->installEventFilter(this); }

    StartBench seen;

    /// Until all maps in sight are painted. \return whether that came in time.
    bool wait() {
        QTimer::singleShot(kWaitMs, &m_loop, [this] { m_loop.exit(1); });
        return m_loop.exec() == 0;
    }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override {
        if (event->type() == QEvent::Paint && !m_isNoting &&
            (watched == m_window || isTile(watched))) {
            m_isNoting = true;  // when this paint and the events that wait behind it are done
            QMetaObject::invokeMethod(
                this, [this] { note(); }, Qt::QueuedConnection);
        }
        return QObject::eventFilter(watched, event);
    }

private:
    static bool isTile(QObject* watched) { return qobject_cast<MapTile*>(watched) != nullptr; }

    bool hasMaps() const {
        const auto* grid = m_window->findChild<widgets::TileGrid*>();
        int ready = 0;
        for (int i = 0; grid && i < grid->count(); ++i) {
            if (!grid->isInSight(std::size_t(i))) continue;
            if (grid->tile(std::size_t(i))->state() != MapTile::State::Ready) return false;
            ++ready;
        }
        return ready > 0;
    }

    void note() {
        m_isNoting = false;
        if (seen.firstPaintMs == 0) seen.firstPaintMs = processAgeMs();
        if (!hasMaps()) return;
        seen.firstMapsMs = processAgeMs();
        m_loop.quit();
    }

    QWidget* m_window;
    QEventLoop m_loop;
    bool m_isNoting = false;
};

}  // namespace

engine::Result<StartBench> benchStart() {
    const double mainMs = processAgeMs();
    const auto demo = core::demoFolder();
    if (!demo) return engine::Error{engine::ErrorCode::BadFile, "There is no demo to open."};
    qputenv("QT_QPA_PLATFORM", "offscreen");
    int argc = 1;
    char name[] = "denoscope";
    char* argv[] = {name, nullptr};
    TimedApplication application(argc, argv);
    widgets::installAccessibility();
    const double qtMs = processAgeMs();
    ThemeController theme;
    MainWindow window(&theme);
    const double builtMs = processAgeMs();
    Onlooker onlooker(&window);
    window.show();
    startPoolThreads();
    const Interrupt interrupt;  // a thread of its own, as the window has it
    window.findModels(demo);
    window.openFiles({*demo / "model", *demo / "photos", *demo / "scenes"});
    const bool isComplete = onlooker.wait();
    auto bench = onlooker.seen;
    bench.mainMs = mainMs;
    bench.qtMs = qtMs;
    bench.builtMs = builtMs;
    bench.longestGuiBlockMs = application.longestMs;
    window.close();
    if (!isComplete)
        return engine::Error{engine::ErrorCode::Internal, "The window showed no map in a minute."};
    return bench;
}

}  // namespace app
