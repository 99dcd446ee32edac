// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifndef Q_MOC_RUN
#include <explore/token_profile.h>
#include <figure/color_map.h>
#endif

#include <QString>
#include <QWidget>

#include <optional>

class QCPItemStraightLine;
class QCPItemText;
class QCustomPlot;
class QLabel;
class QStackedLayout;

namespace widgets {

class HistogramBars;

/// How often each value occurs in one map; bars wear the map's colours, a line marks the reference
/// token's value, and the ends of the colour range are lines that can be dragged. Keys: Left and
/// Right move the upper end by a hundredth of the axis, with Shift the lower one.
class HistogramPlot : public QWidget {
    Q_OBJECT

public:
    explicit HistogramPlot(QWidget* parent = nullptr);
    void setHistogram(const core::Histogram& histogram, core::ColorRange range,
                      core::ColorMapId colors, const QString& title, std::optional<double> marked);
    void clear(const QString& why);

    /// As it is shown, also during a drag.
    core::ColorRange range() const { return m_range; }
    /// Where a value lies, in this widget's coordinates.
    int xOf(double value) const;
    QSize sizeHint() const override { return {320, 180}; }
    QSize minimumSizeHint() const override { return {200, 110}; }

Q_SIGNALS:
    /// Live, while an end is dragged; low < high.
    void rangeDragged(core::ColorRange range);

protected:
    bool event(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    enum class End { None, Low, High };

    void applyTheme();
    void fitAxes();
    void place();
    void placeTitle();
    End endAt(int x) const;
    void moveEnd(End end, double value);
    bool pointer(QEvent* event);

    QCustomPlot* m_plot;
    QLabel* m_why;
    QStackedLayout* m_pages;
    HistogramBars* m_bars;
    QCPItemStraightLine *m_low, *m_high, *m_mark;
    QCPItemText* m_markText;
    core::Histogram m_histogram;
    core::ColorRange m_range;
    std::optional<double> m_marked;
    QString m_title;
    End m_dragged = End::None;
};

}  // namespace widgets
