// SPDX-License-Identifier: GPL-3.0-or-later
// From text to picture.
#include "base/guarded.h"
#include "extraction/local_model.h"
#include "extraction/observed_runs.h"
#include "model/inference.h"
#include "model/sampler.h"
#include "tensor/random.h"
#include "tensor/tensor_bridge.h"

#include <ATen/ATen.h>

namespace engine {
namespace {

constexpr double kTextShare = 0.02,
                 kDecodeShare = 0.08;  // of the progress; the steps have the rest

Observation watching(const GenerationObserver& observer) {
    Observation watch;
    watch.stop = observer.stop;
    watch.progress = observer.progress;
    return watch;
}

Status checkSize(PixelSize size, int scale) {
    if (size.width >= scale && size.height >= scale && size.width % scale == 0 &&
        size.height % scale == 0)
        return {};
    return Error{ErrorCode::Usage, "The picture is to be " + std::to_string(size.width) + " x " +
                                       std::to_string(size.height) +
                                       " px; both sides must be multiples of " +
                                       std::to_string(scale) + "."};
}

/// One run: text, noise, sampler and networks of a request.
class GenerationRun {
public:
    GenerationRun(Components& parts, const GenerateRequest& request,
                  const GenerationObserver& observer)
        : m_parts(parts), m_request(request), m_observer(observer), m_watch(watching(observer)) {}

    /// Everything that can fail before the first step.
    Status prepare() {
        const auto vae = m_parts.vae();
        if (!vae) return vae.error();
        m_vae = *vae;
        if (auto sound = checkSize(m_request.size, m_vae->facts().scale); !sound) return sound;
        if (auto made = makeSampler(); !made) return made;
        if (auto drawn = takeInitialLatents(); !drawn) return drawn;
        const auto unet = m_parts.unet();
        if (!unet) return unet.error();
        m_unet = *unet;
        return prepareText();
    }

    Status runSteps() {
        auto x = m_initial * m_sampler->initNoiseSigma();
        for (int i = 0; i < stepCount(); ++i)
            if (auto done = step(i, x); !done) return done;
        m_final = x;
        return {};
    }

    Result<Generation> result() {
        const auto decoded = decodeScaled(m_parts, m_final, partOf(m_watch, 1 - kDecodeShare, 1));
        if (!decoded) return decoded.error();
        Generation g;
        g.initialLatents = toArray(m_initial);
        g.timesteps = toArray(at::tensor(m_sampler->timesteps()));
        g.latents = toArray(at::cat(m_latents));
        g.decoded = toArray(*decoded);
        g.image = pixelsOf(*decoded);
        g.promptEmbeds = toArray(m_prompt.text);
        if (m_negative.text.defined()) g.negativePromptEmbeds = toArray(m_negative.text);
        if (m_prompt.pooled.defined()) g.pooledPromptEmbeds = toArray(m_prompt.pooled);
        if (m_negative.pooled.defined()) g.negativePooledPromptEmbeds = toArray(m_negative.pooled);
        return g;
    }

private:
    int stepCount() const { return int(m_sampler->timesteps().size()); }
    bool isGuided() const { return m_request.guidance > 1; }

    Status makeSampler() {
        const auto config = m_parts.samplerConfig(m_request.scheduler);
        if (!config) return config.error();
        m_noise = makeNoiseSource(m_request.rng, m_request.seed);
        SamplerOptions options;
        options.eta = m_request.eta;
        auto sampler = engine::makeSampler(
            *config, m_request.steps,
            [this](at::IntArrayRef shape) { return m_noise->normal(shape); }, options);
        if (!sampler) return sampler.error();
        m_sampler = std::move(*sampler);
        return {};
    }

    /// The sampler's later draws follow this one from the same generator, as in the pipelines.
    Status takeInitialLatents() {
        const int scale = m_vae->facts().scale;
        const std::vector<std::int64_t> shape = {1, m_vae->facts().latentChannels,
                                                 m_request.size.height / scale,
                                                 m_request.size.width / scale};
        const auto& given = m_request.initialLatents;
        if (given && given->shape() != shape)
            return wrongShape("initial_latents", shapeText(shape), *given);
        m_initial = given ? toFloatTensor(*given) : m_noise->normal(shape);
        return {};
    }

    Status prepareText() {
        const auto watch = partOf(m_watch, 0, kTextShare);
        const auto prompt = embedPrompt(m_parts, m_request.prompt, watch);
        if (!prompt) return prompt.error();
        m_prompt = *prompt;
        if (!isGuided()) return {};
        const auto negative = embedNegative(m_parts, m_request.negativePrompt, m_prompt, watch);
        if (!negative) return negative.error();
        m_negative = *negative;
        return {};
    }

    /// [B, ...]: the unconditional half first.
    at::Tensor halves(const at::Tensor& negative, const at::Tensor& positive) const {
        return isGuided() ? at::cat({negative, positive}) : positive;
    }

    UnetConditioning conditioningAt(float timestep) const {
        const int batch = isGuided() ? 2 : 1;
        UnetConditioning conditioning{
            at::full({batch}, timestep), halves(m_negative.text, m_prompt.text), {}, {}};
        if (m_unet->config().hasTextTimeEmbedding && m_prompt.pooled.defined()) {
            conditioning.textEmbeds = halves(m_negative.pooled, m_prompt.pooled);
            conditioning.timeIds = timeIdsOf(m_request.size).expand({batch, 6});
        }
        return conditioning;
    }

    Observation watchStep(int index) const {
        const double share = (1 - kTextShare - kDecodeShare) / stepCount();
        auto watch = partOf(m_watch, kTextShare + share * index, kTextShare + share * (index + 1));
        watch.layers = m_observer.layers;
        watch.sink = [this, index](const LayerPath& path, NdArray activation) {
            m_observer.sink(index, path, std::move(activation));
        };
        return watch;
    }

    Status step(int index, at::Tensor& x) {
        const float timestep = m_sampler->timesteps()[std::size_t(index)];
        const auto scaled = m_sampler->scaleInput(isGuided() ? at::cat({x, x}) : x, index);
        const auto output = runObserved(m_parts, scaled, conditioningAt(timestep), watchStep(index),
                                        m_request.edits);
        if (!output) return output.error();
        auto prediction = *output;
        if (isGuided()) {
            const auto half = output->chunk(2);
            prediction = half[0] + m_request.guidance * (half[1] - half[0]);
        }
        const auto done = m_sampler->step(prediction, index, x);
        x = done.previous;
        m_latents.push_back(x);
        return report(index, timestep, scaled, *output, done);
    }

    Status report(int index, float timestep, const at::Tensor& input, const at::Tensor& output,
                  const Sampler::Step& done) {
        if (!m_observer.stepDone) return {};
        GenerationStep step;
        step.index = index;
        step.count = stepCount();
        step.timestep = timestep;
        step.unetInput = toArray(input);
        step.unetOutput = toArray(output);
        step.latents = toArray(done.previous);
        step.predictedOriginal = toArray(done.predictedOriginal);
        if (m_request.decodesSteps) {
            Observation watch;
            watch.stop = m_observer.stop;
            const auto image = decodeScaled(m_parts, done.previous, watch);
            if (!image) return image.error();
            const auto original = decodeScaled(m_parts, done.predictedOriginal, watch);
            if (!original) return original.error();
            step.image = pixelsOf(*image);
            step.originalImage = pixelsOf(*original);
        }
        m_observer.stepDone(step);
        return {};
    }

    Components& m_parts;
    const GenerateRequest& m_request;
    const GenerationObserver& m_observer;
    Observation m_watch;
    const Autoencoder* m_vae = nullptr;
    const Unet* m_unet = nullptr;
    std::unique_ptr<NoiseSource> m_noise;
    std::unique_ptr<Sampler> m_sampler;
    PromptEmbedding m_prompt, m_negative;  // the latter undefined without guidance
    at::Tensor m_initial, m_final;
    std::vector<at::Tensor> m_latents;
};

}  // namespace

Result<Generation> LocalModel::generate(const GenerateRequest& request,
                                        const GenerationObserver& observer) {
    return guarded("Generating a picture", [&]() -> Result<Generation> {
        const Inference inference;
        GenerationRun run(m_parts, request, observer);
        if (auto ready = run.prepare(); !ready) return ready.error();
        if (auto done = run.runSteps(); !done) return done.error();
        return run.result();
    });
}

}  // namespace engine
