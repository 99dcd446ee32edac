// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifndef Q_MOC_RUN
#include <explore/joint_histogram.h>
#include <figure/color_map.h>
#endif

#include <QString>
#include <QWidget>

#include <optional>

class QCPColorMap;
class QCPColorScale;
class QCPItemText;
class QCPItemTracer;
class QCustomPlot;
class QLabel;
class QStackedLayout;

namespace widgets {

/// How often two numbers of a token occur together in one map: colours count tokens, on a
/// logarithmic scale; a ring marks the reference token. The bin under the pointer is said with its
/// count.
class JointHistogramPlot : public QWidget {
    Q_OBJECT

public:
    /// A place in the plot: x and y of one token.
    struct Mark {
        double x = 0, y = 0;
    };
    explicit JointHistogramPlot(QWidget* parent = nullptr);
    /// \param title of the whole: what of which layer.
    void setHistogram(const core::JointHistogram& histogram, core::ColorMapId colors,
                      const QString& xName, const QString& yName, const QString& title,
                      std::optional<Mark> marked);
    void clear(const QString& why);

    /// Where two values lie, in this widget's coordinates.
    QPoint positionOf(double x, double y) const;
    /// What is said of the bin under the pointer; empty where there is none.
    QString hoverText() const;
    QSize sizeHint() const override { return {320, 180}; }
    QSize minimumSizeHint() const override { return {200, 110}; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void applyTheme();
    void showCounts(core::ColorMapId colors);
    void place();
    void pointAt(std::optional<QPointF> position);
    QString textOf(int column, int row) const;

    QCustomPlot* m_plot;
    QLabel* m_why;
    QStackedLayout* m_pages;
    QCPColorMap* m_map;
    QCPColorScale* m_scale;
    QCPItemTracer* m_mark;
    QCPItemText* m_hover;
    core::JointHistogram m_histogram;
    std::optional<Mark> m_marked;
    QString m_xName, m_yName, m_title;
};

}  // namespace widgets
