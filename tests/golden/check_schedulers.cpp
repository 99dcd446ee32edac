// SPDX-License-Identifier: GPL-3.0-or-later
// Every sampler without a network: the cases and tables of golden/schedulers.
#include "golden_groups.h"

#include <base/json.h>
#include <model/sampler_config.h>
#include <model/sampler_trace.h>

#include <nlohmann/json.hpp>

#include <cmath>

namespace golden {
namespace {

using nlohmann::json;

constexpr double kTight = 2e-5;  // golden/README.md

json readJson(Comparison& c, const std::string& file) {
    engine::JsonLimits limits;
    limits.pythonNumbersAsNull = true;  // lambda_min_clipped: -Infinity
    filesRead().insert(file);
    auto read = engine::readJsonFile(root() / file, limits);
    if (read) return std::move(*read);
    c.fail(file, read.error().message);
    return {};
}

engine::SamplerTraceInputs inputsOf(Comparison& c, const json& row, const NamedArrays& expected) {
    const auto common = load(c, "schedulers/common.npz");
    engine::SamplerTraceInputs in;
    in.steps = row["steps"];
    in.clean = need(c, common, "clean");
    in.noise = need(c, common, "noise");
    in.modelOutputs = need(c, common, "model_outputs");
    in.stepNoise = need(c, common, "step_noise");
    if (const auto times = need(c, expected, "add_noise_timesteps").toFloats())
        in.addNoiseTimesteps = *times;
    const auto& arguments = row["step_kwargs"];
    in.eta = arguments.value("eta", 0.0);
    in.reusesBoundedSample = arguments.value("use_clipped_model_output", false);
    in.churn = arguments.value("s_churn", 0.0);
    in.churnMin = arguments.value("s_tmin", 0.0);
    in.churnMax = arguments.value("s_tmax", in.churnMax);
    in.churnNoise = arguments.value("s_noise", 1.0);
    return in;
}

/// Golden's name, what we have.
void compare(Comparison& c, const std::string& name, const engine::SamplerTrace& trace,
             const NamedArrays& expected) {
    const std::pair<const char*, NdArray> arrays[] = {
        {"timesteps", trace.timesteps},
        {"sigmas", trace.sigmas},
        {"alphas_cumprod", trace.alphasCumprod},
        {"initial_sample", trace.initialSample},
        {"scaled_input", trace.scaledInput},
        {"prev_sample", trace.previousSample},
        {"pred_original_sample", trace.predictedOriginal},
        {"add_noise", trace.noised},
        {"velocity", trace.velocity},
        {"init_noise_sigma", NdArray::fromFloats({}, {trace.initNoiseSigma})}};
    for (const auto& [array, ours] : arrays)
        if (const auto* theirs = engine::findArray(expected, array))
            c.add(name + "/" + array, ours, *theirs);
}

void checkCase(Comparison& c, const std::string& name, const json& row) {
    const auto expected = load(c, "schedulers/" + name + ".npz");
    const auto config = engine::SamplerConfig::fromJson(row["config_given"], name, row["class"]);
    if (!config) return c.fail(name, config.error().message);
    const auto trace = engine::traceSampler(*config, inputsOf(c, row, expected));
    if (!trace) return c.fail(name, trace.error().message);
    compare(c, name, *trace, expected);
    if (!row["variance_noise_supplied"])  // else the reference was handed its noise and drew none
        c.add(name + "/noise_draws", NdArray::fromInts({}, {trace->noiseDraws}),
              need(c, expected, "noise_draws"));
    const std::string tableFile = row["alphas_cumprod_in"];
    const auto table = load(c, "schedulers/" + tableFile + ".npz");
    c.add(name + "/alphas_cumprod", trace->alphasCumprod, need(c, table, "alphas_cumprod"));
}

/// All cases of one class; the number is checked so that none is lost.
void checkClass(Comparison& c, const std::string& className, int count) {
    const auto cases = readJson(c, "schedulers/cases.json");
    for (const auto& [name, row] : cases.items()) {
        if (row["class"] != className) continue;
        checkCase(c, name, row);
        --count;
    }
    c.addDeviation("number of cases", count == 0 ? 0 : 1);
}

void checkTables(Comparison& c) {
    const auto tables = readJson(c, "schedulers/timesteps.json");
    c.addDeviation("number of tables", tables.size() == 24 ? 0 : 1);
    for (const auto& [name, row] : tables.items()) {
        const auto config = engine::SamplerConfig::fromJson(row["config"], name, row["class"]);
        if (!config) return c.fail(name, config.error().message);
        for (const auto& [key, values] : row["timesteps"].items()) {
            const auto label = name + "/" + key;
            const auto ours = engine::samplerTables(*config, std::stoi(key));
            if (!ours) return c.fail(label, ours.error().message);
            const auto theirs = NdArray::fromFloats({std::int64_t(values.size())},
                                                    values.get<std::vector<float>>());
            c.add(label, key.ends_with(".sigmas") ? ours->second : ours->first, theirs);
        }
    }
}

/// The 15 real-numbered timesteps and noise levels that the probing study's description lists.
void checkProbingStudy(Comparison& c) {
    const json sd14 = {
        {"_class_name", "PNDMScheduler"},   {"beta_start", 0.00085},  {"beta_end", 0.012},
        {"beta_schedule", "scaled_linear"}, {"skip_prk_steps", true}, {"steps_offset", 1}};
    const auto config = engine::SamplerConfig::fromJson(sd14, "sd14", "LMSDiscreteScheduler");
    if (!config) return c.fail("config", config.error().message);
    const auto ours = engine::samplerTables(*config, 15);
    if (!ours) return c.fail("tables", ours.error().message);
    c.add("timesteps", ours->first,
          NdArray::fromFloats(
              {15}, {999.f, 927.643f, 856.286f, 784.929f, 713.571f, 642.214f, 570.857f, 499.5f,
                     428.143f, 356.786f, 285.429f, 214.071f, 142.714f, 71.357f, 0.f}));
    c.add("sigmas", ours->second,
          NdArray::fromFloats(
              {16}, {14.6147f, 9.6826f, 6.6780f, 4.7746f, 3.5221f, 2.6666f, 2.0606f, 1.6156f,
                     1.2768f, 1.0097f, 0.79126f, 0.60555f, 0.43967f, 0.27803f, 0.029168f, 0.f}));
}

}  // namespace

std::vector<Group> schedulerGroups() {
    std::vector<Group> all;
    for (const auto& [name, className, count] :
         std::initializer_list<std::tuple<const char*, const char*, int>>{
             {"ddim", "DDIMScheduler", 17},
             {"pndm", "PNDMScheduler", 10},
             {"euler", "EulerDiscreteScheduler", 14},
             {"euler_ancestral", "EulerAncestralDiscreteScheduler", 5},
             {"ddpm", "DDPMScheduler", 4},
             {"dpm", "DPMSolverMultistepScheduler", 14},
             {"lms", "LMSDiscreteScheduler", 1},
             {"heun", "HeunDiscreteScheduler", 1},
             {"unipc", "UniPCMultistepScheduler", 1},
             {"lcm", "LCMScheduler", 1}})
        all.push_back({std::string("schedulers/") + name, kTight,
                       [className = std::string(className), count = count](Comparison& c) {
                           checkClass(c, className, count);
                       }});
    all.push_back({"schedulers/timesteps", 1e-6, checkTables});
    all.push_back({"schedulers/probing_study", kTight, checkProbingStudy});
    return all;
}

}  // namespace golden
