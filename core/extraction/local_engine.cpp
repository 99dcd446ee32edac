// SPDX-License-Identifier: GPL-3.0-or-later
// The shared library's entry point.
#include "base/guarded.h"
#include "extraction/local_model.h"
#include "extraction/machine_rates.h"
#include "extraction/unet_bench.h"
#include "model/model_folder.h"

#include <ATen/ATen.h>
#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/detail/CUDAHooksInterface.h>
#include <torch/csrc/api/include/torch/version.h>

#include <dlfcn.h>
#include <thread>

namespace engine {
namespace {

/// The file that provides the matrix product, by asking the loader: libtorch itself does not know.
/// With its folder, since Debian calls every BLAS libblas.so.3 and keeps OpenBLAS's in
/// "openblas-openmp".
std::string blasFile() {
    void* symbol = ::dlsym(RTLD_DEFAULT, "sgemm_");
    Dl_info info{};
    if (!symbol || !::dladdr(symbol, &info) || !info.dli_fname) return {};
    std::error_code ignored;
    const auto real = std::filesystem::canonical(info.dli_fname, ignored);
    const auto file = ignored ? std::filesystem::path(info.dli_fname) : real;
    return (file.parent_path().filename() / file.filename()).string();
}

bool isFastBlas(const std::string& file) {
    for (const char* name : {"openblas", "mkl", "blis", "torch"})
        if (file.find(name) != std::string::npos) return true;
    return false;
}

class LocalEngine final : public Engine {
public:
    // libtorch's own default counts physical cores by CPUID and finds one on some virtual machines.
    LocalEngine() { at::set_num_threads(int(std::thread::hardware_concurrency())); }

    EngineVersions versions() const override {
        EngineVersions v;
        v.torch = TORCH_VERSION;
        v.blas = blasFile();
        v.blasIsFast = isFastBlas(v.blas);
        v.devices = {"cpu"};
        for (int i = 0; at::hasCUDA() && i < at::detail::getCUDAHooks().getNumGPUs(); ++i)
            v.devices.push_back("cuda:" + std::to_string(i));
        return v;
    }

    Result<std::unique_ptr<Model>> open(const std::filesystem::path& path,
                                        const LoadOptions& options) override {
        return guarded("Opening " + path.string(), [&]() -> Result<std::unique_ptr<Model>> {
            const auto found = ModelFolder::open(path, options.sources);
            if (!found) return found.error();
            if (options.threads > 0) at::set_num_threads(options.threads);
            if (options.device != "cpu" &&
                (options.device != "cuda" || versions().devices.size() < 2))
                return Error{ErrorCode::Usage,
                             "The device " + options.device + " is not there; this build offers " +
                                 (versions().devices.size() < 2 ? "cpu." : "cpu and cuda.")};
            // TF32 would cost three digits of every activation.
            at::globalContext().setAllowTF32CuDNN(false);
            at::globalContext().setAllowTF32CuBLAS(false);
            return std::unique_ptr<Model>(std::make_unique<LocalModel>(found->info(), options));
        });
    }

    Result<MachineRates> measureMachine(std::stop_token stop) override {
        return guarded("Measuring the machine", [&] { return measureRates(stop); });
    }

    Result<UnetBench> benchUnet(const UnetBenchRequest& request, std::stop_token stop) override {
        return guarded("Measuring the U-Net", [&] { return engine::benchUnet(request, stop); });
    }
};

}  // namespace
}  // namespace engine

extern "C" engine::Engine* denoscope_engine() {
    static engine::LocalEngine instance;
    return &instance;
}
