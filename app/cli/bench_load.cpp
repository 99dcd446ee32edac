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

/// Seconds since it was made.
class Watch {
public:
    double seconds() const {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - m_begin).count();
    }

private:
    std::chrono::steady_clock::time_point m_begin = std::chrono::steady_clock::now();
};

/// When each part of an extraction was done.
struct Milestones {
    double text = 0, encode = 0;
    std::optional<double> first, last;

    /// Extraction gives the prompt the share of progress up to 0.02, the picture's encoding that up
    /// to 0.3.
    engine::Observation observe(const Watch& watch, const LoadBenchRequest& request) {
        engine::Observation observation;
        observation.layers = {engine::LayerPath("conv_in")};
        if (request.hasPass) observation.layers.insert(engine::LayerPath("conv_out"));
        observation.sink = [this, &watch](const engine::LayerPath&, const engine::NdArray&) {
            last = watch.seconds();
            if (!first) first = last;
        };
        observation.progress = [this, &watch](double fraction) {
            if (fraction < 0.0201) text = watch.seconds();
            if (fraction < 0.3001) encode = watch.seconds();
        };
        observation.stopAfterDeepest = true;
        observation.stop = request.stop;
        return observation;
    }
};

engine::Result<fs::path> modelOf(const LoadBenchRequest& request) {
    if (!request.model.empty()) return request.model;
    const auto demo = core::demoFolder();
    if (!demo) return Error{ErrorCode::BadFile, "There is no demo model; name a MODEL."};
    return *demo / "model";
}

}  // namespace

engine::Result<nlohmann::ordered_json> benchLoad(const LoadBenchRequest& request) {
    const auto path = modelOf(request);
    if (!path) return path.error();
    if (request.isCold) {
        const auto looked = ModelAccess::open(*path);
        if (!looked) return looked.error();
        forget(weightFilesOf(looked->info()));
    }
    const Watch watch;
    const auto fetchedBefore = bytesFetched();
    if (auto library = engine::loadEngine(); !library) return library.error();
    const double engineSeconds = watch.seconds();
    const auto access = ModelAccess::open(*path);
    if (!access) return access.error();
    const auto model = access->load({});
    if (!model) return model.error();
    const double openSeconds = watch.seconds();
    Milestones done;
    const auto run = (*model)->extract(requestFor((*model)->info()), done.observe(watch, request));
    if (!run) return run.error();
    if (!done.first) return Error{ErrorCode::Internal, "The model gave no activation."};
    nlohmann::ordered_json json = {{"model", access->info().name},
                                   {"is_cold", request.isCold},
                                   {"engine_s", engineSeconds},
                                   {"open_s", openSeconds},
                                   {"text_s", done.text},
                                   {"encode_s", done.encode},
                                   {"first_activation_s", *done.first}};
    if (request.hasPass) json["pass_s"] = *done.last;
    json.update({{"bytes_read", bytesFetched() - fetchedBefore},
                 {"peak_bytes", peakBytes()},
                 {"weight_bytes", sizeOf(weightFilesOf(access->info()))}});
    return json;
}

}  // namespace app
