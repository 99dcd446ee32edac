// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/prompt_panel.h"

#include "canvas/geometry.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QEvent>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRandomGenerator>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>
#include <QValidator>

#include <algorithm>

namespace widgets {

namespace {

constexpr int kMostSteps = 1000;
constexpr double kMostGuidance = 100;

/// Whole numbers from 0 to 2^64 - 1, which no spin box counts.
class SeedValidator : public QValidator {
public:
    using QValidator::QValidator;

    State validate(QString& text, int&) const override {
        if (text.isEmpty()) return Intermediate;
        for (const QChar c : text)
            if (c < QLatin1Char('0') || c > QLatin1Char('9')) return Invalid;
        bool isSeed = false;
        text.toULongLong(&isSeed);
        return isSeed ? Acceptable : Invalid;
    }
};

}  // namespace

PromptPanel::PromptPanel(QWidget* parent)
    : QWidget(parent),
      m_prompt(addPrompt(tr("Prompt"), tr("What the picture shows"))),
      m_negative(addPrompt(tr("Negative prompt"), tr("What it should not show"))),
      m_fold(new QToolButton(this)),
      m_generate(new QPushButton(tr("Generate"), this)),
      m_reason(new QLabel(this)) {
    m_fold->setText(tr("Negative prompt"));
    m_fold->setCheckable(true);
    m_fold->setAutoRaise(true);
    m_fold->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_fold->setFocusPolicy(Qt::TabFocus);
    m_generate->setToolTip(tr("Generate (Ctrl+Return in the prompt)"));
    m_reason->setWordWrap(true);
    m_reason->setForegroundRole(QPalette::PlaceholderText);
    m_reason->hide();
    auto* prompt = new QLabel(tr("&Prompt"), this);
    prompt->setBuddy(m_prompt);
    auto* grid = new QGridLayout;
    buildNumbers(grid);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(spacing::kSmall, spacing::kTiny, spacing::kSmall, spacing::kSmall);
    layout->setSpacing(spacing::kTiny);
    layout->addWidget(prompt);
    layout->addWidget(m_prompt);
    layout->addWidget(m_fold);
    layout->addWidget(m_negative);
    layout->addSpacing(spacing::kTiny);
    layout->addLayout(grid);
    layout->addSpacing(spacing::kTiny);
    layout->addWidget(m_generate);
    layout->addWidget(m_reason);
    layout->addStretch();
    setTabOrder(m_prompt, m_fold);
    setTabOrder(m_fold, m_negative);
    setTabOrder(m_negative, m_steps);
    connect(m_fold, &QToolButton::toggled, this, &PromptPanel::showNegative);
    connect(m_generate, &QPushButton::clicked, this, &PromptPanel::generate);
    showNegative(false);
}

/// Two lines: long prompts scroll, and the window keeps its room for maps.
QPlainTextEdit* PromptPanel::addPrompt(const QString& name, const QString& placeholder) {
    auto* edit = new QPlainTextEdit(this);
    edit->setAccessibleName(name);
    edit->setPlaceholderText(placeholder);
    edit->setTabChangesFocus(true);
    edit->setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    edit->document()->setDocumentMargin(spacing::kTiny);
    edit->setFixedHeight(2 * edit->fontMetrics().lineSpacing() + 2 * spacing::kTiny +
                         2 * edit->frameWidth() + 2);
    edit->installEventFilter(this);
    return edit;
}

void PromptPanel::addRow(QGridLayout* grid, int row, int column, const QString& label,
                         QWidget* field) {
    auto* text = new QLabel(label, this);
    text->setBuddy(field);
    field->setAccessibleName(QString(label).remove(QLatin1Char('&')));
    grid->addWidget(text, row, column);
    grid->addWidget(field, row, column + 1, 1, column == 0 && row > 0 ? 3 : 1);
}

void PromptPanel::buildNumbers(QGridLayout* grid) {
    const Settings usual;
    grid->setHorizontalSpacing(spacing::kSmall);
    grid->setVerticalSpacing(spacing::kTiny);
    grid->setColumnStretch(1, 1);
    grid->setColumnStretch(3, 1);
    m_steps = new QSpinBox(this);
    m_steps->setRange(1, kMostSteps);
    m_steps->setValue(usual.steps);
    m_guidance = new QDoubleSpinBox(this);
    m_guidance->setRange(0, kMostGuidance);
    m_guidance->setDecimals(2);
    m_guidance->setSingleStep(0.5);
    m_guidance->setValue(usual.guidance);
    m_guidance->setToolTip(
        tr("Scale of classifier-free guidance; 1 and less: none, one run per step instead of two"));
    auto* seedBox = new QWidget(this);
    auto* seedLayout = new QHBoxLayout(seedBox);
    m_seed = new QLineEdit(QString::number(usual.seed), seedBox);
    m_seed->setValidator(new SeedValidator(m_seed));
    m_otherSeed = new QToolButton(seedBox);
    m_otherSeed->setText(tr("Other"));
    m_otherSeed->setToolTip(tr("Another seed, at random"));
    m_otherSeed->setFocusPolicy(Qt::TabFocus);
    seedLayout->setContentsMargins(0, 0, 0, 0);
    seedLayout->setSpacing(spacing::kTiny);
    seedLayout->addWidget(m_seed, 1);
    seedLayout->addWidget(m_otherSeed);
    seedBox->setFocusProxy(m_seed);
    m_sampler = new QComboBox(this);
    m_sampler->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_sampler->setMinimumContentsLength(8);
    m_half = new QComboBox(this);
    m_half->addItems({tr("Unconditional half"), tr("Conditional half")});
    m_half->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_half->setMinimumContentsLength(8);
    m_half->setToolTip(
        tr("Each guided step runs the model twice, without and with the prompt. The anomaly study "
           "looks at the run without."));
    addRow(grid, 0, 0, tr("&Steps"), m_steps);
    addRow(grid, 0, 2, tr("&Guidance"), m_guidance);
    addRow(grid, 1, 0, tr("S&eed"), seedBox);
    addRow(grid, 2, 0, tr("S&ampler"), m_sampler);
    addRow(grid, 3, 0, tr("&Look at"), m_half);
    m_seed->setAccessibleName(tr("Seed"));
    connect(m_otherSeed, &QToolButton::clicked, this,
            [this] { m_seed->setText(QString::number(QRandomGenerator::global()->generate())); });
}

void PromptPanel::setSamplers(const QStringList& samplers, const QString& current) {
    const QString wanted = current.isEmpty() ? m_sampler->currentText() : current;
    m_sampler->clear();
    m_sampler->addItems(samplers);
    m_sampler->setCurrentIndex(std::max(0, int(samplers.indexOf(wanted))));
}

PromptPanel::Settings PromptPanel::settings() const {
    // A line break in the field is for reading; a prompt is one line.
    const auto line = [](const QPlainTextEdit* edit) {
        return edit->toPlainText().replace(QLatin1Char('\n'), QLatin1Char(' '));
    };
    return {line(m_prompt),
            line(m_negative),
            m_steps->value(),
            m_guidance->value(),
            m_seed->text().toULongLong(),
            m_sampler->currentText(),
            m_half->currentIndex() == 0};
}

void PromptPanel::setSettings(const Settings& settings) {
    m_prompt->setPlainText(settings.prompt);
    m_negative->setPlainText(settings.negativePrompt);
    m_fold->setChecked(!settings.negativePrompt.isEmpty());
    m_steps->setValue(settings.steps);
    m_guidance->setValue(settings.guidance);
    m_seed->setText(QString::number(settings.seed));
    const int sampler = m_sampler->findText(settings.sampler);
    if (sampler >= 0) m_sampler->setCurrentIndex(sampler);
    m_half->setCurrentIndex(settings.isUnconditional ? 0 : 1);
}

void PromptPanel::setEnabledReason(const QString& reason) {
    m_generate->setEnabled(reason.isEmpty());
    m_generate->setToolTip(reason.isEmpty() ? tr("Generate (Ctrl+Return in the prompt)") : reason);
    m_generate->setAccessibleDescription(reason);
    m_reason->setText(reason);
    m_reason->setVisible(!reason.isEmpty());
}

void PromptPanel::focusPrompt() {
    m_prompt->setFocus(Qt::ShortcutFocusReason);
    m_prompt->selectAll();
}

/// A folded negative prompt is still used: the button says that there is one.
void PromptPanel::showNegative(bool isShown) {
    m_negative->setVisible(isShown);
    m_fold->setArrowType(isShown ? Qt::DownArrow : Qt::RightArrow);
    const QString text = settings().negativePrompt.simplified();
    m_fold->setText(isShown || text.isEmpty() ? tr("Negative prompt")
                                              : tr("Negative prompt: in use"));
    m_fold->setToolTip(isShown ? QString() : text);
}

void PromptPanel::generate() {
    if (!m_generate->isEnabled()) return;
    if (m_seed->text().isEmpty()) m_seed->setText(QString::number(Settings().seed));
    Q_EMIT generateRequested(settings());
}

bool PromptPanel::eventFilter(QObject* watched, QEvent* event) {
    const bool isKey =
        event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride;
    if (!isKey) return QWidget::eventFilter(watched, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    const bool isReturn = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
    if (!isReturn || !(key->modifiers() & Qt::ControlModifier))
        return QWidget::eventFilter(watched, event);
    event->accept();
    if (event->type() == QEvent::KeyPress) generate();
    return true;
}

}  // namespace widgets
