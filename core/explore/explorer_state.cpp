// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/explorer_state.h"

#include <algorithm>
#include <map>
#include <utility>

namespace core {

namespace {

using Ids = std::map<int, int>;

/// 0 for one that is not there.
int idIn(const Ids& ids, int id) {
    const auto found = ids.find(id);
    return found == ids.end() ? 0 : found->second;
}

Pins mapped(const Pins& pins, const Ids& ids) {
    std::vector<Pin> kept;
    for (auto pin : pins.all()) {
        pin.place.subject = idIn(ids, pin.place.subject);
        if (pin.place.subject > 0) kept.push_back(pin);
    }
    return Pins::of(std::move(kept)).value_or(Pins());
}

/// References follow the subjects, which have their new ids already.
void follow(ExplorerState& state, const Ids& ids) {
    for (int& id : state.board) id = idIn(ids, id);
    std::erase(state.board, 0);
    if (state.board.empty() && !state.subjects.empty()) state.board = {state.subjects.front().id};
    state.current = idIn(ids, state.current);
    if (std::find(state.board.begin(), state.board.end(), state.current) == state.board.end())
        state.current = state.board.empty() ? 0 : state.board.front();
    for (auto& tile : state.tiles) {
        tile.subject = idIn(ids, tile.subject);
        tile.options.otherSubject = idIn(ids, tile.options.otherSubject);
    }
    std::erase_if(state.tiles, [](const PinnedTile& tile) { return tile.subject == 0; });
    state.view.map.otherSubject = idIn(ids, state.view.map.otherSubject);
    if (state.reference) {
        state.reference->subject = idIn(ids, state.reference->subject);
        if (state.reference->subject == 0) state.reference.reset();
    }
    state.pins = mapped(state.pins, ids);
}

// ---- what is different

std::vector<int> idsOf(const ExplorerState& state) {
    std::vector<int> ids;
    for (const auto& subject : state.subjects) ids.push_back(subject.id);
    return ids;
}

template <typename T>
std::vector<T> sorted(std::vector<T> values) {
    std::sort(values.begin(), values.end());
    return values;
}

StateChange subjectsChange(const ExplorerState& before, const ExplorerState& after) {
    const auto was = idsOf(before), is = idsOf(after);
    if (was == is) return StateChange::None;
    if (sorted(was) == sorted(is)) return StateChange::PicturesMoved;
    auto change = StateChange::PicturesRemoved;
    for (const auto& subject : after.subjects) {
        if (before.subject(subject.id)) continue;
        if (subject.generation) return StateChange::Generated;
        change = StateChange::PicturesAdded;
    }
    return change;
}

StateChange extractionChange(const ExtractionChoices& a, const ExtractionChoices& b) {
    if (a.prompt != b.prompt) return StateChange::Prompt;
    if (a.seed != b.seed) return StateChange::Seed;
    if (a.isPaperProtocol != b.isPaperProtocol) return StateChange::Protocol;
    return a.fit == b.fit ? StateChange::None : StateChange::Fit;
}

StateChange layersChange(const ExplorerState& before, const ExplorerState& after) {
    if (before.layers == after.layers) return StateChange::None;
    return sorted(before.layers) == sorted(after.layers) ? StateChange::TilesMoved
                                                         : StateChange::Layers;
}

StateChange tilesChange(const std::vector<PinnedTile>& before,
                        const std::vector<PinnedTile>& after) {
    if (before == after) return StateChange::None;
    if (before.size() == after.size()) return StateChange::TilesMoved;
    return after.size() > before.size() ? StateChange::TilePinned : StateChange::TileUnpinned;
}

StateChange mapChange(const MapOptions& before, const MapOptions& after) {
    if (before == after) return StateChange::None;
    auto numbered = before;
    numbered.channel = after.channel;
    if (numbered == after) return StateChange::Channel;
    numbered = before;
    numbered.otherColumn = after.otherColumn;
    if (numbered == after) return StateChange::OtherColumn;
    numbered = before;
    numbered.textToken = after.textToken;
    return numbered == after ? StateChange::Word : StateChange::Map;
}

StateChange viewChange(const ViewOptions& before, const ViewOptions& after) {
    if (const auto change = mapChange(before.map, after.map); change != StateChange::None)
        return change;
    if (before.ranges != after.ranges || before.usesBounds != after.usesBounds)
        return after.range() == RangeMode::Fixed && !after.usesBounds ? StateChange::RangeNumbers
                                                                      : StateChange::Range;
    if (!(before.fixed == after.fixed)) return StateChange::RangeNumbers;
    if (before.isOverlaid != after.isOverlaid) return StateChange::Overlay;
    if (before.overlayOpacity != after.overlayOpacity) return StateChange::Opacity;
    return before == after ? StateChange::None : StateChange::Colors;
}

StateChange pinsChange(const Pins& before, const Pins& after) {
    if (before == after) return StateChange::None;
    return after.all().size() < before.all().size() ? StateChange::Unpinned : StateChange::Pinned;
}

StateChange columnChange(const ExplorerState& before, const ExplorerState& after) {
    for (const auto& subject : after.subjects)
        if (const auto* was = before.subject(subject.id); was && was->column != subject.column)
            return StateChange::Column;
    return StateChange::None;
}

}  // namespace

const SubjectState* ExplorerState::subject(int id) const {
    const auto found = std::find_if(subjects.begin(), subjects.end(),
                                    [id](const SubjectState& s) { return s.id == id; });
    return found == subjects.end() ? nullptr : &*found;
}

ExplorerState withIds(const ExplorerState& state, const std::map<int, int>& ids) {
    auto made = state;
    for (auto& subject : made.subjects) subject.id = idIn(ids, subject.id);
    std::erase_if(made.subjects, [](const SubjectState& subject) { return subject.id == 0; });
    follow(made, ids);
    return made;
}

ExplorerState renumbered(const ExplorerState& state, int first) {
    Ids ids;
    for (const auto& subject : state.subjects) ids.emplace(subject.id, first++);
    return withIds(state, ids);
}

ExplorerState without(const ExplorerState& state, const std::vector<int>& gone) {
    Ids ids;
    for (const auto& subject : state.subjects)
        if (std::find(gone.begin(), gone.end(), subject.id) == gone.end())
            ids.emplace(subject.id, subject.id);
    return withIds(state, ids);
}

StateChange changeBetween(const ExplorerState& before, const ExplorerState& after) {
    if (before.model != after.model) return StateChange::Model;
    if (const auto change = subjectsChange(before, after);
        change != StateChange::None && change != StateChange::PicturesMoved)
        return change;
    const bool isManyfold = before.layers != after.layers && !(before.view.map == after.view.map);
    if (isManyfold) return StateChange::Several;
    for (const auto change :
         {extractionChange(before.extraction, after.extraction), layersChange(before, after),
          tilesChange(before.tiles, after.tiles), viewChange(before.view, after.view)})
        if (change != StateChange::None) return change;
    if (before.board != after.board || before.current != after.current) return StateChange::Board;
    if (const auto change = columnChange(before, after); change != StateChange::None) return change;
    if (const auto change = pinsChange(before.pins, after.pins); change != StateChange::None)
        return change;
    if (before.reference != after.reference)
        return after.reference ? StateChange::Reference : StateChange::ReferenceForgotten;
    if (before.activeLayer != after.activeLayer) return StateChange::ActiveLayer;
    return subjectsChange(before, after);
}

bool isContinuous(StateChange change) {
    using enum StateChange;
    static constexpr StateChange all[] = {Column, ActiveLayer,  Channel, OtherColumn,
                                          Word,   RangeNumbers, Opacity, Reference};
    return std::find(std::begin(all), std::end(all), change) != std::end(all);
}

}  // namespace core
