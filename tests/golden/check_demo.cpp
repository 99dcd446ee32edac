// SPDX-License-Identifier: GPL-3.0-or-later
#include "golden_groups.h"

#include <representation/representation.h>

namespace golden {
namespace {

/// The trained demo model: prompts, and every block of two scenes from the picture on.
void checkDemo(Comparison& c) {
    const auto arrays = load(c, "../demo/expected.npz");
    const auto pixels = load(c, "../input_pixels.npz");
    const OpenModel m(c, root() / "../../../datasets/demo/model");
    if (!m.model) return;
    const auto text = m.model->encodeText(
        {"", "a cat on grass under a blue sky", "a photo of a zebra and a tiger on snow"},
        engine::TextEncoderIndex::First, {});
    if (!text) return c.fail("prompts", text.error().message);
    c.add("input_ids", text->inputIds, need(c, arrays, "input_ids"));
    c.add("last_hidden_state", text->lastHiddenState, need(c, arrays, "last_hidden_state"));
    for (const auto& [prefix, scene] :
         {std::pair{"case0/", "demo_scene00"}, std::pair{"case1/", "demo_scene09"}}) {
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
            c.add(p + "norm/" + name,
                  NdArray::fromFloats({(*r)->grid().height, (*r)->grid().width},
                                      (*r)->norms().values()),
                  need(c, arrays, p + "norm/" + name));
        }
    }
}

}  // namespace

std::vector<Group> demoGroups() {
    return {{"demo", kTolerance, checkDemo}};
}

}  // namespace golden
