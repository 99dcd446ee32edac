// SPDX-License-Identifier: GPL-3.0-or-later
// From picture to representation, as the anomaly study does it.
#include "golden_groups.h"

#include <analysis/join.h>
#include <analysis/similarity.h>
#include <representation/representation.h>

namespace golden {
namespace {

/// Norm maps and cosine maps of one activation against norm/NAME and cosine/NAME/tokenK.
void checkMaps(Comparison& c, const NamedArrays& arrays, const std::string& name,
               const std::string& cosinePrefix, const NdArray& activation) {
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
        const auto map = engine::similarityMap(**r, {{int((*yx)[0]), int((*yx)[1])}}, **r,
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

engine::ExtractionRequest requestOf(Comparison& c, const Img2ReprCase& row,
                                    const NamedArrays& arrays) {
    const auto pixels = load(c, "../input_pixels.npz");
    const auto picture =
        need(c, pixels, row.isResized ? "input_resized64" : "input");  // [H, W, 3] uint8
    engine::ExtractionRequest request;
    request.size = {int(picture.shape()[1]), int(picture.shape()[0])};
    for (const auto byte : picture.bytes()) request.rgb.push_back(std::uint8_t(byte));
    request.prompt = row.prompt;
    request.timestep = row.timestep;
    request.latent = row.latent;
    request.pixelRange = row.range;
    request.eulerInputScaling = true;  // the study's protocol
    request.textTimeConditioning = false;
    if (!row.isOwnNoise) {
        request.sampleNoise = need(c, arrays, "sample_noise");
        request.ddimNoise = need(c, arrays, "ddim_noise");
    }
    return request;
}

void checkImg2Repr(Comparison& c, const Img2ReprCase& row) {
    const auto arrays = load(c, "img2repr/" + row.file + ".npz");
    const OpenModel m(c, root() / "models" / row.model, row.rounding);
    if (!m.model) return;
    std::vector<std::string> layers;
    for (const auto& [name, array] : arrays)
        if (name.starts_with("norm/")) layers.push_back(name.substr(5));
    if (layers.empty())
        for (const auto& [name, array] : arrays)
            if (name.starts_with("conv_") || name.starts_with("down_") ||
                name.starts_with("mid_") || name.starts_with("up_"))
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
    const auto joined =
        engine::joinActivations({seen["down_blocks[3]"], seen["mid_block"], seen["up_blocks[1]"]});
    if (!joined) return c.fail("joined", joined.error().message);
    c.add("joined/representation", *joined, need(c, arrays, "joined/representation"));
    auto shape = joined->shape();
    shape.insert(shape.begin(), 1);
    checkMaps(c, arrays, "joined", "joined/cosine/",
              NdArray(joined->dtype(), shape, joined->owner(), joined->bytes().data()));
}

const std::vector<Img2ReprCase>& sd15Cases() {
    using engine::LatentMode, engine::PixelRange;
    static const std::vector<Img2ReprCase> cases = {
        {"tiny-sd15_sample_01", "tiny-sd15"},
        {"tiny-sd15_sample_11", "tiny-sd15", false, 50, "", LatentMode::Sample,
         PixelRange::Standard},
        {"tiny-sd15_mean_11", "tiny-sd15", false, 50, "", LatentMode::Mean, PixelRange::Standard},
        {"tiny-sd15_sample_01_f16weights", "tiny-sd15", false, 50, "", LatentMode::Sample,
         PixelRange::Paper, engine::WeightRounding::Float16},
        {"tiny-sd15_resized64_01_step261_prompt", "tiny-sd15", true, 261, "a photo of a cat"}};
    return cases;
}

}  // namespace

std::vector<Group> img2reprGroups() {
    std::vector<Group> all;
    for (const auto& row : sd15Cases())
        all.push_back(
            {"img2repr/" + row.file, kTolerance, [row](Comparison& c) { checkImg2Repr(c, row); }});
    all.push_back({"img2repr/own_noise_of_seed_42", kTolerance, [](Comparison& c) {
                       auto row = sd15Cases().front();
                       row.isOwnNoise = true;
                       checkImg2Repr(c, row);
                   }});
    for (const char* model : {"tiny-sd21", "tiny-sdturbo", "tiny-sdxl"})
        all.push_back(
            {std::string("img2repr/") + model + "_sample_01", kTolerance, [model](Comparison& c) {
                 checkImg2Repr(c, {std::string(model) + "_sample_01", model});
             }});
    return all;
}

}  // namespace golden
