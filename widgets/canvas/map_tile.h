// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "canvas/map_view.h"

#include <model/model_info.h>

#include <QWidget>

#include <optional>

namespace widgets {

/// One layer's map: title with the layer's path, channels and grid, the map, its colour bar.
///
/// Says where the pointer is in tokens of its own grid; which token is marked is told to it. While
/// a new answer is computed the old map stays visible, faded and without a number.
class MapTile : public QWidget {
    Q_OBJECT

public:
    enum class State { Missing, Computing, Ready };

    explicit MapTile(const engine::LayerInfo& layer, QWidget* parent = nullptr);

    const engine::LayerInfo& layer() const { return m_layer; }
    State state() const { return m_state; }
    const MapView& view() const { return m_view; }

    void showMap(MapView view);
    void setComputing();
    /// No map: \a reason is written in its place.
    void setMissing(const QString& reason);

    /// The tokens to mark, on this tile's grid.
    void setMarks(std::optional<engine::TokenIndex> reference,
                  std::optional<engine::TokenIndex> kept);
    std::optional<engine::TokenIndex> reference() const { return m_reference; }
    std::optional<engine::TokenIndex> kept() const { return m_kept; }

    /// Whether this is the layer that the read-out speaks of.
    void setActive(bool isActive);
    bool isActive() const { return m_isActive; }

    /// Where the map lies, in this widget's logical coordinates.
    QRectF mapRect() const;

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;

Q_SIGNALS:
    void hovered(engine::TokenIndex token);
    void clicked(engine::TokenIndex token);
    void left();

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    QFont smallFont() const;
    double titleHeight() const;
    double footerHeight() const;
    void paintFrame(QPainter& painter) const;
    void paintTitle(QPainter& painter) const;
    void paintMap(QPainter& painter) const;
    void paintFooter(QPainter& painter) const;
    void leaveMap();

    engine::LayerInfo m_layer;
    State m_state = State::Missing;
    MapView m_view;
    QString m_reason;
    std::optional<engine::TokenIndex> m_reference, m_kept;
    bool m_isActive = false;
    bool m_isPointedAt = false;
};

}  // namespace widgets
