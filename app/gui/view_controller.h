// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifndef Q_MOC_RUN
#include <explore/view_options.h>
#endif

#include <QObject>

class QActionGroup;

namespace app {

class Actions;
class MapController;
class ReferenceController;
class ShowBar;

/// What all unpinned tiles show, in which colours and over which range: chosen by the menus, the
/// show bar, keys, and by dragging colour bars. Keeps all of these saying the same.
class ViewController : public QObject {
    Q_OBJECT

public:
    ViewController(Actions* actions, ShowBar* bar, MapController* maps,
                   const ReferenceController* reference, QObject* parent = nullptr);

    const core::ViewOptions& options() const;
    void setOptions(const core::ViewOptions& options);
    void setMap(const core::MapOptions& map);
    /// What is seen is locked by RangeMode::Fixed where the map has no natural bounds.
    void setRange(core::RangeMode mode);
    /// What a colour bar was dragged to holds for all tiles: so they can be compared.
    void dragRange(core::ColorRange range);
    /// The active tile's range about its middle, by \a factor.
    void scaleRange(double factor);

Q_SIGNALS:
    void changed(bool isOtherMap);  ///< other numbers are shown, not only other colours

private:
    void connectMaps();
    void connectColors();
    void connectOverlay();
    void setKind(core::MapKind kind);
    void showChoices();
    void nextColors();
    void chooseSafeColors();
    void fade(double by);

    Actions* m_actions;
    ShowBar* m_bar;
    MapController* m_maps;
    const ReferenceController* m_reference;
};

}  // namespace app
