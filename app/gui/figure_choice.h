// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifndef Q_MOC_RUN
#include <explore/figure_arrangement.h>
#include <figure/figure_spec.h>
#include <representation/layer_path.h>
#endif

#include <QString>

#include <utility>
#include <vector>

class QSettings;

namespace app {

/// What the figure dialog was asked for. A plain value.
struct FigureChoice {
    enum class What { Tile, AsSeen, Grid };
    enum class Format { Pdf, Svg, Png300, Png600 };

    What what = What::AsSeen;
    core::FigureArrangement arrangement;  ///< of all but a single tile
    /// Of a grid; what is empty means the usual: \sa FigureGatherer.
    std::vector<engine::LayerPath> layers;
    std::vector<int> moments, pictures;
    bool hasPictures = false;   ///< pictures beside their maps
    bool hasShortNames = true;  ///< of layers: "up1.attn0"
    core::FigureSpec look;      ///< width, text size, bars and what is drawn
    Format format = Format::Pdf;

    friend bool operator==(const FigureChoice&, const FigureChoice&) = default;
};

/// What can be chosen: of the open model, the pictures on the board, and what was captured.
struct FigureOffer {
    std::vector<engine::LayerPath> layers;
    std::vector<std::pair<int, QString>> pictures;  ///< subject and name
    std::vector<int> captured;  ///< columns at which any of these was captured, ascending
    bool isOfSteps = false;     ///< the columns are steps of a generation
    int columns = 1000;         ///< how many there are
    int tile = 0;               ///< the one that "this map" means; 0: there is none
};

/// Whether \a choice's grid has \a axis.
inline bool hasAxis(const FigureChoice& choice, core::FigureAxis axis) {
    return choice.arrangement.rowAxis == axis || choice.arrangement.columnAxis == axis;
}

/// "pdf", "svg" or "png".
QString endingOf(FigureChoice::Format format);

/// \name The choices that outlive the window
/// Which layers, timesteps and pictures is not among them: those are others next time.
/// @{
void save(const FigureChoice& choice, QSettings& settings);
FigureChoice savedFigureChoice(const QSettings& settings);
/// @}

}  // namespace app
