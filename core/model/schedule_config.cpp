// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/schedule_config.h"

#include "model/config_reader.h"

namespace engine {
namespace {

/// Schedulers that noise by x = sqrt(a) x0 + sqrt(1 - a) noise with a from betas; flow matching has
/// none.
const std::vector<std::string>& betaClasses() {
    static const std::vector<std::string> names = {
        "DDIMScheduler",
        "DDPMScheduler",
        "PNDMScheduler",
        "LMSDiscreteScheduler",
        "EulerDiscreteScheduler",
        "EulerAncestralDiscreteScheduler",
        "HeunDiscreteScheduler",
        "KDPM2DiscreteScheduler",
        "KDPM2AncestralDiscreteScheduler",
        "DPMSolverMultistepScheduler",
        "DPMSolverSinglestepScheduler",
        "DPMSolverSDEScheduler",
        "DEISMultistepScheduler",
        "UniPCMultistepScheduler",
        "LCMScheduler",
        "TCDScheduler",
    };
    return names;
}

void applyClassDefaults(ScheduleConfig& c) {
    // Written for Stable Diffusion, these default to its range of betas (diffusers 0.27).
    const bool isStable = c.className == "LCMScheduler" || c.className == "TCDScheduler";
    const bool isKarras =
        c.className == "HeunDiscreteScheduler" || c.className == "KDPM2DiscreteScheduler" ||
        c.className == "KDPM2AncestralDiscreteScheduler" || c.className == "DPMSolverSDEScheduler";
    if (isStable || isKarras) c.betaStart = 0.00085, c.betaEnd = 0.012;
    if (isStable) c.betaSchedule = "scaled_linear";
}

void readBetas(ConfigReader& reader, ScheduleConfig& c) {
    c.betaSchedule = reader.word("beta_schedule", c.betaSchedule);
    reader.requireKnown("beta_schedule", c.betaSchedule,
                        {"linear", "scaled_linear", "squaredcos_cap_v2"});
    c.betaStart = reader.number("beta_start", c.betaStart, {0, 1});
    c.betaEnd = reader.number("beta_end", c.betaEnd, {0, 1});
    for (const double beta : reader.numbers("trained_betas", {0, 1}))
        c.trainedBetas.push_back(float(beta));
    reader.require(c.trainedBetas.empty() || int(c.trainedBetas.size()) == c.trainTimesteps,
                   "trained_betas",
                   std::to_string(c.trainTimesteps) + " numbers (num_train_timesteps)");
    c.rescaleBetasZeroSnr = reader.flag("rescale_betas_zero_snr", false);
}

}  // namespace

Result<ScheduleConfig> ScheduleConfig::fromJson(const nlohmann::json& json,
                                                const std::string& fileName) {
    ConfigReader reader(json, fileName);
    ScheduleConfig c;
    c.className = reader.word("_class_name", c.className);
    reader.requireKnown("_class_name", c.className, betaClasses());
    applyClassDefaults(c);
    c.trainTimesteps = reader.integer("num_train_timesteps", c.trainTimesteps, {1, 1'000'000});
    c.predictionType = reader.word("prediction_type", c.predictionType);
    reader.requireKnown("prediction_type", c.predictionType, {"epsilon", "v_prediction", "sample"});
    readBetas(reader, c);
    if (!reader.ok()) return reader.status().error();
    return c;
}

}  // namespace engine
