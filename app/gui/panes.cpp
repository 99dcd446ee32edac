// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/panes.h"

#include <QApplication>

namespace app {

namespace {

bool isTaking(const QWidget* widget) {
    return widget->isEnabled() && widget->isVisible() && !widget->focusProxy() &&
           widget->focusPolicy() & Qt::TabFocus;
}

/// A dock behind another tab is visible to Qt, but lies outside the window.
bool isInSight(const QWidget* pane) {
    const auto* window = pane->window();
    return pane->isVisible() &&
           window->rect().intersects(QRect(pane->mapTo(window, QPoint()), pane->size()));
}

bool hasKeyboard(const QWidget* pane) {
    const auto* widget = QApplication::focusWidget();
    return widget && (widget == pane || pane->isAncestorOf(widget));
}

}  // namespace

QWidget* keyboardOf(QWidget* pane) {
    auto* last = pane->focusWidget();
    if (last && isTaking(last) && (last == pane || pane->isAncestorOf(last))) return last;
    if (isTaking(pane)) return pane;
    for (auto* next = pane->nextInFocusChain(); next && next != pane;
         next = next->nextInFocusChain())
        if (pane->isAncestorOf(next) && isTaking(next)) return next;
    return nullptr;
}

void focusPane(const std::vector<QWidget*>& panes, int step) {
    const int count = int(panes.size());
    int from = step > 0 ? -1 : count;
    for (int i = 0; i < count; ++i)
        if (hasKeyboard(panes[std::size_t(i)])) from = i;
    for (int i = 1; i <= count; ++i) {
        auto* pane = panes[std::size_t(((from + i * step) % count + count) % count)];
        auto* widget = isInSight(pane) ? keyboardOf(pane) : nullptr;
        if (widget && !hasKeyboard(pane))
            return widget->setFocus(step > 0 ? Qt::TabFocusReason : Qt::BacktabFocusReason);
    }
}

}  // namespace app
