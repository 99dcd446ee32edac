// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/read_out_controller.h"

#include <panels/read_out_bar.h>

namespace app {

using core::Reading;

ReadOutController::ReadOutController(widgets::ReadOutBar* bar, const core::LayerBoard* board,
                                     const core::ReferenceSelection* selection, QObject* parent)
    : QObject(parent), m_bar(bar), m_board(board), m_selection(selection) {
    m_similarity.setProductsBudget(0);  // one map per kept token is no hovering
    connect(&m_similarity, &core::HoverSimilarity::ready, this, [this](const auto& answers) {
        m_keptMap = answers.front();
        refresh(m_subject);
    });
}

void ReadOutController::refresh(const Subject& subject) {
    m_subject = subject;
    m_bar->setText(core::readOutText(readOut()));
}

core::ReadOut ReadOutController::readOut() {
    core::ReadOut r;
    r.timestep = m_subject.timestep;
    r.picture = m_subject.picture;
    r.measure = m_subject.measure;
    if (!m_subject.layer || *m_subject.layer >= m_board->layers().size()) return r;
    const auto& slot = m_board->layers()[*m_subject.layer];
    r.layer = slot.info.path;
    r.layerColumns = m_board->longestPath();
    r.grid = slot.info.grid;
    if (!m_selection->reference()) return r;
    r.token = m_selection->reference()->on(r.grid);
    if (slot.state == core::LayerState::Ready)
        core::readNorms(r, slot.representation->norms(), *r.token);
    else if (slot.state == core::LayerState::Computing)
        r.norm = r.zScore = r.percentile = Reading::computing();
    r.similarity = similarityTo(slot, *r.token);
    return r;
}

Reading ReadOutController::similarityTo(const core::LayerSlot& slot, engine::TokenIndex token) {
    if (!m_selection->kept() || slot.state == core::LayerState::Missing) return Reading::missing();
    if (slot.state == core::LayerState::Computing) return Reading::computing();
    const core::SimilarityTask wanted{slot.representation,
                                      {m_selection->kept()->on(slot.info.grid)},
                                      slot.representation,
                                      m_subject.measure};
    const auto isThere = [&] { return m_keptMap && m_keptMap->task == wanted; };
    if (!isThere()) m_similarity.request({wanted});
    if (!isThere()) return Reading::computing();  // a small layer was answered at once
    return Reading::of(double(m_keptMap->map->at(token)));
}

}  // namespace app
