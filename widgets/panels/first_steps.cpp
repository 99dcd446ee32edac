// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/first_steps.h"

#include "canvas/geometry.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QTimer>
#include <QToolButton>

#include <algorithm>

namespace widgets {

FirstSteps::FirstSteps(QWidget* parent) : QFrame(parent), m_close(new QToolButton(this)) {
    setAccessibleName(tr("First steps"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_close->setText(tr("Close"));
    m_close->setToolTip(tr("Close these hints; Help > First steps shows them again"));
    m_close->setAutoRaise(true);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(spacing::kMedium, spacing::kTiny, spacing::kSmall, spacing::kTiny);
    layout->setSpacing(spacing::kMedium);
    layout->addStretch();
    layout->addWidget(m_close);
    connect(m_close, &QToolButton::clicked, this, &FirstSteps::finished);
}

void FirstSteps::setSteps(const QStringList& steps) {
    qDeleteAll(m_labels);
    m_labels.clear();
    m_steps = steps;
    m_done.assign(std::size_t(steps.size()), false);
    auto* row = static_cast<QHBoxLayout*>(layout());
    for (int i = 0; i < steps.size(); ++i) {
        auto* label = new QLabel(this);
        label->setTextFormat(Qt::PlainText);
        row->insertWidget(i, label);
        m_labels.push_back(label);
        showStep(i);
    }
}

void FirstSteps::setDone(int step) {
    if (m_done[std::size_t(step)]) return;
    m_done[std::size_t(step)] = true;
    showStep(step);
    const bool isAll = std::all_of(m_done.begin(), m_done.end(), [](bool done) { return done; });
    if (isAll) QTimer::singleShot(kFarewellMs, this, &FirstSteps::finished);
}

/// "1  Point at …", and "✓  Point at …" quietly once it was done.
void FirstSteps::showStep(int step) {
    const bool done = m_done[std::size_t(step)];
    auto* label = m_labels[std::size_t(step)];
    const QString sign = done ? QStringLiteral("✓") : QString::number(step + 1);
    label->setText(QStringLiteral("%1  %2").arg(sign, m_steps[step]));
    label->setForegroundRole(done ? QPalette::PlaceholderText : QPalette::WindowText);
    label->setAccessibleName(done ? tr("Done: %1").arg(m_steps[step]) : m_steps[step]);
}

}  // namespace widgets
