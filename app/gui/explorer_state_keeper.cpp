// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/explorer_state_keeper.h"

#include "gui/explore_workspace.h"
#include "gui/layer_controller.h"
#include "gui/model_controller.h"
#include "gui/picture_controller.h"
#include "gui/reference_controller.h"
#include "gui/settings_controller.h"
#include "gui/view_controller.h"

#include <explore/exploration.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

namespace app {

using core::Exploration;
using core::ExplorerState;
using core::SubjectState;

namespace {

/// The number of the subject of \a state that is what \a wanted is, unless it is taken.
int sameIn(const std::vector<SubjectState>& known, const SubjectState& wanted,
           const std::set<int>& taken) {
    for (const auto& subject : known)
        if (!taken.contains(subject.id) && subject.file == wanted.file &&
            subject.generation == wanted.generation)
            return subject.id;
    return 0;
}

/// A range that a file can hold: a dragged one may be anything.
core::ColorRange finite(core::ColorRange range) {
    return std::isfinite(range.low) && std::isfinite(range.high) ? range : core::ColorRange();
}

}  // namespace

ExplorerStateKeeper::ExplorerStateKeeper(ExploreWorkspace* explorer, ModelController* models,
                                         QObject* parent)
    : QObject(parent), m_explorer(explorer), m_models(models) {
    connectParts();
    connectWaiting();
}

void ExplorerStateKeeper::connectParts() {
    auto* exploration = m_explorer->exploration();
    for (const auto signal :
         {&Exploration::boardChanged, &Exploration::offeredChanged, &Exploration::layersChanged,
          &Exploration::tilesChanged, &Exploration::activeLayerChanged})
        connect(exploration, signal, this, &ExplorerStateKeeper::changed);
    connect(exploration, &Exploration::momentChanged, this, &ExplorerStateKeeper::changed);
    connect(exploration, &Exploration::removed, this, &ExplorerStateKeeper::changed);
    auto* pictures = m_explorer->pictures();
    connect(pictures, &PictureController::listChanged, this, &ExplorerStateKeeper::changed);
    connect(pictures, &PictureController::shapeChanged, this, &ExplorerStateKeeper::changed);
    connect(pictures, &PictureController::settled, this, &ExplorerStateKeeper::changed);
    connect(pictures, &PictureController::opened, this, &ExplorerStateKeeper::changed);
    auto* reference = m_explorer->reference();
    connect(reference, &ReferenceController::pinsChanged, this, &ExplorerStateKeeper::changed);
    connect(reference, &ReferenceController::keptChanged, this,
            [this](bool isFollowing) { isFollowing ? Q_EMIT followed() : Q_EMIT changed(); });
    connect(m_explorer->view(), &ViewController::changed, this, &ExplorerStateKeeper::changed);
    connect(m_explorer->settings(), &SettingsController::changed, this,
            &ExplorerStateKeeper::changed);
}

void ExplorerStateKeeper::connectWaiting() {
    connect(m_models, &ModelController::opened, this, &ExplorerStateKeeper::onModel);
    connect(m_models, &ModelController::failed, this, &ExplorerStateKeeper::onModel);
    connect(m_explorer->pictures(), &PictureController::settled, this, [this] {
        if (m_isAwaitingPictures) finish();
    });
    auto* exploration = m_explorer->exploration();
    connect(exploration, &Exploration::subjectChanged, this, &ExplorerStateKeeper::takeColumn);
    connect(exploration, &Exploration::momentChanged, this, [this](int id) {
        const auto* subject = m_explorer->exploration()->subject(id);
        const bool isItself = subject && subject->column + 1 == int(subject->steps.size());
        if (!isItself) m_columns.erase(id);  // somebody chose another step
    });
    connect(exploration, &Exploration::removed, this, [this](int id) { m_columns.erase(id); });
}

/// A generation that is at its latest step goes on with it.
int ExplorerStateKeeper::columnOf(const SubjectState& subject) const {
    if (!subject.generation) return subject.column;
    if (const auto awaited = m_columns.find(subject.id); awaited != m_columns.end())
        return awaited->second;
    const int steps = int(m_explorer->exploration()->subject(subject.id)->steps.size());
    return subject.column + 1 >= steps ? SubjectState::kLatest : subject.column;
}

core::ExtractionChoices ExplorerStateKeeper::extraction() const {
    const auto& settings = m_explorer->settings()->settings();
    return {settings.prompt, settings.seed, settings.pixelRange == engine::PixelRange::Paper,
            m_explorer->fit()};
}

ExplorerState ExplorerStateKeeper::now() const {
    if (m_target) return *m_target;
    auto* exploration = m_explorer->exploration();
    ExplorerState state;
    if (const auto& model = m_models->model()) {
        state.model = model->folder;
        state.modelName = model->name;
    }
    state.subjects = m_explorer->pictures()->listed();
    for (auto& subject : state.subjects) subject.column = columnOf(subject);
    state.board = exploration->board();
    state.current = exploration->current() ? exploration->current()->id : 0;
    for (const auto& layer : exploration->layers()) state.layers.push_back(layer.path);
    state.activeLayer = exploration->activeLayer();
    for (const auto& tile : exploration->tiles())
        if (tile.isPinned())
            state.tiles.push_back(
                {tile.key.moment.subject, tile.key.moment.column, tile.key.layer, *tile.pinned});
    state.view = m_explorer->view()->options();
    state.view.fixed = finite(state.view.fixed);
    state.reference = m_explorer->reference()->reference().kept();
    state.pins = m_explorer->reference()->pins();
    state.extraction = extraction();
    return state;
}

ExplorerState ExplorerStateKeeper::adopted(const ExplorerState& wanted) const {
    const auto known = m_explorer->pictures()->listed();
    int next = m_explorer->exploration()->subjects().lastId() + 1;
    std::set<int> taken;
    std::map<int, int> ids;
    for (const auto& subject : wanted.subjects) {
        int id = sameIn(known, subject, taken);
        if (id == 0) id = next++;
        taken.insert(id);
        ids.emplace(subject.id, id);
    }
    return core::withIds(wanted, ids);
}

bool ExplorerStateKeeper::isWaiting() const {
    return m_explorer->pictures()->isChanging();
}

bool ExplorerStateKeeper::isOpening() const {
    return m_explorer->pictures()->isLoading() || m_explorer->isOpeningModel();
}

void ExplorerStateKeeper::apply(const ExplorerState& state) {
    const auto& model = m_models->model();
    const bool isAnother = !state.model.empty() && (!model || model->folder != state.model);
    m_target = state;
    m_isAwaitingPictures = false;
    if (isAnother || m_isAwaitingModel) {
        m_isAwaitingModel = true;
        if (!state.model.empty()) m_models->open(state.model);
        return;
    }
    applyPictures();
}

void ExplorerStateKeeper::onModel() {
    if (!std::exchange(m_isAwaitingModel, false)) return Q_EMIT changed();
    applyPictures();
}

/// Everything that needs no picture, and the pictures of the board are read.
void ExplorerStateKeeper::applyPictures() {
    applySettings();
    m_explorer->pictures()->bringBack(m_target->subjects);
    m_isAwaitingPictures = true;
    m_explorer->pictures()->showBoard(m_target->board, m_target->current);
}

void ExplorerStateKeeper::applySettings() {
    const auto& wanted = m_target->extraction;
    m_explorer->setFit(wanted.fit);
    if (!(extraction() == wanted)) {
        auto settings = SettingsController::withProtocol(m_explorer->settings()->settings(),
                                                         wanted.isPaperProtocol);
        settings.prompt = wanted.prompt;
        settings.seed = wanted.seed;
        m_explorer->settings()->setSettings(settings);
    }
    if (!(m_explorer->view()->options() == m_target->view))
        m_explorer->view()->setOptions(m_target->view);
}

/// The board is there, or as much of it as can be read.
void ExplorerStateKeeper::finish() {
    m_isAwaitingPictures = false;
    dropOthers();
    applyColumns();
    applyTiles();
    m_explorer->reference()->restore(m_target->reference, m_target->pins);
    m_target.reset();
    auto* exploration = m_explorer->exploration();
    const auto& board = exploration->board();
    const bool isUnread = std::any_of(board.begin(), board.end(), [exploration](int id) {
        return !exploration->subject(id)->picture && !exploration->subject(id)->isGeneration;
    });
    if (isUnread)  // in place of those that cannot be read
        m_explorer->pictures()->showBoard(board, exploration->current()->id);
    Q_EMIT settled();
}

void ExplorerStateKeeper::dropOthers() {
    auto* pictures = m_explorer->pictures();
    std::vector<int> order;
    for (const auto& subject : m_target->subjects) order.push_back(subject.id);
    for (const auto& subject : pictures->listed())
        if (std::find(order.begin(), order.end(), subject.id) == order.end())
            pictures->removeSubject(subject.id);
    pictures->setOrder(order);
}

void ExplorerStateKeeper::applyColumns() {
    m_columns.clear();
    for (const auto& wanted : m_target->subjects) {
        const auto* subject = m_explorer->exploration()->subject(wanted.id);
        if (!subject) continue;
        const bool isLatest = wanted.column == SubjectState::kLatest;
        const int column = isLatest ? int(subject->steps.size()) - 1 : wanted.column;
        m_explorer->exploration()->setColumn(wanted.id, column);
        if (subject->isGeneration && !isLatest && column >= int(subject->steps.size()))
            m_columns[wanted.id] = column;
    }
}

void ExplorerStateKeeper::takeColumn(int id) {
    const auto awaited = m_columns.find(id);
    if (awaited == m_columns.end()) return;
    const auto* subject = m_explorer->exploration()->subject(id);
    const int column = awaited->second;
    if (!subject || column >= int(subject->steps.size())) return;
    m_columns.erase(awaited);
    m_explorer->exploration()->setColumn(id, column);
}

void ExplorerStateKeeper::applyTiles() {
    auto* exploration = m_explorer->exploration();
    if (m_target->model.empty() && m_target->layers.empty()) return;  // of before there was a model
    m_explorer->layers()->setChosen(m_target->layers);
    std::vector<core::PinnedMap> pinned;
    for (const auto& tile : m_target->tiles)
        pinned.push_back({{{tile.subject, tile.column}, tile.layer}, tile.options});
    exploration->setPinned(pinned);
    if (exploration->layerAt(m_target->activeLayer))
        exploration->setActiveLayer(m_target->activeLayer);
}

}  // namespace app
