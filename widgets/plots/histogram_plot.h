// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <explore/token_profile.h>
#include <figure/color_map.h>

#include <QString>
#include <QWidget>

#include <optional>

class QCustomPlot;

namespace widgets {

/// How often each value occurs in one map; bars wear the map's colours, a line marks the reference
/// token's value, and the ends of the colour range are lines that can be dragged.
class HistogramPlot : public QWidget {
    Q_OBJECT

public:
    explicit HistogramPlot(QWidget* parent = nullptr);
    void setHistogram(const core::Histogram& histogram, core::ColorRange range,
                      core::ColorMapId colors, const QString& title, std::optional<double> marked);
    void clear(const QString& why);

Q_SIGNALS:
    void rangeDragged(core::ColorRange range);

private:
    QCustomPlot* m_plot;
};

}  // namespace widgets
