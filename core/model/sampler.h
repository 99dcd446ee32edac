// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Private to the engine: names torch.

#include "base/result.h"
#include "model/sampler_config.h"
#include "model/sampler_tables.h"

#include <ATen/core/Tensor.h>

#include <functional>
#include <limits>
#include <memory>
#include <string>
#include <vector>

namespace engine {

/// Draws standard normal numbers of a shape; a sampler that adds noise calls it, in order.
using DrawNoise = std::function<at::Tensor(at::IntArrayRef shape)>;

/// What a caller may choose per run, beside the configuration.
struct SamplerOptions {
    double eta = 0;                    ///< DDIM: 0 adds no noise, 1 as much as DDPM
    bool reusesBoundedSample = false;  ///< DDIM: the direction follows from the bounded x0
    double churn = 0, churnMin = 0;    ///< Euler: noise added per step, between these sigmas
    double churnMax = std::numeric_limits<double>::infinity();
    double churnNoise = 1;
};

/// What a run begins with.
struct SamplerSetup {
    SamplerConfig config;
    SamplerOptions options;
    int steps = 1;
    std::vector<float> alphasCumprod;  ///< one per training timestep
    DrawNoise draw;
};

/// One run of a sampler: its timesteps and its memory of past predictions. Made for one latent,
/// used once, never shared. float32 throughout, in diffusers' order of operations.
///
/// Source: reference/models.md, section 5; golden/schedulers.
class Sampler {
public:
    struct Step {
        at::Tensor previous;           ///< the latent after this step
        at::Tensor predictedOriginal;  ///< x0 as this call's prediction has it
    };

    virtual ~Sampler() = default;

    /// What the U-Net is called with, in order; may hold real numbers and repetitions.
    const std::vector<float>& timesteps() const { return m_timesteps; }
    /// Noise level per timestep and one after the last; empty where the sampler has none.
    const std::vector<float>& sigmas() const { return m_sigmas; }
    const std::vector<float>& alphasCumprod() const { return m_alphas; }

    /// What standard normal noise is multiplied by to begin with.
    virtual float initNoiseSigma() const { return 1; }
    /// The network's input for the latent \a x at timesteps()[index].
    virtual at::Tensor scaleInput(const at::Tensor& x, int index) const;
    /// Goes from timesteps()[index] on. Call with index = 0, 1, 2, ... in order, once each.
    virtual Step step(const at::Tensor& modelOutput, int index, const at::Tensor& x) = 0;
    /// \a clean with the noise of \a timestep. Precondition: one of timesteps() for samplers with
    /// sigmas, 0 to trainTimesteps - 1 for the others.
    virtual at::Tensor addNoise(const at::Tensor& clean, const at::Tensor& noise,
                                float timestep) const;
    /// v = sqrt(abar) noise - sqrt(1 - abar) clean.
    at::Tensor velocity(const at::Tensor& clean, const at::Tensor& noise, int timestep) const;

protected:
    struct Predicted {
        at::Tensor original, noise;
    };

    explicit Sampler(SamplerSetup setup);

    int steps() const { return m_steps; }
    int trainTimesteps() const { return int(m_alphas.size()); }
    float alphaAt(int timestep) const { return m_alphas[std::size_t(timestep)]; }
    float timestepAt(int index) const { return m_timesteps[std::size_t(index)]; }
    float sigmaAt(int index) const { return m_sigmas[std::size_t(index)]; }
    TimestepRule timestepRule() const;
    /// Which of timesteps() is meant; Karras's are real numbers, so the nearest.
    int indexOf(float timestep) const;

    /// x0 and noise where x = sqrt(alpha) x0 + sqrt(1 - alpha) noise.
    Predicted predict(const at::Tensor& modelOutput, const at::Tensor& x, float alpha) const;
    /// x0 where x = x0 + sigma noise, and the network saw x / sqrt(sigma^2 + 1).
    at::Tensor originalAt(const at::Tensor& modelOutput, const at::Tensor& x, float sigma) const;
    /// Dynamic thresholding or clipping of a predicted x0, as configured.
    at::Tensor bounded(const at::Tensor& original) const;
    at::Tensor thresholded(const at::Tensor& original) const;
    at::Tensor draw(const at::Tensor& like) const { return m_draw(like.sizes()); }

    SamplerConfig m_config;
    SamplerOptions m_options;
    std::vector<float> m_alphas, m_timesteps, m_sigmas;

private:
    int m_steps = 1;
    DrawNoise m_draw;
};

/// The sampler that \a config names, at the beginning of a run of \a steps steps.
/// Fails with Usage if the training schedule has no room for that many steps.
Result<std::unique_ptr<Sampler>> makeSampler(const SamplerConfig& config, int steps, DrawNoise draw,
                                             const SamplerOptions& options = {});

}  // namespace engine
