// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <vector>

namespace engine {

/// scheduler/scheduler_config.json: what noising a picture needs. Plain data. Absent keys take
/// diffusers' defaults. Source: reference/models.md, section 5.
struct ScheduleConfig {
    std::string className = "DDIMScheduler";
    std::string betaSchedule = "linear";  ///< "linear", "scaled_linear" or "squaredcos_cap_v2"
    double betaStart = 0.0001, betaEnd = 0.02;
    int trainTimesteps = 1000;
    std::string predictionType = "epsilon";  ///< "epsilon", "v_prediction" or "sample"
    std::vector<float>
        trainedBetas;  ///< instead of the schedule where not empty: trainTimesteps numbers
    bool rescaleBetasZeroSnr = false;  ///< the last training timestep is pure noise

    /// \a fileName begins every message. Fails with BadFile (wrong type, out of range) or
    /// Unsupported (a schedule without betas, as flow matching has, or another one).
    static Result<ScheduleConfig> fromJson(const nlohmann::json& json, const std::string& fileName);
};

}  // namespace engine
