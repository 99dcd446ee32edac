// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "canvas/gesture.h"
#include "canvas/linked_view.h"
#include "canvas/token_marks.h"

#include <QImage>
#include <QPixmap>
#include <QPointer>
#include <QWidget>

#include <optional>

namespace widgets {

class WheelRouter;

/// The picture as the model sees it, fitted into the widget, with tokens of one layer marked and,
/// if wanted, that layer's grid and a map drawn over it.
///
/// Mouse: moving reads; a click (released within 4 px) keeps; Shift+drag averages a region; where a
/// view is set, the wheel zooms at the pointer and middle drag or Space+drag pans. Wheel with Ctrl,
/// Shift, Alt: timestep, layer, range. Keys: Shift+arrows move the reference by one token, Space
/// keeps it, Menu opens the menu.
class PictureCanvas : public QWidget {
    Q_OBJECT

public:
    explicit PictureCanvas(QWidget* parent = nullptr);

    void setPicture(const QImage& picture, const QString& name);
    bool hasPicture() const { return !m_picture.isNull(); }
    engine::PixelSize pictureSize() const { return {m_picture.width(), m_picture.height()}; }
    /// Shown in place of a picture.
    void setHint(const QString& hint);

    /// Marks tokens of \a grid; an empty grid marks none.
    void setMarks(const engine::TokenGrid& grid, const TokenMarks& marks);
    const TokenMarks& marks() const { return m_marks; }
    const engine::TokenGrid& grid() const { return m_grid; }
    /// The first token of the marked reference.
    std::optional<engine::TokenIndex> reference() const;

    void setGridVisible(bool isVisible);
    /// A map over the whole picture, nearest neighbour, \a opacity 0..1; a null one: none.
    void setOverlay(const QImage& map, double opacity);
    /// Zoom and position shared with others; null: always all of the picture.
    void setView(LinkedView* view);

    /// Where all of the picture lies, in this widget's logical coordinates; zoomed, more than is
    /// seen.
    QRectF pictureRect() const;
    /// The point of the picture that is seen at \a position.
    std::optional<engine::ImagePoint> pointUnder(QPointF position) const;

    QSize sizeHint() const override { return {420, 420}; }
    QSize minimumSizeHint() const override { return {120, 120}; }

Q_SIGNALS:
    void hovered(engine::ImagePoint point);
    void clicked(engine::ImagePoint point);
    /// With every move, and once more with \a isDone at the release: opposite corners, in the
    /// picture's pixels.
    void regionDragged(engine::ImagePoint from, engine::ImagePoint to, bool isDone);
    void left();
    void focused();
    void contextMenuRequested(QPoint global);
    void timestepWheel(int steps);
    void layerWheel(int steps);
    /// The width of the range times \a factor.
    void rangeWheel(double factor);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;

private:
    QRectF area() const;
    QRectF placeOf(const engine::TokenRect& tokens) const;
    QRegion markedRegion() const;
    void paintPicture(QPainter& painter) const;
    void drawPicture(QPainter& painter, const QRectF& place) const;
    void drag(QPointF position);
    void pointAt(QPointF position);
    std::optional<engine::TokenIndex> steppedReference(int key) const;
    void keep(engine::TokenIndex token);
    void leavePicture();

    QImage m_picture, m_overlay;
    mutable QPixmap m_scaled;  // the picture at the size it has on screen
    mutable qint64 m_scaledKey = 0;
    double m_opacity = 0;
    QString m_hint;
    engine::TokenGrid m_grid;
    TokenMarks m_marks;
    QPointer<LinkedView> m_linked;
    WheelRouter* m_wheel;
    Gesture m_gesture;
    bool m_isGridVisible = false;
    bool m_isSpaceHeld = false, m_hasSpacePanned = false;
    bool m_isPointedAt = false;
};

}  // namespace widgets
