// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/sampler_trace.h"

#include "base/guarded.h"
#include "model/sampler.h"
#include "tensor/tensor_bridge.h"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

namespace engine {
namespace {

NdArray listOf(const std::vector<float>& values) {
    return NdArray::fromFloats({std::int64_t(values.size())}, values);
}

SamplerOptions optionsOf(const SamplerTraceInputs& in) {
    SamplerOptions options;
    options.eta = in.eta;
    options.reusesBoundedSample = in.reusesBoundedSample;
    options.churn = in.churn;
    options.churnMin = in.churnMin;
    options.churnMax = in.churnMax;
    options.churnNoise = in.churnNoise;
    return options;
}

void runSteps(Sampler& sampler, const SamplerTraceInputs& in, SamplerTrace& trace) {
    auto x = toFloatTensor(in.noise) * sampler.initNoiseSigma();
    trace.initialSample = toArray(x);
    const auto outputs = toFloatTensor(in.modelOutputs);
    std::vector<at::Tensor> scaled, previous, originals;
    for (int i = 0; i < int(sampler.timesteps().size()); ++i) {
        scaled.push_back(sampler.scaleInput(x, i));
        const auto step = sampler.step(outputs[i], i, x);
        x = step.previous;
        previous.push_back(x);
        originals.push_back(step.predictedOriginal);
    }
    trace.scaledInput = toArray(at::stack(scaled));
    trace.previousSample = toArray(at::stack(previous));
    trace.predictedOriginal = toArray(at::stack(originals));
}

void addNoises(const Sampler& sampler, const SamplerTraceInputs& in, SamplerTrace& trace) {
    const auto clean = toFloatTensor(in.clean), noise = toFloatTensor(in.noise);
    std::vector<at::Tensor> noised, velocities;
    for (const float t : in.addNoiseTimesteps) {
        noised.push_back(sampler.addNoise(clean, noise, t));
        velocities.push_back(sampler.velocity(clean, noise, int(t)));
    }
    if (noised.empty()) return;
    trace.noised = toArray(at::cat(noised));
    trace.velocity = toArray(at::cat(velocities));
}

}  // namespace

Result<SamplerTrace> traceSampler(const SamplerConfig& config, const SamplerTraceInputs& in) {
    return guarded("Tracing the sampler", [&]() -> Result<SamplerTrace> {
        const c10::InferenceMode inference;
        SamplerTrace trace;
        const auto draws = toFloatTensor(in.stepNoise);
        const auto draw = [&](at::IntArrayRef) { return draws[trace.noiseDraws++]; };
        const auto sampler = makeSampler(config, in.steps, draw, optionsOf(in));
        if (!sampler) return sampler.error();
        trace.timesteps = listOf((*sampler)->timesteps());
        trace.sigmas = listOf((*sampler)->sigmas());
        trace.alphasCumprod = listOf((*sampler)->alphasCumprod());
        trace.initNoiseSigma = (*sampler)->initNoiseSigma();
        runSteps(**sampler, in, trace);
        addNoises(**sampler, in, trace);
        return trace;
    });
}

Result<std::pair<NdArray, NdArray>> samplerTables(const SamplerConfig& config, int steps) {
    using Tables = std::pair<NdArray, NdArray>;
    return guarded("Laying out the timesteps", [&]() -> Result<Tables> {
        const auto sampler = makeSampler(config, steps, {});
        if (!sampler) return sampler.error();
        return Tables(listOf((*sampler)->timesteps()), listOf((*sampler)->sigmas()));
    });
}

}  // namespace engine
