// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>

class QCustomPlot;
class QEvent;
class QLayout;
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
/// Puts \a content into \a owner, with a line around it that paintPlotFrame() draws: it says that
/// the owner has the keyboard.
void framePlot(QWidget& owner, QLayout* content);
void paintPlotFrame(QWidget& owner);
/// Whether after \a event colours or fonts are others.
bool changesPlotTheme(const QEvent& event);

}  // namespace widgets
