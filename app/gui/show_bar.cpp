// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/show_bar.h"

#include "gui/actions.h"
#include "gui/icons.h"
#include "gui/map_entries.h"
#include "gui/segments.h"

#include <canvas/geometry.h>
#include <session/read_out.h>
#include <session/timestep_scale.h>

#include <QAction>
#include <QActionGroup>
#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSpinBox>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace app {

using core::MapKind;

namespace {

QComboBox* combo(const QString& name, const QString& tip, QWidget* parent) {
    auto* made = new QComboBox(parent);
    made->setAccessibleName(name);
    made->setToolTip(tip);
    made->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    return made;
}

/// As wide as its longest entry, up to a limit: layer paths are long.
QComboBox* narrowCombo(const QString& name, const QString& tip, QWidget* parent) {
    auto* made = combo(name, tip, parent);
    made->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    made->setMinimumContentsLength(11);
    return made;
}

}  // namespace

ShowBar::ShowBar(const Actions& actions, QWidget* parent)
    : QWidget(parent),
      m_what(combo(tr("Map"), tr("What every tile shows of its layer (N, M)"), this)),
      m_words(narrowCombo(tr("Word"), tr("The word of the prompt that cross-attention maps show"),
                          this)),
      m_range(combo(tr("Range"), tr("How far the colours reach (L)"), this)),
      m_wordLabel(new QLabel(tr("Word"), this)) {
    using namespace widgets::spacing;
    for (const auto& entry : normEntries()) m_what->addItem(entry.name, entry.code);
    m_what->insertSeparator(m_what->count());
    for (const auto measure : engine::allMeasures()) {
        core::MapOptions options;
        options.kind = MapKind::Similarity;
        options.measure = measure;
        m_what->addItem(core::fullNameOf(measure), mapCodeOf(options));
    }
    m_what->insertSeparator(m_what->count());
    for (const auto& entry : otherMapEntries()) m_what->addItem(entry.name, entry.code);
    m_what->setMaxVisibleItems(m_what->count());
    using enum core::RangeMode;
    for (const auto& [mode, text] :
         {std::pair(Map, tr("This map")), std::pair(Layer, tr("Layer, all timesteps")),
          std::pair(Run, tr("Whole run")), std::pair(Fixed, tr("Fixed")),
          std::pair(Robust, tr("Robust 0.5–99.5 %"))})
        m_range->addItem(text, int(mode));

    auto* layers = new QToolButton(this);
    actions.filterLayers->setIcon(tintedIcon(QStringLiteral("layers")));
    actions.filterLayers->setIconVisibleInMenu(false);
    layers->setDefaultAction(actions.filterLayers);
    layers->setAccessibleName(tr("Choose layers"));
    auto* presets = new QPushButton(tintedIcon(QStringLiteral("presets")), tr("Presets"), this);
    presets->setToolTip(tr("Phenomena of the anomaly study, one click each"));
    auto* menu = new QMenu(presets);
    menu->addActions({actions.presets.begin(), actions.presets.end()});
    menu->setToolTipsVisible(true);
    presets->setMenu(menu);

    auto* row = new QHBoxLayout;
    row->setSpacing(kSmall);
    row->addWidget(segments({actions.blocks, actions.inner}, this));
    row->addWidget(layers);
    row->addWidget(m_what);
    row->addStretch();
    row->addWidget(new QLabel(tr("Range"), this));
    row->addWidget(m_range);
    row->addWidget(presets);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(kSmall, kTiny, kSmall, kTiny);
    layout->setSpacing(kTiny);
    layout->addLayout(row);
    layout->addWidget(makeParameters());

    connect(m_what, &QComboBox::activated, this, &ShowBar::choose);
    connect(m_words, &QComboBox::activated, this, &ShowBar::choose);
    connect(m_range, &QComboBox::activated, this,
            [this] { Q_EMIT rangeChosen(core::RangeMode(m_range->currentData().toInt())); });
    setWords({}, false);
    setOptions({}, Map);
}

/// What some kinds of map need to know besides: a row of its own, so that the tiles' width does not
/// depend on it.
QWidget* ShowBar::makeParameters() {
    m_parameters = new QWidget(this);
    m_basis = combo(tr("Axes"), tr("Whose tokens the three principal axes come from"), this);
    m_basis->addItems({{}, {}, {}});  // named with the kind of map
    m_clusters = new QSpinBox(this);
    m_clusters->setPrefix(tr("k = "));
    m_clusters->setRange(core::kFewestClusters, core::kMostClusters);
    m_clusters->setAccessibleName(tr("Clusters"));
    m_clusters->setToolTip(tr("How many clusters the tokens are parted into"));
    makeSimilarityParameters();
    m_channel = new QSpinBox(this);
    m_channel->setPrefix(tr("channel "));
    m_channel->setAccessibleName(tr("Channel"));
    m_difference = makeDifference();
    auto* layout = new QHBoxLayout(m_parameters);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(widgets::spacing::kSmall);
    for (auto* part :
         {static_cast<QWidget*>(m_normalisation), static_cast<QWidget*>(m_measure),
          static_cast<QWidget*>(m_mirrored), static_cast<QWidget*>(m_clusters),
          static_cast<QWidget*>(m_basis), static_cast<QWidget*>(m_channel), m_difference,
          static_cast<QWidget*>(m_wordLabel), static_cast<QWidget*>(m_words)})
        layout->addWidget(part);
    layout->addStretch();
    connect(m_basis, &QComboBox::activated, this, &ShowBar::choose);
    for (auto* each : {m_channel, m_clusters})
        connect(each, &QSpinBox::valueChanged, this, &ShowBar::choose);
    return m_parameters;
}

/// Whose maximum divides, and what a match is the best by.
void ShowBar::makeSimilarityParameters() {
    m_normalisation = combo(
        tr("Maximum"),
        tr("Whose tokens' maximum the measure divides by: with that of all pictures shown, their "
           "maps can be compared"),
        this);
    m_normalisation->addItems({tr("Maximum of each map"), tr("Maximum of all pictures")});
    m_measure = combo(tr("Measure"), tr("What the best match is the best by"), this);
    for (const auto measure : engine::allMeasures())
        m_measure->addItem(core::fullNameOf(measure), int(measure));
    m_mirrored = new QCheckBox(tr("Mirrored"), this);
    m_mirrored->setToolTip(
        tr("Count the reference's columns from the right, as if it were seen in a mirror"));
    connect(m_normalisation, &QComboBox::activated, this, &ShowBar::choose);
    connect(m_measure, &QComboBox::activated, this, &ShowBar::choose);
    connect(m_mirrored, &QCheckBox::clicked, this, &ShowBar::choose);
}

QWidget* ShowBar::makeDifference() {
    auto* page = new QWidget(this);
    m_to = combo(tr("Difference to"), tr("What each tile is compared with"), this);
    m_to->addItems({tr("to picture"), tr("to timestep"), tr("to layer")});
    m_subject = narrowCombo(tr("Other picture"), tr("The picture to compare with"), this);
    m_timestep = new QSpinBox(this);
    m_timestep->setRange(0, core::kLastTimestep);
    m_timestep->setAccessibleName(tr("Other timestep or step"));
    m_layer = narrowCombo(tr("Other layer"), tr("The layer to compare with"), this);
    m_of = combo(tr("Difference of"), tr("‖x‖ − ‖y‖, or ‖x − y‖"), this);
    m_of->addItems({tr("of norms"), tr("of vectors")});
    m_target = new QStackedWidget(this);
    m_target->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    m_target->addWidget(m_subject);
    m_target->addWidget(m_timestep);
    m_target->addWidget(m_layer);
    auto* layout = new QHBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(widgets::spacing::kTiny);
    for (auto* part : {static_cast<QWidget*>(m_of), static_cast<QWidget*>(m_to),
                       static_cast<QWidget*>(m_target)})
        layout->addWidget(part);
    for (auto* each : {m_to, m_subject, m_layer, m_of})
        connect(each, &QComboBox::activated, this, &ShowBar::choose);
    connect(m_timestep, &QSpinBox::valueChanged, this, &ShowBar::choose);
    return page;
}

void ShowBar::choose() {
    if (m_isTold) return;
    m_options = withMapCode(m_options, m_what->currentData().toInt());
    if (m_options.kind == MapKind::Correspondence)
        m_options.measure = engine::SimilarityMeasure(m_measure->currentData().toInt());
    m_options.normalisation = core::Normalisation(m_normalisation->currentIndex());
    m_options.isMirrored = m_mirrored->isChecked();
    m_options.clusters = m_clusters->value();
    m_options.pcaBasis = core::PcaBasis(m_basis->currentIndex());
    m_options.channel = m_channel->value();
    m_options.differenceTo = core::DifferenceTo(m_to->currentIndex());
    m_options.differenceOf = core::DifferenceOf(m_of->currentIndex());
    m_options.otherSubject = m_subject->currentData().toInt();
    m_options.otherColumn = m_timestep->value();
    m_options.otherLayer = engine::LayerPath(m_layer->currentText().toStdString());
    m_options.textToken = std::max(0, m_words->currentIndex());
    showParameters();
    Q_EMIT optionsChosen(m_options);
}

void ShowBar::setOptions(const core::MapOptions& options, core::RangeMode range) {
    m_isTold = true;
    m_options = options;
    m_what->setCurrentIndex(m_what->findData(mapCodeOf(options)));
    m_normalisation->setCurrentIndex(int(options.normalisation));
    m_measure->setCurrentIndex(m_measure->findData(int(options.measure)));
    m_mirrored->setChecked(options.isMirrored);
    m_clusters->setValue(options.clusters);
    m_basis->setCurrentIndex(int(options.pcaBasis));
    m_channel->setValue(options.channel);
    m_to->setCurrentIndex(int(options.differenceTo));
    m_of->setCurrentIndex(int(options.differenceOf));
    m_subject->setCurrentIndex(std::max(0, m_subject->findData(options.otherSubject)));
    m_timestep->setValue(options.otherColumn);
    const auto layer = QString::fromStdString(options.otherLayer.text());
    m_layer->setCurrentIndex(std::max(0, m_layer->findText(layer)));
    m_words->setCurrentIndex(std::min(options.textToken, m_words->count() - 1));
    m_range->setCurrentIndex(m_range->findData(int(range)));
    showParameters();
    m_isTold = false;
}

void ShowBar::showParameters() {
    const auto kind = m_options.kind;
    const bool isMatch = kind == MapKind::Correspondence;
    const bool isOfClusters = kind == MapKind::Clusters;
    m_normalisation->setVisible(m_options.isDivided());
    m_measure->setVisible(isMatch);
    m_mirrored->setVisible(isMatch);
    m_clusters->setVisible(isOfClusters);
    m_basis->setVisible(kind == MapKind::Pca || isOfClusters);
    m_basis->setAccessibleName(isOfClusters ? tr("Centres") : tr("Axes"));
    m_basis->setToolTip(isOfClusters ? tr("Whose tokens the centres of the clusters come from")
                                     : tr("Whose tokens the three principal axes come from"));
    const QStringList bases =
        isOfClusters
            ? QStringList{tr("Own centres"), tr("Centres of all pictures"),
                          tr("Centres of all timesteps")}
            : QStringList{tr("Own axes"), tr("Axes of all pictures"), tr("Axes of all timesteps")};
    for (int i = 0; i < bases.size(); ++i) m_basis->setItemText(i, bases[i]);
    m_channel->setVisible(kind == MapKind::Channel);
    m_difference->setVisible(kind == MapKind::Difference);
    m_parameters->setVisible(m_options.hasOwnColors() || m_options.isDivided() ||
                             kind == MapKind::Channel || kind == MapKind::Difference || m_hasWords);
    m_target->setCurrentIndex(int(m_options.differenceTo));
    m_range->setEnabled(!m_options.hasOwnColors());
}

void ShowBar::setSubjects(const std::vector<std::pair<int, QString>>& subjects) {
    m_isTold = true;
    m_subject->clear();
    for (const auto& [id, name] : subjects) m_subject->addItem(name, id);
    m_subject->setCurrentIndex(std::max(0, m_subject->findData(m_options.otherSubject)));
    m_isTold = false;
}

void ShowBar::setLayers(const QStringList& paths) {
    m_isTold = true;
    m_layer->clear();
    m_layer->addItems(paths);
    const auto chosen = QString::fromStdString(m_options.otherLayer.text());
    m_layer->setCurrentIndex(std::max(0, m_layer->findText(chosen)));
    m_isTold = false;
}

void ShowBar::setChannels(int largest) {
    m_isTold = true;
    m_channel->setRange(0, std::max(0, largest - 1));
    m_isTold = false;
}

void ShowBar::setWords(const QStringList& words, bool isShown) {
    m_isTold = true;
    m_words->clear();
    m_words->addItems(words);
    m_words->setCurrentIndex(std::min(m_options.textToken, m_words->count() - 1));
    m_hasWords = isShown;
    m_words->setVisible(isShown);
    m_wordLabel->setVisible(isShown);
    showParameters();
    m_isTold = false;
}

}  // namespace app
