// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/explore_sources.h"

#include <QHash>
#include <QImage>
#include <QObject>

#include <cstddef>
#include <memory>

namespace core {
struct Picture;
struct Subject;
}  // namespace core
namespace widgets {
class PictureListModel;
}  // namespace widgets

namespace app {

class ExplorePage;
class MapController;
class ReadOutController;
class ReferenceController;

/// Shows on the page what the explorer knows: board, tiles, pins, overlay, costs, hints. Decides
/// nothing.
class ExplorePresenter : public QObject {
    Q_OBJECT

public:
    struct Parts {
        ExplorePage* page = nullptr;
        widgets::PictureListModel* list = nullptr;
        MapController* maps = nullptr;
        ReferenceController* reference = nullptr;
        ReadOutController* readOut = nullptr;
    };
    ExplorePresenter(const ExploreSources& sources, const Parts& parts, QObject* parent = nullptr);

    void showBoard();
    void showTiles();
    void showPins();
    /// The active layer's map over each picture that has one.
    void showOverlay();
    /// What the show bar offers: pictures, layers, channels, words.
    void showOffers(const QStringList& words);
    void showCost(std::size_t bytesPerMoment);
    void showMemory();
    /// What to do next, where there is nothing to see.
    void showHints(bool isOpeningModel, bool hasModel);

private:
    QImage imageOf(const core::Subject& subject);

    /// A subject's picture as it was converted for the board.
    struct Shown {
        std::shared_ptr<const core::Picture> picture;
        QImage image;
    };
    ExploreSources m_sources;
    Parts m_parts;
    QHash<int, Shown> m_images;  // by subject
};

}  // namespace app
