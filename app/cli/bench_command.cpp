// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/bench_load.h"
#include "cli/command.h"
#include "cli/common_options.h"
#include "cli/console.h"
#include "cli/hover_kernels.h"
#include "cli/interrupt.h"

#include <extraction/engine_library.h>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <memory>
#include <string>

namespace app {
namespace {

using Json = nlohmann::ordered_json;

Json machineJson(const engine::MachineRates& rates, const engine::EngineVersions& versions) {
    return {{"threads", rates.threads},
            {"matmul_float32_gflops", rates.matmulFloat32},
            {"matmul_bfloat16_gflops", rates.matmulBfloat16},
            {"conv_float32_gflops", rates.convFloat32},
            {"conv_bfloat16_gflops", rates.convBfloat16},
            {"memory_gb_per_s", rates.memoryBandwidth},
            {"torch", versions.torch},
            {"blas", versions.blas},
            {"blas_is_fast", versions.blasIsFast}};
}

engine::Result<ExitCode> print(Json content) {
    Json json = {{"schema", 1}};
    json.update(content);
    if (auto printed = printData(json.dump(1) + "\n"); !printed) return printed.error();
    return ExitCode::Ok;
}

engine::Result<ExitCode> benchMachine() {
    const Interrupt interrupt;
    auto loaded = engine::loadEngine();
    if (!loaded) return loaded.error();
    const auto rates = (*loaded)->measureMachine(interrupt.token());
    if (!rates) return rates.error();
    return print({{"machine", machineJson(*rates, (*loaded)->versions())}});
}

Json unetJson(const engine::UnetBenchRequest& request, const engine::UnetBench& bench) {
    const bool isReduced = request.arithmetic == engine::Arithmetic::Bfloat16;
    Json json = {{"geometry", request.geometry},
                 {"size", request.side},
                 {"dtype", isReduced ? "bfloat16" : "float32"},
                 {"layers", request.layers},
                 {"median_s", bench.medianSeconds},
                 {"limit_s", bench.limitSeconds},
                 {"share_of_limit", bench.limitSeconds / bench.medianSeconds},
                 {"gflop_convolution", bench.convGflop},
                 {"gflop_linear", bench.linearGflop},
                 {"gflop_attention", bench.attentionGflop},
                 {"weight_bytes", bench.weightBytes},
                 {"peak_bytes", bench.peakBytes}};
    if (request.hasBaseline) {
        json["baseline_s"] = bench.baselineSeconds;
        json["share_of_baseline"] = bench.medianSeconds / bench.baselineSeconds;
        json["deviation_from_baseline"] = bench.deviation;
    }
    if (request.hasEncoder)
        json["vae_encoder"] = {
            {"dtype", "float32"},
            {"median_s", bench.encoderMedianSeconds},
            {"limit_s", bench.encoderLimitSeconds},
            {"share_of_limit", bench.encoderLimitSeconds / bench.encoderMedianSeconds},
            {"gflop", bench.encoderGflop}};
    if (isReduced) json["deviation_from_float32"] = bench.deviationFromFloat32;
    return json;
}

engine::Result<ExitCode> benchUnet(const engine::UnetBenchRequest& request) {
    const Interrupt interrupt;
    auto loaded = engine::loadEngine();
    if (!loaded) return loaded.error();
    const auto bench = (*loaded)->benchUnet(request, interrupt.token());
    if (!bench) return bench.error();
    return print({{"unet", unetJson(request, *bench)},
                  {"machine", machineJson(bench->rates, (*loaded)->versions())}});
}

void addUnet(CLI::App& bench, Command& chosen) {
    auto* unet = bench.add_subcommand(
        "unet", "One U-Net pass with random weights, beside the machine's limit");
    const auto request = std::make_shared<engine::UnetBenchRequest>();
    unet->add_option("--geometry", request->geometry, "sd15, sd21 or sdxl")->capture_default_str();
    unet->add_option("--size", request->side, "Side of the picture in pixels")
        ->check(CLI::Range(64, 2048))
        ->capture_default_str();
    unet->add_option_function<std::string>(
            "--dtype",
            [request](const std::string& word) { request->arithmetic = arithmeticOf(word); },
            "float32 or bfloat16")
        ->check(isDtype());
    unet->add_option("--layers", request->layers, "Layers whose norms are computed too")
        ->capture_default_str();
    unet->add_option("--repeats", request->repeats, "Timed runs; the median is given")
        ->check(CLI::Range(1, 100))
        ->capture_default_str();
    unet->add_flag("--baseline", request->hasBaseline,
                   "Also time plain eager calls, module by module");
    unet->add_flag("--encoder", request->hasEncoder,
                   "Also time the autoencoder's encoder on a picture of that size");
    unet->callback([request, &chosen] { chosen = [request] { return benchUnet(*request); }; });
}

engine::Result<ExitCode> benchLabel(const WindowBenches& benches, int pictures) {
    const auto bench = benches.label(pictures);
    if (!bench) return bench.error();
    return print({{"label",
                   {{"pictures", bench->pictures},
                    {"clear_pictures", bench->clearPictures},
                    {"next_image_ms", bench->nextMedianMs},
                    {"next_image_p99_ms", bench->nextP99Ms},
                    {"next_image_worst_ms", bench->nextWorstMs},
                    {"keys_per_image", bench->keysPerImage},
                    {"keys_per_clear_image", bench->keysPerClearImage},
                    {"clicks_per_image", bench->clicksPerImage}}}});
}

void addLabel(CLI::App& bench, Command& chosen, const WindowBenches& benches) {
    auto* label = bench.add_subcommand(
        "label", "The labeler's window, offscreen: time to the next picture, keys per picture");
    const auto pictures = std::make_shared<int>(200);
    label->add_option("--pictures", *pictures, "Length of the queue")
        ->check(CLI::Range(2, 9999))
        ->capture_default_str();
    label->callback([pictures, benches, &chosen] {
        chosen = [pictures, benches] { return benchLabel(benches, *pictures); };
    });
}

Json paintJson(const HoverBench& bench, const PaintTimes& times) {
    return {{"maps", bench.maps},        {"moves", bench.moves},
            {"p50_ms", times.p50Ms},     {"p99_ms", times.p99Ms},
            {"worst_ms", times.worstMs}, {"longest_gui_block_ms", times.longestGuiBlockMs}};
}

engine::Result<ExitCode> benchHover(const WindowBenches& benches, int moves) {
    const auto bench = benches.hover(moves);
    if (!bench) return bench.error();
    return print({{"hover",
                   {{"kernels", hoverKernelsJson()},
                    {"event_to_paint", paintJson(*bench, bench->withProducts)},
                    {"event_to_paint_direct", paintJson(*bench, bench->direct)},
                    {"first_touch_ms", bench->firstTouchMs},
                    {"measure_switch_block_ms", bench->switchBlockMs}}}});
}

void addHover(CLI::App& bench, Command& chosen, const WindowBenches& benches) {
    auto* hover = bench.add_subcommand(
        "hover", "Similarity maps that follow the pointer: kernels, and the window, offscreen");
    const auto moves = std::make_shared<int>(500);
    hover->add_option("--moves", *moves, "Moves of the pointer")
        ->check(CLI::Range(1, 100'000))
        ->capture_default_str();
    hover->callback([moves, benches, &chosen] {
        chosen = [moves, benches] { return benchHover(benches, *moves); };
    });
}

void addLoad(CLI::App& bench, Command& chosen) {
    auto* load = bench.add_subcommand(
        "load", "From the start to a model's first activation: time, bytes read, peak memory");
    const auto request = std::make_shared<LoadBenchRequest>();
    load->add_option("MODEL", request->model,
                     "Model folder, cache entry or single file; the demo model if not given");
    load->add_flag("--cold", request->isCold,
                   "Let the system forget the weight files first, as after a restart");
    load->add_flag("--pass", request->hasPass, "Also run the U-Net to its end");
    load->callback([request, &chosen] {
        chosen = [request]() -> engine::Result<ExitCode> {
            const Interrupt interrupt;
            request->stop = interrupt.token();
            const auto json = benchLoad(*request);
            if (!json) return json.error();
            return print({{"load", *json}});
        };
    });
}

engine::Result<ExitCode> benchStart(const WindowBenches& benches) {
    const auto bench = benches.start();
    if (!bench) return bench.error();
    return print({{"start",
                   {{"main_ms", bench->mainMs},
                    {"qt_ms", bench->qtMs},
                    {"built_ms", bench->builtMs},
                    {"first_paint_ms", bench->firstPaintMs},
                    {"first_maps_ms", bench->firstMapsMs},
                    {"longest_gui_block_ms", bench->longestGuiBlockMs}}}});
}

void addStart(CLI::App& bench, Command& chosen, const WindowBenches& benches) {
    auto* start = bench.add_subcommand(
        "start", "The window with the demo, offscreen: time from the start to its first paint");
    start->callback([benches, &chosen] { chosen = [benches] { return benchStart(benches); }; });
}

}  // namespace

void addBenchCommand(CLI::App& app, Command& chosen, const WindowBenches& benches) {
    auto* bench = app.add_subcommand("bench", "Measure; prints JSON");
    bench->require_subcommand(1);
    auto* machine = bench->add_subcommand(
        "machine", "What this machine reaches: products, convolutions, memory");
    machine->callback([&chosen] { chosen = benchMachine; });
    addUnet(*bench, chosen);
    addLabel(*bench, chosen, benches);
    addHover(*bench, chosen, benches);
    addLoad(*bench, chosen);
    addStart(*bench, chosen, benches);
}

}  // namespace app
