// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifndef Q_MOC_RUN
#include <explore/token_profile.h>
#endif

#include <QString>
#include <QWidget>

#include <vector>

class QCustomPlot;
class QLabel;
class QStackedLayout;

namespace widgets {

/// The reference token's value over layers or over timesteps, against mean, median and the bands
/// p5–p95 and p25–p75 of all tokens of each map. A click on a point asks for that layer or
/// timestep; the current one is marked. Follows the theme. Keys: Left, Right, Home and End ask for
/// other points.
class ProfilePlot : public QWidget {
    Q_OBJECT

public:
    struct Point {
        QString label;  ///< "up_blocks[1]", "t 50"; shortened on the axis, whole in the tool tip
        core::TokenStanding standing;
    };

    explicit ProfilePlot(QWidget* parent = nullptr);
    /// \param valueTitle of the vertical axis: "L2 norm", "cosine similarity to A". NaN is a gap.
    /// \param current index of the marked point, or -1.
    void setProfile(std::vector<Point> points, const QString& axisTitle, const QString& valueTitle,
                    int current);
    /// Without points, \a why is written in the middle.
    void clear(const QString& why);
    /// A logarithmic value axis, where all values are positive; norms over layers span decades.
    void setLogarithmic(bool isLogarithmic);
    /// Whether it is one now.
    bool isLogarithmic() const;

    /// Where a point's place on the horizontal axis is, in this widget's coordinates.
    int xOf(int index) const;
    /// A point in words and exact numbers, one per line.
    QString describe(int index) const;
    QSize sizeHint() const override { return {420, 260}; }
    QSize minimumSizeHint() const override { return {200, 140}; }

Q_SIGNALS:
    void chosen(int index);

protected:
    bool event(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void placeTitle();
    void build();
    void fill();
    void fitValues();
    void placeLabels();
    void applyTheme();
    void markCurrent();
    int indexAt(int x) const;
    void showTip(QPoint position, QPoint globalPosition);

    QCustomPlot* m_plot;
    QLabel* m_why;
    QStackedLayout* m_pages;
    std::vector<Point> m_points;
    QString m_valueTitle;
    int m_current = -1, m_tipped = -1;
    bool m_wantsLogarithmic = false;
};

}  // namespace widgets
