// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command.h"
#include "cli/edit_options.h"
#include "cli/generate_run.h"

#include <model/sampler_config.h>

#include <CLI/CLI.hpp>

#include <memory>

namespace app {
namespace {

/// CLI11 words a wrong name itself; samplerClass() knows the right ones.
std::string checkScheduler(const std::string& word) {
    const auto known = engine::samplerClass(word);
    return known ? std::string() : known.error().message;
}

void addSamplerOptions(CLI::App& command, GenerateOptions& options) {
    command
        .add_option("--steps", options.steps,
                    "Steps of the sampler; default: 4 for distilled models (trailing spacing), "
                    "40 for SDXL, 15 for lms-real, else 50")
        ->check(CLI::Range(1, 1000));
    command
        .add_option("--guidance", options.guidance,
                    "Scale of classifier-free guidance, 1 or less: none; default: 0 for "
                    "distilled models, 5 for SDXL, else 7.5")
        ->check(CLI::Range(0.0, 1000.0));
    command.add_option("--seed", options.seed, "Of the initial latents and the sampler's noise")
        ->capture_default_str();
    addRngOption(command, options.rng);
    command
        .add_option("--scheduler", options.scheduler,
                    "Another sampler than the model's: " + engine::samplerNames())
        ->check(checkScheduler);
    command.add_option("--eta", options.eta, "DDIM: 0 adds no noise, 1 as much as DDPM")
        ->check(CLI::Range(0.0, 1.0))
        ->capture_default_str();
}

}  // namespace

void addGenerateCommand(CLI::App& app, Command& chosen) {
    auto options = std::make_shared<GenerateOptions>();
    auto* command = app.add_subcommand("generate", "From text to a picture, step by step");
    command->add_option("MODEL", options->model, "Model folder or cache entry")->required();
    command->add_option("--prompt", options->prompt, "What the picture is to show")->required();
    command->add_option("--negative-prompt", options->negativePrompt,
                        "What guidance leads away from; for SDXL, absent and empty differ");
    addSamplerOptions(*command, *options);
    command->add_option("--size", options->size, "native, N or WxH")->capture_default_str();
    command->add_option("--latents", options->latents,
                        "NPZ with initial_latents (standard normal), instead of a seed");
    command->add_flag("--intermediates", options->hasIntermediates,
                      "Also a picture of every step's latent and of its predicted x0");
    addLayersOption(*command, options->layers);
    addEditOption(*command, options->edits);
    addOutOption(*command, options->out, "Folder for image.png, run.npz and the steps");
    addComputeOptions(*command, options->compute);
    addUnetOption(*command, options->compute.sources);
    addVaeOption(*command, options->compute.sources);
    command->callback([&chosen, options] {
        chosen = [options]() -> engine::Result<ExitCode> { return GenerateRun(*options).run(); };
    });
}

}  // namespace app
