// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/label_map_controller.h"

#include "gui/label_actions.h"
#include "gui/label_page.h"

#include <canvas/color_bar.h>
#include <canvas/map_view.h>
#include <canvas/patch_canvas.h>
#include <panels/label_tools_panel.h>

#include <QAction>

#include <algorithm>
#include <limits>
#include <utility>

namespace app {

namespace {

/// Maps are small: far ahead, so that even a fast hand never waits. Photos are large.
constexpr int kMapsAhead = 64, kPhotosAhead = 2;

QString idOf(const core::LabelSession& session) {
    return QString::fromStdString(session.currentImage()->id);
}

}  // namespace

LabelMapController::LabelMapController(LabelPage* page, LabelActions* actions, QObject* parent)
    : QObject(parent), m_page(page), m_actions(actions) {}

LabelMapController::~LabelMapController() = default;

void LabelMapController::setSession(core::LabelSession* session,
                                    std::unique_ptr<core::NormMaps> maps,
                                    std::unique_ptr<core::PhotoCache> photos) {
    m_session = session;
    m_maps = std::move(maps);
    m_isRangeKnown = false;
    if (m_session != nullptr) {
        connect(session, &core::LabelSession::currentChanged, this,
                &LabelMapController::showCurrent);
        connect(session, &core::LabelSession::filterChanged, this, &LabelMapController::want);
    }
    if (m_maps) {
        m_maps->setPaused(m_isPaused);
        connect(m_maps.get(), &core::NormMaps::ready, this, &LabelMapController::onMap);
        connect(m_maps.get(), &core::NormMaps::failed, this, &LabelMapController::onFailed);
        m_actions->raw->setEnabled(m_maps->isRaw());
        m_page->tools()->setRangeEnabled(
            m_maps->isRaw() ? QString()
                            : tr("These pictures are 8-bit, normalised one by one. Raw norms are "
                                 "shown where the norms command's norms.npz lies beside them."));
        fitRange();
    }
    setPhotos(std::move(photos));
    tellWaiting();
}

void LabelMapController::setPhotos(std::unique_ptr<core::PhotoCache> photos) {
    m_photos = std::move(photos);
    m_photoProblems.clear();
    if (m_photos) {
        const auto repaint = [this](int index) {
            if (m_session != nullptr && index == m_session->current()) paintPhoto();
        };
        connect(m_photos.get(), &core::PhotoCache::ready, this, repaint);
        connect(m_photos.get(), &core::PhotoCache::failed, this,
                [this, repaint](int index, const engine::Error& error) {
                    m_photoProblems[index] = QString::fromStdString(error.message);
                    repaint(index);
                });
    }
    m_page->setPhotoVisible(m_photos != nullptr);
    showCurrent();
}

void LabelMapController::showCurrent() {
    if (m_session == nullptr || m_session->currentImage() == nullptr) return;
    const auto& settings = m_session->settings();
    for (auto* canvas : {m_page->photo(), m_page->map()})
        canvas->setGrid(settings.grid, settings.patchSize);
    want();
    paintMap();
    paintPhoto();
}

/// The current picture first, then what comes next, nearest first.
void LabelMapController::want() {
    if (m_session == nullptr || m_session->current() < 0) return;
    const auto ahead = [this](int reach) {
        std::vector<int> wanted = m_session->neighbours(reach);
        wanted.insert(wanted.begin(), m_session->current());
        return wanted;
    };
    if (m_maps) m_maps->want(ahead(kMapsAhead));
    if (m_photos) m_photos->want(ahead(kPhotosAhead));
    tellWaiting();
}

void LabelMapController::cancelAhead() {
    if (m_maps) m_maps->cancel();
    tellWaiting();
}

void LabelMapController::tellWaiting() {
    Q_EMIT waitingChanged(m_maps ? m_maps->waiting() : 0, m_isPaused);
}

void LabelMapController::onMap(int index) {
    if (!m_isRangeKnown) fitRange();
    if (index == m_session->current()) paintMap();
    tellWaiting();
}

void LabelMapController::onFailed(int index, const engine::Error& error) {
    m_session->setBlocked(m_session->project().images[std::size_t(index)].id,
                          QString::fromStdString(error.message));
    if (index == m_session->current()) paintMap();
    tellWaiting();
}

void LabelMapController::paintMap() {
    const QString id = idOf(*m_session);
    const auto map = m_maps ? m_maps->find(m_session->current()) : nullptr;
    if (!map) {
        const QString why = m_session->blockedBecause(id.toStdString());
        m_page->map()->clearContent(id, !why.isEmpty() ? why
                                        : m_maps       ? tr("The norm map is on its way…")
                                                       : tr("Open a model in Explore: it "
                                                                  "computes the maps of these photos."));
        return m_page->colorBar()->clear();
    }
    if (m_session->currentNorms() != map) m_session->setNorms(id.toStdString(), map);
    const auto looked = core::lookAt(*map, m_maps->isRaw(), m_look, m_range);
    const auto view = widgets::makeMapView(map->grid(), looked.values, looked.range, looked.colors,
                                           looked.caption);
    QString caption = looked.caption;
    if (view.notFinite > 0) caption += tr(" · %n NaN", nullptr, view.notFinite);
    if (view.clipped() > 0) caption += tr(" · %n clipped", nullptr, view.clipped());
    m_page->map()->setContent(id, view.image, true);
    m_page->colorBar()->show(looked.range, looked.colors, caption);
}

void LabelMapController::paintPhoto() {
    if (!m_photos) return;
    const QString id = idOf(*m_session);
    const int index = m_session->current();
    const QImage image = m_photos->find(index);
    if (image.isNull())
        m_page->photo()->clearContent(id, m_photos->hasPhoto(index)
                                              ? tr("The photo is on its way…")
                                              : tr("There is no photo for this map."));
    else
        m_page->photo()->setContent(id, image, false);
}

void LabelMapController::setPaused(bool isPaused) {
    m_isPaused = isPaused;
    if (m_maps) m_maps->setPaused(isPaused);
    tellWaiting();
}

void LabelMapController::setLook(core::LabelLook look) {
    m_look = look;
    showCurrent();
}

void LabelMapController::setRange(core::ColorRange range) {
    m_range = range;
    m_isRangeKnown = true;
    m_page->tools()->setRange(range);
    showCurrent();
}

void LabelMapController::fitRange() {
    if (m_session == nullptr || !m_maps || !m_maps->isRaw()) return;
    float low = std::numeric_limits<float>::infinity(), high = -low;
    for (int i = 0; i < m_session->count(); ++i)
        if (const auto map = m_maps->find(i)) {
            low = std::min(low, map->statistics().minimum);
            high = std::max(high, map->statistics().maximum);
        }
    if (low < high) setRange({low, high});
}

}  // namespace app
