// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/explore_sources.h"

#ifndef Q_MOC_RUN
#include <explore/place.h>
#include <explore/presets.h>
#endif

#include <QObject>

#include <optional>

namespace core {
struct Subject;
}

namespace app {

class Actions;
class LayerController;
class PictureController;
class ReferenceController;
class ViewController;

/// Sets the explorer up to show one of the study's phenomena. Parts of it wait: for pictures that
/// are being read, and for the map whose largest token becomes the reference.
class PresetController : public QObject {
    Q_OBJECT

public:
    struct Parts {
        PictureController* pictures = nullptr;
        LayerController* layers = nullptr;
        ViewController* view = nullptr;
        ReferenceController* reference = nullptr;
    };
    PresetController(const Actions& actions, const ExploreSources& sources, const Parts& parts,
                     QObject* parent = nullptr);

    /// Goes on with what waits; to be called when the board or the captures changed.
    void finish();

Q_SIGNALS:
    void applied(const QString& name, const QString& explanation);

private:
    void apply(int index);
    std::optional<core::Place> placeOn(const core::Subject& subject,
                                       const core::Preset& preset) const;

    ExploreSources m_sources;
    Parts m_parts;
    std::optional<int> m_waiting;  // the preset whose reference is not kept yet
};

}  // namespace app
