// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/layer_tree_model.h"

#include <algorithm>
#include <utility>

namespace widgets {

LayerTreeModel::LayerTreeModel(QObject* parent) : QAbstractItemModel(parent), m_nodes(1) {}

void LayerTreeModel::setLayers(const std::vector<engine::LayerInfo>& layers) {
    beginResetModel();
    const auto before = ticked();
    m_nodes.clear();
    m_nodes.emplace_back();
    m_byPath.clear();
    m_inOrder.clear();
    m_touched.clear();
    for (const auto& layer : layers)
        if (layer.grid.count() > 0) addLayer(layer);
    for (const auto& path : before) {
        const auto it = m_byPath.find(path.text());
        if (it != m_byPath.end()) tickLayer(it->second, true);
    }
    m_touched.clear();  // the reset tells all
    endResetModel();
}

LayerTreeModel::Node* LayerTreeModel::addNode(Node* parent, const QString& title,
                                              const QString& path) {
    Node& node = m_nodes.emplace_back();
    node.title = title;
    node.path = path;
    node.parent = parent;
    node.row = int(parent->children.size());
    parent->children.push_back(&node);
    m_byPath.emplace(path.toStdString(), &node);
    return &node;
}

/// The row of \a path, made together with those above it where it is not there yet.
LayerTreeModel::Node* LayerTreeModel::nodeAt(const QString& path) {
    if (path.isEmpty()) return &m_nodes.front();
    const auto it = m_byPath.find(path.toStdString());
    if (it != m_byPath.end()) return it->second;
    const auto dot = path.lastIndexOf(QLatin1Char('.'));
    return addNode(nodeAt(dot < 0 ? QString() : path.left(dot)), path.mid(dot + 1), path);
}

void LayerTreeModel::addLayer(const engine::LayerInfo& layer) {
    Node* node = nodeAt(QString::fromStdString(layer.path.text()));
    node->name = QString::fromStdString(layer.name);
    node->channels = layer.channels;
    node->grid = layer.grid;
    node->isMap = layer.keys > 0;
    node->isCross = layer.isCrossAttention;
    if (node->isMap)
        addHeads(node);
    else
        makeLayer(node);
}

void LayerTreeModel::addHeads(Node* map) {
    const auto add = [&](const QString& title, const QString& option) {
        Node* node = addNode(map, title, map->path + option);
        if (!map->name.isEmpty()) node->name = map->name + option;
        node->channels = 1;
        node->grid = map->grid;
        makeLayer(node);
    };
    add(tr("mean of heads"), QStringLiteral("[mean]"));
    for (int head = 0; head < map->channels; ++head)
        add(tr("head %1").arg(head), QStringLiteral("[head=%1]").arg(head));
}

void LayerTreeModel::makeLayer(Node* node) {
    node->isLayer = true;
    m_inOrder.push_back(node);
    for (Node* above = node->parent; above != nullptr; above = above->parent) ++above->layersBelow;
}

void LayerTreeModel::setTicked(const std::vector<engine::LayerPath>& paths) {
    for (Node* node : m_inOrder) tickLayer(node, false);
    for (const auto& path : paths) {
        const auto it = m_byPath.find(path.text());
        if (it != m_byPath.end()) tickLayer(it->second, true);
    }
    tellTicks();
}

std::vector<engine::LayerPath> LayerTreeModel::ticked() const {
    std::vector<engine::LayerPath> paths;
    for (const Node* node : m_inOrder)
        if (node->isTicked) paths.emplace_back(node->path.toStdString());
    return paths;
}

void LayerTreeModel::tickAll(const QModelIndexList& indexes, bool isTicked) {
    bool isOther = false;
    for (const auto& index : indexes) isOther |= tickLayer(nodeOf(index), isTicked);
    if (!isOther) return;
    tellTicks();
    Q_EMIT ticksChanged();
}

bool LayerTreeModel::tickLayer(Node* node, bool isTicked) {
    if (!node->isLayer || node->isTicked == isTicked) return false;
    node->isTicked = isTicked;
    m_touched.insert(node);
    for (Node* above = node->parent; above != nullptr; above = above->parent) {
        above->tickedBelow += isTicked ? 1 : -1;
        m_touched.insert(above);
    }
    return true;
}

/// What a click on the box of \a node does.
bool LayerTreeModel::tick(Node* node, bool isTicked) {
    if (node->isLayer) return tickLayer(node, isTicked);
    if (node->isMap && isTicked) return tickLayer(node->children.front(), true);
    bool isOther = false;
    for (Node* child : node->children) {
        // A map of every head is gigabytes: only asked for by its own box.
        if (child->isMap && isTicked) continue;
        isOther |= tickLayer(child, isTicked);
        if (child->isLayer && isTicked) continue;  // and nobody wants all that is inside of it
        isOther |= tick(child, isTicked);
    }
    return isOther;
}

void LayerTreeModel::tellTicks() {
    for (const Node* node : std::exchange(m_touched, {})) {
        const QModelIndex index = indexOf(node);
        if (index.isValid()) Q_EMIT dataChanged(index, index, {Qt::CheckStateRole});
    }
}

LayerTreeModel::Node* LayerTreeModel::nodeOf(const QModelIndex& index) const {
    return index.isValid() ? static_cast<Node*>(index.internalPointer())
                           : const_cast<Node*>(&m_nodes.front());
}

QModelIndex LayerTreeModel::indexOf(const Node* node, int column) const {
    if (node == nullptr || node->parent == nullptr) return {};
    return createIndex(node->row, column, const_cast<Node*>(node));
}

QModelIndex LayerTreeModel::indexOf(const engine::LayerPath& path) const {
    const auto it = m_byPath.find(path.text());
    return it == m_byPath.end() ? QModelIndex() : indexOf(it->second);
}

QModelIndex LayerTreeModel::index(int row, int column, const QModelIndex& parent) const {
    if (!hasIndex(row, column, parent)) return {};
    return indexOf(nodeOf(parent)->children[std::size_t(row)], column);
}

QModelIndex LayerTreeModel::parent(const QModelIndex& child) const {
    return child.isValid() ? indexOf(nodeOf(child)->parent) : QModelIndex();
}

int LayerTreeModel::rowCount(const QModelIndex& parent) const {
    return parent.column() > 0 ? 0 : int(nodeOf(parent)->children.size());
}

int LayerTreeModel::columnCount(const QModelIndex&) const {
    return kColumns;
}

QString LayerTreeModel::text(const Node& node, int column) const {
    if (column == LayerColumn && node.isMap)
        return node.isCross ? tr("map (cross)", "attention") : tr("map (self)", "attention");
    if (column == LayerColumn) return node.title;
    if (node.grid.count() == 0) return {};
    if (column == GridColumn)
        return QStringLiteral("%1×%2").arg(node.grid.height).arg(node.grid.width);
    if (node.parent->isMap) return {};  // one number per pair of tokens
    return QString::number(node.channels);
}

QString LayerTreeModel::toolTip(const Node& node) const {
    QStringList lines{node.path};
    if (!node.name.isEmpty()) lines << node.name;
    if (node.isMap)
        lines << (node.isCross
                      ? tr("Attention to the prompt's tokens, %1 heads: tick the mean or a head")
                      : tr("Attention between tokens, %1 heads: tick the mean or a head"))
                     .arg(node.channels);
    return lines.join(QLatin1Char('\n'));
}

Qt::CheckState LayerTreeModel::checkState(const Node& node) const {
    if (node.isTicked) return Qt::Checked;
    if (node.tickedBelow == 0) return Qt::Unchecked;
    const bool isWhole = !node.isLayer && node.tickedBelow == node.layersBelow;
    return isWhole ? Qt::Checked : Qt::PartiallyChecked;
}

QVariant LayerTreeModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const Node& node = *nodeOf(index);
    switch (role) {
        case Qt::DisplayRole:
            return text(node, index.column());
        case Qt::ToolTipRole:
        case Qt::AccessibleDescriptionRole:
            return toolTip(node);
        case Qt::TextAlignmentRole:
            return int((index.column() == LayerColumn ? Qt::AlignLeft : Qt::AlignRight) |
                       Qt::AlignVCenter);
        case Qt::CheckStateRole:
            return index.column() == LayerColumn ? QVariant(int(checkState(node))) : QVariant();
        case PathRole:
            return node.path;
        case NameRole:
            return node.name;
        case IsLayerRole:
            return node.isLayer;
        default:
            return {};
    }
}

/// A group or a map of which only a part is ticked loses its ticks: else one click more would make
/// the part the whole, and there would be no way back to none.
bool LayerTreeModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (role != Qt::CheckStateRole || !checkIndex(index, CheckIndexOption::IndexIsValid) ||
        index.column() != LayerColumn)
        return false;
    Node* node = nodeOf(index);
    const bool isPartly = !node->isLayer && checkState(*node) == Qt::PartiallyChecked;
    const bool isTicked = value.toInt() != int(Qt::Unchecked) && !isPartly;
    if (!tick(node, isTicked)) return false;
    tellTicks();
    Q_EMIT ticksChanged();
    return true;
}

Qt::ItemFlags LayerTreeModel::flags(const QModelIndex& index) const {
    const auto flags = QAbstractItemModel::flags(index);
    return index.isValid() && index.column() == LayerColumn ? flags | Qt::ItemIsUserCheckable
                                                            : flags;
}

QVariant LayerTreeModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == LayerColumn ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && section == ChannelsColumn)
        return tr("Channels; of an attention map its heads");
    if (role == Qt::ToolTipRole && section == GridColumn) return tr("Tokens, height × width");
    if (role != Qt::DisplayRole) return {};
    return section == LayerColumn      ? tr("Layer")
           : section == ChannelsColumn ? tr("Ch.", "channels")
                                       : tr("Grid");
}

LayerFilterModel::LayerFilterModel(QObject* parent) : QSortFilterProxyModel(parent) {
    setRecursiveFilteringEnabled(true);
}

void LayerFilterModel::setFilter(const QString& text) {
    m_words.clear();
    for (const QString& word : text.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        QString pattern = QRegularExpression::escape(word);
        pattern.replace(QStringLiteral("\\*"), QStringLiteral("[^.\n]*"));
        m_words.emplace_back(pattern, QRegularExpression::CaseInsensitiveOption);
    }
    invalidateFilter();
}

bool LayerFilterModel::filterAcceptsRow(int row, const QModelIndex& parent) const {
    if (m_words.empty()) return true;
    const QModelIndex index = sourceModel()->index(row, 0, parent);
    const QString both = index.data(LayerTreeModel::PathRole).toString() + QLatin1Char('\n') +
                         index.data(LayerTreeModel::NameRole).toString();
    return std::all_of(m_words.begin(), m_words.end(),
                       [&](const auto& word) { return word.match(both).hasMatch(); });
}

QModelIndexList LayerFilterModel::matches() const {
    QModelIndexList found, open{QModelIndex()};
    while (!open.isEmpty()) {
        const QModelIndex parent = open.takeLast();
        for (int row = 0; row < sourceModel()->rowCount(parent); ++row) {
            const QModelIndex index = sourceModel()->index(row, 0, parent);
            open << index;
            if (index.data(LayerTreeModel::IsLayerRole).toBool() && filterAcceptsRow(row, parent))
                found << index;
        }
    }
    return found;
}

}  // namespace widgets
