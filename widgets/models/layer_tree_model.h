// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifndef Q_MOC_RUN
#include <model/model_info.h>
#endif

#include <QAbstractItemModel>
#include <QRegularExpression>
#include <QSortFilterProxyModel>

#include <deque>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace widgets {

/// The modules of a network as a tree, one row per part of their path, with tick boxes.
///
/// A row that is a layer is ticked or not for itself: its box asks for this module's output, and is
/// partly checked where only something below it is ticked. A row that is none (a module whose
/// output has no grid, and every attention map, of which only heads and their mean can be shown)
/// sums up what is below it; ticking it ticks all of that, of an attention map the mean of its
/// heads. Columns: layer, channels (heads), grid.
class LayerTreeModel : public QAbstractItemModel {
    Q_OBJECT

public:
    enum Column { LayerColumn, ChannelsColumn, GridColumn, kColumns };
    enum Role {
        PathRole = Qt::UserRole,  ///< whole path; also of rows that are no layer
        NameRole,                 ///< in the second grammar, or empty
        IsLayerRole,
    };

    explicit LayerTreeModel(QObject* parent = nullptr);

    /// Those without a grid are left out. Ticks on paths that are still there stay.
    void setLayers(const std::vector<engine::LayerInfo>& layers);
    /// Ticks exactly these; paths without a row are left out. Not told by ticksChanged().
    void setTicked(const std::vector<engine::LayerPath>& paths);
    /// In order of computation.
    std::vector<engine::LayerPath> ticked() const;
    /// Ticks or unticks several layers at once; told once.
    void tickAll(const QModelIndexList& indexes, bool isTicked);
    int layerCount() const { return int(m_inOrder.size()); }
    QModelIndex indexOf(const engine::LayerPath& path) const;

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& child) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    /// The user's doing.
    void ticksChanged();

private:
    struct Node {
        QString title, path, name;
        int channels = 0;
        engine::TokenGrid grid;
        bool isLayer = false, isTicked = false;
        bool isMap = false, isCross = false;  // an attention map
        int tickedBelow = 0, layersBelow = 0;
        Node* parent = nullptr;
        int row = 0;
        std::vector<Node*> children;
    };

    Node* nodeOf(const QModelIndex& index) const;
    QModelIndex indexOf(const Node* node, int column = 0) const;
    Node* addNode(Node* parent, const QString& title, const QString& path);
    Node* nodeAt(const QString& path);
    void addLayer(const engine::LayerInfo& layer);
    void addHeads(Node* map);
    void makeLayer(Node* node);
    bool tick(Node* node, bool isTicked);
    bool tickLayer(Node* node, bool isTicked);
    void tellTicks();
    QString text(const Node& node, int column) const;
    QString toolTip(const Node& node) const;
    Qt::CheckState checkState(const Node& node) const;

    std::deque<Node> m_nodes;  // never moved; the first is the root, which is not shown
    std::unordered_map<std::string, Node*> m_byPath;
    std::vector<Node*> m_inOrder;         // layers as they are computed
    std::unordered_set<Node*> m_touched;  // boxes that look different and were not told yet
};

/// Rows of which every word occurs in the path or in the name of the second grammar, whatever the
/// case; "*" stands for anything but a dot. Rows above them are shown, too.
class LayerFilterModel : public QSortFilterProxyModel {
    Q_OBJECT

public:
    explicit LayerFilterModel(QObject* parent = nullptr);

    void setFilter(const QString& text);
    bool isFiltering() const { return !m_words.empty(); }
    /// Source indexes of all layers that match themselves.
    QModelIndexList matches() const;

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    std::vector<QRegularExpression> m_words;
};

}  // namespace widgets
