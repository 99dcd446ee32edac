// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <explore/token_profile.h>

#include <QString>
#include <QWidget>

#include <vector>

class QCustomPlot;

namespace widgets {

/// The reference token's value over layers or over timesteps, against mean, median and the bands
/// p5–p95 and p25–p75 of all tokens of each map. A click on a point asks for that layer or
/// timestep; the current one is marked. Follows the theme.
class ProfilePlot : public QWidget {
    Q_OBJECT

public:
    struct Point {
        QString label;  ///< "up_blocks[1]", "t 50"; shortened on the axis, whole in the tool tip
        core::TokenStanding standing;
    };

    explicit ProfilePlot(QWidget* parent = nullptr);
    /// \param valueTitle of the vertical axis: "L2 norm", "cosine similarity to A". NaN is a gap.
    void setProfile(std::vector<Point> points, const QString& axisTitle, const QString& valueTitle,
                    int current);
    /// Without points, \a why is written in the middle.
    void clear(const QString& why);
    /// A logarithmic value axis, where all values are positive; norms over layers span decades.
    void setLogarithmic(bool isLogarithmic);

Q_SIGNALS:
    void chosen(int index);

private:
    QCustomPlot* m_plot;
};

}  // namespace widgets
