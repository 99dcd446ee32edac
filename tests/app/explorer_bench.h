// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/main_window.h"
#include "gui/theme.h"

#include <explore/exploration.h>
#include <explore/map_values.h>
#include <explore/place.h>

#include <QString>
#include <QTemporaryDir>

#include <memory>
#include <optional>

namespace fake {
struct Control;
class RichEngine;
struct Scene;
}  // namespace fake
namespace widgets {
class MapTile;
class PictureCanvas;
}  // namespace widgets
namespace app {
class Actions;
class ExplorePage;
class MapController;
class ReferenceController;
}  // namespace app

/// The explorer's window on a fake model, and the judge of what it shows: wrong() compares every
/// number in sight with the fake's formula for the present question.
class ExplorerBench {
public:
    ExplorerBench();
    ~ExplorerBench();

    app::MainWindow* window() const { return m_window.get(); }
    app::ExplorePage* page() const;
    core::Exploration* exploration() const;
    app::Actions* actions() const;
    app::MapController* maps() const;
    app::ReferenceController* references() const;
    fake::Control& control() { return *m_control; }

    /// A picture of one colour whose red is \a red; the file is called so: "r40.png".
    std::filesystem::path picture(int red, QSize size = {64, 64}) const;
    std::filesystem::path model(const char* name) const;
    /// Opens model and pictures; the first is shown.
    void open(const std::vector<int>& reds);
    int subjectOf(int red) const;  ///< 0 where there is none
    /// All tiles in sight are ready, and nothing computes.
    bool isReady() const { return notReady().isEmpty(); }
    /// What is not; empty where all is.
    QString notReady() const;

    /// Of the layer \a path in the picture \a subject (0: the current one); null where there is
    /// none.
    widgets::MapTile* tile(const char* path, int subject = 0) const;
    widgets::PictureCanvas* canvas(int subject = 0) const;
    QString readOut() const;

    /// What the fake says a moment's layer is.
    core::SharedRepresentation truth(const core::CaptureKey& key) const;
    /// The values that a tile must show now; nothing where it can show none.
    std::optional<core::MapValues> wanted(const core::TileSpec& tile) const;
    /// The first thing in sight that is not true; empty where all is.
    QString wrong() const;

    // What the test told the window; wrong() takes it for granted.
    std::string prompt;
    std::uint64_t seed = 42;
    bool isPaper = false;

private:
    QString wrongTile(std::size_t index) const;
    std::vector<core::SharedRepresentation> onBoard(const engine::LayerPath& layer) const;
    engine::SimilarityMap similarity(const core::SharedRepresentation& source,
                                     const core::Place& place,
                                     const core::SharedRepresentation& layer,
                                     const core::MapOptions& options) const;
    QString wrongRgb(const core::TileSpec& tile, const widgets::MapTile& shown,
                     const core::MapValues& values) const;
    QString wrongColors(const core::TileSpec& tile, const widgets::MapTile& shown,
                        const core::MapValues& values) const;
    QString wrongReadOut() const;
    QString wrongMatrix() const;
    QString wrongPins() const;
    fake::Scene sceneOf(const core::Moment& moment) const;

    std::shared_ptr<fake::Control> m_control;
    std::unique_ptr<fake::RichEngine> m_engine;
    QTemporaryDir m_folder;
    app::ThemeController m_theme;
    std::unique_ptr<app::MainWindow> m_window;
};

// The mouse as Qt sends it, in a widget's own coordinates.
void moveMouse(QWidget* widget, QPointF place, Qt::MouseButtons held = {},
               Qt::KeyboardModifiers keys = {});
void pressMouse(QWidget* widget, QPointF place, Qt::KeyboardModifiers keys = {});
void releaseMouse(QWidget* widget, QPointF place, Qt::KeyboardModifiers keys = {});
void leaveWidget(QWidget* widget);
void turnWheel(QWidget* widget, QPointF place, int degrees, Qt::KeyboardModifiers keys = {});
