// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Private to the engine: names torch. One source file per family; makeSampler() chooses.

#include "model/sampler.h"

namespace engine {

std::unique_ptr<Sampler> makeDdim(SamplerSetup setup);
std::unique_ptr<Sampler> makeDdpm(SamplerSetup setup);
std::unique_ptr<Sampler> makePndm(SamplerSetup setup);
std::unique_ptr<Sampler> makeLcm(SamplerSetup setup);
std::unique_ptr<Sampler> makeEuler(SamplerSetup setup);
std::unique_ptr<Sampler> makeEulerAncestral(SamplerSetup setup);
std::unique_ptr<Sampler> makeHeun(SamplerSetup setup);
std::unique_ptr<Sampler> makeLms(SamplerSetup setup);
std::unique_ptr<Sampler> makeDpm(SamplerSetup setup);
std::unique_ptr<Sampler> makeUniPc(SamplerSetup setup);

/// Samplers that count in sigma: x = x0 + sigma noise, and the network sees x / sqrt(sigma^2 + 1).
class SigmaSampler : public Sampler {
public:
    float initNoiseSigma() const override;
    at::Tensor scaleInput(const at::Tensor& x, int index) const override;
    at::Tensor addNoise(const at::Tensor& clean, const at::Tensor& noise,
                        float timestep) const override;

protected:
    /// Fills timesteps and sigmas: interpolated in the training table, or Karras's, then a zero.
    explicit SigmaSampler(SamplerSetup setup);

private:
    std::vector<double> baseSigmas(const std::vector<float>& table) const;
};

/// Samplers of x = alpha x0 + sigma noise with alpha^2 + sigma^2 = 1 that integrate over
/// lambda = log(alpha / sigma): DPM-Solver and UniPC.
class LambdaSampler : public Sampler {
public:
    at::Tensor addNoise(const at::Tensor& clean, const at::Tensor& noise,
                        float timestep) const override;

protected:
    /// One point of the trajectory, float32 as the reference computes it.
    struct Point {
        float alpha, sigma, lambda;
    };
    explicit LambdaSampler(SamplerSetup setup);

    Point pointAt(int index) const;
    /// x0 or the noise, whichever the solver integrates; x0 bounded by thresholding.
    at::Tensor converted(const at::Tensor& modelOutput, const at::Tensor& x, int index,
                         bool wantsOriginal) const;
    at::Tensor originalOf(const at::Tensor& modelOutput, const at::Tensor& x, int index) const;

private:
    /// Where to begin: DPM-Solver may leave out the noisiest training timesteps.
    int lastTimestep() const;
};

}  // namespace engine
