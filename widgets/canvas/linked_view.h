// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointF>
#include <QRectF>

namespace widgets {

/// Zoom and position that canvases of the same content share, so that picture and map stay side by
/// side token for token. Places are shares of the content, (0, 0) to (1, 1).
class LinkedView : public QObject {
    Q_OBJECT
public:
    static constexpr double kMostZoom = 64;
    using QObject::QObject;

    double zoom() const { return m_zoom; }  ///< 1: all of the content fits
    QPointF centre() const { return m_centre; }
    /// Where content of that size lies in \a area.
    QRectF contentRect(QSizeF content, const QRectF& area) const;

    /// What lies at \a place stays where it is.
    void zoomAt(QPointF place, double factor);
    void zoomBy(double factor) { zoomAt(m_centre, factor); }
    void pan(QPointF shares);
    void fit();
    /// Moves as little as needed until \a place is in sight.
    void ensureVisible(QPointF place);

Q_SIGNALS:
    void changed();

private:
    void set(double zoom, QPointF centre);

    double m_zoom = 1;
    QPointF m_centre{0.5, 0.5};
};

}  // namespace widgets
