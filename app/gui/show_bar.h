// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <explore/map_options.h>
#include <explore/map_range.h>

#include <QStringList>
#include <QWidget>

#include <utility>
#include <vector>

class QCheckBox;
class QComboBox;
class QLabel;
class QSpinBox;
class QStackedWidget;

namespace app {

class Actions;

/// The row above the tiles: what they show, what that needs to know, how far the colours reach,
/// which layers, and the presets.
class ShowBar : public QWidget {
    Q_OBJECT

public:
    explicit ShowBar(const Actions& actions, QWidget* parent = nullptr);

    void setOptions(const core::MapOptions& options, core::RangeMode range);
    /// What a difference can go to: subjects with their ids, and layers.
    void setSubjects(const std::vector<std::pair<int, QString>>& subjects);
    void setLayers(const QStringList& paths);
    void setChannels(int largest);  ///< of the layers shown
    /// The words of the prompt; shown only while a cross-attention map is among the tiles.
    void setWords(const QStringList& words, bool isShown);

Q_SIGNALS:
    void optionsChosen(const core::MapOptions& options);
    void rangeChosen(core::RangeMode mode);

private:
    QWidget* makeParameters();
    void makeSimilarityParameters();
    QWidget* makeDifference();
    void choose();
    void showParameters();

    core::MapOptions m_options;
    QComboBox *m_what, *m_normalisation, *m_basis, *m_measure, *m_to, *m_subject, *m_layer, *m_of,
        *m_words, *m_range;
    QSpinBox *m_channel, *m_clusters, *m_timestep;
    QCheckBox* m_mirrored;
    QWidget *m_parameters, *m_difference;
    QStackedWidget* m_target;
    QLabel* m_wordLabel;
    bool m_hasWords = false;
    bool m_isTold = false;  // set by the program, not chosen
};

}  // namespace app
