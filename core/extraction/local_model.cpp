// SPDX-License-Identifier: GPL-3.0-or-later
#include "extraction/local_model.h"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

#include "base/guarded.h"
#include "base/json.h"
#include "tensor/random.h"
#include "tensor/tensor_bridge.h"

namespace engine {
namespace {

/// The network's config.json, parsed and checked.
template <typename Config>
Result<Config> readConfig(const std::filesystem::path& file) {
    const auto json = readJsonFile(file);
    if (!json) return json.error();
    return Config::fromJson(*json, file.string());
}

/// \a observation without layers: cancel and progress in a part of the whole.
Observation partOf(const Observation& observation, double from, double to) {
    Observation part;
    part.stop = observation.stop;
    if (observation.progress)
        part.progress = [whole = observation.progress, from, to](double f) { whole(from + (to - from) * f); };
    return part;
}

Error wrongShape(const std::string& name, const std::string& expected, const NdArray& found) {
    return {ErrorCode::BadFile, "The array " + name + " should be " + expected + "; its shape is " +
                                    shapeText(found.shape()) + "."};
}

bool isImage(const NdArray& a, int channels) { return a.rank() == 4 && a.shape()[1] == channels && a.count() > 0; }

/// [H, W, 3] bytes -> [1, 3, H, W] in the range that the protocol feeds.
at::Tensor pixelTensor(const ExtractionRequest& request) {
    auto* bytes = const_cast<std::uint8_t*>(request.rgb.data());
    const auto rgb = at::from_blob(bytes, {1, request.size.height, request.size.width, 3}, at::kByte);
    const auto unit = rgb.permute({0, 3, 1, 2}).to(at::kFloat).contiguous() / 255.0;
    return request.pixelRange == PixelRange::Paper ? unit : unit * 2.0 - 1.0;
}

Result<at::Tensor> noiseOr(const std::optional<NdArray>& given, const std::string& name, const at::Tensor& drawn) {
    if (!given) return drawn;
    if (!drawn.sizes().equals(given->shape()))
        return wrongShape(name, shapeText({drawn.sizes().data(), drawn.sizes().size()}), *given);
    return toFloatTensor(*given);
}

}  // namespace

Result<const ComponentInfo*> LocalModel::component(const std::string& name) const {
    const auto* part = m_info.component(name);
    if (!part)
        return Error{ErrorCode::BadFile, m_info.folder.string() + " has no component " + name + "."};
    return part;
}

Result<WeightStore> LocalModel::openWeights(const ComponentInfo& part) const {
    return WeightStore::open(part.weightFiles, m_options.weightsAs, device());
}

Result<Unet*> LocalModel::unet() {
    if (m_unet) return m_unet.get();
    const auto part = component("unet");
    if (!part) return part.error();
    const auto config = readConfig<UnetConfig>((*part)->folder / "config.json");
    if (!config) return config.error();
    auto weights = openWeights(**part);
    if (!weights) return weights.error();
    auto built = std::make_unique<Unet>(*config, *weights);
    if (auto fits = weights->finish("U-Net"); !fits) return fits.error();
    m_unet = std::move(built);
    return m_unet.get();
}

Result<Vae*> LocalModel::vae() {
    if (m_vae) return m_vae.get();
    const auto part = component("vae");
    if (!part) return part.error();
    const auto config = readConfig<VaeConfig>((*part)->folder / "config.json");
    if (!config) return config.error();
    auto weights = openWeights(**part);
    if (!weights) return weights.error();
    auto built = std::make_unique<Vae>(*config, *weights);
    if (auto fits = weights->finish("VAE"); !fits) return fits.error();
    m_vae = std::move(built);
    return m_vae.get();
}

Result<TextEncoder*> LocalModel::textEncoder() {
    if (m_textEncoder) return m_textEncoder.get();
    const auto part = component("text_encoder");
    if (!part) return part.error();
    const auto config = readConfig<TextConfig>((*part)->folder / "config.json");
    if (!config) return config.error();
    auto weights = openWeights(**part);
    if (!weights) return weights.error();
    auto built = std::make_unique<TextEncoder>(*config, *weights);
    if (auto fits = weights->finish("text encoder"); !fits) return fits.error();
    m_textEncoder = std::move(built);
    return m_textEncoder.get();
}

Result<const Tokenizer*> LocalModel::tokenizer() {
    if (m_tokenizer) return m_tokenizer.get();
    const auto part = component("tokenizer");
    if (!part) return part.error();
    auto read = Tokenizer::fromFolder((*part)->folder);
    if (!read) return read.error();
    m_tokenizer = *read;
    return m_tokenizer.get();
}

Result<const NoiseSchedule*> LocalModel::schedule() {
    if (m_schedule) return &*m_schedule;
    const auto part = component("scheduler");
    if (!part) return part.error();
    const auto config = readConfig<ScheduleConfig>((*part)->folder / "scheduler_config.json");
    if (!config) return config.error();
    auto built = NoiseSchedule::fromConfig(*config);
    if (!built) return built.error();
    m_schedule = *built;
    return &*m_schedule;
}

Result<std::vector<LayerInfo>> LocalModel::unetLayers(PixelSize size) const {
    const auto part = component("unet");
    if (!part) return part.error();
    const auto config = readConfig<UnetConfig>((*part)->folder / "config.json");
    if (!config) return config.error();
    return engine::unetLayers(*config, TokenGrid{size.height / m_info.vaeScale, size.width / m_info.vaeScale});
}

Result<at::Tensor> LocalModel::runUnetOn(const at::Tensor& sample, const UnetConditioning& conditioning,
                                         const Observation& observation) {
    const auto network = unet();
    if (!network) return network.error();
    if (auto known = checkObservation((*network)->taps(), observation, "U-Net"); !known) return known.error();
    ActivationTap tap((*network)->taps(), observation);
    const auto here = [&](const at::Tensor& t) { return t.defined() ? t.to(device()) : t; };
    const UnetConditioning moved{here(conditioning.timesteps), here(conditioning.text), here(conditioning.textEmbeds),
                                 here(conditioning.timeIds)};
    at::Tensor output;
    runUntilComplete([&] { output = (*network)->forward(here(sample), moved, tap); });
    return output;
}

Result<NdArray> LocalModel::runUnet(const UnetInputs& inputs, const Observation& observation) {
    return guarded("Running the U-Net", [&]() -> Result<NdArray> {
        const c10::InferenceMode inference;
        const auto network = unet();
        if (!network) return network.error();
        const auto& config = (*network)->config();
        if (!isImage(inputs.sample, config.inChannels))
            return wrongShape("sample", "[B, " + std::to_string(config.inChannels) + ", h, w]", inputs.sample);
        const auto batch = inputs.sample.shape()[0];
        const auto& text = inputs.encoderHiddenStates.shape();
        if (text.size() != 3 || text[0] != batch || text[2] != config.crossAttentionDim)
            return wrongShape("encoder_hidden_states",
                              "[" + std::to_string(batch) + ", tokens, " + std::to_string(config.crossAttentionDim) + "]",
                              inputs.encoderHiddenStates);
        if (inputs.timestep.count() != 1 && inputs.timestep.count() != std::size_t(batch))
            return wrongShape("timestep", "a number or one per picture", inputs.timestep);
        UnetConditioning conditioning{toFloatTensor(inputs.timestep).flatten(),
                                      toFloatTensor(inputs.encoderHiddenStates), {}, {}};
        if (inputs.textEmbeds && inputs.timeIds) {
            const auto ids = inputs.timeIds->count() / std::size_t(batch);
            const auto pooled = std::size_t(config.projectionInputDim) - ids * std::size_t(config.additionTimeEmbedDim);
            if (inputs.textEmbeds->count() != pooled * std::size_t(batch))
                return wrongShape("text_embeds", shapeText(std::vector<std::int64_t>{batch, std::int64_t(pooled)}),
                                  *inputs.textEmbeds);
            conditioning.textEmbeds = toFloatTensor(*inputs.textEmbeds).view({batch, -1});
            conditioning.timeIds = toFloatTensor(*inputs.timeIds).view({batch, -1});
        }
        const auto output = runUnetOn(toFloatTensor(inputs.sample), conditioning, observation);
        if (!output) return output.error();
        return output->defined() ? toArray(*output) : NdArray();
    });
}

Result<LocalModel::Moments> LocalModel::moments(const at::Tensor& image, const Observation& observation) {
    const auto network = vae();
    if (!network) return network.error();
    const auto& encoder = (*network)->encoder;
    if (auto known = checkObservation(encoder.taps(), observation, "VAE's encoder"); !known) return known.error();
    ActivationTap tap(encoder.taps(), observation);
    Moments m;
    const bool complete = runUntilComplete([&] { m.all = encoder.forward(image.to(device()), tap).cpu(); });
    if (!complete) return m;
    const auto halves = m.all.chunk(2, 1);  // 2 x [B, L, h, w]
    m.mean = halves[0];
    m.logvar = halves[1].clamp(-30.0, 20.0);
    m.std = (0.5 * m.logvar).exp();
    return m;
}

Result<Posterior> LocalModel::encodeImage(const NdArray& image, const Observation& observation) {
    return guarded("Encoding the picture", [&]() -> Result<Posterior> {
        const c10::InferenceMode inference;
        const auto network = vae();
        if (!network) return network.error();
        const auto& config = (*network)->config;
        const auto scale = config.scale();
        if (!isImage(image, config.inChannels) || image.shape()[2] % scale || image.shape()[3] % scale)
            return wrongShape("image", "[B, 3, H, W] with sides divisible by " + std::to_string(scale), image);
        const auto m = moments(toFloatTensor(image), observation);
        if (!m) return m.error();
        if (!m->all.defined()) return Posterior{};
        return Posterior{toArray(m->all), toArray(m->mean), toArray(m->logvar), toArray(m->std)};
    });
}

Result<NdArray> LocalModel::decodeLatent(const NdArray& latent, const Observation& observation) {
    return guarded("Decoding the latent", [&]() -> Result<NdArray> {
        const c10::InferenceMode inference;
        const auto network = vae();
        if (!network) return network.error();
        const auto channels = (*network)->config.latentChannels;
        if (!isImage(latent, channels))
            return wrongShape("latent", "[B, " + std::to_string(channels) + ", h, w]", latent);
        const auto& decoder = (*network)->decoder;
        if (auto known = checkObservation(decoder.taps(), observation, "VAE's decoder"); !known) return known.error();
        ActivationTap tap(decoder.taps(), observation);
        at::Tensor picture;
        runUntilComplete([&] { picture = decoder.forward(toFloatTensor(latent).to(device()), tap); });
        return picture.defined() ? toArray(picture) : NdArray();
    });
}

Result<TextEncoding> LocalModel::encodeIds(const NdArray& inputIds, const Observation& observation) {
    return guarded("Encoding the text", [&]() -> Result<TextEncoding> {
        const c10::InferenceMode inference;
        const auto network = textEncoder();
        if (!network) return network.error();
        const auto& config = (*network)->config();
        const auto values = inputIds.toInts();
        if (!values) return values.error();
        if (inputIds.rank() != 2 || inputIds.count() == 0 || inputIds.shape()[1] > config.maxPositions)
            return wrongShape("input_ids", "[B, at most " + std::to_string(config.maxPositions) + "]", inputIds);
        for (const auto id : *values)
            if (id < 0 || id >= config.vocabSize)
                return Error{ErrorCode::BadFile, "input_ids holds " + std::to_string(id) + "; the vocabulary has " +
                                                     std::to_string(config.vocabSize) + " entries."};
        if (auto known = checkObservation((*network)->taps(), observation, "text encoder"); !known)
            return known.error();
        ActivationTap tap((*network)->taps(), observation);
        const auto ids = at::tensor(*values, at::kLong).view(inputIds.shape());
        TextStates states;
        if (!runUntilComplete([&] { states = (*network)->forward(ids.to(device()), tap); })) return TextEncoding{toArray(ids), {}, {}, {}, {}, {}};
        TextEncoding encoding;
        encoding.inputIds = toArray(ids);
        for (const auto& state : states.hiddenStates) encoding.hiddenStates.push_back(toArray(state));
        encoding.lastHiddenState = toArray(states.lastHiddenState);
        encoding.penultimateFinalLayerNorm = toArray(states.penultimateFinalLayerNorm);
        encoding.poolerOutput = toArray(states.poolerOutput);
        if (states.textEmbeds.defined()) encoding.textEmbeds = toArray(states.textEmbeds);
        return encoding;
    });
}

Result<TextEncoding> LocalModel::encodeText(const std::vector<std::string>& prompts, const Observation& observation) {
    const auto words = tokenizer();
    if (!words) return words.error();
    std::vector<std::int64_t> ids;
    for (const auto& prompt : prompts) {
        const auto encoded = (*words)->encode(prompt);
        ids.insert(ids.end(), encoded.inputIds.begin(), encoded.inputIds.end());
    }
    const auto length = std::int64_t((*words)->modelMaxLength());
    return encodeIds(NdArray::fromInts({std::int64_t(prompts.size()), length}, std::move(ids)), observation);
}

Status LocalModel::checkRequest(const ExtractionRequest& request, const VaeConfig& config) const {
    const auto [width, height] = request.size;
    const int scale = config.scale();
    if (width < scale || height < scale || width % scale || height % scale ||
        request.rgb.size() != std::size_t(width) * std::size_t(height) * 3)
        return Error{ErrorCode::Usage, "The picture is " + std::to_string(width) + " x " + std::to_string(height) +
                                           " px; both sides must be multiples of " + std::to_string(scale) + "."};
    if (request.timestep < 0 || request.timestep > 999)
        return Error{ErrorCode::Usage,
                     "The timestep is " + std::to_string(request.timestep) + "; it must be 0 to 999."};
    return {};
}

Result<LocalModel::Moments> LocalModel::momentsOf(const ExtractionRequest& request, const Observation& observation) {
    if (m_posterior && m_posterior->size == request.size && m_posterior->range == request.pixelRange &&
        m_posterior->rgb == request.rgb)
        return m_posterior->moments;
    auto m = moments(pixelTensor(request), partOf(observation, 0.02, 0.3));
    if (m) m_posterior = CachedPosterior{request.size, request.pixelRange, request.rgb, *m};
    return m;
}

Result<at::Tensor> LocalModel::embedPrompt(const std::string& prompt, const Observation& observation) {
    if (m_prompt && m_prompt->prompt == prompt) return m_prompt->embeds;
    const auto encoding = encodeText({prompt}, partOf(observation, 0.0, 0.02));
    if (!encoding) return encoding.error();
    m_prompt = CachedPrompt{prompt, toFloatTensor(encoding->lastHiddenState)};
    return m_prompt->embeds;
}

Result<Extraction> LocalModel::extract(const ExtractionRequest& request, const Observation& observation) {
    return guarded("Extracting activations", [&]() -> Result<Extraction> {
        const c10::InferenceMode inference;
        const auto network = vae();
        if (!network) return network.error();
        const auto& config = (*network)->config;
        if (auto sound = checkRequest(request, config); !sound) return sound.error();
        const auto alphas = schedule();
        if (!alphas) return alphas.error();
        const auto text = embedPrompt(request.prompt, observation);
        if (!text) return text.error();
        const auto m = momentsOf(request, observation);
        if (!m) return m.error();

        const auto drawn = drawExtractionNoise(request.seed, config.latentChannels, m->mean.size(2), m->mean.size(3));
        const auto sampleNoise = noiseOr(request.sampleNoise, "sample_noise", drawn.sampleNoise);
        if (!sampleNoise) return sampleNoise.error();
        const auto ddimNoise = noiseOr(request.ddimNoise, "ddim_noise", drawn.ddimNoise);
        if (!ddimNoise) return ddimNoise.error();

        const auto chosen = request.latent == LatentMode::Mean ? m->mean : m->mean + m->std * *sampleNoise;
        const auto latents = (chosen - config.shiftFactor) * config.scalingFactor;  // [1, L, h, w]
        const auto noisy = (*alphas)->addNoise(latents, *ddimNoise, request.timestep);
        const bool scaled = request.eulerInputScaling && scalesInput(m_info.schedulerClass);
        const auto input = scaled ? noisy * (*alphas)->eulerInputScale(request.timestep) : noisy;

        Observation rest = observation;
        rest.progress = partOf(observation, 0.3, 1.0).progress;
        const UnetConditioning conditioning{at::full({1}, float(request.timestep)), *text, {}, {}};
        if (const auto output = runUnetOn(input, conditioning, rest); !output) return output.error();
        return Extraction{toArray(m->mean), toArray(m->std), toArray(*sampleNoise), toArray(*ddimNoise),
                          toArray(latents), toArray(noisy), toArray(input), toArray(*text)};
    });
}

}  // namespace engine
