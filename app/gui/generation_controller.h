// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifndef Q_MOC_RUN
#include <explore/capture_runner.h>
#include <explore/exploration.h>
#include <model/model_info.h>
#include <panels/prompt_panel.h>
#endif

#include <QObject>

#include <optional>

namespace app {

class PictureController;

/// Pictures from prompts: each becomes a subject whose columns are the sampler's steps, filled as
/// they are computed.
class GenerationController : public QObject {
    Q_OBJECT

public:
    GenerationController(core::Exploration* exploration, core::CaptureRunner* runner,
                         PictureController* pictures, widgets::PromptPanel* panel,
                         QObject* parent = nullptr);

    void setModel(const engine::ModelInfo& model);

private:
    void generate(const widgets::PromptPanel::Settings& settings);

    core::Exploration* m_exploration;
    PictureController* m_pictures;
    widgets::PromptPanel* m_panel;
    std::optional<engine::ModelInfo> m_model;
};

}  // namespace app
