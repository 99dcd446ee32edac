// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/figure_forms.h"

#include <explore/figure_cells.h>
#include <figure/figure_spec_json.h>
#include <figure/figure_widths.h>

#include <QButtonGroup>
#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QRadioButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <utility>

namespace app {

using core::FigureAxis;
using What = FigureChoice::What;

namespace {

constexpr int kMostColumns = 20;
constexpr int kListRows = 6;  // in sight
constexpr double kPointsPerInch = 72;

QComboBox* axisField(const QString& name, QWidget* parent) {
    auto* field = new QComboBox(parent);
    field->addItems({FigureWhatForm::tr("Layers"), FigureWhatForm::tr("Timesteps"),
                     FigureWhatForm::tr("Pictures")});
    field->setAccessibleName(name);
    return field;
}

QListWidget* checkList(const QString& name, QWidget* parent) {
    auto* list = new QListWidget(parent);
    list->setAccessibleName(name);
    list->setTextElideMode(Qt::ElideMiddle);
    list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    return list;
}

void addItem(QListWidget* list, const QString& text, const QVariant& value, bool isChecked) {
    auto* item = new QListWidgetItem(text, list);
    item->setData(Qt::UserRole, value);
    item->setToolTip(text);
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
    item->setCheckState(isChecked ? Qt::Checked : Qt::Unchecked);
}

/// As high as its items, up to kListRows.
void fitHeight(QListWidget* list) {
    const int rows = std::clamp(list->count(), 1, kListRows);
    list->setFixedHeight(rows * std::max(1, list->sizeHintForRow(0)) + 2 * list->frameWidth());
}

template <typename Value>
bool contains(const std::vector<Value>& values, const Value& value) {
    return std::find(values.begin(), values.end(), value) != values.end();
}

}  // namespace

FigureWhatForm::FigureWhatForm(QWidget* parent)
    : QWidget(parent),
      m_what(new QButtonGroup(this)),
      m_columns(new QSpinBox(this)),
      m_columnsLabel(new QLabel(tr("&Columns"), this)),
      m_hasPictures(new QCheckBox(tr("Pictures besi&de the maps"), this)),
      m_shortNames(new QCheckBox(tr("S&hort names of layers"), this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    const std::pair<What, QString> kinds[] = {
        {What::Tile, tr("&This map")}, {What::AsSeen, tr("&As seen")}, {What::Grid, tr("&Grid")}};
    auto* row = new QHBoxLayout;
    for (const auto& [what, text] : kinds) {
        auto* button = new QRadioButton(text, this);
        m_what->addButton(button, int(what));
        row->addWidget(button);
    }
    row->addStretch(1);
    m_what->button(int(What::Tile))->setToolTip(tr("The active tile alone"));
    m_what->button(int(What::AsSeen))->setToolTip(tr("All tiles in their order"));
    m_what->button(int(What::Grid))
        ->setToolTip(tr("The kind of map that is shown, for layers, timesteps and pictures"));
    layout->addLayout(row);
    m_columns->setRange(1, kMostColumns);
    m_columnsLabel->setBuddy(m_columns);
    auto* columns = new QHBoxLayout;
    columns->addWidget(m_columnsLabel);
    columns->addWidget(m_columns);
    columns->addStretch(1);
    layout->addLayout(columns);
    m_grid = makeGridPage();
    layout->addWidget(m_grid);
    layout->addWidget(m_hasPictures);
    layout->addWidget(m_shortNames);
    m_shortNames->setToolTip(tr("up1.attn0 instead of up_blocks[1].attentions[0]"));
    connectAll();
}

QList<QWidget*> FigureWhatForm::fields() const {
    QList<QWidget*> fields;
    for (auto* button : m_what->buttons()) fields << button;
    fields << m_columns << m_rowAxis << m_columnAxis << m_layers << m_moments << m_pictures
           << m_hasPictures << m_shortNames;
    return fields;
}

QWidget* FigureWhatForm::makeGridPage() {
    auto* page = new QWidget(this);
    auto* form = new QFormLayout(page);
    form->setContentsMargins(0, 0, 0, 0);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_rowAxis = axisField(tr("What changes from row to row"), page);
    m_columnAxis = axisField(tr("What changes from column to column"), page);
    m_layers = checkList(tr("Layers of the figure"), page);
    m_pictures = checkList(tr("Pictures of the figure"), page);
    m_moments = new QLineEdit(page);
    m_moments->setAccessibleName(tr("Timesteps of the figure"));
    m_momentsLabel = new QLabel(tr("T&imesteps"), page);
    m_momentsLabel->setBuddy(m_moments);
    form->addRow(tr("&Rows"), m_rowAxis);
    form->addRow(tr("Col&umns"), m_columnAxis);
    form->addRow(tr("&Layers"), m_layers);
    form->addRow(m_momentsLabel, m_moments);
    form->addRow(tr("Picture&s"), m_pictures);
    return page;
}

void FigureWhatForm::connectAll() {
    const auto edit = [this] {
        if (!m_isShowing) Q_EMIT edited();
    };
    connect(m_what, &QButtonGroup::idToggled, this, [edit](int, bool isOn) {
        if (isOn) edit();
    });
    connect(m_columns, &QSpinBox::valueChanged, this, edit);
    connect(m_moments, &QLineEdit::textChanged, this, edit);
    for (auto* box : {m_hasPictures, m_shortNames}) connect(box, &QCheckBox::toggled, this, edit);
    connect(m_rowAxis, &QComboBox::currentIndexChanged, this, [this] { setAxis(true); });
    connect(m_columnAxis, &QComboBox::currentIndexChanged, this, [this] { setAxis(false); });
    for (auto* list : {m_layers, m_pictures})
        connect(list, &QListWidget::itemChanged, this,
                [this, list](QListWidgetItem* item) { onChecked(list, list->row(item)); });
}

FigureAxis FigureWhatForm::rowAxis() const {
    return FigureAxis(m_rowAxis->currentIndex());
}

FigureAxis FigureWhatForm::columnAxis() const {
    return FigureAxis(m_columnAxis->currentIndex());
}

bool FigureWhatForm::isAxis(FigureAxis axis) const {
    return rowAxis() == axis || columnAxis() == axis;
}

/// Where both would be the same, the other one takes what this one was.
void FigureWhatForm::setAxis(bool isRows) {
    if (m_isShowing) return;
    auto* other = isRows ? m_columnAxis : m_rowAxis;
    if (rowAxis() == columnAxis()) {
        const QSignalBlocker quiet(other);
        other->setCurrentIndex(isRows ? m_rowBefore : m_columnBefore);
    }
    m_rowBefore = m_rowAxis->currentIndex();
    m_columnBefore = m_columnAxis->currentIndex();
    Q_EMIT edited();
}

void FigureWhatForm::onChecked(QListWidget* list, int row) {
    if (m_isShowing) return;
    const bool isMany = isAxis(list == m_layers ? FigureAxis::Layers : FigureAxis::Pictures);
    const QSignalBlocker quiet(list);
    bool isAny = false;
    for (int i = 0; i < list->count(); ++i) {
        if (!isMany && i != row) list->item(i)->setCheckState(Qt::Unchecked);
        isAny = isAny || list->item(i)->checkState() == Qt::Checked;
    }
    if (!isAny) list->item(row)->setCheckState(Qt::Checked);  // the last one stays
    Q_EMIT edited();
}

void FigureWhatForm::show(const FigureChoice& choice, const FigureOffer& offer) {
    m_isShowing = true;
    m_offer = offer;
    m_what->button(int(What::Tile))->setEnabled(offer.tile != 0);
    m_what->button(int(choice.what))->setChecked(true);
    m_columns->setValue(choice.arrangement.columns);
    m_columns->setVisible(choice.what == What::AsSeen);
    m_columnsLabel->setVisible(choice.what == What::AsSeen);
    m_grid->setVisible(choice.what == What::Grid);
    m_hasPictures->setChecked(choice.hasPictures);
    m_shortNames->setChecked(choice.hasShortNames);
    showGrid(choice, offer);
    m_isShowing = false;
}

void FigureWhatForm::showGrid(const FigureChoice& choice, const FigureOffer& offer) {
    m_rowBefore = int(choice.arrangement.rowAxis);
    m_columnBefore = int(choice.arrangement.columnAxis);
    m_rowAxis->setCurrentIndex(m_rowBefore);
    m_columnAxis->setCurrentIndex(m_columnBefore);
    const int layer = m_layers->currentRow(), picture = m_pictures->currentRow();
    m_layers->clear();
    for (const auto& path : offer.layers)
        addItem(m_layers, QString::fromStdString(path.text()), QString::fromStdString(path.text()),
                contains(choice.layers, path));
    m_pictures->clear();
    for (const auto& [id, name] : offer.pictures)
        addItem(m_pictures, name, id, contains(choice.pictures, id));
    m_layers->setCurrentRow(std::max(0, layer));
    m_pictures->setCurrentRow(std::max(0, picture));
    fitHeight(m_layers);
    fitHeight(m_pictures);
    m_momentsLabel->setText(offer.isOfSteps ? tr("Ste&ps") : tr("T&imesteps"));
    m_moments->setEnabled(isAxis(FigureAxis::Moments));
    m_moments->setToolTip(isAxis(FigureAxis::Moments)
                              ? tr("Separated by commas. Computed so far: %1")
                                    .arg(core::textOfColumns(offer.captured, offer.isOfSteps))
                              : tr("Each picture is shown at its own"));
    const auto typed = core::columnsFrom(m_moments->text(), offer.isOfSteps, offer.columns);
    if (typed != choice.moments)
        m_moments->setText(core::textOfColumns(choice.moments, offer.isOfSteps));
}

QString FigureWhatForm::problem() const {
    const bool isAsked = m_what->checkedId() == int(What::Grid) && isAxis(FigureAxis::Moments);
    if (!isAsked || core::columnsFrom(m_moments->text(), m_offer.isOfSteps, m_offer.columns))
        return {};
    const int first = m_offer.isOfSteps ? 1 : 0;
    return tr("Numbers from %1 to %2, separated by commas, are wanted.")
        .arg(first)
        .arg(m_offer.columns - 1 + first);
}

FigureChoice FigureWhatForm::applied(FigureChoice choice) const {
    choice.what = What(m_what->checkedId());
    choice.arrangement.columns = m_columns->value();
    choice.arrangement.rowAxis = rowAxis();
    choice.arrangement.columnAxis = columnAxis();
    choice.hasPictures = m_hasPictures->isChecked();
    choice.hasShortNames = m_shortNames->isChecked();
    choice.layers.clear();
    choice.pictures.clear();
    for (int i = 0; i < m_layers->count(); ++i)
        if (m_layers->item(i)->checkState() == Qt::Checked)
            choice.layers.push_back(m_offer.layers[std::size_t(i)]);
    for (int i = 0; i < m_pictures->count(); ++i)
        if (m_pictures->item(i)->checkState() == Qt::Checked)
            choice.pictures.push_back(m_offer.pictures[std::size_t(i)].first);
    if (const auto columns =
            core::columnsFrom(m_moments->text(), m_offer.isOfSteps, m_offer.columns))
        choice.moments = *columns;
    return choice;
}

FigureLookForm::FigureLookForm(QWidget* parent)
    : QWidget(parent),
      m_venue(new QComboBox(this)),
      m_bars(new QComboBox(this)),
      m_format(new QComboBox(this)),
      m_inches(new QDoubleSpinBox(this)),
      m_textSize(new QSpinBox(this)),
      m_captions(new QCheckBox(tr("Captio&ns"), this)),
      m_marks(new QCheckBox(tr("&Marks of tokens"), this)),
      m_tokenGrid(new QCheckBox(tr("Lines between to&kens"), this)) {
    for (const auto& venue : core::figureWidths())
        m_venue->addItem(
            tr("%1, %2 in")
                .arg(QString::fromUtf8(venue.name.data(), qsizetype(venue.name.size())))
                .arg(venue.inches),
            venue.points());
    m_venue->addItem(tr("Another width"));
    m_bars->addItems({tr("One for each map"), tr("One for each row"), tr("One for each column"),
                      tr("One for the figure")});
    m_bars->setToolTip(
        tr("Maps that share a bar are coloured over the same range. Where all bars "
           "would be the same, one stands for all"));
    m_format->addItems({tr("PDF"), tr("SVG"), tr("PNG, 300 dpi"), tr("PNG, 600 dpi")});
    m_inches->setDecimals(3);
    m_inches->setSingleStep(0.25);
    m_inches->setSuffix(tr(" in"));
    m_inches->setRange(core::kMinFigureWidth / kPointsPerInch,
                       core::kMaxFigureWidth / kPointsPerInch);
    m_inches->setAccessibleName(tr("Width of the figure in inches"));
    m_textSize->setRange(core::kMinFigureText, core::kMaxFigureText);
    m_textSize->setSuffix(tr(" pt"));
    auto* form = new QFormLayout(this);
    form->setContentsMargins(0, 0, 0, 0);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("&Width"), m_venue);
    form->addRow(QString(), m_inches);
    form->addRow(tr("Te&xt"), m_textSize);
    form->addRow(tr("Colour &bars"), m_bars);
    form->addRow(QString(), m_captions);
    form->addRow(QString(), m_marks);
    form->addRow(QString(), m_tokenGrid);
    form->addRow(tr("&Format"), m_format);

    const auto edit = [this] {
        if (!m_isShowing) Q_EMIT edited();
    };
    connect(m_venue, &QComboBox::currentIndexChanged, this, [this, edit](int index) {
        if (m_isShowing) return;
        const QSignalBlocker quiet(m_inches);
        const auto points = m_venue->itemData(index);
        if (points.isValid()) m_inches->setValue(points.toDouble() / kPointsPerInch);
        edit();
    });
    connect(m_inches, &QDoubleSpinBox::valueChanged, this, edit);
    connect(m_textSize, &QSpinBox::valueChanged, this, edit);
    for (auto* box : {m_bars, m_format}) connect(box, &QComboBox::currentIndexChanged, this, edit);
    for (auto* box : {m_captions, m_marks, m_tokenGrid})
        connect(box, &QCheckBox::toggled, this, edit);
}

QList<QWidget*> FigureLookForm::fields() const {
    return {m_venue, m_inches, m_textSize, m_bars, m_captions, m_marks, m_tokenGrid, m_format};
}

double FigureLookForm::width() const {
    return m_inches->value() * kPointsPerInch;
}

void FigureLookForm::show(const FigureChoice& choice) {
    m_isShowing = true;
    const auto& look = choice.look;
    if (std::abs(width() - look.width) > 0.01) m_inches->setValue(look.width / kPointsPerInch);
    const auto isIts = [&](int venue) {
        return std::abs(m_venue->itemData(venue).toDouble() - look.width) < 0.01;
    };
    const int other = m_venue->count() - 1;
    int venue = m_venue->currentIndex();  // several venues ask for the same
    if (!isIts(venue))
        for (venue = 0; venue < other && !isIts(venue);) ++venue;
    m_venue->setCurrentIndex(venue);
    m_textSize->setValue(look.textSize);
    m_bars->setCurrentIndex(int(look.bars));
    m_format->setCurrentIndex(int(choice.format));
    m_captions->setChecked(look.hasCaptions);
    m_marks->setChecked(look.hasMarks);
    m_tokenGrid->setChecked(look.hasTokenGrid);
    m_isShowing = false;
}

FigureChoice FigureLookForm::applied(FigureChoice choice) const {
    choice.look.width = width();
    choice.look.textSize = m_textSize->value();
    choice.look.bars = core::FigureBars(m_bars->currentIndex());
    choice.look.hasCaptions = m_captions->isChecked();
    choice.look.hasMarks = m_marks->isChecked();
    choice.look.hasTokenGrid = m_tokenGrid->isChecked();
    choice.format = FigureChoice::Format(m_format->currentIndex());
    return choice;
}

}  // namespace app
