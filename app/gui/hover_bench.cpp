// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/hover_bench.h"

#include "gui/actions.h"
#include "gui/main_window.h"
#include "gui/random_model.h"
#include "gui/theme.h"
#include "gui/timed_application.h"

#include <canvas/map_tile.h>
#include <canvas/tile_grid.h>
#include <session/products_cache.h>

#include <QAction>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QImage>
#include <QMouseEvent>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>
#include <random>
#include <vector>

namespace app {

namespace {

using widgets::MapTile;

constexpr int kSide = 512;       // pixels
constexpr int kWaitMs = 60'000;  // for maps that never come
/// All tiles at their smallest fit beside the pictures and panels.
constexpr QSize kWindow(4200, 2200);

engine::Error lost(const char* what) {
    return {engine::ErrorCode::Internal, std::string("The window showed no ") + what + "."};
}

/// What the bench needs of the window; all that changes when the window does.
class Board {
public:
    explicit Board(QWidget& window) : m_window(window) {}

    widgets::TileGrid* grid() const { return m_window.findChild<widgets::TileGrid*>(); }
    std::vector<MapTile*> tiles() const {
        std::vector<MapTile*> inSight;
        for (int i = 0; i < grid()->count(); ++i)
            if (grid()->isInSight(std::size_t(i))) inSight.push_back(grid()->tile(std::size_t(i)));
        return inSight;
    }
    /// The 45 inner layers, at the smallest tile size, as similarity maps.
    void choose() const {
        auto* actions = m_window.findChild<Actions*>();
        actions->inner->trigger();
        actions->similarity->trigger();
        for (int i = 0; i < 16; ++i) actions->smallerTiles->trigger();
    }
    void setMeasure(engine::SimilarityMeasure measure) const {
        m_window.findChild<Actions*>()->measures[std::size_t(measure)]->trigger();
    }
    bool isReady(std::size_t count) const {
        const auto all = tiles();
        return all.size() == count && std::all_of(all.begin(), all.end(), [](const MapTile* tile) {
                   return tile->state() == MapTile::State::Ready;
               });
    }
    bool isComputingProducts() const {
        const auto caches = m_window.findChildren<core::ProductsCache*>();
        return std::any_of(caches.begin(), caches.end(),
                           [](const auto* cache) { return cache->isComputing(); });
    }

private:
    QWidget& m_window;
};

/// Runs the event loop until something holds. \return whether it came in time.
template <typename Condition>
bool waitUntil(Condition&& holds) {
    QEventLoop loop;
    QTimer check;
    QObject::connect(&check, &QTimer::timeout, &loop, [&] {
        if (holds()) loop.quit();
    });
    QTimer::singleShot(kWaitMs, &loop, [&loop] { loop.exit(1); });
    check.start(50);
    return loop.exec() == 0;
}

/// Moves the pointer over a tile and waits until every tile in sight is painted with its new map.
class Pointer : public QObject {
public:
    explicit Pointer(std::vector<MapTile*> tiles) : m_tiles(std::move(tiles)) {
        for (auto* tile : m_tiles) tile->installEventFilter(this);
        m_timeout.setSingleShot(true);
        connect(&m_timeout, &QTimer::timeout, &m_loop, [this] { m_loop.exit(1); });
    }

    /// \return milliseconds, or nothing if the maps never came.
    std::optional<double> moveTo(engine::TokenIndex token) {
        auto* tile = m_tiles.front();
        const auto grid = tile->layer().grid;
        const QRectF map = tile->mapRect();
        const QPointF place(map.x() + map.width() * (token.col + 0.5) / grid.width,
                            map.y() + map.height() * (token.row + 0.5) / grid.height);
        m_before.clear();
        for (const auto* each : m_tiles) m_before.push_back(each->view().image.cacheKey());
        m_isPainted.assign(m_tiles.size(), false);
        m_missing = m_tiles.size();
        QElapsedTimer timer;
        timer.start();
        m_timeout.start(kWaitMs);
        QCoreApplication::postEvent(
            tile, new QMouseEvent(QEvent::MouseMove, place, tile->mapToGlobal(place), Qt::NoButton,
                                  Qt::NoButton, Qt::NoModifier));
        if (m_loop.exec() != 0) return std::nullopt;
        return double(timer.nsecsElapsed()) / 1e6;
    }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override {
        if (event->type() == QEvent::Paint && m_missing > 0) noteOf(watched);
        return QObject::eventFilter(watched, event);
    }

private:
    void noteOf(QObject* watched) {
        const auto at = std::find(m_tiles.begin(), m_tiles.end(), watched) - m_tiles.begin();
        const auto index = std::size_t(at);
        if (index >= m_tiles.size() || m_isPainted[index]) return;
        if (m_tiles[index]->view().image.cacheKey() == m_before[index]) return;  // the old map
        m_isPainted[index] = true;
        // The paint that this event announces ends before the loop does.
        if (--m_missing == 0)
            QMetaObject::invokeMethod(&m_loop, &QEventLoop::quit, Qt::QueuedConnection);
    }

    std::vector<MapTile*> m_tiles;
    std::vector<qint64> m_before;
    std::vector<bool> m_isPainted;
    std::size_t m_missing = 0;
    QEventLoop m_loop;
    QTimer m_timeout;
};

/// Somewhere else on the coarsest grid too, so that every map changes.
class Walk {
public:
    explicit Walk(engine::TokenGrid grid) : m_grid(grid) {}
    engine::TokenIndex next() {
        m_spot = (m_spot + 1 + int(m_random() % 62)) % 64;
        const int row = m_grid.height / 8, col = m_grid.width / 8;
        return {m_spot / 8 * row + int(m_random() % unsigned(row)),
                m_spot % 8 * col + int(m_random() % unsigned(col))};
    }

private:
    engine::TokenGrid m_grid;
    std::mt19937 m_random{42};
    int m_spot = 0;
};

engine::Result<PaintTimes> walk(TimedApplication& application, Pointer& pointer, Walk& walk,
                                int moves) {
    std::vector<double> times;
    application.longestMs = 0;
    for (int i = 0; i < moves; ++i) {
        const auto time = pointer.moveTo(walk.next());
        if (!time) return lost("new map within a minute");
        times.push_back(*time);
    }
    std::sort(times.begin(), times.end());
    const auto at = [&](double share) {
        return times[std::size_t(share * double(times.size() - 1))];
    };
    return PaintTimes{at(0.5), at(0.99), at(1), application.longestMs};
}

engine::Result<HoverBench> run(TimedApplication& application, MainWindow& window, int moves) {
    HoverBench bench;
    const Board board(window);
    const std::size_t maps = randomLayers(kSide).size();
    if (!waitUntil([&] { return board.grid()->count() > 0; })) return lost("tile");
    board.choose();
    if (!waitUntil([&] { return board.isReady(maps); })) return lost("map of some layer");
    bench.maps = int(maps);
    bench.moves = moves;
    Pointer pointer(board.tiles());
    Walk spots(board.tiles().front()->layer().grid);
    board.setMeasure(engine::SimilarityMeasure::CosineCentered);  // products of which are not there
    const auto first = pointer.moveTo(spots.next());
    if (!first) return lost("new map within a minute");
    bench.firstTouchMs = *first;
    board.setMeasure(engine::SimilarityMeasure::Cosine);
    if (!pointer.moveTo(spots.next())) return lost("new map within a minute");
    // On a busy machine they may not all come in time: what is missing is computed directly.
    waitUntil([&] { return !board.isComputingProducts(); });
    const auto read = walk(application, pointer, spots, moves);
    if (!read) return read.error();
    bench.withProducts = *read;
    application.longestMs = 0;  // a choice, not a hover: every tile has another bar and other words
    board.setMeasure(engine::SimilarityMeasure::Euclidean);
    if (!pointer.moveTo(spots.next())) return lost("new map within a minute");
    bench.switchBlockMs = application.longestMs;
    const auto direct = walk(application, pointer, spots, moves);
    if (!direct) return direct.error();
    bench.direct = *direct;
    return bench;
}

/// A picture, and a folder that is taken for a model.
engine::Result<std::vector<std::filesystem::path>> writeFiles(const QTemporaryDir& folder) {
    QImage picture(kSide, kSide, QImage::Format_RGB888);
    picture.fill(Qt::darkCyan);
    const auto file = folder.filePath(QStringLiteral("picture.png"));
    const auto model = folder.filePath(QStringLiteral("model"));
    if (!folder.isValid() || !picture.save(file) || !QDir(folder.path()).mkdir(model))
        return engine::Error{engine::ErrorCode::Io, "The temporary folder cannot be written."};
    return std::vector<std::filesystem::path>{model.toStdString(), file.toStdString()};
}

}  // namespace

engine::Result<HoverBench> benchHover(int moves) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    int argc = 1;
    char name[] = "denoscope";
    char* argv[] = {name, nullptr};
    TimedApplication application(argc, argv);
    const QTemporaryDir folder;
    const auto files = writeFiles(folder);
    if (!files) return files.error();
    const auto engine = makeRandomEngine();
    ThemeController theme;
    MainWindow window(&theme,
                      [&engine]() -> engine::Result<engine::Engine*> { return engine.get(); });
    window.resize(kWindow);
    window.show();
    window.openFiles(*files);
    auto bench = run(application, window, moves);
    window.close();
    return bench;
}

}  // namespace app
