// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifndef Q_MOC_RUN
#include <annotation/label_marks.h>
#include <representation/token_grid.h>
#endif

#include <QImage>
#include <QWidget>

#include <optional>
#include <vector>

namespace widgets {

class LinkedView;

/// How labels are drawn: the outline of the patch, or the Flask tool's red dot on the centre of the
/// upper left token (10 px; reference/anomalies.md, section 6).
enum class MarkStyle { Outline, Dot };

/// A picture or map under a grid of tokens, with patches marked on it. Says which token was clicked
/// and pointed at; knows nothing of labels.
///
/// A press that moves more than 4 px is a drag and pans, never a click. Marks take no clicks. A
/// press and a release that fall on different contents are no click.
class PatchCanvas : public QWidget {
    Q_OBJECT
public:
    static constexpr int kClickTolerance = 4;  // logical pixels

    PatchCanvas(LinkedView* view, QWidget* parent = nullptr);

    /// \param id names the content in clicked(). \param isPixelated whether its pixels are data.
    void setContent(const QString& id, const QImage& image, bool isPixelated);
    void clearContent(const QString& id, const QString& hint);
    bool hasContent() const { return !m_image.isNull(); }
    void setGrid(const engine::TokenGrid& grid, int patchSize);
    void setGridVisible(bool isVisible);

    void setMarks(std::vector<core::PatchMark> marks);
    const std::vector<core::PatchMark>& marks() const { return m_marks; }
    void setMarkStyle(MarkStyle style);
    /// The patch that a click would set.
    void setOutline(std::optional<engine::TokenIndex> corner);
    std::optional<engine::TokenIndex> outline() const { return m_outline; }
    /// The keyboard's patch; hidden while the pointer leads.
    void setKeyCursor(std::optional<engine::TokenIndex> corner);

    /// Where all of the content lies, in this widget's logical coordinates.
    QRectF contentRect() const;
    QRectF patchRect(engine::TokenIndex corner) const;

    QSize sizeHint() const override { return {480, 480}; }
    QSize minimumSizeHint() const override { return {160, 160}; }

Q_SIGNALS:
    void hovered(engine::TokenIndex token);
    void left();
    void clicked(const QString& id, engine::TokenIndex token);
    void secondaryClicked();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    void paintMark(QPainter& painter, const core::PatchMark& mark) const;
    void paintHint(QPainter& painter) const;
    void leaveContent();

    LinkedView* m_view;
    QString m_id, m_hint;
    QImage m_image;
    bool m_isPixelated = true;
    engine::TokenGrid m_grid;
    int m_patchSize = 2;
    bool m_isGridVisible = false;
    std::vector<core::PatchMark> m_marks;
    MarkStyle m_style = MarkStyle::Outline;
    std::optional<engine::TokenIndex> m_outline, m_keyCursor;

    struct Press {
        Qt::MouseButton button;
        QPointF at, last;
        QString id;
        bool isDrag;
    };
    std::optional<Press> m_press;
    bool m_isPointedAt = false;
};

}  // namespace widgets
