// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/flip_controller.h"

#include "gui/map_controller.h"

#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTextEdit>

namespace app {

namespace {

/// Whether letters mean something else there.
bool takesLetters(const QWidget* widget) {
    return qobject_cast<const QLineEdit*>(widget) ||
           qobject_cast<const QAbstractSpinBox*>(widget) ||
           qobject_cast<const QTextEdit*>(widget) || qobject_cast<const QPlainTextEdit*>(widget) ||
           qobject_cast<const QComboBox*>(widget) || qobject_cast<const QAbstractItemView*>(widget);
}

}  // namespace

FlipController::FlipController(QWidget* page, MapController* maps, QObject* parent)
    : QObject(parent), m_page(page), m_maps(maps) {
    qApp->installEventFilter(this);
}

bool FlipController::isItsKey(const QEvent& event) const {
    const auto& key = static_cast<const QKeyEvent&>(event);
    return key.key() == Qt::Key_R && !key.isAutoRepeat();
}

bool FlipController::eventFilter(QObject* watched, QEvent* event) {
    switch (event->type()) {
        case QEvent::KeyPress: {
            const auto* widget = qobject_cast<QWidget*>(watched);
            const bool isHere = widget && m_page->isVisible() &&
                                widget->window() == m_page->window() && !takesLetters(widget);
            const auto modifiers = static_cast<QKeyEvent*>(event)->modifiers();
            if (isHere && isItsKey(*event) && modifiers == Qt::NoModifier) m_maps->setFlipped(true);
            break;
        }
        case QEvent::KeyRelease:
            if (isItsKey(*event)) m_maps->setFlipped(false);
            break;
        case QEvent::WindowDeactivate:
        case QEvent::ApplicationDeactivate:
            m_maps->setFlipped(false);  // the release goes elsewhere
            break;
        default:
            break;
    }
    return QObject::eventFilter(watched, event);
}

}  // namespace app
