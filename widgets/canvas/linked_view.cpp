// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/linked_view.h"

#include "canvas/geometry.h"

#include <algorithm>

namespace widgets {

QRectF LinkedView::contentRect(QSizeF content, const QRectF& area) const {
    const QRectF fitted = fittedRect(content, area);
    const QSizeF size = fitted.size() * m_zoom;
    return {area.center() - QPointF(m_centre.x() * size.width(), m_centre.y() * size.height()),
            size};
}

void LinkedView::set(double zoom, QPointF centre) {
    zoom = std::clamp(zoom, 1.0, kMostZoom);
    const double margin = 0.5 / zoom;
    centre = {std::clamp(centre.x(), margin, 1 - margin),
              std::clamp(centre.y(), margin, 1 - margin)};
    if (zoom == m_zoom && centre == m_centre) return;
    m_zoom = zoom;
    m_centre = centre;
    Q_EMIT changed();
}

void LinkedView::zoomAt(QPointF place, double factor) {
    const double zoom = std::clamp(m_zoom * factor, 1.0, kMostZoom);
    set(zoom, place - (place - m_centre) * (m_zoom / zoom));
}

void LinkedView::pan(QPointF shares) {
    set(m_zoom, m_centre - shares);
}

void LinkedView::fit() {
    set(1, {0.5, 0.5});
}

void LinkedView::ensureVisible(QPointF place) {
    const double half = 0.5 / m_zoom;
    const auto towards = [half](double centre, double wanted) {
        return std::clamp(centre, wanted - half, wanted + half);
    };
    set(m_zoom, {towards(m_centre.x(), place.x()), towards(m_centre.y(), place.y())});
}

}  // namespace widgets
