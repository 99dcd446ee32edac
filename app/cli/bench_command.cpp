// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command.h"
#include "cli/console.h"
#include "cli/interrupt.h"

#include <extraction/engine_library.h>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <string>

namespace app {
namespace {

std::string asJson(const engine::MachineRates& rates, const engine::EngineVersions& versions) {
    const nlohmann::ordered_json json = {{"schema", 1},
                                         {"machine",
                                          {{"threads", rates.threads},
                                           {"matmul_float32_gflops", rates.matmulFloat32},
                                           {"matmul_bfloat16_gflops", rates.matmulBfloat16},
                                           {"conv_float32_gflops", rates.convFloat32},
                                           {"conv_bfloat16_gflops", rates.convBfloat16},
                                           {"memory_gb_per_s", rates.memoryBandwidth},
                                           {"torch", versions.torch},
                                           {"blas", versions.blas},
                                           {"blas_is_fast", versions.blasIsFast}}}};
    return json.dump(1) + "\n";
}

engine::Result<ExitCode> benchMachine() {
    const Interrupt interrupt;
    auto loaded = engine::loadEngine();
    if (!loaded) return loaded.error();
    const auto rates = (*loaded)->measureMachine(interrupt.token());
    if (!rates) return rates.error();
    if (auto printed = printData(asJson(*rates, (*loaded)->versions())); !printed)
        return printed.error();
    return ExitCode::Ok;
}

void addUnavailable(CLI::App& bench, Command& chosen) {
    for (const std::string name : {"unet", "hover", "load", "label"}) {
        auto* command = bench.add_subcommand(name)->group("")->prefix_command();
        command->callback([&chosen, name] {
            chosen = [name]() -> engine::Result<ExitCode> {
                return engine::Error{engine::ErrorCode::Usage,
                                     "bench " + name + " is not available in this version."};
            };
        });
    }
}

}  // namespace

void addBenchCommand(CLI::App& app, Command& chosen) {
    auto* bench = app.add_subcommand("bench", "Measure; prints JSON");
    bench->require_subcommand(1);
    auto* machine = bench->add_subcommand(
        "machine", "What this machine reaches: products, convolutions, memory");
    machine->callback([&chosen] { chosen = benchMachine; });
    addUnavailable(*bench, chosen);
}

}  // namespace app
