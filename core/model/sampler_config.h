// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "model/schedule_config.h"

#include <nlohmann/json_fwd.hpp>

#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace engine {

/// The samplers there are, by the update rule of reference/models.md, section 5.3.
enum class SamplerKind {
    Ddim,
    Ddpm,
    Pndm,
    Lms,
    Euler,
    EulerAncestral,
    Heun,
    DpmMultistep,
    UniPc,
    Lcm,
};
enum class Prediction { Epsilon, Velocity, Sample };
enum class TimestepSpacing { Leading, Trailing, Linspace };
/// DDPM: which variance the added noise has.
enum class DdpmVariance { FixedSmall, FixedSmallLog, FixedLarge };
/// DPM-Solver integrates over the noise (Dpm) or the clean sample (PlusPlus), as ODE or SDE.
enum class DpmAlgorithm { Dpm, DpmPlusPlus, SdeDpm, SdeDpmPlusPlus };

/// scheduler/scheduler_config.json as one sampler reads it: keys that are absent take that
/// sampler's own defaults (diffusers 0.27), also when the file was written for another one. Plain
/// data.
struct SamplerConfig {
    SamplerKind kind = SamplerKind::Ddim;
    ScheduleConfig schedule;
    Prediction prediction = Prediction::Epsilon;
    TimestepSpacing spacing = TimestepSpacing::Leading;
    int stepsOffset = 0;  ///< added to every timestep of "leading"

    bool clipsSample = false;  ///< DDIM, DDPM, Heun, LCM: bound the predicted x0
    double clipRange = 1;      ///< ... to -clipRange..clipRange
    bool thresholds = false;   ///< bound it by a quantile of itself instead
    double thresholdingRatio = 0.995;
    double sampleMaxValue = 1;

    bool finalAlphaIsOne = false;  ///< DDIM, PNDM, LCM: what comes after the last timestep
    bool skipsPrk = false;         ///< PNDM: no Runge-Kutta steps at the beginning
    DdpmVariance variance = DdpmVariance::FixedSmall;

    bool usesKarrasSigmas = false;
    bool isLogLinear = false;                  ///< Euler: sigmas equally spaced in their logarithm
    std::optional<double> sigmaMin, sigmaMax;  ///< Euler: ends of the Karras sigmas

    int order = 2;  ///< DPM-Solver, UniPC: 1 to 3
    DpmAlgorithm algorithm = DpmAlgorithm::DpmPlusPlus;
    bool isHeunSolver = false;  ///< DPM-Solver: "heun" instead of "midpoint"
    bool lowersOrderAtEnd = true;
    bool isEulerAtEnd = false;
    bool endsAtZeroSigma = true;  ///< final_sigmas_type "zero" instead of "sigma_min"
    double lambdaMinClipped = -std::numeric_limits<double>::infinity();

    bool predictsX0 = true;               ///< UniPC
    bool isBh1 = false;                   ///< UniPC: B(h) = h instead of exp(h) - 1
    std::vector<int> disabledCorrectors;  ///< UniPC: steps after which nothing is corrected

    int originalSteps = 50;       ///< LCM: steps of the teacher that was distilled
    double timestepScaling = 10;  ///< LCM

    /// \param className overrides the file's `_class_name` where not empty (samplerClass()).
    /// \a fileName begins every message. Fails with BadFile, or Unsupported for a class or a
    /// setting that is not there, naming those that are.
    static Result<SamplerConfig> fromJson(const nlohmann::json& json, const std::string& fileName,
                                          const std::string& className = {});
};

/// The class that a user's word for a sampler means: diffusers' class name, or "ddim", "ddpm",
/// "pndm", "lms", "euler", "euler-ancestral", "heun", "dpm", "unipc", "lcm", in any case.
/// "lms-real" is LMS at the probing study's real-numbered timesteps (hasRealTimesteps()).
/// Fails with Usage, naming these.
Result<std::string> samplerClass(std::string_view word);

/// Whether \a word asks for timesteps spaced evenly from the last to 0, whatever the model's file
/// says: 999, 927.643, ... for 15 steps. Source: reference/probing.md, section 1.
bool hasRealTimesteps(std::string_view word);

/// "ddim, ddpm, ..." for help texts and messages.
std::string samplerNames();

}  // namespace engine
