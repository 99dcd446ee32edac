// SPDX-License-Identifier: GPL-3.0-or-later
// Compares the engine with diffusers' numbers: every array of the golden set, one line per group. No Qt, so that it also
// runs on a GPU server that has only libtorch, nlohmann_json and ICU.
//
//     golden_check GOLDEN_FOLDER [GROUP...]      exit code 0 if every group is within its tolerance
//     DENOSCOPE_DEVICE=cuda golden_check ...     the same on the GPU
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <map>
#include <string>

#include <analysis/join.h>
#include <analysis/similarity.h>
#include <extraction/engine.h>
#include <representation/representation.h>

#include "golden_data.h"

extern "C" engine::Engine* denoscope_engine();

namespace golden {
namespace {

namespace fs = std::filesystem;
using engine::LayerPath;
using engine::NamedArrays;
using engine::NdArray;
using Activations = std::map<std::string, NdArray>;

constexpr double kTolerance = 1e-4;  // of a tensor's largest absolute value: golden/README.md

fs::path root;
std::string device = "cpu";

/// Observes \a layers into \a into.
engine::Observation observe(const std::vector<std::string>& layers, Activations& into) {
    engine::Observation observation;
    for (const auto& layer : layers) observation.layers.insert(LayerPath(layer));
    observation.sink = [&into](const LayerPath& path, NdArray a) { into.emplace(path.text(), std::move(a)); };
    return observation;
}

struct OpenModel {
    std::unique_ptr<engine::Model> model;
    OpenModel(Comparison& c, const fs::path& folder, engine::WeightRounding rounding = engine::WeightRounding::AsStored) {
        engine::LoadOptions options;
        options.weightsAs = rounding;
        options.device = device;
        auto opened = denoscope_engine()->open(folder, options);
        if (opened)
            model = std::move(*opened);
        else
            c.fail(folder.string(), opened.error().message);
    }
};

NamedArrays load(Comparison& c, const std::string& file) {
    auto arrays = readStoredNpz(root / file);
    if (arrays) return std::move(*arrays);
    c.fail(file, arrays.error().message);
    return {};
}

NdArray need(Comparison& c, const NamedArrays& arrays, const std::string& name) {
    if (const auto* array = engine::findArray(arrays, name)) return *array;
    c.fail(name, "missing from the golden file");
    return {};
}

engine::UnetInputs unetInputs(Comparison& c, const NamedArrays& arrays) {
    engine::UnetInputs inputs{need(c, arrays, "sample"), need(c, arrays, "timestep"),
                              need(c, arrays, "encoder_hidden_states"), {}, {}};
    if (const auto* pooled = engine::findArray(arrays, "text_embeds")) inputs.textEmbeds = *pooled;
    if (const auto* ids = engine::findArray(arrays, "time_ids")) inputs.timeIds = *ids;
    return inputs;
}

bool isUnetInput(const std::string& name) {
    return name == "sample" || name == "timestep" || name == "encoder_hidden_states" || name == "text_embeds" ||
           name == "time_ids" || name == "output";
}

/// One U-Net file with all its full tensors and, if there is one, its summaries, in one run.
void checkUnet(Comparison& c, const std::string& modelName, const std::string& unetCase) {
    const std::string base = "expected/" + modelName + "/unet_" + unetCase;
    const auto arrays = load(c, base + ".npz");
    std::map<std::string, Summary> summaries;
    if (fs::exists(root / (base + ".summary.json"))) {
        auto read = readSummaries(root / (base + ".summary.json"));
        if (!read) return c.fail(base, read.error().message);
        summaries = std::move(*read);
    }
    std::vector<std::string> layers;
    for (const auto& [name, array] : arrays)
        if (!isUnetInput(name)) layers.push_back(name);
    for (const auto& [name, summary] : summaries) layers.push_back(name);

    const OpenModel m(c, root / "models" / modelName);
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
        const OpenModel m(c, root / folder, rounding);
        if (!m.model) continue;
        const auto output = m.model->runUnet(unetInputs(c, arrays), {});
        if (output)
            c.add(std::string(folder) + " " + expected, *output, need(c, arrays, expected));
        else
            c.fail(folder, output.error().message);
    }
}

void checkVaeFile(Comparison& c, const fs::path& folder, const std::string& file) {
    const auto arrays = load(c, file);
    const OpenModel m(c, folder);
    if (!m.model) return;
    std::vector<std::string> encoderLayers, decoderLayers;
    for (const auto& [name, array] : arrays) {
        if (name.starts_with("encoder.") || name == "quant_conv") encoderLayers.push_back(name);
        if (name.starts_with("decoder.") || name == "post_quant_conv") decoderLayers.push_back(name);
    }
    Activations seen;
    const auto posterior = m.model->encodeImage(need(c, arrays, "image"), observe(encoderLayers, seen));
    if (!posterior) return c.fail(file, posterior.error().message);
    c.add("moments", posterior->moments, need(c, arrays, "moments"));
    c.add("mean", posterior->mean, need(c, arrays, "mean"));
    c.add("logvar", posterior->logvar, need(c, arrays, "logvar"));
    c.add("std", posterior->std, need(c, arrays, "std"));
    const auto decoded = m.model->decodeLatent(need(c, arrays, "latent"), observe(decoderLayers, seen));
    if (!decoded) return c.fail(file, decoded.error().message);
    c.add("decoded", *decoded, need(c, arrays, "decoded"));
    for (const auto* layers : {&encoderLayers, &decoderLayers})
        for (const auto& name : *layers) c.add(name, seen[name], need(c, arrays, name));
}

void checkVae(Comparison& c, const std::string& modelName) {
    for (const char* size : {"64x64", "48x32"})
        checkVaeFile(c, root / "models" / modelName, "expected/" + modelName + "/vae_" + size + ".npz");
}

void checkVaeOldNames(Comparison& c) {
    for (const char* size : {"64x64", "48x32"})
        checkVaeFile(c, root / "variants/tiny-sd15-vae-oldnames", std::string("expected/tiny-sd15/vae_") + size + ".npz");
}

void checkText(Comparison& c, const fs::path& folder, const std::string& file) {
    const auto arrays = load(c, file);
    const OpenModel m(c, folder);
    if (!m.model) return;
    const auto text = m.model->encodeIds(need(c, arrays, "input_ids"), {});
    if (!text) return c.fail(file, text.error().message);
    for (std::size_t k = 0; k < text->hiddenStates.size(); ++k) {
        const auto name = "hidden_states[" + std::to_string(k) + "]";
        c.add(name, text->hiddenStates[k], need(c, arrays, name));
    }
    c.add("last_hidden_state", text->lastHiddenState, need(c, arrays, "last_hidden_state"));
    c.add("penultimate_final_layer_norm", text->penultimateFinalLayerNorm,
          need(c, arrays, "penultimate_final_layer_norm"));
    if (const auto* pooled = engine::findArray(arrays, "pooler_output")) c.add("pooler_output", text->poolerOutput, *pooled);
    if (const auto* embeds = engine::findArray(arrays, "text_embeds"))
        c.add("text_embeds", text->textEmbeds.value_or(NdArray()), *embeds);
}

/// The prompts themselves through tokenizer and encoder.
void checkPrompts(Comparison& c, const std::string& modelName) {
    const auto file = "expected/" + modelName + "/text_encoder.npz";
    const auto arrays = load(c, file);
    const OpenModel m(c, root / "models" / modelName);
    if (!m.model) return;
    const auto text =
        m.model->encodeText({"a photo of a cat", "An astronaut riding a horse, oil painting!", ""}, {});
    if (!text) return c.fail(file, text.error().message);
    c.add("input_ids of the prompts", text->inputIds, need(c, arrays, "input_ids"));
    c.add("last_hidden_state of the prompts", text->lastHiddenState, need(c, arrays, "last_hidden_state"));
}

/// Norm maps and cosine maps of one activation against norm/NAME and cosine/NAME/tokenK.
void checkMaps(Comparison& c, const NamedArrays& arrays, const std::string& name, const std::string& cosinePrefix,
               const NdArray& activation) {
    const auto r = engine::Representation::fromActivation(LayerPath(name), activation);
    if (!r) return c.fail(name, r.error().message);
    const auto grid = (*r)->grid();
    const std::vector<std::int64_t> shape = {grid.height, grid.width};
    if (const auto* norm = engine::findArray(arrays, "norm/" + name))
        c.add("norm/" + name, NdArray::fromFloats(shape, (*r)->norms().values()), *norm);
    for (int k = 0; k < 3; ++k) {
        const auto token = cosinePrefix + "token" + std::to_string(k);
        const auto* expected = engine::findArray(arrays, token);
        if (!expected) continue;
        const auto yx = need(c, arrays, token + "_yx").toInts();
        if (!yx || yx->size() != 2) return c.fail(token, "no token position");
        const auto map = engine::similarityMap(**r, {int((*yx)[0]), int((*yx)[1])}, **r,
                                               engine::SimilarityMeasure::Cosine);
        c.add(token, NdArray::fromFloats(shape, map.values), *expected);
    }
}

struct Img2ReprCase {
    std::string file, model;
    bool isResized = false;
    int timestep = 50;
    std::string prompt = {};
    engine::LatentMode latent = engine::LatentMode::Sample;
    engine::PixelRange range = engine::PixelRange::Paper;
    engine::WeightRounding rounding = engine::WeightRounding::AsStored;
    bool isOwnNoise = false;  ///< draw the noise from seed 42 instead of taking the file's
};

engine::ExtractionRequest requestOf(Comparison& c, const Img2ReprCase& row, const NamedArrays& arrays) {
    const auto pixels = load(c, "../input_pixels.npz");
    const auto picture = need(c, pixels, row.isResized ? "input_resized64" : "input");  // [H, W, 3] uint8
    engine::ExtractionRequest request;
    request.size = {int(picture.shape()[1]), int(picture.shape()[0])};
    for (const auto byte : picture.bytes()) request.rgb.push_back(std::uint8_t(byte));
    request.prompt = row.prompt;
    request.timestep = row.timestep;
    request.latent = row.latent;
    request.pixelRange = row.range;
    request.eulerInputScaling = true;  // the study's protocol
    if (!row.isOwnNoise) {
        request.sampleNoise = need(c, arrays, "sample_noise");
        request.ddimNoise = need(c, arrays, "ddim_noise");
    }
    return request;
}

void checkImg2Repr(Comparison& c, const Img2ReprCase& row) {
    const auto arrays = load(c, "img2repr/" + row.file + ".npz");
    const OpenModel m(c, root / "models" / row.model, row.rounding);
    if (!m.model) return;
    std::vector<std::string> layers;
    for (const auto& [name, array] : arrays)
        if (name.starts_with("norm/")) layers.push_back(name.substr(5));
    if (layers.empty())
        for (const auto& [name, array] : arrays)
            if (name.starts_with("conv_") || name.starts_with("down_") || name.starts_with("mid_") ||
                name.starts_with("up_"))
                layers.push_back(name);
    Activations seen;
    const auto e = m.model->extract(requestOf(c, row, arrays), observe(layers, seen));
    if (!e) return c.fail(row.file, e.error().message);
    c.add("posterior_mean", e->posteriorMean, need(c, arrays, "posterior_mean"));
    c.add("posterior_std", e->posteriorStd, need(c, arrays, "posterior_std"));
    c.add("sample_noise", e->sampleNoise, need(c, arrays, "sample_noise"));
    c.add("ddim_noise", e->ddimNoise, need(c, arrays, "ddim_noise"));
    c.add("latents", e->latents, need(c, arrays, "latents"));
    c.add("noisy_latents", e->noisyLatents, need(c, arrays, "noisy_latents"));
    c.add("unet_input", e->unetInput, need(c, arrays, "unet_input"));
    c.add("prompt_embeds", e->promptEmbeds, need(c, arrays, "prompt_embeds"));
    for (const auto& name : layers) {
        c.add(name, seen[name], need(c, arrays, name));
        checkMaps(c, arrays, name, "cosine/" + name + "/", seen[name]);
    }
    if (!engine::findArray(arrays, "joined/representation")) return;
    const auto joined = engine::joinActivations({seen["down_blocks[3]"], seen["mid_block"], seen["up_blocks[1]"]});
    if (!joined) return c.fail("joined", joined.error().message);
    c.add("joined/representation", *joined, need(c, arrays, "joined/representation"));
    auto shape = joined->shape();
    shape.insert(shape.begin(), 1);
    checkMaps(c, arrays, "joined", "joined/cosine/", NdArray(joined->dtype(), shape, joined->owner(), joined->bytes().data()));
}

const std::vector<Img2ReprCase>& sd15Cases() {
    using engine::LatentMode, engine::PixelRange;
    static const std::vector<Img2ReprCase> cases = {
        {"tiny-sd15_sample_01", "tiny-sd15"},
        {"tiny-sd15_sample_11", "tiny-sd15", false, 50, "", LatentMode::Sample, PixelRange::Standard},
        {"tiny-sd15_mean_11", "tiny-sd15", false, 50, "", LatentMode::Mean, PixelRange::Standard},
        {"tiny-sd15_sample_01_f16weights", "tiny-sd15", false, 50, "", LatentMode::Sample, PixelRange::Paper,
         engine::WeightRounding::Float16},
        {"tiny-sd15_resized64_01_step261_prompt", "tiny-sd15", true, 261, "a photo of a cat"}};
    return cases;
}

/// The torch-free list of layers against what a run really shows: same paths, same order, same shapes.
void checkLayerList(Comparison& c, const std::string& modelName) {
    const auto arrays = load(c, "expected/" + modelName + "/unet_C.npz");
    const OpenModel m(c, root / "models" / modelName);
    if (!m.model) return;
    const auto inputs = unetInputs(c, arrays);
    const int scale = m.model->info().vaeScale;
    const auto listed = m.model->unetLayers({int(inputs.sample.shape()[3]) * scale, int(inputs.sample.shape()[2]) * scale});
    if (!listed) return c.fail(modelName, listed.error().message);
    std::vector<std::pair<std::string, std::vector<std::int64_t>>> seen;
    engine::Observation observation;
    for (const auto& layer : *listed)
        if (inputs.textEmbeds || !layer.path.text().starts_with("add_")) observation.layers.insert(layer.path);
    observation.stopAfterDeepest = true;
    observation.sink = [&](const LayerPath& path, const NdArray& a) { seen.emplace_back(path.text(), a.shape()); };
    const auto output = m.model->runUnet(inputs, observation);
    if (!output) return c.fail(modelName, output.error().message);
    c.addDeviation("the run stops after the deepest layer", output->count() == 0 ? 0 : 1);
    c.addDeviation("every listed layer is observed", seen.size() == observation.layers.size() ? 0 : 1);
    std::size_t next = 0;
    for (const auto& layer : *listed) {
        if (!observation.layers.contains(layer.path) || next >= seen.size()) continue;
        const auto& [path, shape] = seen[next++];
        const bool isMap = !layer.isSequence && layer.grid.height > 0;
        const bool sameShape = isMap ? shape.size() == 4 && shape[1] == layer.channels &&
                                           shape[2] == layer.grid.height && shape[3] == layer.grid.width
                                     : shape.back() == layer.channels;
        c.addDeviation(layer.path.text() + " (observed " + path + ")", path == layer.path.text() && sameShape ? 0 : 1);
    }
}

/// The trained demo model: prompts, and every block of two scenes from the picture on.
void checkDemo(Comparison& c) {
    const auto arrays = load(c, "../demo/expected.npz");
    const auto pixels = load(c, "../input_pixels.npz");
    const OpenModel m(c, root / "../../../datasets/demo/model");
    if (!m.model) return;
    const auto text = m.model->encodeText(
        {"", "a cat on grass under a blue sky", "a photo of a zebra and a tiger on snow"}, {});
    if (!text) return c.fail("prompts", text.error().message);
    c.add("input_ids", text->inputIds, need(c, arrays, "input_ids"));
    c.add("last_hidden_state", text->lastHiddenState, need(c, arrays, "last_hidden_state"));
    for (const auto& [prefix, scene] : {std::pair{"case0/", "demo_scene00"}, std::pair{"case1/", "demo_scene09"}}) {
        const std::string p = prefix;
        const auto picture = need(c, pixels, scene);
        engine::ExtractionRequest request;
        request.size = {int(picture.shape()[1]), int(picture.shape()[0])};
        for (const auto byte : picture.bytes()) request.rgb.push_back(std::uint8_t(byte));
        request.ddimNoise = need(c, arrays, p + "ddim_noise");
        std::vector<std::string> layers;
        for (const auto& [name, array] : arrays)
            if (name.starts_with(p + "norm/")) layers.push_back(name.substr(p.size() + 5));
        Activations seen;
        const auto e = m.model->extract(request, observe(layers, seen));
        if (!e) return c.fail(scene, e.error().message);
        c.add(p + "latents", e->latents, need(c, arrays, p + "latents"));
        c.add(p + "noisy_latents", e->noisyLatents, need(c, arrays, p + "noisy_latents"));
        for (const auto& name : layers) {
            c.add(p + name, seen[name], need(c, arrays, p + name));
            const auto r = engine::Representation::fromActivation(LayerPath(name), seen[name]);
            if (!r) return c.fail(p + name, r.error().message);
            c.add(p + "norm/" + name, NdArray::fromFloats({(*r)->grid().height, (*r)->grid().width}, (*r)->norms().values()),
                  need(c, arrays, p + "norm/" + name));
        }
    }
}

struct Group {
    std::string name;
    double tolerance;
    std::function<void(Comparison&)> run;
};

std::vector<Group> groups() {
    std::vector<Group> all;
    const std::vector<std::string> models = {"tiny-sd15", "tiny-sd21", "tiny-sdturbo", "tiny-sdxl"};
    for (const auto& model : models) {
        all.push_back({model + "/text_encoder", kTolerance, [model](Comparison& c) {
                           checkText(c, root / "models" / model / "text_encoder", "expected/" + model + "/text_encoder.npz");
                           if (model != "tiny-sdxl") checkPrompts(c, model);
                       }});
        all.push_back({model + "/vae", kTolerance, [model](Comparison& c) { checkVae(c, model); }});
        for (const char* unetCase : {"A", "B", "C", "D"})
            all.push_back({model + "/unet_" + unetCase, kTolerance,
                           [model, unetCase](Comparison& c) { checkUnet(c, model, unetCase); }});
    }
    for (const auto& model : models)
        all.push_back({model + "/list_of_layers", 0, [model](Comparison& c) { checkLayerList(c, model); }});
    all.push_back({"tiny-sdxl/text_encoder_2", kTolerance, [](Comparison& c) {
                       checkText(c, root / "models/tiny-sdxl/text_encoder_2", "expected/tiny-sdxl/text_encoder_2.npz");
                   }});
    all.push_back({"variants/text_sharded", kTolerance, [](Comparison& c) {
                       checkText(c, root / "variants/tiny-sd15-text-sharded", "expected/tiny-sd15/text_encoder.npz");
                   }});
    all.push_back({"variants/unet_f16_bf16_sharded", kTolerance, checkUnetVariants});
    all.push_back({"variants/vae_oldnames", kTolerance, checkVaeOldNames});
    for (const auto& row : sd15Cases())
        all.push_back({"img2repr/" + row.file, kTolerance, [row](Comparison& c) { checkImg2Repr(c, row); }});
    all.push_back({"img2repr/own_noise_of_seed_42", kTolerance, [](Comparison& c) {
                       auto row = sd15Cases().front();
                       row.isOwnNoise = true;
                       checkImg2Repr(c, row);
                   }});
    for (const char* model : {"tiny-sd21", "tiny-sdturbo"})
        all.push_back({std::string("img2repr/") + model + "_sample_01", kTolerance, [model](Comparison& c) {
                           checkImg2Repr(c, {std::string(model) + "_sample_01", model});
                       }});
    all.push_back({"demo", kTolerance, checkDemo});
    return all;
}

int run(int argc, char** argv) {
    if (argc < 2) {
        std::fprintf(stderr, "usage: golden_check GOLDEN_FOLDER [GROUP...]\n");
        return 2;
    }
    root = argv[1];
    if (const char* named = std::getenv("DENOSCOPE_DEVICE")) device = named;
    const std::vector<std::string> wanted(argv + 2, argv + argc);
    std::printf("golden %-34s %5s %10s %8s\n", "group", "cases", "worst", "limit");
    bool ok = true;
    for (const auto& group : groups()) {
        if (!wanted.empty() && std::find(wanted.begin(), wanted.end(), group.name) == wanted.end()) continue;
        Comparison comparison(group.name, group.tolerance);
        group.run(comparison);
        std::printf("%s\n", comparison.line().c_str());
        std::fflush(stdout);
        ok = ok && comparison.passed();
    }
    return ok ? 0 : 1;
}

}  // namespace
}  // namespace golden

int main(int argc, char** argv) { return golden::run(argc, argv); }
