// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/label_page.h"

#include "gui/label_actions.h"

#include <canvas/color_bar.h>
#include <canvas/geometry.h>
#include <canvas/linked_view.h>
#include <canvas/patch_canvas.h>
#include <models/label_queue_model.h>
#include <panels/label_queue_panel.h>
#include <panels/label_tools_panel.h>
#include <panels/read_out_bar.h>

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace app {

using namespace widgets;

LabelPage::LabelPage(const LabelActions& actions, QWidget* parent)
    : QWidget(parent),
      m_stack(new QStackedWidget(this)),
      m_view(new LinkedView(this)),
      m_queueModel(new LabelQueueModel(this)) {
    m_start = makeStart();
    m_stack->addWidget(m_start);
    m_stack->addWidget(makeWork(actions));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
}

QWidget* LabelPage::makeStart() {
    auto* page = new QWidget(this);
    auto* layout = new QVBoxLayout(page);
    layout->setSpacing(spacing::kMedium);
    auto* title = new QLabel(tr("Mark high-norm anomalies"), page);
    QFont large = title->font();
    large.setPointSizeF(large.pointSizeF() * 1.5);
    large.setBold(true);
    title->setFont(large);
    auto* text = new QLabel(
        tr("Drop a folder of norm pictures (norm_0000.png …) or a label project on the window.\n"
           "A click on a bright patch marks it, another takes the mark away; X says that there is "
           "nothing and goes on.\nEvery edit is on disk before the next one; close the window "
           "whenever you like."),
        page);
    text->setAlignment(Qt::AlignCenter);
    text->setForegroundRole(QPalette::PlaceholderText);
    auto* open = new QPushButton(tr("Open norm pictures or a project…"), page);
    auto* photos = new QPushButton(tr("Label a folder of photos with the open model…"), page);
    m_busy = new QLabel(page);
    layout->addStretch();
    for (QWidget* part :
         {static_cast<QWidget*>(title), static_cast<QWidget*>(text), static_cast<QWidget*>(open),
          static_cast<QWidget*>(photos), static_cast<QWidget*>(m_busy)})
        layout->addWidget(part, 0, Qt::AlignHCenter);
    layout->addStretch();
    connect(open, &QPushButton::clicked, this, &LabelPage::openRequested);
    connect(photos, &QPushButton::clicked, this, &LabelPage::photosRequested);
    return page;
}

QWidget* LabelPage::makeWork(const LabelActions& a) {
    m_queue = new LabelQueuePanel(m_queueModel, this);
    m_photo = new PatchCanvas(m_view, this);
    m_photo->setAccessibleName(tr("Photo"));
    m_map = new PatchCanvas(m_view, this);
    m_map->setAccessibleName(tr("Norm map"));
    m_map->setFocusPolicy(Qt::StrongFocus);
    m_colorBar = new ColorBar(this);
    m_caption = new QLabel(this);
    m_caption->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_caption->setContentsMargins(spacing::kSmall, 0, spacing::kSmall, 0);
    m_tools = new LabelToolsPanel({{a.done, a.none, a.unsure},
                                   {a.accept, a.acceptAll, a.reject},
                                   a.blind,
                                   {a.raw, a.classicLook},
                                   a.fitRange,
                                   {a.acceptLabels, a.rejectLabels}},
                                  this);
    m_readOut = new ReadOutBar(this);

    auto* canvases = new QWidget(this);
    auto* side = new QHBoxLayout;
    side->setSpacing(0);
    side->addWidget(m_photo, 1);
    side->addWidget(m_map, 1);
    auto* middle = new QVBoxLayout(canvases);
    middle->setContentsMargins(0, 0, 0, 0);
    middle->setSpacing(spacing::kTiny);
    m_hint = new QLabel(this);
    m_hint->setForegroundRole(QPalette::PlaceholderText);
    m_hint->setContentsMargins(spacing::kSmall, 0, spacing::kSmall, 0);
    auto* top = new QHBoxLayout;
    top->addWidget(m_caption, 1);
    top->addWidget(m_hint);
    middle->addLayout(top);
    middle->addLayout(side, 1);
    middle->addWidget(m_colorBar);

    auto* splitter = new QSplitter(Qt::Horizontal, this);
    splitter->addWidget(m_queue);
    splitter->addWidget(canvases);
    splitter->addWidget(m_tools);
    splitter->setStretchFactor(1, 1);
    splitter->setChildrenCollapsible(false);
    splitter->setSizes({210, 800, 270});
    m_tools->setMinimumWidth(264);

    auto* page = new QWidget(this);
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, spacing::kSmall, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(splitter, 1);
    layout->addWidget(m_readOut);
    setPhotoVisible(false);
    return page;
}

void LabelPage::setCaption(const QString& text) {
    m_caption->setText(text);
}

void LabelPage::setHint(const QString& text) {
    m_hint->setText(text);
}

void LabelPage::setPhotoVisible(bool isVisible) {
    m_photo->setVisible(isVisible);
}

void LabelPage::setProjectOpen(bool isOpen) {
    m_busy->clear();
    m_stack->setCurrentIndex(isOpen ? 1 : 0);
    if (isOpen) m_map->setFocus();
}

void LabelPage::setBusy(const QString& what) {
    m_busy->setText(what);
}

}  // namespace app
