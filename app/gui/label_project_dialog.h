// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifndef Q_MOC_RUN
#include <annotation/label_project.h>
#include <model/model_info.h>
#endif

#include <QDialog>

#include <filesystem>
#include <vector>

class QCheckBox;
class QComboBox;
class QDialogButtonBox;
class QLineEdit;
class QSpinBox;

namespace app {

/// What labels of photos are labels of: the folder, and layer, timestep, seed and pixel range of
/// the maps that the open model computes.
class LabelProjectDialog : public QDialog {
    Q_OBJECT

public:
    explicit LabelProjectDialog(const engine::ModelInfo& model, QWidget* parent = nullptr);

    std::filesystem::path folder() const;
    core::LabelSettings settings() const;

private:
    void chooseFolder();
    void refresh();

    QString m_model;
    std::vector<engine::LayerInfo> m_layers;  // block level and inner ones that are maps
    QLineEdit* m_folder;
    QComboBox *m_layer, *m_pixels;
    QSpinBox *m_timestep, *m_seed, *m_patch;
    QCheckBox* m_odd;
    QDialogButtonBox* m_buttons;
};

}  // namespace app
