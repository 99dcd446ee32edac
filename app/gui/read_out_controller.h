// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <session/hover_similarity.h>
#include <session/layer_board.h>
#include <session/read_out.h>
#include <session/reference_selection.h>

#include <QObject>

#include <memory>
#include <optional>

namespace widgets {
class ReadOutBar;
}

namespace app {

/// Keeps the read-out line true: after every change of pointer, layer, timestep, measure or
/// answers, not only after a move of the mouse (reference/ux.md, R27).
class ReadOutController : public QObject {
    Q_OBJECT

public:
    ReadOutController(widgets::ReadOutBar* bar, const core::LayerBoard* board,
                      const core::ReferenceSelection* selection, QObject* parent = nullptr);

    /// What the line is about, apart from the board and the reference.
    struct Subject {
        std::optional<std::size_t> layer;
        int timestep = 0;
        engine::PixelSize picture;
        engine::SimilarityMeasure measure = engine::SimilarityMeasure::Cosine;
    };
    void refresh(const Subject& subject);

private:
    core::ReadOut readOut();
    /// Of \a token to the kept one; asks for the map if it is not there yet.
    core::Reading similarityTo(const core::LayerSlot& slot, engine::TokenIndex token);

    widgets::ReadOutBar* m_bar;
    const core::LayerBoard* m_board;
    const core::ReferenceSelection* m_selection;
    Subject m_subject;
    core::HoverSimilarity m_similarity;
    std::optional<core::SimilarityAnswer>
        m_keptMap;  // similarity of the layer's tokens to the kept one
};

}  // namespace app
