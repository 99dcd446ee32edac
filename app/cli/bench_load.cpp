// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/bench_load.h"

#include "cli/model_access.h"

#include <extraction/engine_library.h>
#include <io/demo_data.h>

#include <chrono>
#include <fcntl.h>
#include <fstream>
#include <set>
#include <string>
#include <sys/resource.h>
#include <unistd.h>

namespace app {
namespace {

namespace fs = std::filesystem;
using engine::Error;
using engine::ErrorCode;

std::set<fs::path> weightFilesOf(const engine::ModelInfo& model) {
    std::set<fs::path> files;  // a single file holds several components
    for (const auto& component : model.components)
        files.insert(component.weightFiles.begin(), component.weightFiles.end());
    return files;
}

std::uint64_t sizeOf(const std::set<fs::path>& files) {
    std::uint64_t bytes = 0;
    for (const auto& file : files) {
        std::error_code error;
        const auto size = fs::file_size(file, error);
        if (!error) bytes += size;
    }
    return bytes;
}

/// Clean pages of a file leave the system's cache; whoever has the file mapped keeps them.
void forget(const std::set<fs::path>& files) {
    for (const auto& file : files) {
        const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
        if (fd < 0) continue;
        ::posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
        ::close(fd);
    }
}

/// Bytes that the system fetched from disk for this process; 0 where it does not say.
std::uint64_t bytesFetched() {
    std::ifstream io("/proc/self/io");
    std::string name;
    std::uint64_t value = 0;
    while (io >> name >> value)
        if (name == "read_bytes:") return value;
    return 0;
}

std::uint64_t peakBytes() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return std::uint64_t(usage.ru_maxrss) * 1024;
}

/// A picture of the model's own size, all grey but for a gradient.
engine::ExtractionRequest requestFor(const engine::ModelInfo& model) {
    engine::ExtractionRequest request;
    request.size = {model.nativeSide, model.nativeSide};
    request.rgb.resize(std::size_t(model.nativeSide) * std::size_t(model.nativeSide) * 3);
    for (std::size_t i = 0; i < request.rgb.size(); ++i) request.rgb[i] = std::uint8_t(i / 97);
    return request;
}

}  // namespace

engine::Result<nlohmann::ordered_json> benchLoad(const LoadBenchRequest& request) {
    fs::path path = request.model;
    if (path.empty()) {
        const auto demo = core::demoFolder();
        if (!demo) return Error{ErrorCode::BadFile, "There is no demo model; name a MODEL."};
        path = *demo / "model";
    }
    if (request.isCold) {
        const auto looked = ModelAccess::open(path);
        if (!looked) return looked.error();
        forget(weightFilesOf(looked->info()));
    }
    const auto begin = std::chrono::steady_clock::now();
    const auto seconds = [begin] {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    };
    const auto fetchedBefore = bytesFetched();
    if (auto library = engine::loadEngine(); !library) return library.error();
    const double engineSeconds = seconds();
    const auto access = ModelAccess::open(path);
    if (!access) return access.error();
    const auto model = access->load({});
    if (!model) return model.error();
    const double openSeconds = seconds();
    std::optional<double> first;
    engine::Observation observation;
    observation.layers = {engine::LayerPath("conv_in")};
    observation.sink = [&](const engine::LayerPath&, const engine::NdArray&) {
        if (!first) first = seconds();
    };
    observation.stopAfterDeepest = true;
    observation.stop = request.stop;
    const auto run = (*model)->extract(requestFor((*model)->info()), observation);
    if (!run) return run.error();
    if (!first) return Error{ErrorCode::Internal, "The model gave no activation."};
    const auto files = weightFilesOf(access->info());
    return nlohmann::ordered_json{
        {"model", access->info().name}, {"is_cold", request.isCold},
        {"engine_s", engineSeconds},    {"open_s", openSeconds},
        {"first_activation_s", *first}, {"bytes_read", bytesFetched() - fetchedBefore},
        {"peak_bytes", peakBytes()},    {"weight_bytes", sizeOf(files)}};
}

}  // namespace app
