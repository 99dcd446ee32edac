// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/activity_bar.h"

#include "canvas/geometry.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMouseEvent>
#include <QProgressBar>
#include <QPushButton>

#include <cmath>

namespace widgets {

namespace {
constexpr int kProgressSteps = 1000;
}

ActivityBar::ActivityBar(QWidget* parent)
    : QWidget(parent),
      m_label(new QLabel(this)),
      m_timeLeft(new QLabel(this)),
      m_bar(new QProgressBar(this)),
      m_cancel(new QPushButton(tr("Cancel"), this)),
      m_patience(this) {
    m_bar->setTextVisible(false);
    m_bar->setFixedSize(160, 8);
    m_bar->setAccessibleName(tr("Progress"));
    setCancelKey({});
    setToolTip(tr("Click for all jobs"));
    setCursor(Qt::PointingHandCursor);
    m_cancel->setCursor(Qt::ArrowCursor);
    m_cancel->setFocusPolicy(Qt::TabFocus);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, spacing::kSmall, 0);
    layout->setSpacing(spacing::kSmall);
    layout->addWidget(m_label);
    layout->addWidget(m_bar);
    layout->addWidget(m_timeLeft);
    layout->addWidget(m_cancel);
    m_patience.setSingleShot(true);
    m_patience.setInterval(kPatienceMs);
    connect(&m_patience, &QTimer::timeout, this, &QWidget::show);
    connect(m_cancel, &QPushButton::clicked, this, &ActivityBar::cancelRequested);
    hide();
}

void ActivityBar::begin(const QString& what, bool isCancellable) {
    m_isActive = true;
    m_isCancellable = isCancellable;
    m_what = what;
    m_label->setText(what);
    setTimeLeft({});
    m_bar->setRange(0, isCancellable ? kProgressSteps : 0);
    m_bar->setValue(0);
    m_cancel->setVisible(isCancellable);
    m_cancel->setEnabled(true);
    if (!isVisible() && !m_patience.isActive()) m_patience.start();
}

void ActivityBar::setProgress(double fraction) {
    m_bar->setRange(0, kProgressSteps);
    m_bar->setValue(int(std::lround(fraction * kProgressSteps)));
}

void ActivityBar::setTimeLeft(const QString& text) {
    m_timeLeft->setText(text);
    m_timeLeft->setVisible(!text.isEmpty());
}

void ActivityBar::setCancelKey(const QString& key) {
    const auto tip = tr("Stop after the module that is being computed");
    m_cancel->setToolTip(key.isEmpty() ? tip : QStringLiteral("%1 (%2)").arg(tip, key));
}

void ActivityBar::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton && rect().contains(event->position().toPoint()))
        Q_EMIT clicked();
}

void ActivityBar::setCancelling() {
    if (!m_isActive) return;
    m_label->setText(tr("Cancelling — finishes this step"));
    m_cancel->setEnabled(false);
}

void ActivityBar::end() {
    m_isActive = false;
    m_patience.stop();
    hide();
}

}  // namespace widgets
