// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/sampler_config.h"

#include "model/config_reader.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

namespace engine {
namespace {

struct KnownSampler {
    SamplerKind kind;
    const char *word, *className;
};
constexpr std::array<KnownSampler, 10> kSamplers = {{
    {SamplerKind::Ddim, "ddim", "DDIMScheduler"},
    {SamplerKind::Ddpm, "ddpm", "DDPMScheduler"},
    {SamplerKind::Pndm, "pndm", "PNDMScheduler"},
    {SamplerKind::Lms, "lms", "LMSDiscreteScheduler"},
    {SamplerKind::Euler, "euler", "EulerDiscreteScheduler"},
    {SamplerKind::EulerAncestral, "euler-ancestral", "EulerAncestralDiscreteScheduler"},
    {SamplerKind::Heun, "heun", "HeunDiscreteScheduler"},
    {SamplerKind::DpmMultistep, "dpm", "DPMSolverMultistepScheduler"},
    {SamplerKind::UniPc, "unipc", "UniPCMultistepScheduler"},
    {SamplerKind::Lcm, "lcm", "LCMScheduler"},
}};

constexpr const char* kLmsReal = "lms-real";

std::string lowerCase(std::string_view text) {
    std::string lower(text);
    std::ranges::transform(lower, lower.begin(),
                           [](unsigned char c) { return char(std::tolower(c)); });
    return lower;
}

/// A word of the file as one of a few values; \a map holds what stands for what.
template <typename T>
T chosen(ConfigReader& reader, const char* key, const std::string& absent,
         const std::vector<std::pair<std::string, T>>& map) {
    const auto word = reader.isGiven(key) ? reader.word(key, absent) : absent;
    std::vector<std::string> known;
    for (const auto& [name, value] : map) {
        if (name == word) return value;
        known.push_back(name);
    }
    reader.requireKnown(key, word, known);
    return map.front().second;
}

Prediction predictionOf(const std::string& type) {
    if (type == "v_prediction") return Prediction::Velocity;
    return type == "sample" ? Prediction::Sample : Prediction::Epsilon;
}

bool isSpacedEvenly(SamplerKind kind) {  // whose default is "linspace"
    return kind != SamplerKind::Ddim && kind != SamplerKind::Ddpm && kind != SamplerKind::Pndm &&
           kind != SamplerKind::Lcm;
}

void readCommon(ConfigReader& r, SamplerConfig& c) {
    using enum TimestepSpacing;
    c.spacing = chosen<TimestepSpacing>(
        r, "timestep_spacing", isSpacedEvenly(c.kind) ? "linspace" : "leading",
        {{"leading", Leading}, {"trailing", Trailing}, {"linspace", Linspace}});
    c.stepsOffset = r.integer("steps_offset", 0, {0, 1000});
    c.usesKarrasSigmas = r.flag("use_karras_sigmas", false);
    const bool defaultsToOne = c.kind != SamplerKind::Pndm;
    c.finalAlphaIsOne = r.flag("set_alpha_to_one", defaultsToOne);
    c.lowersOrderAtEnd = r.flag("lower_order_final", true);
    c.order = r.integer("solver_order", 2, {1, 3});
}

void readBounds(ConfigReader& r, SamplerConfig& c) {
    const bool isClippedByDefault = c.kind == SamplerKind::Ddim || c.kind == SamplerKind::Ddpm;
    c.clipsSample = r.flag("clip_sample", isClippedByDefault);
    c.clipRange = r.number("clip_sample_range", 1, {0, 1e6});
    c.thresholds = r.flag("thresholding", false);
    c.thresholdingRatio = r.number("dynamic_thresholding_ratio", 0.995, {0, 1});
    c.sampleMaxValue = r.number("sample_max_value", 1, {1, 1e6});
}

void readEuler(ConfigReader& r, SamplerConfig& c) {
    c.isLogLinear =
        chosen<bool>(r, "interpolation_type", "linear", {{"linear", false}, {"log_linear", true}});
    r.requireOnly("timestep_type", "discrete");
    if (r.isGiven("sigma_min")) c.sigmaMin = r.number("sigma_min", 0, {1e-9, 1e9});
    if (r.isGiven("sigma_max")) c.sigmaMax = r.number("sigma_max", 0, {1e-9, 1e9});
}

void readDdpm(ConfigReader& r, SamplerConfig& c) {
    using enum DdpmVariance;
    c.variance = chosen<DdpmVariance>(r, "variance_type", "fixed_small",
                                      {{"fixed_small", FixedSmall},
                                       {"fixed_small_log", FixedSmallLog},
                                       {"fixed_large", FixedLarge}});
}

void readDpm(ConfigReader& r, SamplerConfig& c) {
    using enum DpmAlgorithm;
    // A file of a kindred sampler may name one of its own solvers: then this one's default counts.
    c.algorithm = chosen<DpmAlgorithm>(r, "algorithm_type", "dpmsolver++",
                                       {{"dpmsolver++", DpmPlusPlus},
                                        {"dpmsolver", Dpm},
                                        {"sde-dpmsolver++", SdeDpmPlusPlus},
                                        {"sde-dpmsolver", SdeDpm},
                                        {"deis", DpmPlusPlus}});
    c.isHeunSolver = chosen<bool>(
        r, "solver_type", "midpoint",
        {{"midpoint", false}, {"heun", true}, {"logrho", false}, {"bh1", false}, {"bh2", false}});
    c.isEulerAtEnd = r.flag("euler_at_final", false);
    c.endsAtZeroSigma =
        chosen<bool>(r, "final_sigmas_type", "zero", {{"zero", true}, {"sigma_min", false}});
    const bool isNoise = c.algorithm == Dpm || c.algorithm == SdeDpm;
    r.require(!(isNoise && c.endsAtZeroSigma), "final_sigmas_type",
              "\"sigma_min\" with this algorithm_type");
    if (r.isGiven("lambda_min_clipped"))
        c.lambdaMinClipped = r.number("lambda_min_clipped", 0, {-1e9, 1e9});
    r.requireOnly("use_lu_lambdas", false);
    const auto variance = r.isGiven("variance_type") ? r.word("variance_type", "") : "";
    if (variance.starts_with("learned")) r.requireOnly("variance_type", nullptr);
}

void readUniPc(ConfigReader& r, SamplerConfig& c) {
    c.predictsX0 = r.flag("predict_x0", true);
    c.isBh1 = chosen<bool>(
        r, "solver_type", "bh2",
        {{"bh2", false}, {"bh1", true}, {"midpoint", false}, {"heun", false}, {"logrho", false}});
    if (r.isGiven("disable_corrector"))
        c.disabledCorrectors = r.integers("disable_corrector", {}, {-1, 1000});
    r.requireOnly("solver_p", nullptr);
}

void readLcm(ConfigReader& r, SamplerConfig& c) {
    c.originalSteps = r.integer("original_inference_steps", 50, {1, 1000});
    c.timestepScaling = r.number("timestep_scaling", 10, {1e-6, 1e6});
}

}  // namespace

Result<SamplerConfig> SamplerConfig::fromJson(const nlohmann::json& json,
                                              const std::string& fileName,
                                              const std::string& className) {
    auto asThisClass = json;
    if (!className.empty() && json.is_object()) asThisClass["_class_name"] = className;
    SamplerConfig c;
    const auto schedule = ScheduleConfig::fromJson(asThisClass, fileName);
    if (!schedule) return schedule.error();
    c.schedule = *schedule;
    c.prediction = predictionOf(schedule->predictionType);
    const auto known = std::ranges::find_if(
        kSamplers, [&](const auto& s) { return schedule->className == s.className; });
    if (known == kSamplers.end())
        return Error{ErrorCode::Unsupported,
                     fileName + ": there is no sampler for \"_class_name\" " + schedule->className +
                         "; there are " + samplerNames() + "."};
    c.kind = known->kind;
    ConfigReader reader(asThisClass, fileName);
    readCommon(reader, c);
    readBounds(reader, c);
    if (c.kind == SamplerKind::Pndm) c.skipsPrk = reader.flag("skip_prk_steps", false);
    if (c.kind == SamplerKind::Ddpm) readDdpm(reader, c);
    if (c.kind == SamplerKind::Euler) readEuler(reader, c);
    if (c.kind == SamplerKind::DpmMultistep) readDpm(reader, c);
    if (c.kind == SamplerKind::UniPc) readUniPc(reader, c);
    if (c.kind == SamplerKind::Lcm) readLcm(reader, c);
    if (!reader.ok()) return reader.status().error();
    return c;
}

Result<std::string> samplerClass(std::string_view word) {
    const auto wanted = hasRealTimesteps(word) ? std::string("lms") : lowerCase(word);
    for (const auto& s : kSamplers)
        if (wanted == s.word || wanted == lowerCase(s.className)) return std::string(s.className);
    return Error{ErrorCode::Usage, "There is no sampler '" + std::string(word) + "'; there are " +
                                       samplerNames() + "."};
}

std::string samplerNames() {
    std::string names;
    for (const auto& s : kSamplers) names += (names.empty() ? "" : ", ") + std::string(s.word);
    return names + ", " + kLmsReal;
}

bool hasRealTimesteps(std::string_view word) {
    return lowerCase(word) == kLmsReal;
}

}  // namespace engine
