// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <representation/token_grid.h>

#include <QImage>
#include <QWidget>

#include <optional>

namespace widgets {

/// The picture as the model sees it, fitted into the widget, with the reference token outlined and,
/// if wanted, the tokens of one layer drawn over it.
class PictureCanvas : public QWidget {
    Q_OBJECT

public:
    explicit PictureCanvas(QWidget* parent = nullptr);

    void setPicture(const QImage& picture, const QString& name);
    bool hasPicture() const { return !m_picture.isNull(); }
    engine::PixelSize pictureSize() const { return {m_picture.width(), m_picture.height()}; }
    /// Shown in place of a picture.
    void setHint(const QString& hint);

    /// Marks tokens of \a grid.
    void setMarks(const engine::TokenGrid& grid, std::optional<engine::TokenIndex> reference,
                  std::optional<engine::TokenIndex> kept);
    std::optional<engine::TokenIndex> reference() const { return m_reference; }
    std::optional<engine::TokenIndex> kept() const { return m_kept; }
    const engine::TokenGrid& grid() const { return m_grid; }

    void setGridVisible(bool isVisible);

    /// Where the picture lies, in this widget's logical coordinates.
    QRectF pictureRect() const;

    QSize sizeHint() const override { return {420, 420}; }
    QSize minimumSizeHint() const override { return {200, 160}; }

Q_SIGNALS:
    void hovered(engine::ImagePoint point);
    void clicked(engine::ImagePoint point);
    void left();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    void paintMarks(QPainter& painter) const;
    void leavePicture();

    QImage m_picture;
    QString m_hint;
    engine::TokenGrid m_grid;
    std::optional<engine::TokenIndex> m_reference, m_kept;
    bool m_isGridVisible = false;
    bool m_isPointedAt = false;
};

}  // namespace widgets
