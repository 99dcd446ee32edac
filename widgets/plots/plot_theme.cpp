// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/plot_theme.h"

#include "canvas/drawing.h"
#include "plots/custom_plot.h"

#include <QEvent>
#include <QPalette>

#include <algorithm>

namespace widgets {

namespace {

QColor faded(QColor color, float alpha) {
    color.setAlphaF(alpha);
    return color;
}

void applyToAxis(QCPAxis& axis, const PlotColors& colors, const QFont& font) {
    axis.setBasePen(QPen(colors.line));
    axis.setTickPen(QPen(colors.line));
    axis.setSubTickPen(QPen(colors.line));
    axis.setTickLabelColor(colors.quiet);
    axis.setLabelColor(colors.quiet);
    axis.setTickLabelFont(font);
    axis.setLabelFont(font);
    axis.setLabelPadding(2);
    axis.grid()->setPen(QPen(faded(colors.line, 0.6f), 1));
    axis.grid()->setSubGridVisible(false);
    axis.grid()->setZeroLinePen(QPen(colors.line, 1));
}

}  // namespace

PlotColors::PlotColors(const QPalette& palette)
    : ground(palette.color(QPalette::Base)),
      text(palette.color(QPalette::Text)),
      quiet(quietText(palette)),
      line(lineColor(palette)),
      strong(palette.color(QPalette::Highlight)),
      wide(faded(quiet, 0.16f)),
      core(faded(quiet, 0.22f)) {}

QFont plotFont(const QWidget& widget) {
    QFont font = widget.font();
    font.setPointSizeF(std::max(7.0, font.pointSizeF() * 0.85));
    return font;
}

void applyPlotTheme(QCustomPlot& plot, const QPalette& palette) {
    const PlotColors colors(palette);
    const QFont font = plotFont(plot);
    plot.setBackground(QBrush(colors.ground));
    for (auto* axis : {plot.xAxis, plot.yAxis, plot.xAxis2, plot.yAxis2})
        applyToAxis(*axis, colors, font);
    if (plot.legend == nullptr) return;
    plot.legend->setFont(font);
    plot.legend->setTextColor(colors.quiet);
    plot.legend->setBorderPen(Qt::NoPen);
    plot.legend->setBrush(Qt::NoBrush);
}

bool changesPlotTheme(const QEvent& event) {
    return event.type() == QEvent::PaletteChange || event.type() == QEvent::FontChange ||
           event.type() == QEvent::ApplicationPaletteChange || event.type() == QEvent::StyleChange;
}

}  // namespace widgets
