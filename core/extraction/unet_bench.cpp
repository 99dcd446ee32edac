// SPDX-License-Identifier: GPL-3.0-or-later
#include "extraction/unet_bench.h"

#include "base/guarded.h"
#include "extraction/machine_rates.h"
#include "model/geometries.h"
#include "model/layer_selection.h"
#include "model/run_memory.h"
#include "model/unet.h"
#include "model/vae.h"
#include "representation/representation.h"
#include "tensor/tensor_bridge.h"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <sys/resource.h>

namespace engine {
namespace {

using Clock = std::chrono::steady_clock;

double medianSeconds(int repeats, const std::function<void()>& work) {
    std::vector<double> seconds;
    for (int i = 0; i < repeats; ++i) {
        const auto start = Clock::now();
        work();
        seconds.push_back(std::chrono::duration<double>(Clock::now() - start).count());
    }
    std::sort(seconds.begin(), seconds.end());
    return seconds[seconds.size() / 2];
}

std::uint64_t peakBytes() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return std::uint64_t(usage.ru_maxrss) * 1024;
}

/// Largest deviation of \a actual, relative to the largest absolute value of \a expected.
double deviation(const at::Tensor& actual, const at::Tensor& expected) {
    return ((actual - expected).abs().max() / expected.abs().max()).item<double>();
}

/// What one timed run does: the network, and the norms of the layers that were asked for.
class Subject {
public:
    Subject(const Unet& unet, const UnetBenchRequest& request, const std::vector<LayerInfo>& layers,
            std::stop_token stop)
        : m_unet(unet) {
        const auto& config = unet.config();
        const auto side = request.side / 8;
        at::manual_seed(0);
        m_sample = at::randn({1, config.inChannels, side, side});
        m_conditioning = {
            at::full({1}, 50.0f), at::randn({1, 77, config.crossAttentionDim}), {}, {}};
        if (config.hasTextTimeEmbedding) {
            m_conditioning.textEmbeds =
                at::randn({1, config.projectionInputDim - 6 * config.additionTimeEmbedDim});
            m_conditioning.timeIds = at::full({1, 6}, float(request.side));
        }
        for (const auto& layer : layers) m_observation.layers.insert(layer.path);
        m_observation.stop = std::move(stop);
        m_observation.sink = [this](const LayerPath& path, const NdArray& activation) {
            const auto r = Representation::fromActivation(path, activation);
            if (r) m_norms += double((*r)->norms().values().front());
        };
    }

    at::Tensor run() {
        // The layers were chosen from this network's own.
        auto tap = ActivationTap::open(m_unet.taps(), m_observation, "U-Net", [this] {
            return unetLayers(m_unet.config(), {int(m_sample.size(2)), int(m_sample.size(3))});
        });
        NetworkRun run(*tap);
        return m_unet.forward(m_sample, m_conditioning, run).to(at::kFloat);
    }

private:
    const Unet& m_unet;
    at::Tensor m_sample;
    UnetConditioning m_conditioning;
    Observation m_observation;
    double m_norms = 0;  // keeps the work from being left out
};

constexpr std::uint64_t kWeightSeed = 1;

/// What the same weights give in float32.
at::Tensor outputInFloat32(const UnetConfig& config, const UnetBenchRequest& request,
                           const std::vector<LayerInfo>& layers, std::stop_token stop) {
    at::manual_seed(kWeightSeed);
    auto weights = WeightStore::random();
    const Unet unet(config, weights);
    return Subject(unet, request, layers, std::move(stop)).run();
}

struct Measured {
    double seconds = 0;
    FlopCount flop;
};

/// The autoencoder's encoder on a picture; nothing is observed.
Measured measureEncoder(const VaeConfig& config, const UnetBenchRequest& request,
                        std::stop_token stop) {
    auto weights = WeightStore::random();
    const VaeEncoder encoder(config, weights);
    const auto picture = at::randn({1, config.inChannels, request.side, request.side});
    Observation observation;
    observation.stop = std::move(stop);
    const auto encode = [&] {
        auto tap = ActivationTap::open(encoder.taps(), observation, "VAE's encoder");
        NetworkRun run(*tap);
        encoder.forward(picture, run);
    };
    Measured measured;
    {
        const CountingScope counting(&measured.flop);
        encode();
    }
    measured.seconds = medianSeconds(request.repeats, encode);
    return measured;
}

}  // namespace

Result<UnetBench> benchUnet(const UnetBenchRequest& request, std::stop_token stop) {
    const c10::InferenceMode inference;
    const auto config = publishedGeometry(request.geometry);
    if (!config)
        return Error{ErrorCode::Usage, "There is no geometry " + request.geometry +
                                           "; known are sd15, sd21 and sdxl."};
    const TokenGrid latent{request.side / 8, request.side / 8};
    const auto layers = selectLayers(request.layers, unetLayers(*config, latent));
    if (!layers) return layers.error();

    UnetBench bench;
    const bool isReduced = request.arithmetic == Arithmetic::Bfloat16;
    const auto full = isReduced ? outputInFloat32(*config, request, *layers, stop) : at::Tensor();
    at::manual_seed(kWeightSeed);
    auto weights = WeightStore::random(request.arithmetic);
    const Unet unet(*config, weights);
    Subject subject(unet, request, *layers, stop);
    at::Tensor reference;
    if (request.hasBaseline) {  // first: the fast run lets the unpacked weights go
        const EagerScope eager;
        reference = subject.run();
        bench.baselineSeconds = medianSeconds(request.repeats, [&] { subject.run(); });
    }
    const RunMemory memory;  // the baseline's comes anew from the system, as in Python
    FlopCount flop;
    {
        const CountingScope counting(&flop);
        const auto output = subject.run();
        if (reference.defined()) bench.deviation = deviation(output, reference);
        if (full.defined()) bench.deviationFromFloat32 = deviation(output, full);
    }
    bench.medianSeconds = medianSeconds(request.repeats, [&] { subject.run(); });
    bench.peakBytes = peakBytes();
    const auto encoder =
        request.hasEncoder ? measureEncoder(*publishedAutoencoder(request.geometry), request, stop)
                           : Measured();
    const auto rates = measureRates(stop);
    if (!rates) return rates.error();
    bench.rates = *rates;
    bench.convGflop = flop.convolution * 1e-9;
    bench.linearGflop = flop.linear * 1e-9;
    bench.attentionGflop = flop.attention * 1e-9;
    const double matmul = isReduced ? rates->matmulBfloat16 : rates->matmulFloat32;
    bench.limitSeconds = bench.convGflop / (isReduced ? rates->convBfloat16 : rates->convFloat32) +
                         (bench.linearGflop + bench.attentionGflop) / matmul;
    bench.encoderMedianSeconds = encoder.seconds;
    bench.encoderGflop =
        (encoder.flop.convolution + encoder.flop.linear + encoder.flop.attention) * 1e-9;
    bench.encoderLimitSeconds =
        encoder.flop.convolution * 1e-9 / rates->convFloat32 +
        (encoder.flop.linear + encoder.flop.attention) * 1e-9 / rates->matmulFloat32;
    bench.weightBytes = weights.randomBytes();
    return bench;
}

}  // namespace engine
