// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifndef Q_MOC_RUN
#include <figure/figure.h>
#endif

#include <QAbstractScrollArea>
#include <QFutureWatcher>
#include <QImage>
#include <QString>

#include <memory>

namespace widgets {

/// A figure on its white sheet, at the size at which it will be printed unless it is zoomed: by the
/// wheel about the pointer, by + and -, 1 (true size) and 0 (all of it). Dragged to move. Below the
/// sheet a rule says how wide it is: "3.25 in · 8.3 cm".
///
/// The figure is drawn by the code that writes it, in the thread pool: until that is done the one
/// before stays, stretched where need be.
class FigurePreview : public QAbstractScrollArea {
    Q_OBJECT

public:
    explicit FigurePreview(QWidget* parent = nullptr);
    ~FigurePreview() override;

    void setFigure(std::shared_ptr<const core::Figure> figure);
    const core::Figure* figure() const { return m_figure.get(); }
    /// Is read in place of a figure while there is none.
    void setNote(const QString& note);
    /// 1: true size, by what the screen says of itself.
    double zoom() const { return m_zoom; }
    bool isFitted() const { return m_isFitted; }
    void setTrueSize();
    /// All of it, and it stays so while the window or the figure changes.
    void fit();
    /// What the rule says; empty without a figure.
    QString sizeText() const;
    /// Whether what is painted is the figure itself, not an older drawing of it.
    bool isUpToDate() const;

    QSize sizeHint() const override { return {640, 560}; }

Q_SIGNALS:
    void zoomChanged();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    /// A drawing, and of what.
    struct Drawn {
        std::shared_ptr<const core::Figure> figure;
        int dotsPerInch = 0;
        QImage image;
    };
    double dotsPerPoint() const;  // logical pixels, at the zoom
    QSizeF sheetSize() const;
    QRectF sheet() const;  // in the viewport
    int wantedResolution() const;
    double fittingZoom() const;
    void zoomTo(double zoom, QPointF about);
    void arrange();
    void draw();
    void paintRule(QPainter& painter, const QRectF& sheet) const;

    std::shared_ptr<const core::Figure> m_figure;
    Drawn m_drawn;
    QFutureWatcher<Drawn> m_drawing;
    QString m_note;
    double m_zoom = 1;
    bool m_isFitted = false;
    QPoint m_dragged;
};

}  // namespace widgets
