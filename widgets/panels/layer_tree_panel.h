// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <model/model_info.h>

#include <QSet>
#include <QWidget>

#include <vector>

class QLabel;
class QLineEdit;
class QToolButton;
class QTreeView;

namespace widgets {

class LayerFilterModel;
class LayerTreeModel;

/// Which layers are captured and shown: a tree of the model's modules with tick boxes, one filter
/// over both naming schemes (every word of it must occur; "*" stands for anything but a dot), and
/// buttons for the usual sets. The line below says what the choice costs.
///
/// Attention maps are leaves below their attention ("attn1.map"), told apart by an icon or a word,
/// with "mean of heads" and single heads below: their paths end in "[mean]" and "[head=3]". The
/// map's own box ticks the mean. Keys: Down or Return in the filter goes to the tree, Escape
/// empties it; Space ticks, Return activates.
class LayerTreePanel : public QWidget {
    Q_OBJECT

public:
    explicit LayerTreePanel(QWidget* parent = nullptr);

    /// All that the model offers (Model::unetLayers); those without a grid are left out. Ticks on
    /// paths that are still there stay.
    void setLayers(const std::vector<engine::LayerInfo>& layers);
    /// Ticks exactly these paths, without a signal; those without a row are left out.
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

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QToolButton* addButton(const QString& text, const QString& tip);
    void buildTree();
    void fitColumns(const std::vector<engine::LayerInfo>& layers);
    void applyFilter(const QString& text);
    void restoreExpanded();
    void updateButtons();
    void enterTree();

    LayerTreeModel* m_model;
    LayerFilterModel* m_shown;
    QLineEdit* m_filter;
    QTreeView* m_tree;
    QToolButton *m_blocks, *m_inner, *m_found, *m_none;
    QLabel* m_cost;
    QSet<QString> m_expanded;  // paths, from before the filter
};

}  // namespace widgets
