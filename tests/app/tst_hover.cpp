// SPDX-License-Identifier: GPL-3.0-or-later
// Maps that are computed in other threads while the pointer moves on: whatever is painted belongs
// together.
#include "gui/actions.h"
#include "gui/explore_page.h"
#include "gui/main_window.h"
#include "gui/random_model.h"
#include "gui/theme.h"

#include <canvas/geometry.h>
#include <canvas/map_tile.h>
#include <canvas/tile_grid.h>
#include <panels/read_out_bar.h>
#include <session/read_out.h>

#include <QAction>
#include <QDir>
#include <QImage>
#include <QMouseEvent>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>

using engine::TokenIndex;
using widgets::MapTile;

namespace {

constexpr int kMoves = 40;

/// Looks at every tile in the moment it is painted.
class Witness : public QObject {
public:
    explicit Witness(const std::vector<MapTile*>& tiles) {
        for (auto* tile : tiles) tile->installEventFilter(this);
    }
    QString wrong;        ///< the first that did not belong together
    int withNumbers = 0;  ///< paintings of a map with the number of its reference

protected:
    bool eventFilter(QObject* watched, QEvent* event) override {
        if (event->type() == QEvent::Paint) look(*static_cast<MapTile*>(watched));
        return false;
    }

private:
    void look(const MapTile& tile) {
        const auto token = tile.reference();
        const bool hasNumber = tile.readingText().front().isDigit();
        if (!token || !hasNumber) return;  // says that there is nothing yet
        const float value = tile.view().values[tile.layer().grid.indexOf(*token)];
        const bool isItsOwn = value == 1;  // of the random tokens none is like another
        if (isItsOwn && tile.readingText() == core::numberText(1)) return void(++withNumbers);
        if (wrong.isEmpty())
            wrong = QStringLiteral("%1 shows %2 where its map has %3")
                        .arg(tile.accessibleName(), tile.readingText())
                        .arg(double(value));
    }
};

}  // namespace

class TestHover : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void whatIsPaintedBelongsTogether_data();
    void whatIsPaintedBelongsTogether();

private:
    std::vector<MapTile*> tiles() const;
    bool isReady() const;
    void move(MapTile* tile, TokenIndex token) const;

    QTemporaryDir m_folder;
    std::unique_ptr<engine::Engine> m_engine;
    std::unique_ptr<app::ThemeController> m_theme;
    std::unique_ptr<app::MainWindow> m_window;
};

void TestHover::init() {
    QImage picture(512, 512, QImage::Format_RGB888);
    picture.fill(Qt::darkCyan);
    const auto file = m_folder.filePath(QStringLiteral("picture.png"));
    const auto model = m_folder.filePath(QStringLiteral("model"));
    QVERIFY(picture.save(file));
    QVERIFY(QDir().mkpath(model));
    m_engine = app::makeRandomEngine();
    m_theme = std::make_unique<app::ThemeController>();
    m_window = std::make_unique<app::MainWindow>(
        m_theme.get(), [this]() -> engine::Result<engine::Engine*> { return m_engine.get(); });
    m_window->resize(1600, 1000);
    m_window->show();
    m_window->openFiles({model.toStdString(), file.toStdString()});
    QTRY_VERIFY(!tiles().empty());
    auto* actions = m_window->findChild<app::Actions*>();
    actions->inner->trigger();
    actions->similarity->trigger();
    actions->measures[std::size_t(engine::SimilarityMeasure::Euclidean)]->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(isReady(), 60'000);
}

void TestHover::cleanup() {
    m_window->close();
    m_window.reset();
}

std::vector<MapTile*> TestHover::tiles() const {
    std::vector<MapTile*> inSight;
    const auto* grid = m_window->findChild<widgets::TileGrid*>();
    for (std::size_t i = 0; i < std::size_t(grid->count()); ++i)
        if (grid->isInSight(i)) inSight.push_back(grid->tile(i));
    return inSight;
}

bool TestHover::isReady() const {
    const auto all = tiles();
    return all.size() > 4 && std::all_of(all.begin(), all.end(), [](const MapTile* tile) {
               return tile->state() == MapTile::State::Ready && tile->readingText() != u"—";
           });
}

void TestHover::move(MapTile* tile, TokenIndex token) const {
    const QPointF place = widgets::cellRect(tile->mapRect(), tile->layer().grid, token).center();
    QMouseEvent event(QEvent::MouseMove, place, tile->mapToGlobal(place), Qt::NoButton,
                      Qt::NoButton, {});
    QCoreApplication::sendEvent(tile, &event);
}

void TestHover::whatIsPaintedBelongsTogether_data() {
    QTest::addColumn<int>("movesAtOnce");
    QTest::newRow("every move is painted") << 1;
    QTest::newRow("the next move comes before the maps") << 3;
}

void TestHover::whatIsPaintedBelongsTogether() {
    QFETCH(int, movesAtOnce);
    const auto all = tiles();
    Witness witness(all);
    for (int i = 0; i < kMoves; ++i) {
        TokenIndex token;
        for (int k = 0; k < movesAtOnce; ++k) {
            token = {(i * 5 + k * 9) % 64, (i * 11 + k * 23) % 64};
            move(all.front(), token);
            QCoreApplication::processEvents();
        }
        // The latest place wins, on every tile.
        QTRY_VERIFY(all.front()->reference() == token && isReady());
        for (const auto* tile : all) QCOMPARE(tile->readingText(), core::numberText(1));
        const auto* line = m_window->findChild<widgets::ReadOutBar*>();
        QVERIFY(line->text().contains(QStringLiteral("x%1 y%2")
                                          .arg(token.col, 2, 10, QLatin1Char(u'0'))
                                          .arg(token.row, 2, 10, QLatin1Char(u'0'))));
    }
    QCOMPARE(witness.wrong, QString());
    QVERIFY(witness.withNumbers >= kMoves);
}

QTEST_MAIN(TestHover)
#include "tst_hover.moc"
