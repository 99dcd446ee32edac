// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/profile_plot.h"

#include "canvas/geometry.h"
#include "canvas/short_names.h"
#include "canvas/small_font.h"
#include "panels/own_keys.h"
#include "plots/axis_labels.h"
#include "plots/custom_plot.h"
#include "plots/plot_theme.h"

#include <session/read_out.h>

#include <QEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QMouseEvent>
#include <QStackedLayout>
#include <QToolTip>

#include <algorithm>
#include <array>
#include <cmath>

namespace widgets {

namespace {

/// In the order in which they are painted.
enum Line { P5, P95, P25, P75, Mean, Median, Value, Marked, kLines };

double valueOf(const core::TokenStanding& standing, int line) {
    switch (line) {
        case P5:
            return standing.p5;
        case P95:
            return standing.p95;
        case P25:
            return standing.p25;
        case P75:
            return standing.p75;
        case Mean:
            return standing.mean;
        case Median:
            return standing.p50;
        default:
            return standing.value;
    }
}

constexpr int kWrapLegendBelow = 400;

}  // namespace

ProfilePlot::ProfilePlot(QWidget* parent)
    : QWidget(parent),
      m_plot(new QCustomPlot(this)),
      m_why(new QLabel(this)),
      m_pages(new QStackedLayout) {
    setFocusPolicy(Qt::StrongFocus);
    framePlot(*this, m_pages, m_plot, m_why);
    setAccessibleName(tr("Profile of the reference token"));
    build();
    applyTheme();
    clear({});
}

void ProfilePlot::build() {
    for (int line = 0; line < kLines; ++line) m_plot->addGraph();
    m_plot->graph(P95)->setChannelFillGraph(m_plot->graph(P5));
    m_plot->graph(P75)->setChannelFillGraph(m_plot->graph(P25));
    m_plot->graph(Value)->setName(tr("reference"));
    m_plot->graph(Median)->setName(tr("median"));
    m_plot->graph(Mean)->setName(tr("mean"));
    m_plot->graph(P75)->setName(QStringLiteral("p25–p75"));
    m_plot->graph(P95)->setName(QStringLiteral("p5–p95"));
    m_plot->setAutoAddPlottableToLegend(false);
    m_plot->legend->setVisible(true);
    m_plot->legend->clearItems();
    for (const int line : {Value, Median, Mean, P75, P95}) m_plot->graph(line)->addToLegend();
    // Above the curves, not over them.
    m_plot->plotLayout()->insertRow(0);
    auto* top = new QCPLayoutGrid;
    m_plot->plotLayout()->addElement(0, 0, top);
    top->addElement(0, 0, m_plot->legend);
    top->addElement(0, 1, new QCPTextElement(m_plot));  // what is left over
    top->setColumnStretchFactor(0, 0.001);
    m_plot->plotLayout()->setRowStretchFactor(0, 0.001);
    m_plot->plotLayout()->setRowSpacing(0);
    m_plot->legend->setMargins({4, 2, 4, 2});
    m_plot->legend->setColumnSpacing(8);
    m_plot->legend->setRowSpacing(0);
    m_plot->legend->setIconSize(18, 14);
    m_plot->legend->setIconTextPadding(4);
    m_plot->legend->setFillOrder(QCPLegend::foColumnsFirst);
    m_plot->xAxis->setSubTicks(false);
    m_plot->xAxis->grid()->setVisible(false);
    m_plot->yAxis->setNumberFormat(QStringLiteral("gb"));
    m_plot->yAxis->setNumberPrecision(4);
}

void ProfilePlot::applyTheme() {
    applyPlotTheme(*m_plot, palette());
    const PlotColors colors(palette());
    const auto line = [&](Line which) { return m_plot->graph(which); };
    for (const Line which : {P5, P25}) line(which)->setPen(Qt::NoPen);
    line(P95)->setPen(Qt::NoPen);
    line(P95)->setBrush(colors.wide);
    line(P75)->setPen(Qt::NoPen);
    line(P75)->setBrush(colors.core);
    line(Mean)->setPen(QPen(colors.quiet, 1, Qt::DashLine));
    line(Median)->setPen(QPen(colors.quiet, 1));
    line(Value)->setPen(QPen(colors.strong, 2));
    line(Value)->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDisc, colors.strong, 4));
    line(Marked)->setLineStyle(QCPGraph::lsNone);
    line(Marked)->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssCircle, QPen(colors.text, 2),
                                                  QBrush(colors.strong), 10));
}

void ProfilePlot::setProfile(std::vector<Point> points, const QString& axisTitle,
                             const QString& valueTitle, int current) {
    m_points = std::move(points);
    m_current = current >= 0 && current < int(m_points.size()) ? current : -1;
    m_valueTitle = valueTitle;
    m_tipped = -1;
    if (m_points.empty()) return clear({});
    m_plot->xAxis->setLabel(axisTitle);
    placeTitle();
    m_pages->setCurrentWidget(m_plot);
    fill();
}

void ProfilePlot::clear(const QString& why) {
    m_points.clear();
    m_current = m_tipped = -1;
    m_why->setText(why);
    m_pages->setCurrentWidget(m_why);
    setAccessibleDescription(why);
}

void ProfilePlot::setLogarithmic(bool isLogarithmic) {
    m_wantsLogarithmic = isLogarithmic;
    if (!m_points.empty()) fill();
}

bool ProfilePlot::isLogarithmic() const {
    return m_plot->yAxis->scaleType() == QCPAxis::stLogarithmic;
}

void ProfilePlot::fill() {
    QVector<double> places(qsizetype(m_points.size()));
    for (int i = 0; i < places.size(); ++i) places[i] = i;
    for (int line = 0; line < Marked; ++line) {
        QVector<double> values;
        for (const Point& point : m_points) values << valueOf(point.standing, line);
        m_plot->graph(line)->setData(places, values, true);
    }
    fitValues();
    markCurrent();
    placeLabels();
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

/// All finite values, with some air; on a logarithmic axis only if they are positive.
void ProfilePlot::fitValues() {
    double low = std::numeric_limits<double>::infinity(), high = -low;
    for (const Point& point : m_points)
        for (int line = 0; line < Marked; ++line) {
            const double value = valueOf(point.standing, line);
            if (!std::isfinite(value)) continue;
            low = std::min(low, value);
            high = std::max(high, value);
        }
    const bool isLogarithmic = m_wantsLogarithmic && low > 0 && high >= low;
    auto* axis = m_plot->yAxis;
    axis->setScaleType(isLogarithmic ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    axis->setTicker(isLogarithmic ? QSharedPointer<QCPAxisTicker>(new QCPAxisTickerLog)
                                  : QSharedPointer<QCPAxisTicker>(new QCPAxisTicker));
    if (low > high) low = 0, high = 1;
    if (isLogarithmic) return axis->setRange(low / 1.2, high * 1.2);
    const double air = high > low ? (high - low) * 0.06 : std::max(std::abs(high) * 0.1, 0.5);
    axis->setRange(low - air, high + air);
}

void ProfilePlot::placeLabels() {
    m_plot->xAxis->setRange(-0.5, double(m_points.size()) - 0.5);
    const QFontMetricsF metrics(smallFont(*m_plot));
    double widest = 0;
    QStringList texts;
    for (const Point& point : m_points) {
        texts << shortLayerName(point.label);
        widest = std::max(widest, metrics.horizontalAdvance(texts.back()));
    }
    // The value axis takes its part of the width; that it is not known before the layout is done
    // costs at most a label.
    const double length = std::max(1, width() - 70);
    const int count = int(m_points.size());
    const LabelPlan plan = planLabels(count, length / std::max(1, count), widest, metrics.height());
    QSharedPointer<QCPAxisTickerText> ticker(new QCPAxisTickerText);
    for (int i = 0; i < count; i += plan.every) ticker->addTick(i, texts[i]);
    m_plot->xAxis->setTicker(ticker);
    m_plot->xAxis->setTickLabelRotation(plan.isTurned ? kLabelTurn : 0);
    m_plot->legend->setWrap(width() < kWrapLegendBelow ? 3 : 0);
    m_plot->legend->setFillOrder(QCPLegend::foColumnsFirst, true);
}

void ProfilePlot::markCurrent() {
    auto* marked = m_plot->graph(Marked);
    marked->data()->clear();
    setAccessibleDescription(m_current < 0 ? QString() : describe(m_current));
    if (m_current < 0) return;
    const double value = m_points[std::size_t(m_current)].standing.value;
    if (std::isfinite(value)) marked->addData(m_current, value);
}

int ProfilePlot::xOf(int index) const {
    return int(std::lround(m_plot->xAxis->coordToPixel(index))) + m_plot->x();
}

/// The nearest point's index; -1 beside the axes.
int ProfilePlot::indexAt(int x) const {
    if (m_points.empty()) return -1;
    const QRect area = m_plot->axisRect()->rect();
    if (x < area.left() || x > area.right()) return -1;
    const int index = int(std::lround(m_plot->xAxis->pixelToCoord(x)));
    return std::clamp(index, 0, int(m_points.size()) - 1);
}

QString ProfilePlot::describe(int index) const {
    const Point& point = m_points[std::size_t(index)];
    const auto& s = point.standing;
    const auto number = [](double value) {
        return std::isfinite(value) ? core::tickText(value) : QStringLiteral("—");
    };
    return QStringList{point.label,
                       tr("%1 of the reference: %2").arg(m_valueTitle, number(s.value)),
                       tr("mean %1, median %2").arg(number(s.mean), number(s.p50)),
                       tr("p25–p75: %1 to %2").arg(number(s.p25), number(s.p75)),
                       tr("p5–p95: %1 to %2").arg(number(s.p5), number(s.p95))}
        .join(QLatin1Char('\n'));
}

void ProfilePlot::showTip(QPoint position, QPoint globalPosition) {
    const int index = m_plot->axisRect()->rect().contains(position) ? indexAt(position.x()) : -1;
    if (index == m_tipped) return;
    m_tipped = index;
    QToolTip::showText(globalPosition, index < 0 ? QString() : describe(index), m_plot);
}

bool ProfilePlot::eventFilter(QObject* watched, QEvent* event) {
    switch (event->type()) {
        case QEvent::MouseMove: {
            const auto* mouse = static_cast<QMouseEvent*>(event);
            showTip(mouse->position().toPoint(), mouse->globalPosition().toPoint());
            break;
        }
        case QEvent::Leave:
            m_tipped = -1;
            QToolTip::hideText();
            break;
        case QEvent::MouseButtonRelease: {
            const auto* mouse = static_cast<QMouseEvent*>(event);
            const int index = indexAt(mouse->position().toPoint().x());
            setFocus(Qt::MouseFocusReason);
            if (mouse->button() == Qt::LeftButton && index >= 0) Q_EMIT chosen(index);
            break;
        }
        default:
            break;
    }
    return QWidget::eventFilter(watched, event);
}

bool ProfilePlot::event(QEvent* event) {
    return claimsKey(event, {Qt::Key_Left, Qt::Key_Right, Qt::Key_Home, Qt::Key_End}) ||
           QWidget::event(event);
}

void ProfilePlot::keyPressEvent(QKeyEvent* event) {
    const int last = int(m_points.size()) - 1;
    int index = m_current;
    switch (event->key()) {
        case Qt::Key_Left:
            --index;
            break;
        case Qt::Key_Right:
            ++index;
            break;
        case Qt::Key_Home:
            index = 0;
            break;
        case Qt::Key_End:
            index = last;
            break;
        default:
            return QWidget::keyPressEvent(event);
    }
    if (last < 0) return;
    index = std::clamp(index, 0, last);
    if (index != m_current) Q_EMIT chosen(index);
}

void ProfilePlot::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (!changesPlotTheme(*event)) return;
    applyTheme();
    if (!m_points.empty()) placeLabels();
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void ProfilePlot::paintEvent(QPaintEvent*) {
    paintPlotFrame(*this);
}

/// As much of the value's title as the axis is long.
void ProfilePlot::placeTitle() {
    constexpr int kAround = 76;  // legend above, tick labels and title below
    m_plot->yAxis->setLabel(
        QFontMetrics(smallFont(*m_plot))
            .elidedText(m_valueTitle, Qt::ElideMiddle, std::max(40, height() - kAround)));
}

void ProfilePlot::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    placeTitle();
    if (m_points.empty()) return;
    placeLabels();
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

}  // namespace widgets
