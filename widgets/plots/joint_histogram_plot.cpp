// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/joint_histogram_plot.h"

#include "canvas/geometry.h"
#include "canvas/small_font.h"
#include "plots/custom_plot.h"
#include "plots/plot_theme.h"

#include <session/read_out.h>

#include <QEvent>
#include <QLabel>
#include <QMouseEvent>
#include <QStackedLayout>

#include <algorithm>
#include <cmath>
#include <limits>

namespace widgets {

namespace {

constexpr int kScaleWidth = 8;

/// How wide one bin is drawn: where all values are equal, something that can be seen.
double binWidth(double low, double high, int bins) {
    return high > low ? (high - low) / bins : std::max(1e-6, std::abs(low) * 0.01);
}

QCPColorGradient gradientOf(core::ColorMapId colors) {
    QCPColorGradient gradient;
    QMap<double, QColor> stops;
    const auto& table = core::colorTable(colors);
    for (std::size_t i = 0; i < table.size(); ++i)
        stops.insert(double(i) / double(table.size() - 1),
                     QColor(table[i].r, table[i].g, table[i].b));
    gradient.setColorStops(stops);
    gradient.setNanHandling(QCPColorGradient::nhTransparent);  // a bin without tokens
    return gradient;
}

/// 1, 2, 5, 10 ... and the largest count itself: whole numbers, each once.
QSharedPointer<QCPAxisTicker> countTicks(int largest) {
    auto ticks = QSharedPointer<QCPAxisTickerText>::create();
    const auto add = [&](int count) { ticks->addTick(count, QString::number(count)); };
    for (int decade = 1; decade <= largest; decade *= 10)
        for (const int step : {1, 2, 5})
            if (1.5 * step * decade <= largest) add(step * decade);
    add(largest);
    return ticks;
}

}  // namespace

JointHistogramPlot::JointHistogramPlot(QWidget* parent)
    : QWidget(parent),
      m_plot(new QCustomPlot(this)),
      m_why(new QLabel(this)),
      m_pages(new QStackedLayout),
      m_map(new QCPColorMap(m_plot->xAxis, m_plot->yAxis)),
      m_scale(new QCPColorScale(m_plot)),
      m_mark(new QCPItemTracer(m_plot)),
      m_hover(new QCPItemText(m_plot)) {
    framePlot(*this, m_pages, m_plot, m_why);
    setAccessibleName(tr("Norm against similarity"));
    m_plot->legend->setVisible(false);
    for (auto* axis : {m_plot->xAxis, m_plot->yAxis}) {
        axis->setNumberFormat(QStringLiteral("gb"));
        axis->setNumberPrecision(4);
        axis->ticker()->setTickCount(4);
        axis->grid()->setVisible(false);
    }
    m_map->setInterpolate(false);  // a bin is a bin, not a blur
    m_plot->plotLayout()->addElement(0, 1, m_scale);
    m_scale->setBarWidth(kScaleWidth);
    m_scale->setDataScaleType(QCPAxis::stLogarithmic);
    m_scale->setLabel(tr("tokens"));
    m_map->setColorScale(m_scale);
    auto* margins = new QCPMarginGroup(m_plot);
    for (auto* part : {static_cast<QCPLayoutElement*>(m_plot->axisRect()),
                       static_cast<QCPLayoutElement*>(m_scale)})
        part->setMarginGroup(QCP::msBottom | QCP::msTop, margins);
    m_mark->setStyle(QCPItemTracer::tsCircle);
    m_mark->setSize(9);
    m_hover->setPositionAlignment(Qt::AlignRight | Qt::AlignTop);
    m_hover->position->setType(QCPItemPosition::ptAxisRectRatio);
    m_hover->position->setCoords(1, 0);
    applyTheme();
    clear({});
}

void JointHistogramPlot::applyTheme() {
    applyPlotTheme(*m_plot, palette());
    const PlotColors colors(palette());
    const QFont font = smallFont(*m_plot);
    auto* axis = m_scale->axis();
    axis->setTickLabelFont(font);
    axis->setLabelFont(font);
    axis->setTickLabelColor(colors.quiet);
    axis->setLabelColor(colors.quiet);
    for (auto* each : {axis, m_plot->xAxis, m_plot->yAxis}) each->setBasePen(QPen(colors.line));
    axis->setTickPen(QPen(colors.line));
    axis->setSubTickPen(QPen(colors.line));
    m_mark->setPen(QPen(colors.strong, 2));
    m_mark->setBrush(Qt::NoBrush);
    m_hover->setColor(colors.text);
    m_hover->setFont(font);
    m_hover->setBrush(colors.ground);
    m_hover->setPadding({3, 0, 3, 0});
}

void JointHistogramPlot::setHistogram(const core::JointHistogram& histogram,
                                      core::ColorMapId colors, const QString& xName,
                                      const QString& yName, const QString& title,
                                      std::optional<Mark> marked) {
    if (histogram.counts.empty()) return clear(tr("No finite value."));
    m_histogram = histogram;
    m_xName = xName;
    m_yName = yName;
    m_title = histogram.notFinite > 0 ? tr("%1 · %2 not finite").arg(title).arg(histogram.notFinite)
                                      : title;
    m_marked =
        marked && std::isfinite(marked->x) && std::isfinite(marked->y) ? marked : std::nullopt;
    m_pages->setCurrentWidget(m_plot);
    showCounts(colors);
    pointAt(std::nullopt);
    place();
}

void JointHistogramPlot::clear(const QString& why) {
    m_histogram = {};
    m_hover->setVisible(false);
    m_why->setText(why);
    m_pages->setCurrentWidget(m_why);
    setAccessibleDescription(why);
}

void JointHistogramPlot::showCounts(core::ColorMapId colors) {
    const auto& h = m_histogram;
    const double wide = binWidth(h.lowX, h.highX, h.columns);
    const double high = binWidth(h.lowY, h.highY, h.rows);
    auto* cells = m_map->data();
    cells->setSize(h.columns, h.rows);
    cells->setRange({h.lowX + wide / 2, h.lowX + wide * (h.columns - 0.5)},
                    {h.lowY + high / 2, h.lowY + high * (h.rows - 0.5)});
    for (int row = 0; row < h.rows; ++row)
        for (int column = 0; column < h.columns; ++column) {
            const int count = h.at(column, row);
            cells->setCell(column, row,
                           count > 0 ? count : std::numeric_limits<double>::quiet_NaN());
        }
    m_map->setGradient(gradientOf(colors));
    m_map->setDataRange({1, std::max(2.0, double(h.largest()))});
    m_scale->axis()->setTicker(countTicks(h.largest()));
    m_plot->xAxis->setRange(h.lowX, h.lowX + wide * h.columns);
    m_plot->yAxis->setRange(h.lowY, h.lowY + high * h.rows);
    m_plot->xAxis->scaleRange(1.04);
    m_plot->yAxis->scaleRange(1.04);
}

void JointHistogramPlot::place() {
    m_mark->setVisible(m_marked.has_value());
    if (m_marked) m_mark->position->setCoords(m_marked->x, m_marked->y);
    const QFontMetrics metrics(smallFont(*m_plot));
    const auto fitted = [&](const QString& text, int room) {
        return metrics.elidedText(text, Qt::ElideMiddle, std::max(40, room));
    };
    m_plot->xAxis->setLabel(
        fitted(m_title.isEmpty() ? m_xName : QStringLiteral("%1 · %2").arg(m_xName, m_title),
               width() - 130));
    m_plot->yAxis->setLabel(fitted(m_yName, height() - 50));
    setAccessibleDescription(
        tr("%1 from %2 to %3 against %4 from %5 to %6")
            .arg(m_xName, core::tickText(m_histogram.lowX), core::tickText(m_histogram.highX),
                 m_yName, core::tickText(m_histogram.lowY), core::tickText(m_histogram.highY)));
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

QString JointHistogramPlot::textOf(int column, int row) const {
    const auto& h = m_histogram;
    const auto span = [](double low, double high, int bins, int bin) {
        const double width = (high - low) / bins;
        return QStringLiteral("%1–%2").arg(core::tickText(low + width * bin),
                                           core::tickText(low + width * (bin + 1)));
    };
    return tr("%1 %2 · %3 %4 · tokens: %5")
        .arg(m_xName, span(h.lowX, h.highX, h.columns, column), m_yName,
             span(h.lowY, h.highY, h.rows, row), QString::number(h.at(column, row)));
}

void JointHistogramPlot::pointAt(std::optional<QPointF> position) {
    const auto bin = position ? m_histogram.binOf(m_plot->xAxis->pixelToCoord(position->x()),
                                                  m_plot->yAxis->pixelToCoord(position->y()))
                              : std::nullopt;
    const QString text = bin ? textOf(bin->first, bin->second) : QString();
    if (m_hover->visible() == bin.has_value() && m_hover->text() == text) return;
    m_hover->setVisible(bin.has_value());
    m_hover->setText(text);
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

QString JointHistogramPlot::hoverText() const {
    return m_hover->visible() ? m_hover->text() : QString();
}

QPoint JointHistogramPlot::positionOf(double x, double y) const {
    return m_plot->pos() + QPoint(int(std::lround(m_plot->xAxis->coordToPixel(x))),
                                  int(std::lround(m_plot->yAxis->coordToPixel(y))));
}

bool JointHistogramPlot::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::MouseMove)
        pointAt(static_cast<QMouseEvent*>(event)->position());
    else if (event->type() == QEvent::Leave)
        pointAt(std::nullopt);
    return QWidget::eventFilter(watched, event);
}

void JointHistogramPlot::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (!changesPlotTheme(*event)) return;
    applyTheme();
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void JointHistogramPlot::paintEvent(QPaintEvent*) {
    paintPlotFrame(*this);
}

void JointHistogramPlot::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    if (!m_histogram.counts.empty()) place();
}

}  // namespace widgets
