// SPDX-License-Identifier: GPL-3.0-or-later
#include "plots/plot_theme.h"

#include "canvas/drawing.h"
#include "canvas/geometry.h"
#include "canvas/small_font.h"
#include "plots/custom_plot.h"

#include <QEvent>
#include <QLabel>
#include <QPainter>
#include <QPalette>
#include <QStackedLayout>
#include <QVBoxLayout>

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
      wide(faded(quiet, 0.14f)),
      core(faded(quiet, 0.32f)) {}

void applyPlotTheme(QCustomPlot& plot, const QPalette& palette) {
    const PlotColors colors(palette);
    const QFont font = smallFont(plot);
    plot.setBackground(QBrush(colors.ground));
    for (auto* axis : {plot.xAxis, plot.yAxis, plot.xAxis2, plot.yAxis2})
        applyToAxis(*axis, colors, font);
    if (plot.legend == nullptr) return;
    plot.legend->setFont(font);
    plot.legend->setTextColor(colors.quiet);
    plot.legend->setBorderPen(Qt::NoPen);
    plot.legend->setBrush(Qt::NoBrush);
}

void framePlot(QWidget& owner, QStackedLayout* pages, QCustomPlot* plot, QLabel* why) {
    auto* frame = new QVBoxLayout(&owner);
    frame->setContentsMargins(1, 1, 1, 1);
    frame->addLayout(pages);
    why->setAlignment(Qt::AlignCenter);
    why->setWordWrap(true);
    why->setMargin(spacing::kMedium);
    why->setForegroundRole(QPalette::PlaceholderText);
    why->setBackgroundRole(QPalette::Base);
    why->setAutoFillBackground(true);
    plot->setObjectName(QStringLiteral("plot"));
    plot->setFocusPolicy(Qt::NoFocus);
    plot->setMouseTracking(true);
    plot->setMinimumSize(owner.minimumSizeHint());
    plot->installEventFilter(&owner);
    pages->addWidget(plot);
    pages->addWidget(why);
}

void paintPlotFrame(QWidget& owner) {
    QPainter painter(&owner);
    painter.setPen(owner.palette().color(owner.hasFocus() ? QPalette::Highlight : QPalette::Base));
    painter.drawRect(owner.rect().adjusted(0, 0, -1, -1));
}

bool changesPlotTheme(const QEvent& event) {
    return event.type() == QEvent::PaletteChange || event.type() == QEvent::FontChange ||
           event.type() == QEvent::ApplicationPaletteChange || event.type() == QEvent::StyleChange;
}

}  // namespace widgets
