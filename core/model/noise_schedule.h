// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Private to the engine: names torch.

#include "model/unet_config.h"

#include <ATen/core/Tensor.h>

namespace engine {

/// The training schedule of a model: what noising a picture needs. Samplers build on it.
/// Source: reference/models.md, section 5.1; float32 like diffusers.
class NoiseSchedule {
public:
    /// Fails with Unsupported for another beta schedule than linear, scaled_linear,
    /// squaredcos_cap_v2 or given betas.
    static Result<NoiseSchedule> fromConfig(const ScheduleConfig& config);

    int trainTimesteps() const { return int(m_alphasCumprod.size(0)); }
    const at::Tensor& alphasCumprod() const { return m_alphasCumprod; }  ///< [1000] float32
    /// sqrt(abar_t) clean + sqrt(1 - abar_t) noise: DDIM's add_noise. Precondition: 0 <= timestep <
    /// trainTimesteps().
    at::Tensor addNoise(const at::Tensor& clean, const at::Tensor& noise, int timestep) const;
    /// One deterministic step from \a noisy at \a timestep to the timestep before it, as DDIM with
    /// eta 0 and the first step of PNDM and Euler take it among all training timesteps; from 0, to
    /// the clean latent. \param predictionType "epsilon", "v_prediction" or "sample".
    /// Source: Song et al. 2020, equation 12; reference/models.md, section 5.3.
    at::Tensor stepBack(const at::Tensor& prediction, const at::Tensor& noisy, int timestep,
                        const std::string& predictionType) const;
    /// 1 / sqrt(sigma^2 + 1) with sigma of the full table at \a timestep: what Euler-type samplers
    /// divide their input by.
    double eulerInputScale(int timestep) const;

private:
    at::Tensor m_alphasCumprod;
};

/// Whether the pipeline's own sampler scales the network's input (scale_model_input is not the
/// identity).
bool scalesInput(const std::string& schedulerClass);

}  // namespace engine
