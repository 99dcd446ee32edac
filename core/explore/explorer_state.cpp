// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/explorer_state.h"

#include <algorithm>
#include <map>
#include <utility>

namespace core {

namespace {

/// New ids for old ones; 0 for those that are not there.
class Ids {
public:
    /// Those of \a state, counted from \a first.
    static Ids countedFrom(int first, const ExplorerState& state) {
        Ids ids;
        for (const auto& subject : state.subjects) ids.m_new.emplace(subject.id, first++);
        return ids;
    }
    /// Those of \a state, each its own.
    static Ids kept(const ExplorerState& state) {
        Ids ids;
        for (const auto& subject : state.subjects) ids.m_new.emplace(subject.id, subject.id);
        return ids;
    }
    int of(int id) const {
        const auto found = m_new.find(id);
        return found == m_new.end() ? 0 : found->second;
    }

private:
    std::map<int, int> m_new;
};

Pins mapped(const Pins& pins, const Ids& ids) {
    std::vector<Pin> kept;
    for (auto pin : pins.all()) {
        pin.place.subject = ids.of(pin.place.subject);
        if (pin.place.subject > 0) kept.push_back(pin);
    }
    return Pins::of(std::move(kept)).value_or(Pins());
}

/// References follow the subjects, which have their new ids already.
void follow(ExplorerState& state, const Ids& ids) {
    for (int& id : state.board) id = ids.of(id);
    std::erase(state.board, 0);
    if (state.board.empty() && !state.subjects.empty()) state.board = {state.subjects.front().id};
    state.current = ids.of(state.current);
    if (std::find(state.board.begin(), state.board.end(), state.current) == state.board.end())
        state.current = state.board.empty() ? 0 : state.board.front();
    for (auto& tile : state.tiles) {
        tile.subject = ids.of(tile.subject);
        tile.options.otherSubject = ids.of(tile.options.otherSubject);
    }
    std::erase_if(state.tiles, [](const PinnedTile& tile) { return tile.subject == 0; });
    state.view.map.otherSubject = ids.of(state.view.map.otherSubject);
    if (state.reference) {
        state.reference->subject = ids.of(state.reference->subject);
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
    const bool hasNew = std::any_of(is.begin(), is.end(), [&](int id) {
        return std::find(was.begin(), was.end(), id) == was.end();
    });
    return hasNew ? StateChange::PicturesAdded : StateChange::PicturesRemoved;
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
    numbered.otherColumn = after.otherColumn;
    numbered.textToken = after.textToken;
    return numbered == after ? StateChange::MapNumber : StateChange::Map;
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

ExplorerState renumbered(const ExplorerState& state, int first) {
    auto made = state;
    const auto ids = Ids::countedFrom(first, state);
    for (auto& subject : made.subjects) subject.id = ids.of(subject.id);
    follow(made, ids);
    return made;
}

ExplorerState without(const ExplorerState& state, const std::vector<int>& gone) {
    auto made = state;
    std::erase_if(made.subjects, [&](const SubjectState& subject) {
        return std::find(gone.begin(), gone.end(), subject.id) != gone.end();
    });
    follow(made, Ids::kept(made));
    return made;
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
    static constexpr StateChange all[] = {Column,       ActiveLayer, MapNumber,
                                          RangeNumbers, Opacity,     Reference};
    return std::find(std::begin(all), std::end(all), change) != std::end(all);
}

}  // namespace core
