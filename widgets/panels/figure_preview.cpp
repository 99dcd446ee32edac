// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/figure_preview.h"

#include <figure/figure_writer.h>

#include <QGuiApplication>
#include <QKeyEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QScreen>
#include <QScrollBar>
#include <QWheelEvent>
#include <QtConcurrentRun>

#include <algorithm>
#include <cmath>
#include <utility>

namespace widgets {

namespace {

constexpr double kPointsPerInch = 72, kCentimetresPerInch = 2.54;
constexpr double kMargin = 16;      // around the sheet
constexpr double kRuleHeight = 30;  // below it
constexpr double kTick = 4;
constexpr double kSmallestZoom = 0.1, kLargestZoom = 16, kWheelZoom = 1.2, kKeyZoom = 1.25;
constexpr double kMostPixels = 24e6;  // of a drawing; beyond that it is stretched

/// Logical pixels per inch of \a screen; what no screen has is a virtual one's guess.
double resolutionOf(const QScreen* screen) {
    if (!screen) return 96;
    const double physical = screen->physicalDotsPerInch();
    return physical >= 50 && physical <= 400 ? physical : screen->logicalDotsPerInch();
}

QImage imageOf(const core::Picture& picture) {
    const QImage borrowed(picture.rgb.data(), picture.size.width, picture.size.height,
                          3 * picture.size.width, QImage::Format_RGB888);
    return borrowed.convertToFormat(QImage::Format_RGB32);
}

}  // namespace

FigurePreview::FigurePreview(QWidget* parent) : QAbstractScrollArea(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Preview of the figure"));
    setToolTip(
        tr("True size. The wheel zooms, a drag moves; + and − zoom, 1 is true size, 0 "
           "shows all"));
    viewport()->setCursor(Qt::OpenHandCursor);
    for (auto* bar : {horizontalScrollBar(), verticalScrollBar()}) bar->setSingleStep(24);
    connect(&m_drawing, &QFutureWatcherBase::finished, this, [this] {
        m_drawn = m_drawing.result();
        viewport()->update();
        draw();  // another figure or zoom may be wanted by now
    });
}

FigurePreview::~FigurePreview() {
    m_drawing.waitForFinished();
}

void FigurePreview::setFigure(std::shared_ptr<const core::Figure> figure) {
    m_figure = std::move(figure);
    if (!m_figure) m_drawn = {};
    setAccessibleDescription(sizeText());
    arrange();
}

void FigurePreview::setNote(const QString& note) {
    m_note = note;
    viewport()->update();
}

QString FigurePreview::sizeText() const {
    if (!m_figure) return {};
    const double inches = m_figure->width / kPointsPerInch;
    const QLocale locale;
    return tr("%1 in · %2 cm")
        .arg(locale.toString(std::round(inches * 1000) / 1000, 'g', 5),
             locale.toString(inches * kCentimetresPerInch, 'f', 1));
}

bool FigurePreview::isUpToDate() const {
    return m_drawn.figure == m_figure && (!m_figure || m_drawn.dotsPerInch == wantedResolution());
}

double FigurePreview::dotsPerPoint() const {
    return resolutionOf(screen()) / kPointsPerInch * m_zoom;
}

QSizeF FigurePreview::sheetSize() const {
    if (!m_figure) return {};
    return QSizeF(m_figure->width, m_figure->height) * dotsPerPoint();
}

QRectF FigurePreview::sheet() const {
    const auto size = sheetSize();
    const QSizeF room(viewport()->size());
    const double left = std::max(kMargin, (room.width() - size.width()) / 2);
    const double top = std::max(kMargin, (room.height() - size.height() - kRuleHeight) / 2);
    return {std::floor(left) - horizontalScrollBar()->value(),
            std::floor(top) - verticalScrollBar()->value(), size.width(), size.height()};
}

int FigurePreview::wantedResolution() const {
    const double wanted = dotsPerPoint() * kPointsPerInch * devicePixelRatioF();
    const double squareInches =
        m_figure->width * m_figure->height / (kPointsPerInch * kPointsPerInch);
    return int(std::clamp(std::round(std::min(wanted, std::sqrt(kMostPixels / squareInches))), 8.0,
                          2400.0));
}

double FigurePreview::fittingZoom() const {
    if (!m_figure) return m_zoom;
    const double unit = resolutionOf(screen()) / kPointsPerInch;
    const double width = maximumViewportSize().width() - 2 * kMargin;
    const double height = maximumViewportSize().height() - 2 * kMargin - kRuleHeight;
    return std::clamp(
        std::min(width / (m_figure->width * unit), height / (m_figure->height * unit)),
        kSmallestZoom, kLargestZoom);
}

void FigurePreview::setTrueSize() {
    m_isFitted = false;
    m_zoom = 1;
    arrange();
    Q_EMIT zoomChanged();
}

void FigurePreview::fit() {
    m_isFitted = true;
    arrange();
    Q_EMIT zoomChanged();
}

/// The point of the figure under \a about stays there.
void FigurePreview::zoomTo(double zoom, QPointF about) {
    if (!m_figure) return;
    const auto before = (about - sheet().topLeft()) / dotsPerPoint();
    m_isFitted = false;
    m_zoom = std::clamp(zoom, kSmallestZoom, kLargestZoom);
    arrange();
    const auto moved = sheet().topLeft() + before * dotsPerPoint() - about;
    horizontalScrollBar()->setValue(horizontalScrollBar()->value() + int(std::lround(moved.x())));
    verticalScrollBar()->setValue(verticalScrollBar()->value() + int(std::lround(moved.y())));
    Q_EMIT zoomChanged();
}

void FigurePreview::arrange() {
    if (m_isFitted) m_zoom = fittingZoom();
    const auto size = sheetSize();
    const auto room = viewport()->size();
    horizontalScrollBar()->setPageStep(room.width());
    verticalScrollBar()->setPageStep(room.height());
    const double width = size.width() + 2 * kMargin;
    const double height = size.height() + 2 * kMargin + kRuleHeight;
    horizontalScrollBar()->setRange(0, std::max(0, int(std::ceil(width)) - room.width()));
    verticalScrollBar()->setRange(0, std::max(0, int(std::ceil(height)) - room.height()));
    draw();
    viewport()->update();
}

/// Begins what is missing; of the wishes that come meanwhile the last is granted next.
void FigurePreview::draw() {
    if (!m_figure || isUpToDate() || m_drawing.isRunning()) return;
    m_drawing.setFuture(
        QtConcurrent::run([figure = m_figure, resolution = wantedResolution()]() -> Drawn {
            return {figure, resolution, imageOf(core::renderFigure(*figure, resolution))};
        }));
}

void FigurePreview::paintEvent(QPaintEvent*) {
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), palette().color(QPalette::Mid));
    if (!m_figure) {
        painter.setPen(palette().color(QPalette::WindowText));
        const auto room = viewport()->rect().adjusted(24, 24, -24, -24);
        painter.drawText(room, Qt::AlignCenter | Qt::TextWordWrap, m_note);
        return;
    }
    const auto place = sheet();
    painter.fillRect(place.translated(2, 2), QColor(0, 0, 0, 60));
    painter.fillRect(place, Qt::white);  // paper, in every theme
    painter.setRenderHint(QPainter::SmoothPixmapTransform, !isUpToDate());
    if (!m_drawn.image.isNull()) painter.drawImage(place, m_drawn.image);
    paintRule(painter, place);
}

void FigurePreview::paintRule(QPainter& painter, const QRectF& place) const {
    const QFontMetricsF metrics(painter.font());
    const auto text = sizeText();
    const double width = metrics.horizontalAdvance(text) + 12;
    const double y = std::floor(place.bottom() + kRuleHeight / 2) + 0.5;
    const double left = std::floor(place.left()) + 0.5, right = std::floor(place.right()) - 0.5;
    painter.setPen(palette().color(QPalette::WindowText));
    const QRectF words(place.center().x() - width / 2, y - metrics.height() / 2, width,
                       metrics.height());
    painter.drawText(words, Qt::AlignCenter, text);
    if (words.left() <= left) return;  // narrower than the words about it
    painter.drawLine(QPointF(left, y), QPointF(words.left(), y));
    painter.drawLine(QPointF(words.right(), y), QPointF(right, y));
    for (const double x : {left, right})
        painter.drawLine(QPointF(x, y - kTick), QPointF(x, y + kTick));
}

void FigurePreview::resizeEvent(QResizeEvent* event) {
    QAbstractScrollArea::resizeEvent(event);
    arrange();
    if (m_isFitted) Q_EMIT zoomChanged();
}

void FigurePreview::wheelEvent(QWheelEvent* event) {
    const double steps = event->angleDelta().y() / 120.0;
    if (steps == 0) return QAbstractScrollArea::wheelEvent(event);
    zoomTo(m_zoom * std::pow(kWheelZoom, steps), event->position());
    event->accept();
}

void FigurePreview::keyPressEvent(QKeyEvent* event) {
    const QPointF middle = QRectF(viewport()->rect()).center();
    switch (event->key()) {
        case Qt::Key_Plus:
        case Qt::Key_Equal:
            return zoomTo(m_zoom * kKeyZoom, middle);
        case Qt::Key_Minus:
            return zoomTo(m_zoom / kKeyZoom, middle);
        case Qt::Key_1:
            return setTrueSize();
        case Qt::Key_0:
            return fit();
        default:
            QAbstractScrollArea::keyPressEvent(event);
    }
}

void FigurePreview::mousePressEvent(QMouseEvent* event) {
    m_dragged = event->pos();
    viewport()->setCursor(Qt::ClosedHandCursor);
}

void FigurePreview::mouseMoveEvent(QMouseEvent* event) {
    const auto by = event->pos() - std::exchange(m_dragged, event->pos());
    horizontalScrollBar()->setValue(horizontalScrollBar()->value() - by.x());
    verticalScrollBar()->setValue(verticalScrollBar()->value() - by.y());
}

void FigurePreview::mouseReleaseEvent(QMouseEvent*) {
    viewport()->setCursor(Qt::OpenHandCursor);
}

void FigurePreview::changeEvent(QEvent* event) {
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) viewport()->update();
}

}  // namespace widgets
