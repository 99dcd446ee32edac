// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "canvas/gesture.h"
#include "canvas/map_view.h"
#include "canvas/tile_info.h"
#include "canvas/tile_painter.h"
#include "canvas/token_marks.h"

#include <QPointer>
#include <QWidget>

#include <optional>

namespace widgets {

class LinkedView;
class TileButton;
class WheelRouter;

/// One layer's map: title with the layer's path and the value at the reference, note, the map, its
/// colour bar.
///
/// Says where the pointer is in tokens of its own grid; which tokens are marked is told to it.
/// While a new answer is computed the old map stays visible, faded and without a number.
///
/// Mouse: moving reads; a click (released within 4 px) keeps; Shift+drag averages a region; a drag
/// inside the colour bar moves the end that is nearer; a drag of the title moves the tile; a double
/// click enlarges; middle or Space+drag pans. Wheel with Ctrl, Shift, Alt: timestep, layer, range.
/// With Ctrl+Shift it zooms at the pointer; so does the plain wheel where the tile is enlarged or
/// the view is zoomed already, and else it is left to the scroll area around it.
///
/// Keys: Shift+arrows move the reference, Space keeps it, Return or F enlarges, Esc returns or
/// gives a drag up, Alt+Up/Down narrows and widens the range, Ctrl+Shift+Left/Right moves the
/// tile, K pins, Delete closes, Menu opens the menu.
class MapTile : public QWidget {
    Q_OBJECT

public:
    enum class State { Missing, Computing, Ready };

    explicit MapTile(const TileInfo& info, QWidget* parent = nullptr);

    /// Another note or pin. Precondition: isSameTile().
    void setInfo(const TileInfo& info);
    const TileInfo& info() const { return m_info; }
    int id() const { return m_info.id; }
    const engine::LayerInfo& layer() const { return m_info.layer; }

    State state() const { return m_state; }
    const MapView& view() const { return m_view; }
    /// Shows another map; the reading of the last one is forgotten, so set it after this.
    void showMap(MapView view);
    /// Hands the map out, for its memory to be used by the next one: showMap() follows.
    MapView takeView() { return std::exchange(m_view, {}); }
    void setComputing();
    /// No map: \a reason is written in its place.
    void setMissing(const QString& reason);

    /// The value at the reference, right of the path and as a notch on the colour bar. Absent: "—".
    void setReading(std::optional<float> reading);
    /// As it is written: never an old number.
    QString readingText() const;

    /// On this tile's grid.
    void setMarks(const TokenMarks& marks);
    const TokenMarks& marks() const { return m_marks; }
    /// The first token of the marked reference.
    std::optional<engine::TokenIndex> reference() const;

    /// Whether this is the layer that the read-out speaks of.
    void setActive(bool isActive);
    bool isActive() const { return m_isActive; }
    /// Whether it fills the grid of tiles; told to it by the grid.
    void setEnlarged(bool isEnlarged);
    bool isEnlarged() const { return m_isEnlarged; }
    /// Zoom and position shared with others; null: always all of the map.
    void setView(LinkedView* view);

    /// Where all of the map lies, in this widget's logical coordinates; zoomed, more than is seen.
    QRectF mapRect() const;
    /// What is seen of it lies in here.
    QRectF mapArea() const { return parts().map; }
    QRectF titleRect() const { return parts().title.united(parts().note); }
    /// The part of the colour bar that spans the range.
    QRectF barRect() const;
    /// The token that is seen at \a position.
    std::optional<engine::TokenIndex> tokenUnder(QPointF position) const;

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;

Q_SIGNALS:
    void hovered(engine::TokenIndex token);
    void clicked(engine::TokenIndex token);
    void left();
    /// With every change, and once more with \a isDone at the release.
    void regionDragged(int id, engine::TokenRect tokens, bool isDone);
    /// The whole new range, with every move.
    void rangeDragged(int id, core::ColorRange range);
    void contextMenuRequested(int id, std::optional<engine::TokenIndex> token, QPoint global);
    void pinToggled(int id);
    void closeRequested(int id);
    void enlargeToggled(int id);
    /// The title is dragged: where to, and whether it was let go. A drag given up ends with
    /// moveCancelled().
    void moveDragged(int id, QPoint global, bool isDone);
    void moveCancelled(int id);
    /// By the keyboard: one place forward or back.
    void moveStepped(int id, int step);
    void timestepWheel(int steps);
    void layerWheel(int steps);
    /// The width of the range times \a factor.
    void rangeWheel(double factor);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    // map_tile_input.cpp
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;

private:
    TileLayout parts() const;
    RangeBar rangeBar() const;
    void makeButtons();
    void placeButtons();
    void describe();
    QRectF nameRect() const;
    QRect hiddenByMap() const;
    QRectF mapDirt() const;
    QRectF barDirt() const;
    QRectF footDirt() const;
    void paintBar(QPainter& painter, const QRegion& dirty) const;
    void updateMap();
    QRectF notch() const;
    void updateReading(const QRectF& notchBefore);
    void paintReading(QPainter& painter) const;
    void paintNames(QPainter& painter);
    void paintMap(QPainter& painter) const;
    void paintNothing(QPainter& painter) const;

    Gesture::Kind gestureAt(QPointF position, Qt::MouseButton button,
                            Qt::KeyboardModifiers keys) const;
    void drag(QPointF position, QPoint global);
    void pointAt(QPointF position);
    void panBy(QPointF step);
    double barShare(QPointF position) const;
    engine::TokenRect regionTo(QPointF position) const;
    bool giveUpDrag();
    bool moveReference(QKeyEvent* event);
    bool handleKey(QKeyEvent* event);
    void keepReference();
    void leaveMap();
    void refreshButtons();

    TileInfo m_info;
    State m_state = State::Missing;
    MapView m_view;
    QString m_reason;
    std::optional<float> m_reading;
    double m_nameRight = 0;  // beside the reading before
    TokenMarks m_marks;
    QPointer<LinkedView> m_linked;
    WheelRouter* m_wheel;
    TileButton *m_pin = nullptr, *m_close = nullptr;

    TileFonts m_fonts;
    FittedLine m_path, m_note;

    Gesture m_gesture;
    core::ColorRange m_pressedRange;            // when a drag in the colour bar began,
    QRectF m_pressedBar;                        // for both change under it
    std::optional<engine::TokenRect> m_region;  // last told
    bool m_isSpaceHeld = false, m_hasSpacePanned = false;
    bool m_isActive = false, m_isEnlarged = false;
    bool m_isPointedAt = false;
};

}  // namespace widgets
