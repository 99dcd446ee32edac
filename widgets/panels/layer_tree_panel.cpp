// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/layer_tree_panel.h"

#include "canvas/geometry.h"
#include "models/layer_tree_model.h"
#include "panels/field_keys.h"
#include "panels/own_keys.h"
#include "panels/tick_delegate.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>
#include <QTreeView>

#include <algorithm>

namespace widgets {

LayerTreePanel::LayerTreePanel(QWidget* parent)
    : QWidget(parent),
      m_model(new LayerTreeModel(this)),
      m_shown(new LayerFilterModel(this)),
      m_filter(new QLineEdit(this)),
      m_tree(new QTreeView(this)),
      m_cost(new QLabel(this)) {
    m_filter->setPlaceholderText(tr("Filter layers: up attn2 map"));
    m_filter->setToolTip(
        tr("Every word must occur in the path or in the other name (up-level1-…). * stands for "
           "anything but a dot."));
    m_filter->setClearButtonEnabled(true);
    m_filter->setAccessibleName(tr("Filter layers"));
    m_filter->installEventFilter(this);
    m_shown->setSourceModel(m_model);
    buildTree();
    m_blocks = addButton(tr("Blocks"), tr("Tick the outputs of the blocks"));
    m_inner = addButton(tr("Inner"), tr("Tick the published inner positions"));
    m_found = addButton(tr("Found"), tr("Tick every layer that the filter finds, too"));
    m_none = addButton(tr("None"), tr("Untick all"));
    m_cost->setWordWrap(true);
    m_cost->setForegroundRole(QPalette::PlaceholderText);
    m_cost->setAccessibleName(tr("Cost of the ticked layers"));

    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(spacing::kTiny);
    for (auto* button : {m_blocks, m_inner, m_found, m_none}) buttons->addWidget(button);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(spacing::kSmall, spacing::kTiny, spacing::kSmall, spacing::kSmall);
    layout->setSpacing(spacing::kTiny);
    layout->addWidget(m_filter);
    layout->addWidget(m_tree, 1);
    layout->addLayout(buttons);
    layout->addWidget(m_cost);

    connect(m_filter, &QLineEdit::textChanged, this, &LayerTreePanel::applyFilter);
    connect(m_model, &LayerTreeModel::ticksChanged, this, [this] {
        updateButtons();
        Q_EMIT chosenChanged(chosen());
    });
    connect(m_blocks, &QToolButton::clicked, this,
            [this] { Q_EMIT setRequested(QStringLiteral("blocks")); });
    connect(m_inner, &QToolButton::clicked, this,
            [this] { Q_EMIT setRequested(QStringLiteral("inner")); });
    connect(m_found, &QToolButton::clicked, this,
            [this] { m_model->tickAll(m_shown->matches(), true); });
    connect(m_none, &QToolButton::clicked, this, [this] {
        m_model->setTicked({});
        updateButtons();
        Q_EMIT chosenChanged({});
    });
    updateButtons();
}

void LayerTreePanel::buildTree() {
    m_tree->setModel(m_shown);
    m_tree->installEventFilter(this);
    m_tree->setAccessibleName(tr("Layers to capture"));
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setItemDelegate(new TickDelegate(m_tree));
    m_tree->setUniformRowHeights(true);
    m_tree->setAllColumnsShowFocus(true);
    m_tree->setExpandsOnDoubleClick(false);  // that brings the tile into sight
    m_tree->setIndentation(10);
    m_tree->setTextElideMode(Qt::ElideMiddle);
    m_tree->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* header = m_tree->header();
    header->setStretchLastSection(false);
    header->setMinimumSectionSize(24);
    header->setSectionResizeMode(LayerTreeModel::LayerColumn, QHeaderView::Stretch);
    header->setSectionResizeMode(LayerTreeModel::ChannelsColumn, QHeaderView::Fixed);
    header->setSectionResizeMode(LayerTreeModel::GridColumn, QHeaderView::Fixed);
    header->setHighlightSections(false);
    fitColumns({});
    connect(m_tree, &QTreeView::activated, this, [this](const QModelIndex& index) {
        const QModelIndex row = index.siblingAtColumn(0);
        if (row.data(LayerTreeModel::IsLayerRole).toBool())
            Q_EMIT activated(
                engine::LayerPath(row.data(LayerTreeModel::PathRole).toString().toStdString()));
        else
            m_tree->setExpanded(row, !m_tree->isExpanded(row));
    });
}

/// The numbers take what the largest of this model needs, and the names the rest.
void LayerTreePanel::fitColumns(const std::vector<engine::LayerInfo>& layers) {
    int channels = 1000;
    engine::TokenGrid grid{64, 64};
    for (const auto& layer : layers) {
        channels = std::max(channels, layer.channels);
        if (layer.grid.count() > grid.count()) grid = layer.grid;
    }
    const auto fit = [this](int column, const QString& text) {
        m_tree->header()->resizeSection(
            column, fontMetrics().horizontalAdvance(text) + spacing::kSmall + spacing::kTiny);
    };
    fit(LayerTreeModel::ChannelsColumn, QString::number(channels));
    fit(LayerTreeModel::GridColumn, QStringLiteral("%1×%2").arg(grid.height).arg(grid.width));
}

QToolButton* LayerTreePanel::addButton(const QString& text, const QString& tip) {
    auto* button = new QToolButton(this);
    button->setText(text);
    button->setToolTip(tip);
    button->setAccessibleDescription(tip);
    button->setFocusPolicy(Qt::TabFocus);
    button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    return button;
}

void LayerTreePanel::setLayers(const std::vector<engine::LayerInfo>& layers) {
    m_model->setLayers(layers);
    fitColumns(layers);
    m_expanded.clear();
    m_shown->isFiltering() ? m_tree->expandAll() : restoreExpanded();
    updateButtons();
}

void LayerTreePanel::setChosen(const std::vector<engine::LayerPath>& paths) {
    m_model->setTicked(paths);
    updateButtons();
}

std::vector<engine::LayerPath> LayerTreePanel::chosen() const {
    return m_model->ticked();
}

void LayerTreePanel::setCost(const QString& text) {
    m_cost->setText(text);
}

void LayerTreePanel::focusFilter() {
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

/// What was open before the filter is open again after it.
void LayerTreePanel::applyFilter(const QString& text) {
    const bool wasFiltering = m_shown->isFiltering();
    if (!wasFiltering) {
        m_expanded.clear();
        for (auto row = m_shown->index(0, 0); row.isValid(); row = m_tree->indexBelow(row))
            if (m_tree->isExpanded(row))
                m_expanded.insert(row.data(LayerTreeModel::PathRole).toString());
    }
    m_shown->setFilter(text);
    if (m_shown->isFiltering()) {
        m_tree->expandAll();
    } else if (wasFiltering) {
        m_tree->collapseAll();
        restoreExpanded();
    }
    updateButtons();
}

/// Opens what was open, and nothing else: a tick deep inside is seen as a partly checked box.
void LayerTreePanel::restoreExpanded() {
    for (const QString& path : std::as_const(m_expanded))
        m_tree->expand(
            m_shown->mapFromSource(m_model->indexOf(engine::LayerPath(path.toStdString()))));
}

void LayerTreePanel::updateButtons() {
    const bool isThere = m_model->layerCount() > 0;
    m_blocks->setEnabled(isThere);
    m_inner->setEnabled(isThere);
    m_found->setEnabled(m_shown->isFiltering() && m_shown->rowCount() > 0);
    m_none->setEnabled(!m_model->ticked().empty());
}

void LayerTreePanel::enterTree() {
    m_tree->setFocus(Qt::OtherFocusReason);
    if (!m_tree->currentIndex().isValid()) m_tree->setCurrentIndex(m_shown->index(0, 0));
}

/// The filter's and the tree's own keys, which the window may use for something else.
bool LayerTreePanel::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_tree) return claimsListKey(event) || QWidget::eventFilter(watched, event);
    if (event->type() == QEvent::ShortcutOverride && endsTyping(event)) {
        event->accept();
        return true;
    }
    if (event->type() != QEvent::KeyPress) return QWidget::eventFilter(watched, event);
    switch (static_cast<QKeyEvent*>(event)->key()) {
        case Qt::Key_Down:
        case Qt::Key_Return:
        case Qt::Key_Enter:
            enterTree();
            return true;
        case Qt::Key_Escape:
            m_filter->text().isEmpty() ? enterTree() : m_filter->clear();
            return true;
        default:
            return QWidget::eventFilter(watched, event);
    }
}

}  // namespace widgets
