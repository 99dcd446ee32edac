// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/shown_marks.h"

#include "explore/map_values.h"

namespace core {

namespace {

constexpr Rgb kReference{255, 255, 255};
constexpr Rgb kBest{0xa5, 0xff, 0x00};  // as in the published explorer and in the window

}  // namespace

bool isAboutReference(const MapOptions& options, const engine::LayerInfo& layer) {
    return layer.keys > 0 ? isSelfAttention(layer) : options.kind == MapKind::Similarity;
}

std::vector<FigureMark> figureMarks(int subject, const engine::TokenGrid& grid, const Pins& pins,
                                    const std::optional<Place>& reference,
                                    const std::optional<engine::TokenIndex>& best) {
    std::vector<FigureMark> marks;
    bool isPinned = false;
    for (const auto& pin : pins.all()) {
        if (pin.place.subject != subject) continue;
        marks.push_back({grid, pin.place.on(grid), colorOfPin(pin.letter), {pin.letter}});
        isPinned = isPinned || (reference && pin.place == *reference);
    }
    if (best) marks.push_back({grid, {*best}, kBest, {}});
    if (reference && reference->subject == subject && !isPinned)
        marks.push_back({grid, reference->on(grid), kReference, {}});
    return marks;
}

}  // namespace core
