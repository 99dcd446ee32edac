// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <figure/color_map.h>

#include <QWidget>

namespace widgets {

/// The colour bar of one map, with what its colours mean below the numbers.
class ColorBar : public QWidget {
    Q_OBJECT
public:
    explicit ColorBar(QWidget* parent = nullptr);
    void show(core::ColorRange range, core::ColorMapId colors, const QString& caption);
    /// No map at the moment.
    void clear();
    const QString& caption() const { return m_caption; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {100, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    core::ColorRange m_range;
    core::ColorMapId m_colors = core::ColorMapId::Magma;
    QString m_caption;
    bool m_isKnown = false;
};

}  // namespace widgets
