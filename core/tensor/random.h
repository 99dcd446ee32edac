// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Private to the engine: names torch.

#include "tensor/rng.h"

#include <ATen/core/Generator.h>
#include <ATen/core/Tensor.h>

#include <cstdint>
#include <memory>

namespace engine {

/// A seeded source of standard normal numbers. One run, one source; never shared.
class NoiseSource {
public:
    virtual ~NoiseSource() = default;
    /// randn(shape), float32.
    virtual at::Tensor normal(at::IntArrayRef shape) = 0;
    /// randn_like of a tensor of \a shape [B, L, h, w] that lies channels-last in memory; the
    /// result is contiguous.
    virtual at::Tensor normalChannelsLast(at::IntArrayRef shape) = 0;
};

/// Torch's own generator for Rng::TorchCpu, Philox for Rng::Cuda.
std::unique_ptr<NoiseSource> makeNoiseSource(Rng rng, std::uint64_t seed);

/// The two draws of one extraction, in the order that the anomaly study makes them after
/// torch.manual_seed(seed).
struct ExtractionNoise {
    at::Tensor sampleNoise;  ///< [1, L, h, w]: for the posterior
    at::Tensor ddimNoise;    ///< [1, L, h, w]: for add_noise
};

/// First randn([B, L, h, w]), then randn_like of latents that lie channels-last: of one picture's
/// where the batch shares it, else of all B. Torch's CPU generator draws the latter one number at a
/// time in the order h, w, channel. \param shape [1, L, h, w] of one picture.
/// Source: golden/README.md, section img2repr; reference/anomalies.md, section 4.
ExtractionNoise drawExtractionNoise(Rng rng, std::uint64_t seed, const NoiseBatch& batch,
                                    at::IntArrayRef shape);

}  // namespace engine
