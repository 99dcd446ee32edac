// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/histogram_plot.h"

#include "canvas/geometry.h"
#include "canvas/small_font.h"
#include "panels/own_keys.h"
#include "plots/custom_plot.h"
#include "plots/plot_theme.h"

#include <session/read_out.h>

#include <QEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QMouseEvent>
#include <QStackedLayout>

#include <algorithm>
#include <cmath>

namespace widgets {

/// Bars of which each has the colour of the middle of its bin. A bin that holds a single token is
/// still seen: that is what one looks for.
class HistogramBars : public QCPAbstractItem {
public:
    using QCPAbstractItem::QCPAbstractItem;

    core::Histogram histogram;
    core::ColorRange range;
    core::ColorMapId colors = core::ColorMapId::Magma;
    QColor outline;

    double selectTest(const QPointF&, bool, QVariant*) const override { return -1; }

protected:
    void draw(QCPPainter* painter) override {
        const auto& table = core::colorTable(colors);
        const QCPAxis &x = *parentPlot()->xAxis, &y = *parentPlot()->yAxis;
        const double width = (histogram.high - histogram.low) / double(histogram.counts.size());
        const double bottom = y.coordToPixel(0);
        painter->setAntialiasing(false);
        for (std::size_t bin = 0; bin < histogram.counts.size(); ++bin) {
            if (histogram.counts[bin] == 0) continue;
            const double from = histogram.low + width * double(bin);
            const auto color = core::colorOf(float(from + width / 2), range, table);
            if (!color) continue;
            const double left = std::round(x.coordToPixel(from));
            const double right = std::max(left + 2, std::round(x.coordToPixel(from + width)));
            const double top =
                std::min(bottom - kLowest, std::round(y.coordToPixel(histogram.counts[bin])));
            painter->setPen(QPen(outline, 1));
            painter->setBrush(QColor(color->r, color->g, color->b));
            painter->drawRect(QRectF(left, top, right - left, bottom - top));
        }
    }

private:
    static constexpr double kLowest = 3;
};

namespace {

constexpr int kGrasp = 6;  // pixels around an end that take hold of it

void setX(QCPItemStraightLine* line, double x) {
    line->point1->setCoords(x, 0);
    line->point2->setCoords(x, 1);
}

}  // namespace

HistogramPlot::HistogramPlot(QWidget* parent)
    : QWidget(parent),
      m_plot(new QCustomPlot(this)),
      m_why(new QLabel(this)),
      m_pages(new QStackedLayout),
      m_bars(new HistogramBars(m_plot)),
      m_low(new QCPItemStraightLine(m_plot)),
      m_high(new QCPItemStraightLine(m_plot)),
      m_mark(new QCPItemStraightLine(m_plot)),
      m_markText(new QCPItemText(m_plot)) {
    setFocusPolicy(Qt::StrongFocus);
    framePlot(*this, m_pages, m_plot, m_why);
    setAccessibleName(tr("Histogram of the map"));
    m_plot->legend->setVisible(false);
    m_plot->xAxis->grid()->setVisible(false);
    m_plot->yAxis->setLabel(tr("tokens"));
    for (auto* axis : {m_plot->xAxis, m_plot->yAxis}) {
        axis->setNumberFormat(QStringLiteral("gb"));
        axis->setNumberPrecision(4);
        axis->ticker()->setTickCount(4);
    }
    m_markText->position->setTypeX(QCPItemPosition::ptPlotCoords);
    m_markText->position->setTypeY(QCPItemPosition::ptAxisRectRatio);
    applyTheme();
    clear({});
}

void HistogramPlot::applyTheme() {
    applyPlotTheme(*m_plot, palette());
    const PlotColors colors(palette());
    m_bars->outline = colors.quiet;
    for (auto* line : {m_low, m_high}) line->setPen(QPen(colors.text, 2, Qt::DashLine));
    m_mark->setPen(QPen(colors.strong, 2));
    m_markText->setColor(colors.strong);
    m_markText->setFont(smallFont(*m_plot));
    m_markText->setBrush(colors.ground);
    m_markText->setPadding({3, 0, 3, 0});
}

void HistogramPlot::setHistogram(const core::Histogram& histogram, core::ColorRange range,
                                 core::ColorMapId colors, const QString& title,
                                 std::optional<double> marked) {
    if (histogram.counts.empty()) return clear(tr("No finite value."));
    m_histogram = histogram;
    m_bars->histogram = histogram;
    m_bars->colors = colors;
    m_marked = marked && std::isfinite(*marked) ? marked : std::nullopt;
    m_title = histogram.notFinite > 0 ? tr("%1 · %2 not finite").arg(title).arg(histogram.notFinite)
                                      : title;
    // What is being dragged is the user's until it is let go; the axis stays under the pointer.
    if (m_dragged == End::None) {
        m_range = range;
        fitAxes();
    }
    m_pages->setCurrentWidget(m_plot);
    placeTitle();
    place();
}

void HistogramPlot::clear(const QString& why) {
    m_histogram = {};
    m_bars->histogram = {};
    m_dragged = End::None;
    m_why->setText(why);
    m_pages->setCurrentWidget(m_why);
    setAccessibleDescription(why);
}

/// Everything is in sight: the values, and both ends.
void HistogramPlot::fitAxes() {
    const double low = std::min(m_histogram.low, double(m_range.low));
    const double high = std::max(m_histogram.high, double(m_range.high));
    const double air = high > low ? (high - low) * 0.03 : std::max(1e-6, std::abs(high) * 0.05);
    m_plot->xAxis->setRange(low - air, high + air);
    const int most = *std::max_element(m_histogram.counts.begin(), m_histogram.counts.end());
    m_plot->yAxis->setRange(0, std::max(1, most) * 1.12);
}

void HistogramPlot::place() {
    m_bars->range = m_range;
    setX(m_low, double(m_range.low));
    setX(m_high, double(m_range.high));
    m_mark->setVisible(m_marked.has_value());
    m_markText->setVisible(m_marked.has_value());
    const auto text = [](double value) { return core::tickText(value); };
    setAccessibleDescription(
        tr("%1; colours from %2 to %3")
            .arg(m_title, text(double(m_range.low)), text(double(m_range.high))));
    if (m_marked) {
        setX(m_mark, *m_marked);
        const bool isRight = *m_marked > m_plot->xAxis->range().center();
        m_markText->setPositionAlignment((isRight ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignTop);
        m_markText->position->setCoords(*m_marked, 0);
        m_markText->setText(text(*m_marked));
    }
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void HistogramPlot::placeTitle() {
    m_plot->xAxis->setLabel(QFontMetrics(smallFont(*m_plot))
                                .elidedText(m_title, Qt::ElideMiddle, std::max(40, width() - 70)));
}

int HistogramPlot::xOf(double value) const {
    return int(std::lround(m_plot->xAxis->coordToPixel(value))) + m_plot->x();
}

/// The end under the pointer, the nearer one of two.
HistogramPlot::End HistogramPlot::endAt(int x) const {
    if (m_histogram.counts.empty()) return End::None;
    const double toLow = std::abs(m_plot->xAxis->coordToPixel(double(m_range.low)) - x);
    const double toHigh = std::abs(m_plot->xAxis->coordToPixel(double(m_range.high)) - x);
    if (std::min(toLow, toHigh) > kGrasp) return End::None;
    return toLow < toHigh ? End::Low : End::High;
}

/// Stays within the axis, and at least a hundredth of it away from the other end.
void HistogramPlot::moveEnd(End end, double value) {
    const QCPRange axis = m_plot->xAxis->range();
    const double least = axis.size() / 100;
    core::ColorRange moved = m_range;
    if (end == End::Low)
        moved.low = float(std::clamp(value, axis.lower, double(moved.high) - least));
    else
        moved.high = float(std::clamp(value, double(moved.low) + least, axis.upper));
    if (moved.low == m_range.low && moved.high == m_range.high) return;
    m_range = moved;
    place();
    Q_EMIT rangeDragged(moved);
}

bool HistogramPlot::pointer(QEvent* event) {
    const auto* mouse = static_cast<QMouseEvent*>(event);
    const int x = mouse->position().toPoint().x();
    switch (event->type()) {
        case QEvent::MouseButtonPress:
            setFocus(Qt::MouseFocusReason);
            if (mouse->button() == Qt::LeftButton) m_dragged = endAt(x);
            break;
        case QEvent::MouseMove:
            if (m_dragged != End::None)
                moveEnd(m_dragged, m_plot->xAxis->pixelToCoord(x));
            else if (endAt(x) != End::None)
                m_plot->setCursor(Qt::SplitHCursor);
            else
                m_plot->unsetCursor();
            break;
        case QEvent::MouseButtonRelease:
            if (mouse->button() == Qt::LeftButton) m_dragged = End::None;
            break;
        default:
            break;
    }
    return false;
}

bool HistogramPlot::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::MouseButtonPress || event->type() == QEvent::MouseMove ||
        event->type() == QEvent::MouseButtonRelease)
        return pointer(event);
    return QWidget::eventFilter(watched, event);
}

bool HistogramPlot::event(QEvent* event) {
    return claimsKey(event, {Qt::Key_Left, Qt::Key_Right}) || QWidget::event(event);
}

void HistogramPlot::keyPressEvent(QKeyEvent* event) {
    const bool isLeft = event->key() == Qt::Key_Left;
    if (m_histogram.counts.empty() || (!isLeft && event->key() != Qt::Key_Right))
        return QWidget::keyPressEvent(event);
    const End end = event->modifiers() & Qt::ShiftModifier ? End::Low : End::High;
    const double step = m_plot->xAxis->range().size() / 100;
    const double from = double(end == End::Low ? m_range.low : m_range.high);
    moveEnd(end, from + (isLeft ? -step : step));
}

void HistogramPlot::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (!changesPlotTheme(*event)) return;
    applyTheme();
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void HistogramPlot::paintEvent(QPaintEvent*) {
    paintPlotFrame(*this);
}

void HistogramPlot::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    placeTitle();
}

}  // namespace widgets
