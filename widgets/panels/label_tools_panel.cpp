// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/label_tools_panel.h"

#include "canvas/drawing.h"
#include "canvas/geometry.h"

#include <QAction>
#include <QDoubleSpinBox>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QSignalBlocker>
#include <QSlider>
#include <QToolButton>
#include <QVBoxLayout>

#include <cmath>

namespace widgets {

namespace {

constexpr double kLowestZ = 2, kHighestZ = 30;
constexpr int kStepsPerZ = 10;
constexpr int kShownProposals = 5;

QDoubleSpinBox* numberField(const QString& name, QWidget* parent) {
    auto* field = new QDoubleSpinBox(parent);
    field->setRange(-1e6, 1e6);
    field->setDecimals(1);
    field->setKeyboardTracking(false);
    field->setButtonSymbols(QAbstractSpinBox::NoButtons);
    field->setAccessibleName(name);
    field->setToolTip(name);
    return field;
}

}  // namespace

LabelToolsPanel::LabelToolsPanel(const LabelToolActions& actions, QWidget* parent)
    : QScrollArea(parent), m_page(new QWidget), m_layout(new QVBoxLayout(m_page)) {
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setWidgetResizable(true);
    setFocusPolicy(Qt::NoFocus);
    m_layout->setContentsMargins(spacing::kSmall, 0, spacing::kSmall, spacing::kSmall);
    m_layout->setSpacing(spacing::kTiny);
    buildDecisions(actions);
    auto* review = addSection(tr("Review"));
    m_review = review->parentWidget();
    m_reviewText = addText(review);
    addButtons(review, actions.verdicts, false);
    buildProposals(actions);
    buildLook(actions);
    auto* project = addSection(tr("Labels of this project"));
    m_definition = addText(project);
    m_layout->addStretch();
    setWidget(m_page);
    for (QWidget* field : {static_cast<QWidget*>(m_comment), static_cast<QWidget*>(m_threshold),
                           static_cast<QWidget*>(m_low), static_cast<QWidget*>(m_high)})
        field->installEventFilter(this);
}

/// A section is a widget of its own, so that it can be hidden whole.
QVBoxLayout* LabelToolsPanel::addSection(const QString& title) {
    auto* section = new QWidget(m_page);
    auto* layout = new QVBoxLayout(section);
    layout->setContentsMargins(0, 0, 0, spacing::kMedium);
    layout->setSpacing(spacing::kTiny);
    auto* heading = new QLabel(title, section);
    QFont bold = heading->font();
    bold.setBold(true);
    heading->setFont(bold);
    layout->addWidget(heading);
    m_layout->addWidget(section);
    return layout;
}

QLabel* LabelToolsPanel::addText(QVBoxLayout* layout) {
    auto* text = new QLabel(layout->parentWidget());
    text->setWordWrap(true);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    text->setFocusPolicy(Qt::NoFocus);
    text->setForegroundRole(QPalette::PlaceholderText);
    layout->addWidget(text);
    return text;
}

void LabelToolsPanel::addButtons(QVBoxLayout* layout, const std::vector<QAction*>& actions,
                                 bool isSegmented) {
    auto* row = new QHBoxLayout;
    row->setSpacing(isSegmented ? 0 : spacing::kTiny);
    for (auto* action : actions) {
        auto* button = new QToolButton(layout->parentWidget());
        button->setDefaultAction(action);
        button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        button->setFocusPolicy(Qt::TabFocus);
        button->setAccessibleName(action->statusTip());
        if (isSegmented) {
            button->setProperty("segment", true);
            button->setProperty("segmentEnd", action == actions.front() ? QStringLiteral("left")
                                                                        : QStringLiteral("right"));
        }
        row->addWidget(button);
    }
    layout->addLayout(row);
}

void LabelToolsPanel::buildDecisions(const LabelToolActions& actions) {
    auto* layout = addSection(tr("This picture"));
    m_state = addText(layout);
    addButtons(layout, actions.decisions, false);
    m_comment = new QLineEdit(layout->parentWidget());
    m_comment->setPlaceholderText(tr("Comment"));
    m_comment->setAccessibleName(tr("Comment on this picture"));
    layout->addWidget(m_comment);
    connect(m_comment, &QLineEdit::editingFinished, this, [this] {
        if (m_comment->isModified()) Q_EMIT commentEdited(m_comment->text());
        m_comment->setModified(false);
    });
}

void LabelToolsPanel::buildProposals(const LabelToolActions& actions) {
    auto* layout = addSection(tr("Proposals"));
    m_proposalText = addText(layout);
    auto* row = new QHBoxLayout;
    m_slider = new QSlider(Qt::Horizontal, layout->parentWidget());
    m_slider->setRange(int(kLowestZ * kStepsPerZ), int(kHighestZ * kStepsPerZ));
    m_slider->setAccessibleName(tr("Least robust z of a proposal"));
    m_slider->setToolTip(
        tr("Patches whose mean norm lies at least this far above the median are proposed: "
           "(mean − median) / (1.4826 · MAD) over the patches of this map"));
    m_threshold = numberField(tr("Least robust z of a proposal"), layout->parentWidget());
    m_threshold->setRange(kLowestZ, kHighestZ);
    m_threshold->setPrefix(QStringLiteral("z ≥ "));
    row->addWidget(m_slider, 1);
    row->addWidget(m_threshold);
    layout->addLayout(row);
    m_proposals = new QListWidget(layout->parentWidget());
    m_proposals->setFocusPolicy(Qt::NoFocus);
    m_proposals->setUniformItemSizes(true);
    m_proposals->setFrameShape(QFrame::NoFrame);
    m_proposals->setFixedHeight(kShownProposals * (fontMetrics().height() + 2) + 4);
    m_proposals->setAccessibleName(tr("Open proposals, highest first"));
    layout->addWidget(m_proposals);
    addButtons(layout, actions.proposals, false);
    addButtons(layout, {actions.blind}, false);
    connect(m_slider, &QSlider::valueChanged, this,
            [this](int value) { Q_EMIT thresholdEdited(double(value) / kStepsPerZ); });
    connect(m_threshold, &QDoubleSpinBox::valueChanged, this, &LabelToolsPanel::thresholdEdited);
    connect(m_proposals, &QListWidget::currentRowChanged, this, [this](int chosen) {
        if (chosen >= 0) Q_EMIT proposalChosen(chosen);
    });
}

void LabelToolsPanel::buildLook(const LabelToolActions& actions) {
    auto* layout = addSection(tr("Map"));
    addButtons(layout, actions.looks, true);
    auto* row = new QHBoxLayout;
    m_low = numberField(tr("Norm at the dark end"), layout->parentWidget());
    m_high = numberField(tr("Norm at the bright end"), layout->parentWidget());
    row->addWidget(m_low, 1);
    row->addWidget(new QLabel(QStringLiteral("–"), layout->parentWidget()));
    row->addWidget(m_high, 1);
    auto* fit = new QToolButton(layout->parentWidget());
    fit->setDefaultAction(actions.fitRange);
    row->addWidget(fit);
    layout->addLayout(row);
    m_rangeText = addText(layout);
    const auto edited = [this] {
        if (m_low->value() < m_high->value())
            Q_EMIT rangeEdited({float(m_low->value()), float(m_high->value())});
    };
    connect(m_low, &QDoubleSpinBox::valueChanged, this, edited);
    connect(m_high, &QDoubleSpinBox::valueChanged, this, edited);
}

void LabelToolsPanel::setState(const QString& text) {
    m_state->setText(text);
}

void LabelToolsPanel::setComment(const QString& comment) {
    if (m_comment->text() == comment) return;
    const QSignalBlocker quiet(m_comment);
    m_comment->setText(comment);
    m_comment->setModified(false);
}

void LabelToolsPanel::focusComment() {
    m_comment->setFocus(Qt::ShortcutFocusReason);
    m_comment->selectAll();
}

void LabelToolsPanel::setThreshold(double robustZ) {
    const QSignalBlocker a(m_slider), b(m_threshold);
    m_slider->setValue(int(std::lround(robustZ * kStepsPerZ)));
    m_threshold->setValue(robustZ);
}

void LabelToolsPanel::setProposals(const std::vector<core::Proposal>& proposals,
                                   std::optional<std::size_t> current, const QString& summary) {
    const QSignalBlocker quiet(m_proposals);
    m_proposalText->setText(summary);
    m_proposals->clear();
    for (const auto& p : proposals)
        m_proposals->addItem(tr("%1  x%2 y%3  z +%4%5")
                                 .arg(p.rank)
                                 .arg(p.token.col, 2, 10, QLatin1Char('0'))
                                 .arg(p.token.row, 2, 10, QLatin1Char('0'))
                                 .arg(p.score, 0, 'f', 1)
                                 .arg(p.isOffGrid ? tr("  off grid") : QString()));
    m_proposals->setCurrentRow(current ? int(*current) : -1);
}

void LabelToolsPanel::setRange(core::ColorRange range) {
    const QSignalBlocker a(m_low), b(m_high);
    m_low->setValue(double(range.low));
    m_high->setValue(double(range.high));
}

void LabelToolsPanel::setRangeEnabled(const QString& whyNot) {
    m_low->setEnabled(whyNot.isEmpty());
    m_high->setEnabled(whyNot.isEmpty());
    m_rangeText->setText(whyNot);
    m_rangeText->setVisible(!whyNot.isEmpty());
}

void LabelToolsPanel::setReviewVisible(bool isVisible) {
    m_review->setVisible(isVisible);
}

void LabelToolsPanel::setReviewText(const QString& text) {
    m_reviewText->setText(text);
}

void LabelToolsPanel::setDefinition(const QString& text) {
    m_definition->setText(text);
}

/// While a field has the keyboard, Return, Tab and Escape end its editing and mean no decision.
bool LabelToolsPanel::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() != QEvent::ShortcutOverride && event->type() != QEvent::KeyPress)
        return QScrollArea::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent*>(event)->key();
    const bool isEnd = key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Tab ||
                       key == Qt::Key_Escape;
    if (!isEnd) return QScrollArea::eventFilter(watched, event);
    event->accept();
    if (event->type() == QEvent::KeyPress) Q_EMIT fieldLeft();
    return true;
}

}  // namespace widgets
