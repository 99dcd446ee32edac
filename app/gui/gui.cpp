// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/gui.h"

#include "cli/interrupt.h"
#include "gui/explore_page.h"
#include "gui/explore_workspace.h"
#include "gui/icons.h"
#include "gui/language.h"
#include "gui/main_window.h"
#include "gui/pool_threads.h"
#include "gui/session_controller.h"
#include "gui/settings_file.h"
#include "gui/theme.h"

#include <canvas/accessibility.h>
#include <canvas/capture_matrix.h>
#include <explore/recovery.h>
#include <io/demo_data.h>
#include <session/log.h>
#include <session/opened_files.h>

#include <QApplication>
#include <QSettings>

#include <memory>
#include <stop_token>

namespace app {

namespace {

/// What to open: what was asked for, completed from the demo, so that there is always something to
/// look at. Who came to label waits for no model, and a session brings its own.
std::vector<std::filesystem::path> withDemo(std::vector<std::filesystem::path> files,
                                            const std::filesystem::path& demo) {
    const auto sorted = core::sortFiles(files);
    if (!sorted.labels.empty() || !sorted.sessions.empty()) return files;
    if (sorted.models.empty()) files.push_back(demo / "model");
    if (sorted.pictures.empty()) files.insert(files.end(), {demo / "photos", demo / "scenes"});
    return files;
}

/// By its id a desktop knows which menu entry and which icon are this window's.
void belongToDesktop() {
    const auto id = QStringLiteral("io.github.denoscope.Denoscope");
    QGuiApplication::setDesktopFileName(id);
    QGuiApplication::setWindowIcon(programIcon(id));
}

}  // namespace

int runWindow(int& argc, char** argv, const std::vector<std::filesystem::path>& files) {
    QApplication application(argc, argv);
    QCoreApplication::setOrganizationName(QStringLiteral("Denoscope"));
    QCoreApplication::setApplicationName(QStringLiteral("Denoscope"));
    QCoreApplication::setApplicationVersion(QStringLiteral(DENOSCOPE_VERSION));
    belongToDesktop();
    const auto aside = setBrokenSettingsAside();
    QSettings settings;  // best effort: without a home the window opens as it is
    speak(languageOf(settings));
    widgets::installAccessibility();
    core::Log log(std::make_unique<core::LogFile>(core::usualLogFile()));
    const core::LogBridge bridge(&log);
    log.add(core::LogLevel::Info, QStringLiteral("window"),
            QStringLiteral("Denoscope %1 starts").arg(QCoreApplication::applicationVersion()));
    ThemeController theme;
    MainWindow window(&theme, engine::loadEngine, &log);
    window.restore(settings);
    window.show();
    if (const auto problem = settingsProblem(settings, aside)) window.say(*problem);
    window.explorer()->page()->matrix()->setFocus();  // not a field that would swallow single keys
    // Threads before models: see startPoolThreads().
    startPoolThreads();
    // Asked to end by the desktop or a Ctrl-C, it ends as by the menu, without a question: what is
    // open is kept.
    const Interrupt interrupt;
    const auto demo = core::demoFolder();
    window.findModels(demo);
    window.openFiles(demo ? withDemo(files, *demo) : files);
    window.session()->keepIn(core::stateFolder());
    const std::stop_callback ending(interrupt.token(), [] {
        QMetaObject::invokeMethod(
            qApp, [] { QCoreApplication::exit(0); }, Qt::QueuedConnection);
    });
    const int code = QApplication::exec();
    window.session()->end();
    window.save(settings);
    return code;
}

}  // namespace app
