// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/label_project_dialog.h"

#include <canvas/geometry.h>
#include <model/layer_selection.h>
#include <session/model_layers.h>

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QToolButton>

#include <limits>

namespace app {

namespace {

const std::string kUsualLayer = "up_blocks[1]";  // the study's

QString textOf(const engine::LayerInfo& layer) {
    return QStringLiteral("%1   %2×%3")
        .arg(QString::fromStdString(layer.path.text()))
        .arg(layer.grid.width)
        .arg(layer.grid.height);
}

QSpinBox* numberField(int low, int high, int value, QWidget* parent) {
    auto* field = new QSpinBox(parent);
    field->setRange(low, high);
    field->setValue(value);
    return field;
}

}  // namespace

LabelProjectDialog::LabelProjectDialog(const engine::ModelInfo& model, QWidget* parent)
    : QDialog(parent),
      m_model(QString::fromStdString(model.name)),
      m_folder(new QLineEdit(this)),
      m_layer(new QComboBox(this)),
      m_pixels(new QComboBox(this)),
      m_timestep(numberField(0, 999, 50, this)),
      m_seed(numberField(0, std::numeric_limits<int>::max(), 42, this)),
      m_patch(numberField(1, 16, 2, this)),
      m_odd(new QCheckBox(tr("Patches may begin at any token"), this)),
      m_buttons(new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this)) {
    setWindowTitle(tr("Label a folder of photos"));
    const int side = model.nativeSide;
    if (const auto layers = core::unetLayersOf(model, {side, side}))
        for (const auto& layer : *layers)
            if (layer.grid.count() > 0 &&
                (engine::isBlockPosition(layer.path) || engine::isInnerPosition(layer.path)))
                m_layers.push_back(layer);
    for (const auto& layer : m_layers) {
        m_layer->addItem(textOf(layer));
        if (layer.path.text() == kUsualLayer) m_layer->setCurrentIndex(m_layer->count() - 1);
    }
    m_pixels->addItem(tr("−1..1 (standard)"), QStringLiteral("standard"));
    m_pixels->addItem(tr("0..1 (as the anomaly study)"), QStringLiteral("paper"));

    auto* choose = new QToolButton(this);
    choose->setText(QStringLiteral("…"));
    choose->setAccessibleName(tr("Choose the folder"));
    auto* folder = new QHBoxLayout;
    folder->addWidget(m_folder, 1);
    folder->addWidget(choose);
    auto* form = new QFormLayout(this);
    form->addRow(tr("Photos"), folder);
    form->addRow(tr("Model"), new QLabel(m_model, this));
    form->addRow(tr("Layer"), m_layer);
    form->addRow(tr("Timestep"), m_timestep);
    form->addRow(tr("Seed"), m_seed);
    form->addRow(tr("Pixel range"), m_pixels);
    form->addRow(tr("Patch, tokens per side"), m_patch);
    form->addRow(QString(), m_odd);
    form->addRow(m_buttons);
    setMinimumWidth(460);
    connect(choose, &QToolButton::clicked, this, &LabelProjectDialog::chooseFolder);
    connect(m_folder, &QLineEdit::textChanged, this, &LabelProjectDialog::refresh);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    refresh();
}

void LabelProjectDialog::chooseFolder() {
    auto* dialog = new QFileDialog(this, tr("Folder of photos"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, m_folder, &QLineEdit::setText);
    dialog->open();
}

void LabelProjectDialog::refresh() {
    m_buttons->button(QDialogButtonBox::Ok)
        ->setEnabled(!m_layers.empty() && QFileInfo(m_folder->text()).isDir());
}

std::filesystem::path LabelProjectDialog::folder() const {
    return m_folder->text().toStdString();
}

core::LabelSettings LabelProjectDialog::settings() const {
    const auto& layer = m_layers[std::size_t(m_layer->currentIndex())];
    core::LabelSettings settings;
    settings.model = m_model.toStdString();
    settings.layer = layer.path;
    settings.grid = layer.grid;
    settings.timestep = m_timestep->value();
    settings.seed = m_seed->value();
    settings.pixelRange = m_pixels->currentData().toString().toStdString();
    settings.patchSize = m_patch->value();
    settings.alignment =
        m_odd->isChecked() ? core::PatchAlignment::Odd : core::PatchAlignment::Even;
    return settings;
}

}  // namespace app
