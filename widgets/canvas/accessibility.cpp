// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/accessibility.h"

#include "canvas/capture_matrix.h"
#include "canvas/map_tile.h"
#include "canvas/picture_canvas.h"
#include "panels/stop_slider.h"

#include <session/timestep_scale.h>

#include <QAccessible>
#include <QAccessibleWidget>

namespace widgets {

namespace {

/// A widget whose value is a number with words: what both have in common below.
class Valued : public QAccessibleWidget, public QAccessibleValueInterface {
public:
    Valued(QWidget* widget, QAccessible::Role role) : QAccessibleWidget(widget, role) {}

    void* interface_cast(QAccessible::InterfaceType type) override {
        if (type == QAccessible::ValueInterface)
            return static_cast<QAccessibleValueInterface*>(this);
        return QAccessibleWidget::interface_cast(type);
    }
    QString text(QAccessible::Text kind) const override {
        return kind == QAccessible::Value ? words() : QAccessibleWidget::text(kind);
    }
    /// Each of these is read; what changes it is the reference or the matrix's own keys.
    void setCurrentValue(const QVariant&) override {}
    QVariant minimumStepSize() const override { return {}; }

protected:
    virtual QString words() const = 0;
};

class AccessibleTile : public Valued {
public:
    explicit AccessibleTile(MapTile* tile) : Valued(tile, QAccessible::Graphic) {}

    QVariant currentValue() const override { return tile()->readingText().toDouble(); }
    QVariant minimumValue() const override { return tile()->view().range.low; }
    QVariant maximumValue() const override { return tile()->view().range.high; }

protected:
    /// "x12 y07: 184.37", as the read-out writes it.
    QString words() const override {
        const auto token = tile()->reference();
        if (!token) return tile()->readingText();
        return QStringLiteral("x%1 y%2: %3")
            .arg(token->col)
            .arg(token->row)
            .arg(tile()->readingText());
    }

private:
    const MapTile* tile() const { return static_cast<const MapTile*>(widget()); }
};

class AccessibleMatrix : public Valued {
public:
    explicit AccessibleMatrix(CaptureMatrix* matrix) : Valued(matrix, QAccessible::Slider) {}

    QVariant currentValue() const override { return matrix()->currentColumn(); }
    QVariant minimumValue() const override { return 0; }
    QVariant maximumValue() const override { return matrix()->columns() - 1; }
    QVariant minimumStepSize() const override { return 1; }
    void setCurrentValue(const QVariant& value) override {
        const int column = value.toInt();
        if (column < 0 || column >= matrix()->columns() || matrix()->currentRow() < 0) return;
        Q_EMIT matrix()->currentChosen(matrix()->currentRow(), column);
    }

protected:
    QString words() const override {
        return matrix()->describe(matrix()->currentRow(), matrix()->currentColumn());
    }

private:
    CaptureMatrix* matrix() const { return static_cast<CaptureMatrix*>(widget()); }
};

/// In timesteps, not in positions of the scale.
class AccessibleStopSlider : public Valued {
public:
    explicit AccessibleStopSlider(StopSlider* slider) : Valued(slider, QAccessible::Slider) {}

    QVariant currentValue() const override { return core::timestepAtPosition(slider()->value()); }
    QVariant minimumValue() const override { return 0; }
    QVariant maximumValue() const override { return core::kLastTimestep; }
    QVariant minimumStepSize() const override { return 1; }
    void setCurrentValue(const QVariant& value) override {
        slider()->setValue(core::positionOfTimestep(value.toInt()));
    }

protected:
    QString words() const override { return QString::number(currentValue().toInt()); }

private:
    StopSlider* slider() const { return static_cast<StopSlider*>(widget()); }
};

class AccessiblePicture : public QAccessibleWidget {
public:
    explicit AccessiblePicture(PictureCanvas* canvas)
        : QAccessibleWidget(canvas, QAccessible::Graphic) {}

    QString text(QAccessible::Text kind) const override {
        const auto* canvas = static_cast<const PictureCanvas*>(widget());
        const auto token = canvas->reference();
        if (kind != QAccessible::Value || !token) return QAccessibleWidget::text(kind);
        return QStringLiteral("x%1 y%2").arg(token->col).arg(token->row);
    }
};

QAccessibleInterface* makeInterface(const QString&, QObject* object) {
    if (auto* tile = qobject_cast<MapTile*>(object)) return new AccessibleTile(tile);
    if (auto* matrix = qobject_cast<CaptureMatrix*>(object)) return new AccessibleMatrix(matrix);
    if (auto* canvas = qobject_cast<PictureCanvas*>(object)) return new AccessiblePicture(canvas);
    if (auto* slider = qobject_cast<StopSlider*>(object)) return new AccessibleStopSlider(slider);
    return nullptr;
}

}  // namespace

void installAccessibility() {
    QAccessible::installFactory(makeInterface);
}

}  // namespace widgets
