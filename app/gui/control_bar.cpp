// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/control_bar.h"

#include "gui/actions.h"
#include "gui/icons.h"

#include <canvas/geometry.h>
#include <panels/timestep_control.h>

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace app {

namespace {

/// \param text none: the icon says it.
QToolButton* button(QAction* action, const QIcon& icon, const QString& text, QWidget* parent) {
    auto* made = new QToolButton(parent);
    action->setIcon(icon);
    action->setIconVisibleInMenu(false);
    if (!text.isEmpty()) action->setIconText(text);  // a button's own is lost when it changes
    made->setDefaultAction(action);
    made->setToolButtonStyle(text.isEmpty() ? Qt::ToolButtonIconOnly
                                            : Qt::ToolButtonTextBesideIcon);
    made->setAccessibleName(action->statusTip());
    return made;
}

}  // namespace

ControlBar::ControlBar(const Actions& actions, QAbstractItemModel* models, QWidget* parent)
    : QWidget(parent),
      m_model(new QComboBox(this)),
      m_timestep(new widgets::TimestepControl(this)) {
    using namespace widgets::spacing;
    m_model->setModel(models);
    m_model->setPlaceholderText(tr("Choose a model"));
    m_model->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_model->setMinimumContentsLength(16);
    m_model->setAccessibleName(tr("Model"));
    m_model->setToolTip(tr("The model whose activations are shown"));

    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(kMedium, kSmall, kMedium, kSmall);
    layout->setSpacing(kSmall);
    layout->addWidget(
        button(actions.openPictures, tintedIcon(QStringLiteral("picture")), tr("Open…"), this));
    layout->addSpacing(kSmall);
    layout->addWidget(new QLabel(tr("Model"), this));
    layout->addWidget(m_model);
    layout->addWidget(button(actions.openModel, tintedIcon(QStringLiteral("folder")), {}, this));
    layout->addSpacing(kSmall);
    layout->addWidget(m_timestep, 1);
    layout->addWidget(button(actions.play,
                             tintedIcon(QStringLiteral("play"), QStringLiteral("pause")),
                             tr("Play"), this));
    layout->addSpacing(kSmall);
    layout->addWidget(
        button(actions.generate, tintedIcon(QStringLiteral("generate")), tr("Generate…"), this));
    connect(m_model, &QComboBox::activated, this, &ControlBar::modelChosen);
}

void ControlBar::setModelRow(int row) {
    m_model->setCurrentIndex(row);
}

}  // namespace app
