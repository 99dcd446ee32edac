// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

namespace widgets {

/// A small flat button with a drawn sign, sharp at every scale: a pin (checkable) or a cross. Never
/// takes the focus: what it does has a key of its own, and forty tiles would else be a hundred
/// stops of the Tab key.
class TileButton : public QAbstractButton {
    Q_OBJECT
public:
    enum class Sign { Pin, Close };
    static constexpr int kSide = 18;

    /// \param name what it does: its tool tip, and its accessible name.
    TileButton(Sign sign, const QString& name, QWidget* parent);
    QSize sizeHint() const override { return {kSide, kSide}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    void paintPin(QPainter& painter) const;
    void paintCross(QPainter& painter) const;

    Sign m_sign;
};

}  // namespace widgets
