// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Private to the engine: names torch.

#include <cstdint>

#include <ATen/core/Tensor.h>

namespace engine {

/// The two draws of one extraction, in the order that the anomaly study makes them after torch.manual_seed(seed).
struct ExtractionNoise {
    at::Tensor sampleNoise;  ///< [1, L, h, w]: for the posterior
    at::Tensor ddimNoise;    ///< [1, L, h, w]: for add_noise
};

/// torch's CPU generator, seeded: first randn([1, L, h, w]), then randn_like of latents that lie channels-last (a different
/// algorithm: one number at a time in the order h, w, channel). Source: golden/README.md, section img2repr.
ExtractionNoise drawExtractionNoise(std::uint64_t seed, std::int64_t channels, std::int64_t height,
                                    std::int64_t width);

}  // namespace engine
