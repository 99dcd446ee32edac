// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/version.h"

#include "cli/console.h"

#include <extraction/engine_library.h>
#include <io/provenance.h>

#include <QtGlobal>

#include <CLI/Version.hpp>
#include <nlohmann/json.hpp>

#include <string>

namespace app {
namespace {

std::string compiledVersions() {
    return "denoscope " + std::string(core::programVersion()) +
           "\nQt " QT_VERSION_STR "\nCLI11 " CLI11_VERSION "\nnlohmann_json " +
           std::to_string(NLOHMANN_JSON_VERSION_MAJOR) + "." +
           std::to_string(NLOHMANN_JSON_VERSION_MINOR) + "." +
           std::to_string(NLOHMANN_JSON_VERSION_PATCH) + "\ncompiler " __VERSION__ "\n";
}

std::string engineVersions(const engine::EngineVersions& v) {
    std::string text = "torch " + v.torch + "\nBLAS " + v.blas +
                       (v.blasIsFast ? "" : " (slow: install libopenblas0-openmp)") + "\n";
    for (const auto& device : v.devices) text += "device " + device + "\n";
    return text;
}

}  // namespace

engine::Result<std::string> versionText(bool isFull) {
    if (!isFull) return compiledVersions();
    auto loaded = engine::loadEngine();
    if (!loaded) return loaded.error();
    return compiledVersions() + engineVersions((*loaded)->versions());
}

engine::Result<ExitCode> printVersion(bool isFull) {
    const auto text = versionText(isFull);
    if (!text) return text.error();
    if (auto printed = printData(*text); !printed) return printed.error();
    return ExitCode::Ok;
}

}  // namespace app
