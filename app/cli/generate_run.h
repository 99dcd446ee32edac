// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/common_options.h"
#include "cli/console.h"
#include "cli/exit_codes.h"
#include "cli/interrupt.h"
#include "cli/model_access.h"

#include <base/result.h>
#include <extraction/engine.h>
#include <io/provenance.h>

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace app {

/// What `denoscope generate` was asked for.
struct GenerateOptions {
    std::filesystem::path model, out;
    std::string prompt;
    std::optional<std::string> negativePrompt;
    std::optional<int> steps;        ///< absent: what the model is published with
    std::optional<double> guidance;  ///< the same
    std::uint64_t seed = 42;
    std::string rng = "torch-cpu";
    std::string scheduler;  ///< samplerClass(); empty: the model's
    double eta = 0;
    std::string size = "native";
    std::filesystem::path latents;
    bool hasIntermediates = false;
    std::vector<std::string> layers;
    std::vector<std::string> edits;  ///< as engine::EditSpec reads them
    ComputeOptions compute;
};

/// Steps and guidance that a model is published with (reference/anomalies.md, section 2): distilled
/// models, which "trailing" spacing tells, take 4 and none; SDXL 40 and 5; others 50 and 7.5.
struct PublishedSettings {
    int steps = 50;
    double guidance = 7.5;
};

/// One run from text to picture into a folder: step by step what was asked for, then `run.npz` and
/// `image.png`. A run that ends early leaves the files of its complete steps.
class GenerateRun {
public:
    explicit GenerateRun(const GenerateOptions& options) : m_options(options) {}

    engine::Result<ExitCode> run();

private:
    engine::Status prepare();
    engine::Status prepareRequest();
    engine::Result<PublishedSettings> publishedSettings() const;
    engine::Status describe();
    engine::Result<engine::Generation> compute();
    void keepStep(const engine::GenerationStep& step);
    engine::Status writeStep(const engine::GenerationStep& step);
    engine::Status writeResults(const engine::Generation& generation);

    const GenerateOptions& m_options;
    std::optional<ModelAccess> m_access;
    std::vector<engine::LayerInfo> m_layers;
    engine::GenerateRequest m_request;
    std::string m_provenance;
    Interrupt m_interrupt;
    std::stop_source m_stop;  // also ends the run when a step's files cannot be written
    Progress m_progress;
    engine::NamedArrays m_activations;         // of the step that is running
    std::vector<engine::NdArray> m_originals;  // predicted x0 per step, with --intermediates
    engine::Status m_written;
};

}  // namespace app
