// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "model/sampler_config.h"
#include "tensor/nd_array.h"

#include <limits>
#include <vector>

namespace engine {

/// A run of a sampler without a network: what golden_check feeds through the samplers, torch-free.
struct SamplerTraceInputs {
    int steps = 1;
    NdArray clean, noise;  ///< [1, C, h, w]; the run begins with noise * initNoiseSigma
    NdArray modelOutputs;  ///< [N, 1, C, h, w], one per call of the network
    NdArray stepNoise;     ///< [N, 1, C, h, w], handed out in order
    std::vector<float> addNoiseTimesteps;
    double eta = 0;
    bool reusesBoundedSample = false;
    double churn = 0, churnMin = 0, churnMax = std::numeric_limits<double>::infinity();
    double churnNoise = 1;
};

/// Arrays with golden's names and shapes.
struct SamplerTrace {
    NdArray timesteps, sigmas, alphasCumprod;  ///< sigmas of shape [0] where the sampler has none
    float initNoiseSigma = 1;
    NdArray initialSample, scaledInput, previousSample, predictedOriginal;
    NdArray noised, velocity;  ///< clean and noise at each of addNoiseTimesteps
    int noiseDraws = 0;
};

/// Fails as makeSampler.
Result<SamplerTrace> traceSampler(const SamplerConfig& config, const SamplerTraceInputs& inputs);

/// Timesteps and sigmas alone: `first` [N], `second` [N + 1] or empty. Fails as makeSampler.
Result<std::pair<NdArray, NdArray>> samplerTables(const SamplerConfig& config, int steps);

}  // namespace engine
