// SPDX-License-Identifier: GPL-3.0-or-later
// Text to image: every step of whole runs of the pipelines.
#include "golden_groups.h"

#include <algorithm>
#include <cmath>

namespace golden {
namespace {

struct Run {
    std::string file, model;
    engine::GenerateRequest request;
};

/// What golden's manifest says of each run.
Run run(std::string model, std::string file, std::optional<std::string> negative, int steps,
        double guidance, engine::PixelSize size, std::uint64_t seed, std::string scheduler = {}) {
    engine::GenerateRequest request;
    request.prompt = "a photo of a cat";
    request.negativePrompt = std::move(negative);
    request.steps = steps;
    request.guidance = guidance;
    request.size = size;
    request.seed = seed;
    request.scheduler = std::move(scheduler);
    return {std::move(file), std::move(model), std::move(request)};
}

std::vector<Run> allRuns() {
    return {
        run("tiny-sd15", "txt2img_0_steps4_g7.5", "", 4, 7.5, {64, 64}, 42),
        run("tiny-sd15", "txt2img_1_steps10_g7.5", "blurry, low quality", 10, 7.5, {96, 64}, 43),
        run("tiny-sd15", "txt2img_2_steps4_g1", "", 4, 1, {64, 64}, 44),
        run("tiny-sd15", "txt2img_ddim_steps5_g7.5", "", 5, 7.5, {64, 64}, 50, "DDIMScheduler"),
        run("tiny-sd15", "txt2img_dpm_steps5_g7.5", "", 5, 7.5, {64, 64}, 51, "dpm"),
        run("tiny-sd21", "txt2img_0_steps5_g7.5", "", 5, 7.5, {64, 64}, 42),
        run("tiny-sdturbo", "txt2img_0_steps1_g0", "", 1, 0, {64, 64}, 42),
        run("tiny-sdturbo", "txt2img_1_steps4_g0", "", 4, 0, {64, 64}, 43),
        run("tiny-sdxl", "txt2img_0_steps3_g5", std::nullopt, 3, 5, {64, 64}, 42),
        run("tiny-sdxl", "txt2img_1_steps3_g5", "ugly", 3, 5, {64, 96}, 43),
        run("tiny-sdxl", "txt2img_2_steps2_g0", std::nullopt, 2, 0, {64, 64}, 44)};
}

/// Row \a index of an array over steps; golden keeps [S, L, h, w] of one picture and [S, B, L, h,
/// w] of a batch.
NdArray row(const NdArray& all, int index, const std::vector<std::int64_t>& shape) {
    const auto bytes = all.bytes().size() / std::size_t(all.shape().front());
    return NdArray(all.dtype(), shape, all.owner(),
                   all.bytes().data() + bytes * std::size_t(index));
}

/// How many of the picture's bytes differ, as a share; rounding may move a value by one.
double pixelDeviation(const NdArray& ours, const NdArray& theirs) {
    if (ours.shape() != theirs.shape()) return 1;
    double worst = 0;
    for (std::size_t i = 0; i < ours.count(); ++i)
        worst = std::max(worst, std::abs(double(ours.bytes()[i]) - double(theirs.bytes()[i])));
    return worst <= 1 ? 0 : worst / 255;
}

void addOptional(Comparison& c, const std::string& name, const std::optional<NdArray>& ours,
                 const NamedArrays& arrays) {
    const auto* theirs = engine::findArray(arrays, name);
    c.addDeviation(name + " is there or not", ours.has_value() == (theirs != nullptr) ? 0 : 1);
    if (ours && theirs) c.add(name, *ours, *theirs);
}

void checkRun(Comparison& c, const Run& what) {
    const auto arrays = load(c, "expected/" + what.model + "/" + what.file + ".npz");
    const OpenModel m(c, root() / "models" / what.model);
    if (!m.model) return;
    const auto inputs = need(c, arrays, "unet_input"), outputs = need(c, arrays, "unet_output");
    engine::GenerationObserver observer;
    observer.stepDone = [&](const engine::GenerationStep& step) {
        const auto name = "step " + std::to_string(step.index);
        if (step.index >= inputs.shape().front()) return c.fail(name, "one step too many");
        c.add(name + " unet_input", step.unetInput,
              row(inputs, step.index, step.unetInput.shape()));
        c.add(name + " unet_output", step.unetOutput,
              row(outputs, step.index, step.unetOutput.shape()));
    };
    const auto g = m.model->generate(what.request, observer);
    if (!g) return c.fail(what.file, g.error().message);
    c.add("initial_latents", g->initialLatents, need(c, arrays, "initial_latents"));
    c.add("timesteps", g->timesteps, need(c, arrays, "timesteps"));
    c.add("latents", g->latents, need(c, arrays, "latents"));
    c.add("decoded", g->decoded, need(c, arrays, "decoded"));
    c.addDeviation("image_uint8", pixelDeviation(g->image, need(c, arrays, "image_uint8")));
    c.add("prompt_embeds", g->promptEmbeds, need(c, arrays, "prompt_embeds"));
    addOptional(c, "negative_prompt_embeds", g->negativePromptEmbeds, arrays);
    addOptional(c, "pooled_prompt_embeds", g->pooledPromptEmbeds, arrays);
    addOptional(c, "negative_pooled_prompt_embeds", g->negativePooledPromptEmbeds, arrays);
}

/// One picture of an array [S, 2, L, h, w] over steps and halves: [1, L, h, w].
NdArray halfOf(const NdArray& all, int step, int half) {
    const auto& s = all.shape();
    const NdArray flat(all.dtype(), {s[0] * s[1], s[2], s[3], s[4]}, all.owner(),
                       all.bytes().data());
    return row(flat, 2 * step + half, {1, s[2], s[3], s[4]});
}

NdArray filledLike(const NdArray& a, float value) {
    return NdArray::fromFloats(a.shape(), std::vector<float>(a.count(), value));
}

/// The noise with which \a model takes the picture of \a request to \a target: latents times s
/// plus noise times r, of which noise 0 and noise 1 show both.
engine::Result<NdArray> noiseTowards(engine::Model& model, engine::ExtractionRequest request,
                                     const NdArray& target) {
    request.ddimNoise = filledLike(target, 0);
    const auto clean = model.extract(request, {});
    if (!clean) return clean.error();
    request.ddimNoise = filledLike(target, 1);
    const auto shifted = model.extract(request, {});
    if (!shifted) return shifted.error();
    const auto base = clean->unetInput.floats(), ahead = shifted->unetInput.floats();
    std::vector<float> noise;
    for (std::size_t i = 0; i < base.size(); ++i)
        noise.push_back((target.floats()[i] - base[i]) / (ahead[i] - base[i]));
    return NdArray::fromFloats(target.shape(), std::move(noise));
}

/// What extract gives with either half, and with both, against a step of the pipeline.
void checkHalvesAt(Comparison& c, engine::Model& model, const Run& what, const NamedArrays& arrays,
                   int step) {
    const auto target = halfOf(need(c, arrays, "unet_input"), step, 0);
    const auto outputs = need(c, arrays, "unet_output");
    const auto timesteps = need(c, arrays, "timesteps").toFloats();
    engine::ExtractionRequest request;
    request.size = what.request.size;
    request.rgb.assign(std::size_t(request.size.width * request.size.height) * 3, 90);
    request.prompt = what.request.prompt;
    request.negativePrompt = what.request.negativePrompt;
    request.timestep = int((*timesteps)[std::size_t(step)]);
    const auto noise = noiseTowards(model, request, target);
    if (!noise) return c.fail(what.file, noise.error().message);
    request.ddimNoise = *noise;
    const auto run = [&](engine::GuidanceHalf half, const std::string& name) {
        request.half = half;
        Activations seen;
        const auto e = model.extract(request, observe({"conv_out"}, seen));
        if (!e) c.fail(name, e.error().message);
        if (e) c.add(name + " unet_input", e->unetInput, target);
        return seen["conv_out"];
    };
    const auto at = "step " + std::to_string(step);
    using enum engine::GuidanceHalf;
    c.add(at + " unconditional", run(Unconditional, at), halfOf(outputs, step, 0));
    c.add(at + " conditional", run(Conditional, at), halfOf(outputs, step, 1));
    const auto& s = outputs.shape();
    c.add(at + " both", run(Both, at), row(outputs, step, {2, s[2], s[3], s[4]}));
}

void checkHalves(Comparison& c, const Run& what) {
    const auto arrays = load(c, "expected/" + what.model + "/" + what.file + ".npz");
    const OpenModel m(c, root() / "models" / what.model);
    if (!m.model) return;
    const auto steps = need(c, arrays, "timesteps").shape().front();
    for (int step = 0; step < int(steps); ++step) checkHalvesAt(c, *m.model, what, arrays, step);
}

}  // namespace

std::vector<Group> generationGroups() {
    std::vector<Group> all;
    for (const auto& what : allRuns())
        all.push_back({what.model + "/" + what.file, kTolerance,
                       [what](Comparison& c) { checkRun(c, what); }});
    for (const auto& what : allRuns())
        if (what.request.guidance > 1)
            all.push_back({what.model + "/halves_of_" + what.file.substr(8), kTolerance,
                           [what](Comparison& c) { checkHalves(c, what); }});
    return all;
}

}  // namespace golden
