// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/generation_controller.h"

#include "gui/picture_controller.h"

#include <model/sampler_config.h>

namespace app {

namespace {

/// The first words of a prompt: what the list of pictures calls it.
QString nameOf(const QString& prompt) {
    constexpr int longest = 32;
    const auto text = prompt.simplified();
    if (text.isEmpty()) return GenerationController::tr("generated");
    return text.size() <= longest ? text : text.left(longest - 1) + QStringLiteral("…");
}

}  // namespace

GenerationController::GenerationController(core::Exploration* exploration,
                                           core::CaptureRunner* runner, PictureController* pictures,
                                           widgets::PromptPanel* panel, QObject* parent)
    : QObject(parent), m_exploration(exploration), m_pictures(pictures), m_panel(panel) {
    const auto names = QString::fromStdString(engine::samplerNames());
    QStringList samplers = {tr("the model's")};
    for (const auto& name : names.split(QLatin1Char(','), Qt::SkipEmptyParts))
        samplers << name.trimmed();
    panel->setSamplers(samplers, samplers.front());
    panel->setEnabledReason(tr("Open a model first."));
    connect(panel, &widgets::PromptPanel::generateRequested, this, &GenerationController::generate);
    connect(runner, &core::CaptureRunner::stepDone, this, [this](int subject, const auto& step) {
        m_exploration->addStep(subject, step);
        m_pictures->renewThumbnail(subject);
    });
}

void GenerationController::setModel(const engine::ModelInfo& model) {
    m_model = model;
    const bool isWhole = model.component("text_encoder") && model.component("vae");
    m_panel->setEnabledReason(isWhole ? QString()
                                      : tr("This model has no text encoder or no VAE."));
}

void GenerationController::generate(const widgets::PromptPanel::Settings& settings) {
    if (!m_model) return;
    core::GenerationTask task;
    auto& request = task.request;
    request.prompt = settings.prompt.toStdString();
    if (!settings.negativePrompt.isEmpty())
        request.negativePrompt = settings.negativePrompt.toStdString();
    request.steps = settings.steps;
    request.guidance = settings.guidance;
    request.seed = settings.seed;
    if (settings.sampler != tr("the model's")) request.scheduler = settings.sampler.toStdString();
    request.size = {m_model->nativeSide, m_model->nativeSide};
    task.isUnconditional = settings.isUnconditional;
    const auto name = nameOf(settings.prompt);
    const int subject = m_exploration->addGeneration(name, task);
    m_pictures->addGeneration(subject, name);
    m_exploration->show(subject);
}

}  // namespace app
