// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <model/model_info.h>

#include <QWidget>

#include <vector>

class QLineEdit;
class QTreeView;

namespace widgets {

class LayerTreeModel;

/// Which layers are captured and shown: a tree of the model's modules with tick boxes, one filter
/// over both naming schemes (every word of it must occur; "*" stands for anything but a dot), and
/// buttons for the usual sets. The line below says what the choice costs.
///
/// Attention maps are leaves below their attention ("attn1.map"), told apart by an icon or a word,
/// with "mean of heads" and single heads below: their paths end in "[mean]" and "[head=3]".
class LayerTreePanel : public QWidget {
    Q_OBJECT

public:
    explicit LayerTreePanel(QWidget* parent = nullptr);

    /// All that the model offers (Model::unetLayers); those without a grid are left out. Ticks on
    /// paths that are still there stay.
    void setLayers(const std::vector<engine::LayerInfo>& layers);
    /// Ticks exactly these paths, without a signal.
    void setChosen(const std::vector<engine::LayerPath>& paths);
    /// In order of computation.
    std::vector<engine::LayerPath> chosen() const;
    /// "45 layers · 110 MB per picture and timestep".
    void setCost(const QString& text);
    void focusFilter();

Q_SIGNALS:
    void chosenChanged(const std::vector<engine::LayerPath>& paths);
    /// A set by word: "blocks", "inner".
    void setRequested(const QString& word);
    /// A row was activated (Return, double click): bring its tile into sight.
    void activated(const engine::LayerPath& path);

private:
    LayerTreeModel* m_model;
    QLineEdit* m_filter;
    QTreeView* m_tree;
};

}  // namespace widgets
