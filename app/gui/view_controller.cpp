// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/view_controller.h"

#include "gui/actions.h"
#include "gui/map_controller.h"
#include "gui/map_entries.h"
#include "gui/reference_controller.h"
#include "gui/show_bar.h"

#include <QAction>
#include <QActionGroup>

#include <algorithm>

namespace app {

namespace {

QAction* neighbour(const QActionGroup* group, int step) {
    const auto all = group->actions();
    const auto at = all.indexOf(group->checkedAction());
    return all[(at + step + all.size()) % all.size()];
}

void triggerColors(const QActionGroup* group, core::ColorMapId id) {
    for (auto* action : group->actions())
        if (action->data().toInt() == int(id)) action->trigger();
}

}  // namespace

ViewController::ViewController(Actions* actions, ShowBar* bar, MapController* maps,
                               const ReferenceController* reference, QObject* parent)
    : QObject(parent), m_actions(actions), m_bar(bar), m_maps(maps), m_reference(reference) {
    connect(bar, &ShowBar::optionsChosen, this, &ViewController::setMap);
    connect(bar, &ShowBar::rangeChosen, this, &ViewController::setRange);
    connectMaps();
    connectColors();
    connectOverlay();
}

const core::ViewOptions& ViewController::options() const {
    return m_maps->options();
}

void ViewController::connectMaps() {
    auto* a = m_actions;
    const auto on = [this](QAction* action, auto&& what) {
        connect(action, &QAction::triggered, this, what);
    };
    on(a->norms, [this] { setMap(withMapCode(options().map, mapCodeOf({}))); });
    for (auto* action : a->otherMaps)
        on(action, [this, action] { setMap(withMapCode(options().map, action->data().toInt())); });
    on(a->similarity, [this] { setKind(core::MapKind::Similarity); });
    on(a->switchMode, [this] {
        const bool isNorm = options().map.kind == core::MapKind::Norm;
        setKind(isNorm ? core::MapKind::Similarity : core::MapKind::Norm);
    });
    on(a->nextMeasure, [this] { neighbour(m_actions->measureGroup, 1)->trigger(); });
    on(a->previousMeasure, [this] { neighbour(m_actions->measureGroup, -1)->trigger(); });
    connect(a->measureGroup, &QActionGroup::triggered, this, [this](QAction* action) {
        auto map = options().map;
        map.kind = core::MapKind::Similarity;
        map.measure = engine::SimilarityMeasure(action->data().toInt());
        setMap(map);
    });
    connect(a->ranges, &QActionGroup::triggered, this,
            [this](QAction* action) { setRange(core::RangeMode(action->data().toInt())); });
    on(a->nextRange, [this] { neighbour(m_actions->ranges, 1)->trigger(); });
}

void ViewController::connectColors() {
    auto* a = m_actions;
    const auto on = [this](QActionGroup* group, core::ColorMapId core::ViewOptions::*which) {
        connect(group, &QActionGroup::triggered, this, [this, which](QAction* action) {
            auto changed = options();
            changed.*which = core::ColorMapId(action->data().toInt());
            setOptions(changed);
        });
    };
    on(a->positiveColors, &core::ViewOptions::positiveColors);
    on(a->signedColors, &core::ViewOptions::signedColors);
    on(a->boundedColors, &core::ViewOptions::boundedColors);
    connect(a->nextColors, &QAction::triggered, this, &ViewController::nextColors);
    connect(a->colorBlindSafe, &QAction::triggered, this, &ViewController::chooseSafeColors);
}

void ViewController::connectOverlay() {
    connect(m_actions->overlay, &QAction::triggered, this, [this](bool isOn) {
        auto changed = options();
        changed.isOverlaid = isOn;
        setOptions(changed);
    });
    connect(m_actions->moreOpaque, &QAction::triggered, this, [this] { fade(0.1); });
    connect(m_actions->lessOpaque, &QAction::triggered, this, [this] { fade(-0.1); });
}

void ViewController::fade(double by) {
    auto changed = options();
    changed.overlayOpacity = std::clamp(changed.overlayOpacity + by, 0.1, 1.0);
    setOptions(changed);
}

void ViewController::setOptions(const core::ViewOptions& options) {
    const auto before = m_maps->options().map;
    m_maps->setOptions(options);
    showChoices();
    Q_EMIT changed(!(before == options.map));
}

/// Menus and the show bar follow, whoever chose.
void ViewController::showChoices() {
    const auto& map = options().map;
    m_bar->setOptions(map, options().range());
    const int code = mapCodeOf(map);
    m_actions->norms->setChecked(code == mapCodeOf({}));
    m_actions->similarity->setChecked(map.kind == core::MapKind::Similarity);
    for (auto* action : m_actions->otherMaps) action->setChecked(action->data().toInt() == code);
    const auto& all = engine::allMeasures();
    const auto measure = std::find(all.begin(), all.end(), map.measure) - all.begin();
    m_actions->measures[std::size_t(measure)]->setChecked(true);
    m_actions->overlay->setChecked(options().isOverlaid);
    const auto check = [](const QActionGroup* group, int value) {
        for (auto* action : group->actions()) action->setChecked(action->data().toInt() == value);
    };
    check(m_actions->ranges, int(options().range()));
    check(m_actions->positiveColors, int(options().positiveColors));
    check(m_actions->signedColors, int(options().signedColors));
    check(m_actions->boundedColors, int(options().boundedColors));
}

void ViewController::setMap(const core::MapOptions& map) {
    auto changed = options();
    changed.map = map;
    setOptions(changed);
}

void ViewController::setKind(core::MapKind kind) {
    auto map = options().map;
    map.kind = kind;
    setMap(map);
}

void ViewController::setRange(core::RangeMode mode) {
    auto changed = options();
    changed.setRange(mode);
    changed.usesBounds = true;
    const auto* tile = m_reference->tile();
    const bool hasBounds = tile && m_maps->values(tile->id) && m_maps->values(tile->id)->natural;
    if (mode == core::RangeMode::Fixed && tile && !hasBounds)
        changed.fixed = m_maps->range(tile->id);  // locks what is seen
    setOptions(changed);
}

void ViewController::dragRange(core::ColorRange range) {
    auto changed = options();
    changed.setRange(core::RangeMode::Fixed);
    changed.usesBounds = false;
    changed.fixed = range;
    setOptions(changed);
}

void ViewController::scaleRange(double factor) {
    const auto* tile = m_reference->tile();
    if (!tile) return;
    const auto range = m_maps->range(tile->id);
    const float middle = (range.low + range.high) / 2;
    const float half = float(factor) * (range.high - range.low) / 2;
    dragRange({middle - half, middle + half});
}

/// Of the group that the active tile wears.
void ViewController::nextColors() {
    const auto* tile = m_reference->tile();
    const auto* values = tile ? m_maps->values(tile->id) : nullptr;
    const auto* group = values && values->isSigned  ? m_actions->signedColors
                        : values && values->natural ? m_actions->boundedColors
                                                    : m_actions->positiveColors;
    neighbour(group, 1)->trigger();
}

/// One set that is told apart with any colour vision.
void ViewController::chooseSafeColors() {
    triggerColors(m_actions->positiveColors, core::ColorMapId::Cividis);
    triggerColors(m_actions->boundedColors, core::ColorMapId::Cividis);
    triggerColors(m_actions->signedColors, core::ColorMapId::CoolWarm);
}

}  // namespace app
