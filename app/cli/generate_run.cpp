// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/generate_run.h"

#include "cli/array_run.h"
#include "cli/edit_options.h"
#include "cli/picture_run.h"

#include <io/npz.h>
#include <io/picture.h>
#include <model/configs.h>
#include <model/layer_selection.h>
#include <model/sampler_config.h>

#include <cstdio>
#include <cstring>
#include <stop_token>

namespace app {
namespace {

using engine::Error;
using engine::ErrorCode;
using engine::NdArray;
using engine::Status;

constexpr int kProbingSteps = 15;  // reference/probing.md, section 1

engine::Result<engine::PixelSize> sizeOf(const std::string& text, int nativeSide) {
    const auto choice = core::SizeChoice::parse(text);
    if (!choice) return choice.error();
    using Kind = core::SizeChoice::Kind;
    if (choice->kind == Kind::Native) return engine::PixelSize{nativeSide, nativeSide};
    if (choice->kind == Kind::Exact) return choice->exact;
    return Error{ErrorCode::Usage, "--size keep needs a picture; generate takes native, N or WxH."};
}

/// uint8 [H, W, 3] as a picture.
core::Picture pictureOf(const NdArray& pixels) {
    core::Picture picture;
    picture.size = {int(pixels.shape()[1]), int(pixels.shape()[0])};
    picture.rgb.resize(pixels.count());
    std::memcpy(picture.rgb.data(), pixels.bytes().data(), picture.rgb.size());
    return picture;
}

/// "step_003" + \a ending: the sampler's loop index.
std::string stepName(int index, const char* ending) {
    char name[32];
    std::snprintf(name, sizeof name, "step_%03d%s", index, ending);
    return name;
}

/// [1, ...] each -> [S, ...].
NdArray stacked(const std::vector<NdArray>& rows) {
    auto shape = rows.front().shape();
    shape.front() = std::int64_t(rows.size());
    std::vector<float> values;
    for (const auto& row : rows)
        values.insert(values.end(), row.floats().begin(), row.floats().end());
    return NdArray::fromFloats(std::move(shape), std::move(values));
}

void addIfThere(engine::NamedArrays& arrays, const char* name,
                const std::optional<NdArray>& array) {
    if (array) arrays.emplace_back(name, *array);
}

}  // namespace

engine::Result<ExitCode> GenerateRun::run() {
    if (auto ready = prepare(); !ready) return ready.error();
    const auto generation = compute();
    m_progress.clear();
    if (!m_written) return m_written.error();
    if (!generation) return generation.error();
    if (auto written = writeResults(*generation); !written) return written.error();
    return ExitCode::Ok;
}

/// All that can be checked without libtorch.
Status GenerateRun::prepare() {
    std::error_code ignored;
    if (std::filesystem::exists(m_options.out, ignored) &&
        !std::filesystem::is_directory(m_options.out, ignored))
        return Error{ErrorCode::Usage,
                     m_options.out.string() + " is a file; generate writes into a folder."};
    auto access = ModelAccess::open(m_options.model, m_options.compute.sources);
    if (!access) return access.error();
    m_access.emplace(std::move(*access));
    for (const char* needed : {"unet", "vae", "text_encoder", "tokenizer", "scheduler"})
        if (const auto part = m_access->component(needed); !part) return part.error();
    if (auto said = m_access->sayWhatIsCutOff({m_options.prompt}); !said) return said;
    if (auto ready = prepareRequest(); !ready) return ready;
    const auto all = m_access->unetLayers(m_access->latentGrid(m_request.size));
    if (!all) return all.error();
    if (!m_options.layers.empty()) {
        auto layers = engine::selectLayers(m_options.layers, *all);
        if (!layers) return layers.error();
        m_layers = std::move(*layers);
    }
    auto edits = readEdits(m_options.edits, *all);
    if (!edits) return edits.error();
    m_request.edits = std::move(*edits);
    if (auto made = makeFolder(m_options.out); !made) return made;
    return describe();
}

Status GenerateRun::prepareRequest() {
    const auto size = sizeOf(m_options.size, m_access->info().nativeSide);
    if (!size) return size.error();
    const auto published = publishedSettings();
    if (!published) return published.error();
    m_request.prompt = m_options.prompt;
    m_request.negativePrompt = m_options.negativePrompt;
    m_request.steps = m_options.steps.value_or(published->steps);
    m_request.guidance = m_options.guidance.value_or(published->guidance);
    m_request.seed = m_options.seed;
    m_request.rng = rngNamed(m_options.rng);
    m_request.scheduler = m_options.scheduler;
    m_request.eta = m_options.eta;
    m_request.size = *size;
    m_request.decodesSteps = m_options.hasIntermediates;
    if (m_options.latents.empty()) return {};
    const auto file = ArrayInputs::read(m_options.latents);
    if (!file) return file.error();
    auto latents = file->required("initial_latents", 4);
    if (!latents) return latents.error();
    m_request.initialLatents = std::move(*latents);
    return {};
}

engine::Result<PublishedSettings> GenerateRun::publishedSettings() const {
    if (engine::hasRealTimesteps(m_options.scheduler)) return PublishedSettings{kProbingSteps, 7.5};
    const auto& info = m_access->info();
    const auto& scheduler = *info.component("scheduler");
    const auto json = engine::readConfig(scheduler);
    if (!json) return json.error();
    const auto config = engine::SamplerConfig::fromJson(*json, engine::configNameOf(scheduler));
    if (!config) return config.error();
    if (config->spacing == engine::TimestepSpacing::Trailing) return PublishedSettings{4, 0};
    return info.component("text_encoder_2") ? PublishedSettings{40, 5} : PublishedSettings{};
}

Status GenerateRun::describe() {
    const bool isGiven = m_request.initialLatents.has_value();
    auto inputs = std::vector<std::filesystem::path>();
    if (isGiven) inputs.push_back(m_options.latents);
    for (auto& file : editedFrom(m_options.edits)) inputs.push_back(std::move(file));
    const auto& info = m_access->info();
    auto p = core::Provenance::begin("generate", info,
                                     {"text_encoder", "text_encoder_2", "unet", "vae"}, inputs);
    if (!p) return p.error();
    auto& o = p->options;
    o["prompt"] = m_request.prompt;
    if (m_request.negativePrompt)
        o["negative_prompt"] = *m_request.negativePrompt;
    else
        o["negative_prompt"] = nullptr;
    o["steps"] = m_request.steps;
    o["guidance"] = m_request.guidance;
    o["seed"] = m_request.seed;
    o["rng"] = m_options.rng;
    o["scheduler"] = m_request.scheduler.empty() ? info.schedulerClass : m_request.scheduler;
    o["eta"] = m_request.eta;
    o["size"] = std::to_string(m_request.size.width) + "x" + std::to_string(m_request.size.height);
    o["latents"] = isGiven ? "given" : "seeded";
    o["layers"] = namesOf(m_layers);
    if (!m_options.edits.empty()) o["edits"] = m_options.edits;
    o.update(m_options.compute.toJson());
    m_provenance = p->toJson();
    return {};
}

engine::Result<engine::Generation> GenerateRun::compute() {
    auto model = m_access->load(m_options.compute.loadOptions());
    if (!model) return model.error();
    const std::stop_callback stopOnInterrupt(m_interrupt.token(),
                                             [this] { m_stop.request_stop(); });
    engine::GenerationObserver observer;
    observer.layers = pathsOf(m_layers);
    observer.sink = [this](int, const engine::LayerPath& path, NdArray activation) {
        m_activations.emplace_back(path.text(), std::move(activation));
    };
    observer.stepDone = [this](const engine::GenerationStep& step) { keepStep(step); };
    const double steps = m_request.steps;
    m_progress.begin("generating", {0, steps, steps, "step"});
    observer.progress = [this](double fraction) { m_progress.update(fraction); };
    observer.stop = m_stop.get_token();
    return (*model)->generate(m_request, observer);
}

void GenerateRun::keepStep(const engine::GenerationStep& step) {
    if (m_written) m_written = writeStep(step);
    if (!m_written) m_stop.request_stop();
    m_activations.clear();
}

Status GenerateRun::writeStep(const engine::GenerationStep& step) {
    if (m_options.hasIntermediates) {
        m_originals.push_back(step.predictedOriginal);
        const auto noisy = m_options.out / stepName(step.index, "_latent.png");
        if (auto s = core::writePng(noisy, pictureOf(*step.image), m_provenance); !s) return s;
        const auto clean = m_options.out / stepName(step.index, "_x0.png");
        if (auto s = core::writePng(clean, pictureOf(*step.originalImage), m_provenance); !s)
            return s;
    }
    if (m_layers.empty()) return {};
    engine::NamedArrays arrays = {{"timestep", NdArray::fromFloats({}, {float(step.timestep)})},
                                  {"unet_input", step.unetInput},
                                  {"unet_output", step.unetOutput}};
    for (auto& activation : m_activations) arrays.push_back(std::move(activation));
    return core::writeNpz(m_options.out / stepName(step.index, ".npz"), arrays, m_provenance);
}

Status GenerateRun::writeResults(const engine::Generation& g) {
    engine::NamedArrays arrays = {{"initial_latents", g.initialLatents},
                                  {"timesteps", g.timesteps},
                                  {"latents", g.latents},
                                  {"decoded", g.decoded},
                                  {"image_uint8", g.image},
                                  {"prompt_embeds", g.promptEmbeds}};
    addIfThere(arrays, "negative_prompt_embeds", g.negativePromptEmbeds);
    addIfThere(arrays, "pooled_prompt_embeds", g.pooledPromptEmbeds);
    addIfThere(arrays, "negative_pooled_prompt_embeds", g.negativePooledPromptEmbeds);
    if (!m_originals.empty()) arrays.emplace_back("pred_original_sample", stacked(m_originals));
    if (auto s = core::writeNpz(m_options.out / "run.npz", arrays, m_provenance); !s) return s;
    return core::writePng(m_options.out / "image.png", pictureOf(g.image), m_provenance);
}

}  // namespace app
