// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/settings_controller.h"

#include "gui/actions.h"

#include <explore/prompt_words.h>
#include <explore/subject.h>

#include <QAction>
#include <QActionGroup>
#include <QInputDialog>
#include <QtConcurrentRun>

namespace app {

namespace {

/// What the U-Net is told beside the subject.
std::string promptOf(const core::Subject* subject, const engine::ExtractionRequest& settings) {
    if (!subject || !subject->isGeneration) return settings.prompt;
    const auto& request = subject->task.request;
    const bool isGuided = request.guidance > 1;
    return isGuided && subject->task.isUnconditional ? request.negativePrompt.value_or("")
                                                     : request.prompt;
}

}  // namespace

SettingsController::SettingsController(Actions* actions, QWidget* window, QObject* parent)
    : QObject(parent), m_window(window), m_actions(actions) {
    connect(actions->prompt, &QAction::triggered, this, &SettingsController::askPrompt);
    connect(actions->seed, &QAction::triggered, this, &SettingsController::askSeed);
    connect(actions->protocols, &QActionGroup::triggered, this, [this](QAction* action) {
        setSettings(withProtocol(m_settings, action->data().toInt() == 1));
    });
    connect(&m_reading, &QFutureWatcherBase::finished, this, [this] {
        m_words = m_reading.result();
        Q_EMIT wordsRead();
    });
}

void SettingsController::setSettings(const engine::ExtractionRequest& settings) {
    m_settings = settings;
    const bool isPaper = settings.pixelRange == engine::PixelRange::Paper;
    for (auto* action : m_actions->protocols->actions())
        action->setChecked((action->data().toInt() == 1) == isPaper);
    Q_EMIT changed();
}

engine::ExtractionRequest SettingsController::withProtocol(engine::ExtractionRequest changed,
                                                           bool isPaper) {
    changed.pixelRange = isPaper ? engine::PixelRange::Paper : engine::PixelRange::Standard;
    changed.latent = isPaper ? engine::LatentMode::Sample : engine::LatentMode::Mean;
    changed.eulerInputScaling = isPaper;
    changed.textTimeConditioning = !isPaper;
    return changed;
}

void SettingsController::readWords(const engine::ModelInfo& model, const core::Subject* subject) {
    const auto prompt = QString::fromStdString(promptOf(subject, m_settings));
    m_reading.setFuture(
        QtConcurrent::run([model, prompt] { return core::promptWords(model, prompt); }));
}

void SettingsController::askPrompt() {
    auto* dialog = new QInputDialog(m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Prompt for pictures"));
    dialog->setLabelText(tr(
        "What the U-Net is told beside a picture. The study uses the empty prompt; words matter\n"
        "for cross-attention maps."));
    dialog->setTextValue(QString::fromStdString(m_settings.prompt));
    connect(dialog, &QInputDialog::textValueSelected, this, [this](const QString& text) {
        auto changed = m_settings;
        changed.prompt = text.toStdString();
        setSettings(changed);
    });
    dialog->open();
}

void SettingsController::askSeed() {
    auto* dialog = new QInputDialog(m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setInputMode(QInputDialog::IntInput);
    dialog->setWindowTitle(tr("Seed of the noise"));
    dialog->setLabelText(tr("The noise that is added to pictures is drawn from this seed."));
    dialog->setIntRange(0, 2147483647);
    dialog->setIntValue(int(m_settings.seed));
    connect(dialog, &QInputDialog::intValueSelected, this, [this](int value) {
        auto changed = m_settings;
        changed.seed = std::uint64_t(value);
        setSettings(changed);
    });
    dialog->open();
}

}  // namespace app
