// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/timestep_chooser.h"

#include <session/timestep_scale.h>

#include <QIntValidator>
#include <QLineEdit>
#include <QStyle>
#include <QWheelEvent>

#include <algorithm>

namespace widgets {

namespace {

/// What is no timestep becomes the one that was there.
class TimestepValidator : public QIntValidator {
public:
    explicit TimestepValidator(TimestepChooser* chooser)
        : QIntValidator(0, core::kLastTimestep, chooser), m_chooser(chooser) {}
    void fixup(QString& text) const override { text = QString::number(m_chooser->timestep()); }

private:
    const TimestepChooser* m_chooser;
};

}  // namespace

TimestepChooser::TimestepChooser(QWidget* parent) : QComboBox(parent) {
    setEditable(true);
    setInsertPolicy(QComboBox::NoInsert);
    setCompleter(nullptr);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setToolTip(tr("Timestep at which this picture is noised, 0 to %1").arg(core::kLastTimestep));
    setAccessibleName(tr("Timestep of this picture"));
    lineEdit()->setAccessibleName(accessibleName());
    setValidator(new TimestepValidator(this));
    for (const int stop : core::kTimestepStops) addItem(QString::number(stop), stop);
    setTimestep(core::kDefaultTimestep);
    connect(this, &QComboBox::activated, this,
            [this](int index) { choose(itemData(index).toInt()); });
    connect(lineEdit(), &QLineEdit::editingFinished, this,
            [this] { choose(currentText().toInt()); });
    // Else single keys would go on being typed into it.
    connect(lineEdit(), &QLineEdit::returnPressed, this, &QWidget::clearFocus);
}

void TimestepChooser::setTimestep(int timestep) {
    m_timestep = std::clamp(timestep, 0, core::kLastTimestep);
    if (currentText() != QString::number(m_timestep)) show(m_timestep);
}

void TimestepChooser::show(int timestep) {
    setCurrentIndex(findData(timestep));  // -1: none of the stops
    setEditText(QString::number(timestep));
}

void TimestepChooser::choose(int timestep) {
    if (timestep == m_timestep) return;
    setTimestep(timestep);
    Q_EMIT chosen(m_timestep);
}

/// Four digits and the arrow: less than a combo box asks for.
QSize TimestepChooser::sizeHint() const {
    const int arrow = style()->pixelMetric(QStyle::PM_ScrollBarExtent, nullptr, this);
    return {fontMetrics().horizontalAdvance(QStringLiteral("00000")) + arrow + 8,
            QComboBox::sizeHint().height()};
}

/// What the pointer only passes over is not changed.
void TimestepChooser::wheelEvent(QWheelEvent* event) {
    hasFocus() ? QComboBox::wheelEvent(event) : event->ignore();
}

}  // namespace widgets
