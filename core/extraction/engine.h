// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "extraction/edit.h"
#include "extraction/generation.h"
#include "model/model_info.h"
#include "tensor/nd_array.h"
#include "tensor/rng.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <stop_token>
#include <string>
#include <vector>

/// The engine's torch-free face. Implementations live in the shared library behind EngineLibrary; a
/// test may provide its own.
namespace engine {

/// How the weights are rounded before computing in float32.
enum class WeightRounding { AsStored, Float16, Bfloat16 };

/// What the networks compute in. Bfloat16 is for the U-Net and the text encoders: weights and
/// activations; norms, softmax and the time embedding stay in float32, and so does the VAE.
/// Activations are handed out as float32 either way.
enum class Arithmetic { Float32, Bfloat16 };

struct LoadOptions {
    Arithmetic arithmetic = Arithmetic::Float32;
    WeightRounding weightsAs = WeightRounding::AsStored;
    std::string device = "cpu";  ///< "cpu" or "cuda" where versions().devices has it; activations
                                 ///< always come back on the CPU
    int threads = 0;             ///< 0: as many as there are cores
    ModelSources sources;
};

/// Receives one activation as float32: [B, C, H, W], or [B, T, C] for sequences; attention maps as
/// AttentionForm says. Called from the computing thread.
using ActivationSink = std::function<void(const LayerPath& path, NdArray activation)>;

/// What to observe in one run, and when to stop.
struct Observation {
    /// Paths, or names of the second grammar (layer_names.h), each handed out once under the text
    /// that asked for it; unknown ones fail the run with Usage before it starts.
    std::set<LayerPath> layers;
    ActivationSink sink;
    bool stopAfterDeepest = false;  ///< end the run as soon as every layer was seen: no output then
    std::stop_token stop;           ///< looked at between modules; ends the run with Cancelled
    std::function<void(double fraction)>
        progress;  ///< 0..1 over the network's modules; may be empty
};

struct UnetInputs {
    NdArray sample;    ///< [B, Cin, h, w] float32
    NdArray timestep;  ///< [] or [B], integer or float; real-numbered timesteps are allowed
    NdArray encoderHiddenStates;        ///< [B, 77, cross_attention_dim]
    std::optional<NdArray> textEmbeds;  ///< SDXL: [B, pooled width]
    std::optional<NdArray> timeIds;     ///< SDXL: [B, 6] original h, w, crop y, x, target h, w
    std::vector<Edit> edits = {};
};

/// Of a number that depends on the U-Net, with respect to its inputs.
struct UnetGradient {
    NdArray activation;           ///< of the layer, as an observation gives it
    NdArray sample;               ///< [B, Cin, h, w]
    NdArray encoderHiddenStates;  ///< [B, 77, cross_attention_dim]
};

/// All of a posterior, unscaled: [B, 2*L, h, w] and [B, L, h, w].
struct Posterior {
    NdArray moments, mean, logvar, std;
};

/// Arrays of one text encoder, golden's names: hiddenStates[k] [B, 77, width] with 0 the
/// embeddings.
struct TextEncoding {
    NdArray inputIds;  ///< [B, 77] int64
    std::vector<NdArray> hiddenStates;
    NdArray lastHiddenState, penultimateFinalLayerNorm, poolerOutput;
    std::optional<NdArray> textEmbeds;
};

/// SDXL has two text encoders, each with its tokenizer.
enum class TextEncoderIndex { First = 0, Second = 1 };

enum class LatentMode { Mean, Sample };
/// The halves that a guided sampler runs: the U-Net with the prompt, with the negative prompt, or a
/// batch of the two, unconditional first.
enum class GuidanceHalf { Conditional, Unconditional, Both };
enum class PixelRange { Standard, Paper };  ///< -1..1, or 0..1 as the anomaly study feeds them

/// One picture at one timestep. Pixels are already fitted to the model's input size.
struct ExtractionRequest {
    PixelSize size;                 ///< multiples of the VAE's scale
    std::vector<std::uint8_t> rgb;  ///< size.height * size.width * 3, row-major
    std::string prompt;
    int timestep = 50;  ///< 0..999
    std::uint64_t seed = 42;
    Rng rng = Rng::TorchCpu;
    NoiseBatch batch;  ///< of the noise that is drawn from the seed
    LatentMode latent = LatentMode::Mean;
    PixelRange pixelRange = PixelRange::Standard;
    std::optional<NdArray> sampleNoise;  ///< [1, L, h, w]; drawn from the seed when absent
    std::optional<NdArray> ddimNoise;    ///< [1, L, h, w]; drawn from the seed when absent
    /// The paper's quirk: the noised latent is also scaled as the pipeline's Euler-type sampler
    /// scales its input.
    bool eulerInputScaling = false;
    /// SDXL: pooled text and picture size are given to the U-Net as its pipeline gives them
    /// (original and target size that of the picture, no crop). The study runs without.
    bool textTimeConditioning = true;
    GuidanceHalf half = GuidanceHalf::Conditional;
    /// As GenerateRequest::negativePrompt; plays a part in the unconditional half alone.
    std::optional<std::string> negativePrompt = {};
    std::vector<Edit> edits = {};
};

/// Everything on the way from picture to U-Net; the activations went to the sink.
struct Extraction {
    NdArray posteriorMean, posteriorStd, sampleNoise, ddimNoise, latents, noisyLatents, unetInput,
        promptEmbeds;  ///< [B, 77, D]: of the halves that ran
};

/// One loaded model: weights in memory, ready to compute. Use from one thread at a time; the window
/// gives it a worker.
///
/// Components are read from disk on first use. Every function fails with BadFile (weights that do
/// not fit the config: the list of missing, surplus and mis-shaped tensors; a file that was
/// shortened while open), Usage, OutOfMemory or Cancelled.
class Model {
public:
    virtual ~Model() = default;

    virtual const ModelInfo& info() const = 0;
    /// Observable U-Net modules in order of computation for a picture of \a size pixels.
    virtual Result<std::vector<LayerInfo>> unetLayers(PixelSize size) const = 0;

    /// \return the output [B, Cout, h, w], or an empty array if the run stopped after the deepest
    /// layer.
    virtual Result<NdArray> runUnet(const UnetInputs& inputs, const Observation& observation) = 0;
    /// Gradient of sum(cotangent * activation of \a layer) with respect to the U-Net's inputs,
    /// along the plain differentiable path: it keeps all scores of every attention up to the layer,
    /// and a second copy of the weights where the first was packed for speed. \param layer as in an
    /// Observation. \param cotangent of the activation's shape. Source: Griewank and Walther 2008,
    /// reverse mode.
    virtual Result<UnetGradient> unetGradient(const UnetInputs& inputs, const LayerPath& layer,
                                              const NdArray& cotangent, std::stop_token stop);
    /// \param image [B, 3, H, W] float32 in the VAE's range (-1..1 by convention).
    virtual Result<Posterior> encodeImage(const NdArray& image, const Observation& observation) = 0;
    /// \param latent [B, L, h, w], already divided by the scaling factor. \return [B, 3, H, W].
    virtual Result<NdArray> decodeLatent(const NdArray& latent, const Observation& observation) = 0;
    virtual Result<TextEncoding> encodeText(const std::vector<std::string>& prompts,
                                            TextEncoderIndex which,
                                            const Observation& observation) = 0;
    /// As encodeText with ready ids [B, 77] int64.
    virtual Result<TextEncoding> encodeIds(const NdArray& inputIds, TextEncoderIndex which,
                                           const Observation& observation) = 0;

    /// Picture -> VAE -> latent -> add_noise(timestep) -> scale_model_input -> U-Net with taps.
    /// The name "vae-out" among the layers gives the picture after one step of the sampler from
    /// there, decoded: [B, 3, H, W].
    /// The latest picture's posterior and prompt's embedding are cached, so another timestep costs
    /// one U-Net pass. Source: reference/anomalies.md, section 4, with the standard protocol's
    /// pixel range and latent mean by default.
    virtual Result<Extraction> extract(const ExtractionRequest& request,
                                       const Observation& observation) = 0;

    /// Text -> noise -> sampler and U-Net, step by step -> VAE -> picture. Source:
    /// reference/models.md, section 5.
    virtual Result<Generation> generate(const GenerateRequest& request,
                                        const GenerationObserver& observer);
};

inline Result<Generation> Model::generate(const GenerateRequest&, const GenerationObserver&) {
    return Error{ErrorCode::Unsupported, "This model does not generate pictures."};
}

inline Result<UnetGradient> Model::unetGradient(const UnetInputs&, const LayerPath&, const NdArray&,
                                                std::stop_token) {
    return Error{ErrorCode::Unsupported, "This model does not give gradients."};
}

/// What the machine reaches: measured, not read off a data sheet.
struct MachineRates {
    double matmulFloat32 = 0,
           matmulBfloat16 = 0;  ///< GFLOP/s of a 2048^3 product, 0 where unavailable
    double convFloat32 = 0,
           convBfloat16 = 0;     ///< GFLOP/s of a 3x3 convolution, 320 -> 320 channels at 64 x 64
    double memoryBandwidth = 0;  ///< GB/s, read + written of a large copy
    int threads = 0;
};

struct UnetBenchRequest {
    std::string geometry = "sd15";  ///< "sd15", "sd21", "sdxl"
    int side = 512;                 ///< pixels
    std::vector<std::string> layers = {
        "inner"};  ///< as selectLayers; their norms are part of the time
    Arithmetic arithmetic = Arithmetic::Float32;
    bool hasBaseline = false;  ///< also time plain eager calls
    bool hasEncoder = false;   ///< also time the autoencoder's encoder, in float32 as always
    int repeats = 3;
};

/// One U-Net pass with random weights, beside what the machine allows: limitSeconds is
/// the time that the same multiplications take at the measured convolution and matrix rates.
struct UnetBench {
    double medianSeconds = 0, baselineSeconds = 0, limitSeconds = 0;
    double convGflop = 0, linearGflop = 0, attentionGflop = 0;
    double deviation = 0;  ///< of the output from the baseline's, relative to its largest value
    double deviationFromFloat32 = 0;  ///< of bfloat16, from the same weights in float32
    std::uint64_t weightBytes = 0, peakBytes = 0;
    double encoderMedianSeconds = 0, encoderLimitSeconds = 0, encoderGflop = 0;
    MachineRates rates;
};

struct EngineVersions {
    std::string torch;  ///< "1.13.1"
    std::string
        blas;  ///< file that provides sgemm_, with its folder: "openblas-openmp/libblas.so.3"
    bool blasIsFast =
        false;  ///< whether that is an optimised BLAS; the reference BLAS is 35 times slower
    std::vector<std::string> devices;  ///< "cpu", "cuda:0 NVIDIA ..."
};

/// Entry point into the shared library.
class Engine {
public:
    virtual ~Engine() = default;
    virtual EngineVersions versions() const = 0;
    /// Reads configs and checks headers; weights follow on first use. Fails as ModelFolder::open.
    virtual Result<std::unique_ptr<Model>> open(const std::filesystem::path& path,
                                                const LoadOptions& options) = 0;
    virtual Result<MachineRates> measureMachine(std::stop_token stop) = 0;
    /// Fails with Usage for an unknown geometry or layer, OutOfMemory, Cancelled.
    virtual Result<UnetBench> benchUnet(const UnetBenchRequest& request, std::stop_token stop) = 0;
};

}  // namespace engine
