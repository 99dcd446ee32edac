// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/explore_presenter.h"

#include "gui/control_bar.h"
#include "gui/explore_page.h"
#include "gui/map_controller.h"
#include "gui/read_out_controller.h"
#include "gui/reference_controller.h"
#include "gui/show_bar.h"

#include <base/byte_text.h>
#include <canvas/map_tile.h>
#include <canvas/picture_board.h>
#include <canvas/tile_grid.h>
#include <models/picture_list_model.h>
#include <panels/layer_tree_panel.h>
#include <panels/memory_meter.h>
#include <panels/picture_strip.h>
#include <panels/pins_panel.h>
#include <panels/timestep_control.h>
#include <session/picture_loading.h>
#include <session/read_out.h>

#include <algorithm>

namespace app {

namespace {

widgets::PinsPanel::Row rowOf(const core::Pin& pin, const core::Subject* subject,
                              const core::ReadOut& reading) {
    const auto color = core::colorOfPin(pin.letter);
    const auto token = reading.token.value_or(engine::TokenIndex());
    const bool isKnown = reading.norm.state == core::Reading::State::Known;
    return {QLatin1Char(pin.letter),
            QColor(color.r, color.g, color.b),
            QStringLiteral("%1 · x%2 y%3")
                .arg(subject ? subject->name : QString())
                .arg(token.col)
                .arg(token.row),
            isKnown ? core::numberText(reading.norm.value) : QStringLiteral("—"),
            core::similarityNumber(reading.similarity),
            false};
}

}  // namespace

ExplorePresenter::ExplorePresenter(const ExploreSources& sources, const Parts& parts,
                                   QObject* parent)
    : QObject(parent), m_sources(sources), m_parts(parts) {
    connect(sources.exploration, &core::Exploration::removed, this,
            [this](int subject) { m_images.remove(subject); });
}

/// Converted once for each picture, not with every step through the timesteps.
QImage ExplorePresenter::imageOf(const core::Subject& subject) {
    const auto picture = subject.pictureAt(subject.column);
    if (!picture) return {};
    auto& shown = m_images[subject.id];
    if (shown.picture != picture) shown = {picture, core::toImage(*picture)};
    return shown.image;
}

void ExplorePresenter::showBoard() {
    std::vector<widgets::PicturePane> panes;
    const auto* current = m_sources.exploration->current();
    for (const int id : m_sources.exploration->board()) {
        const auto& subject = *m_sources.exploration->subject(id);
        const auto step = subject.isGeneration ? subject.momentText(subject.column) : QString();
        panes.push_back({id, subject.name, imageOf(subject), subject.column, step,
                         current && current->id == id});
    }
    m_parts.page->board()->setPanes(panes);
    if (current) m_parts.page->strip()->setCurrentRow(m_parts.list->rowOf(current->id));
    const bool isPhoto = !current || !current->isGeneration;
    auto* timestep = m_parts.page->controls()->timestep();
    timestep->setEnabled(isPhoto);
    if (current && isPhoto) {
        const QSignalBlocker quiet(timestep);
        timestep->setTimestep(current->column);
    }
}

void ExplorePresenter::showTiles() {
    std::vector<widgets::TileInfo> infos;
    const bool isOne = m_sources.exploration->board().size() == 1;
    for (const auto& tile : m_sources.exploration->tiles()) {
        const auto& subject = *m_sources.exploration->subject(tile.key.moment.subject);
        const auto note = isOne && !tile.isPinned()
                              ? QString()
                              : QStringLiteral("%1 · %2").arg(
                                    subject.name, subject.momentText(tile.key.moment.column));
        infos.push_back({tile.id, tile.layer, note, tile.isPinned()});
    }
    m_parts.page->tiles()->setTiles(infos, m_sources.exploration->groupSize());
}

void ExplorePresenter::showPins() {
    std::vector<widgets::PinsPanel::Row> rows;
    const auto read = m_parts.readOut->readPins();
    for (const auto& pin : m_sources.pins->all()) {
        const auto* subject = m_sources.exploration->subject(pin.place.subject);
        rows.push_back(rowOf(pin, subject, read[rows.size()]));
        rows.back().isReference = m_sources.reference->kept() == pin.place;
    }
    m_parts.page->pins()->setRows(rows);
}

void ExplorePresenter::showOverlay() {
    const auto& options = m_parts.maps->options();
    const auto* active = m_parts.reference->tile();
    auto* tiles = m_parts.page->tiles();
    for (const int id : m_sources.exploration->board()) {
        QImage map;
        for (const auto& tile : m_sources.exploration->tiles()) {
            const auto index = m_sources.exploration->tileOf(tile.id);
            const bool isIts = options.isOverlaid && active && index &&
                               tile.key.moment.subject == id &&
                               tile.key.layer == active->key.layer && !tile.isPinned();
            if (isIts) map = tiles->tile(*index)->view().image;
        }
        m_parts.page->board()->setOverlay(id, map, options.overlayOpacity);
    }
}

void ExplorePresenter::showOffers(const QStringList& words) {
    auto* bar = m_parts.page->showBar();
    std::vector<std::pair<int, QString>> subjects;
    for (const auto& subject : m_sources.exploration->subjects().all())
        if (m_sources.exploration->isOnBoard(subject.id))
            subjects.emplace_back(subject.id, subject.name);
    bar->setSubjects(subjects);
    QStringList paths;
    int channels = 1;
    bool hasCross = false;
    for (const auto& layer : m_sources.exploration->layers()) {
        paths << QString::fromStdString(layer.path.text());
        channels = std::max(channels, layer.channels);
        hasCross = hasCross || core::isCrossAttention(layer);
    }
    bar->setLayers(paths);
    bar->setChannels(channels);
    bar->setWords(words, hasCross);
}

void ExplorePresenter::showCost(std::size_t bytesPerMoment) {
    m_parts.page->layers()->setCost(
        tr("Layers: %1 · %2 per picture and timestep")
            .arg(m_sources.exploration->layers().size())
            .arg(QString::fromStdString(engine::byteText(std::int64_t(bytesPerMoment)))));
}

void ExplorePresenter::showMemory() {
    const auto* cache = m_sources.cache;
    m_parts.page->memory()->setUsage(qint64(cache->bytesInMemory()), qint64(cache->budget()),
                                     qint64(cache->bytesOnDisk()));
}

void ExplorePresenter::showHints(bool isOpeningModel, bool hasModel) {
    const auto* exploration = m_sources.exploration;
    m_parts.page->board()->setHint(tr("Drop pictures here, or choose Open… above."));
    m_parts.page->tiles()->setHint(
        isOpeningModel ? tr("Opening the model…")
        : !hasModel
            ? tr("Choose a model above, or drop its folder here. It is read, never run: folders in "
                 "the diffusers layout with safetensors weights.")
        : exploration->board().empty()  ? tr("Open a picture to see what the model makes of it.")
        : exploration->layers().empty() ? tr("Choose layers: Blocks, Inner, or some of the tree.")
                                        : QString());
}

}  // namespace app
