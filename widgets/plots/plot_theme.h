// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>

class QCustomPlot;
class QEvent;
class QLabel;
class QStackedLayout;
class QPalette;
class QWidget;

namespace widgets {

/// The colours of a plot, all from palette roles.
struct PlotColors {
    explicit PlotColors(const QPalette& palette);
    QColor ground, text, quiet, line;
    QColor strong;      ///< of the one thing that is looked at
    QColor wide, core;  ///< fills behind lines: of a wide band, and of the one inside it
};

/// Ground, axes, grid, fonts and legend of \a plot as \a palette says. What is drawn in it is its
/// owner's.
/// \param palette of the owner: it hears of a change before the plot inside of it has it.
void applyPlotTheme(QCustomPlot& plot, const QPalette& palette);
/// Puts \a plot into \a owner, with a line around it that paintPlotFrame() draws: it says that the
/// owner has the keyboard. \a pages shows the plot or, in its place, \a why there is none. The
/// owner sees the plot's events.
void framePlot(QWidget& owner, QStackedLayout* pages, QCustomPlot* plot, QLabel* why);
void paintPlotFrame(QWidget& owner);
/// Whether after \a event colours or fonts are others.
bool changesPlotTheme(const QEvent& event);

}  // namespace widgets
