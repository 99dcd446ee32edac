// SPDX-License-Identifier: GPL-3.0-or-later
// Networks alone: text encoders, VAEs, U-Nets.
#include "golden_groups.h"

#include <cmath>

namespace golden {
namespace {

bool isUnetInput(const std::string& name) {
    return name == "sample" || name == "timestep" || name == "encoder_hidden_states" ||
           name == "text_embeds" || name == "time_ids" || name == "output";
}

/// One U-Net file with all its full tensors and, if there is one, its summaries, in one run.
void checkUnet(Comparison& c, const ModelPlace& place, const std::string& modelName,
               const std::string& unetCase) {
    const std::string base = "expected/" + modelName + "/unet_" + unetCase;
    const auto arrays = load(c, base + ".npz");
    std::map<std::string, Summary> summaries;
    if (fs::exists(root() / (base + ".summary.json"))) {
        filesRead().insert(base + ".summary.json");
        auto read = readSummaries(root() / (base + ".summary.json"));
        if (!read) return c.fail(base, read.error().message);
        summaries = std::move(*read);
    }
    std::vector<std::string> layers;
    for (const auto& [name, array] : arrays)
        if (!isUnetInput(name)) layers.push_back(name);
    for (const auto& [name, summary] : summaries) layers.push_back(name);

    const OpenModel m(c, place);
    if (!m.model) return;
    Activations seen;
    const auto output = m.model->runUnet(unetInputs(c, arrays), observe(layers, seen));
    if (!output) return c.fail(base, output.error().message);
    c.add("output", *output, need(c, arrays, "output"));
    for (const auto& [name, array] : arrays)
        if (!isUnetInput(name)) c.add(name, seen[name], array);
    for (const auto& [name, summary] : summaries) c.add(name + " (summary)", seen[name], summary);
}

void checkUnetVariants(Comparison& c) {
    const auto arrays = load(c, "expected/tiny-sd15/unet_variants.npz");
    struct Row {
        const char *folder, *expected;
        engine::WeightRounding rounding;
    };
    using enum engine::WeightRounding;
    for (const auto& [folder, expected, rounding] : std::initializer_list<Row>{
             {"models/tiny-sd15", "output_f32_weights", AsStored},
             {"variants/tiny-sd15-unet-f16", "output_f16_weights", AsStored},
             {"variants/tiny-sd15-unet-bf16", "output_bf16_weights", AsStored},
             {"variants/tiny-sd15-unet-sharded", "output_f32_weights", AsStored},
             {"models/tiny-sd15/unet", "output_f16_weights", Float16},
             {"models/tiny-sd15", "output_bf16_weights", Bfloat16}}) {
        const OpenModel m(c, root() / folder, rounding);
        if (!m.model) continue;
        const auto output = m.model->runUnet(unetInputs(c, arrays), {});
        if (output)
            c.add(std::string(folder) + " " + expected, *output, need(c, arrays, expected));
        else
            c.fail(folder, output.error().message);
    }
}

/// mean + std x noise, not scaled.
NdArray sampleOf(const engine::Posterior& posterior, const NdArray& noise) {
    std::vector<float> values(posterior.mean.count());
    if (noise.shape() != posterior.mean.shape()) return {};
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = posterior.mean.floats()[i] + posterior.std.floats()[i] * noise.floats()[i];
    return NdArray::fromFloats(noise.shape(), std::move(values));
}

void checkVaeFile(Comparison& c, const ModelPlace& place, const std::string& file) {
    const auto arrays = load(c, file);
    const OpenModel m(c, place);
    if (!m.model) return;
    std::vector<std::string> encoderLayers, decoderLayers;
    for (const auto& [name, array] : arrays) {
        if (name.starts_with("encoder.") || name == "quant_conv") encoderLayers.push_back(name);
        if (name.starts_with("decoder.") || name == "post_quant_conv")
            decoderLayers.push_back(name);
    }
    Activations seen;
    const auto posterior =
        m.model->encodeImage(need(c, arrays, "image"), observe(encoderLayers, seen));
    if (!posterior) return c.fail(file, posterior.error().message);
    c.add("moments", posterior->moments, need(c, arrays, "moments"));
    c.add("mean", posterior->mean, need(c, arrays, "mean"));
    c.add("logvar", posterior->logvar, need(c, arrays, "logvar"));
    c.add("std", posterior->std, need(c, arrays, "std"));
    c.add("sample", sampleOf(*posterior, need(c, arrays, "noise")), need(c, arrays, "sample"));
    const auto decoded =
        m.model->decodeLatent(need(c, arrays, "latent"), observe(decoderLayers, seen));
    if (!decoded) return c.fail(file, decoded.error().message);
    c.add("decoded", *decoded, need(c, arrays, "decoded"));
    for (const auto* layers : {&encoderLayers, &decoderLayers})
        for (const auto& name : *layers) c.add(name, seen[name], need(c, arrays, name));
}

void checkVae(Comparison& c, const ModelPlace& place, const std::string& modelName) {
    for (const char* size : {"64x64", "48x32"})
        checkVaeFile(c, place, "expected/" + modelName + "/vae_" + size + ".npz");
}

void checkText(Comparison& c, const ModelPlace& place, const std::string& file,
               engine::TextEncoderIndex which = engine::TextEncoderIndex::First) {
    const auto arrays = load(c, file);
    const OpenModel m(c, place);
    if (!m.model) return;
    const auto text = m.model->encodeIds(need(c, arrays, "input_ids"), which, {});
    if (!text) return c.fail(file, text.error().message);
    for (std::size_t k = 0; k < text->hiddenStates.size(); ++k) {
        const auto name = "hidden_states[" + std::to_string(k) + "]";
        c.add(name, text->hiddenStates[k], need(c, arrays, name));
    }
    c.add("last_hidden_state", text->lastHiddenState, need(c, arrays, "last_hidden_state"));
    c.add("penultimate_final_layer_norm", text->penultimateFinalLayerNorm,
          need(c, arrays, "penultimate_final_layer_norm"));
    if (const auto* pooled = engine::findArray(arrays, "pooler_output"))
        c.add("pooler_output", text->poolerOutput, *pooled);
    if (const auto* embeds = engine::findArray(arrays, "text_embeds"))
        c.add("text_embeds", text->textEmbeds.value_or(NdArray()), *embeds);
}

/// The prompts themselves through tokenizer and encoder.
void checkPrompts(Comparison& c, const ModelPlace& place, const std::string& modelName) {
    const auto file = "expected/" + modelName + "/text_encoder.npz";
    const auto arrays = load(c, file);
    const OpenModel m(c, place);
    if (!m.model) return;
    const auto text =
        m.model->encodeText({"a photo of a cat", "An astronaut riding a horse, oil painting!", ""},
                            engine::TextEncoderIndex::First, {});
    if (!text) return c.fail(file, text.error().message);
    c.add("input_ids of the prompts", text->inputIds, need(c, arrays, "input_ids"));
    c.add("last_hidden_state of the prompts", text->lastHiddenState,
          need(c, arrays, "last_hidden_state"));
}

/// One file with original names, configs and tokenizer of the folder that it was made from.
void checkSingleFile(Comparison& c) {
    const std::string model = "tiny-sd15";
    const ModelPlace place(
        root() / "variants/tiny-sd15-single-file/tiny-v1-5-pruned-emaonly.safetensors",
        {.config = root() / "models" / model, .unet = {}, .vae = {}});
    checkText(c, place, "expected/" + model + "/text_encoder.npz");
    checkPrompts(c, place, model);
    checkVae(c, place, model);
    for (const char* unetCase : {"A", "B", "C", "D"}) checkUnet(c, place, model, unetCase);
}

/// Length of the difference as a share of the expected tensor's length. A single element of a small
/// network says little where every number is rounded: which ones deviate most depends on the order
/// of sums.
double relativeLength(const NdArray& actual, const NdArray& expected) {
    if (actual.shape() != expected.shape()) return INFINITY;
    double difference = 0, length = 0;
    for (std::size_t i = 0; i < expected.count(); ++i) {
        const double e = double(expected.floats()[i]), d = double(actual.floats()[i]) - e;
        difference += d * d;
        length += e * e;
    }
    return std::sqrt(difference / length);
}

/// bfloat16 has 8 bits of mantissa: every rounding is one of up to 2^-9 = 2e-3, and hundreds follow
/// upon each other. Measured: up to 0.11 for an inner tensor that is small beside what it is added
/// to, 0.05 for the outputs; the limit leaves room for other orders of sums.
constexpr double kBfloat16Tolerance = 0.2;

/// U-Net blocks and text states in bfloat16 arithmetic, which must be near the float32 numbers and
/// cannot be equal to them.
void checkBfloat16(Comparison& c, const std::string& modelName) {
    ModelPlace place(root() / "models" / modelName);
    place.arithmetic = engine::Arithmetic::Bfloat16;
    const OpenModel m(c, place);
    if (!m.model) return;
    const auto arrays = load(c, "expected/" + modelName + "/unet_B.npz");
    std::vector<std::string> layers;
    for (const auto& [name, array] : arrays)
        if (!isUnetInput(name)) layers.push_back(name);
    Activations seen;
    const auto output = m.model->runUnet(unetInputs(c, arrays), observe(layers, seen));
    if (!output) return c.fail("output", output.error().message);
    const auto near = [&](const std::string& name, const NdArray& actual, const NdArray& expected) {
        c.addDeviation(name, relativeLength(actual, expected));
    };
    near("output", *output, need(c, arrays, "output"));
    for (const auto& name : layers) near(name, seen[name], need(c, arrays, name));
    Comparison strict("bfloat16 as float32", 1e-4, Comparison::Talk::Silent);
    strict.add("output", *output, need(c, arrays, "output"));
    c.addDeviation("output is of fewer bits than float32", strict.passed() ? 1 : 0);

    const auto texts = load(c, "expected/" + modelName + "/text_encoder.npz");
    const auto text =
        m.model->encodeIds(need(c, texts, "input_ids"), engine::TextEncoderIndex::First, {});
    if (!text) return c.fail("text", text.error().message);
    near("last_hidden_state", text->lastHiddenState, need(c, texts, "last_hidden_state"));
}

/// The torch-free list of layers against what a run really shows: same paths, same order, same
/// shapes.
void checkLayerList(Comparison& c, const std::string& modelName) {
    const auto arrays = load(c, "expected/" + modelName + "/unet_C.npz");
    const OpenModel m(c, root() / "models" / modelName);
    if (!m.model) return;
    const auto inputs = unetInputs(c, arrays);
    const int scale = m.model->info().vaeScale;
    const auto listed = m.model->unetLayers(
        {int(inputs.sample.shape()[3]) * scale, int(inputs.sample.shape()[2]) * scale});
    if (!listed) return c.fail(modelName, listed.error().message);
    std::vector<std::pair<std::string, std::vector<std::int64_t>>> seen;
    engine::Observation observation;
    for (const auto& layer : *listed)
        if (inputs.textEmbeds || !layer.path.text().starts_with("add_"))
            observation.layers.insert(layer.path);
    observation.stopAfterDeepest = true;
    observation.sink = [&](const LayerPath& path, const NdArray& a) {
        seen.emplace_back(path.text(), a.shape());
    };
    const auto output = m.model->runUnet(inputs, observation);
    if (!output) return c.fail(modelName, output.error().message);
    c.addDeviation("the run stops after the deepest layer", output->count() == 0 ? 0 : 1);
    c.addDeviation("every listed layer is observed",
                   seen.size() == observation.layers.size() ? 0 : 1);
    std::size_t next = 0;
    for (const auto& layer : *listed) {
        if (!observation.layers.contains(layer.path) || next >= seen.size()) continue;
        const auto& [path, shape] = seen[next++];
        const bool isAsListed =
            path == layer.path.text() && shape == layer.shape(inputs.sample.shape()[0]);
        c.addDeviation(layer.path.text() + " (observed " + path + ")", isAsListed ? 0 : 1);
    }
}

}  // namespace

std::vector<Group> networkGroups() {
    std::vector<Group> all;
    const std::vector<std::string> models = {"tiny-sd15", "tiny-sd21", "tiny-sdturbo", "tiny-sdxl"};
    for (const auto& model : models) {
        all.push_back({model + "/text_encoder", kTolerance, [model](Comparison& c) {
                           checkText(c, root() / "models" / model / "text_encoder",
                                     "expected/" + model + "/text_encoder.npz");
                           if (model != "tiny-sdxl")
                               checkPrompts(c, root() / "models" / model, model);
                       }});
        all.push_back({model + "/vae", kTolerance,
                       [model](Comparison& c) { checkVae(c, root() / "models" / model, model); }});
        for (const char* unetCase : {"A", "B", "C", "D"})
            all.push_back(
                {model + "/unet_" + unetCase, kTolerance, [model, unetCase](Comparison& c) {
                     checkUnet(c, root() / "models" / model, model, unetCase);
                 }});
    }
    for (const auto& model : models)
        all.push_back(
            {model + "/list_of_layers", 0, [model](Comparison& c) { checkLayerList(c, model); }});
    all.push_back({"tiny-sdxl/text_encoder_2", kTolerance, [](Comparison& c) {
                       const std::string file = "expected/tiny-sdxl/text_encoder_2.npz";
                       checkText(c, root() / "models/tiny-sdxl/text_encoder_2", file);
                       checkText(c, root() / "models/tiny-sdxl", file,
                                 engine::TextEncoderIndex::Second);
                   }});
    all.push_back({"variants/text_sharded", kTolerance, [](Comparison& c) {
                       checkText(c, root() / "variants/tiny-sd15-text-sharded",
                                 "expected/tiny-sd15/text_encoder.npz");
                   }});
    all.push_back({"variants/unet_f16_bf16_sharded", kTolerance, checkUnetVariants});
    all.push_back({"variants/vae_oldnames", kTolerance, [](Comparison& c) {
                       checkVae(c, root() / "variants/tiny-sd15-vae-oldnames", "tiny-sd15");
                   }});
    for (const auto& model : models)
        all.push_back({"bfloat16/" + model, kBfloat16Tolerance,
                       [model](Comparison& c) { checkBfloat16(c, model); }});
    all.push_back({"variants/single_file", kTolerance, checkSingleFile});
    return all;
}

}  // namespace golden
