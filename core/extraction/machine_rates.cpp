// SPDX-License-Identifier: GPL-3.0-or-later
#include "extraction/machine_rates.h"

#include "base/guarded.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <functional>

namespace engine {
namespace {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

/// The shortest of the repetitions that fit into 0.4 s, at least three, after one to warm up.
double bestSeconds(const std::function<void()>& work, const std::stop_token& stop) {
    work();
    double best = 1e30;
    const auto begin = Clock::now();
    for (int i = 0; i < 3 || secondsSince(begin) < 0.4; ++i) {
        if (stop.stop_requested())
            throw Interruption({ErrorCode::Cancelled, "The measurement was stopped."});
        const auto start = Clock::now();
        work();
        best = std::min(best, secondsSince(start));
    }
    return best;
}

double matmulRate(at::ScalarType type, const std::stop_token& stop) {
    constexpr std::int64_t n = 2048;
    const auto a = at::randn({n, n}).to(type), b = at::randn({n, n}).to(type);
    auto c = at::empty({n, n}, type);
    return 2e-9 * double(n * n * n) / bestSeconds([&] { at::mm_out(c, a, b); }, stop);
}

double convRate(at::ScalarType type, const std::stop_token& stop) {
    constexpr std::int64_t channels = 320, side = 64;
    const auto x = at::randn({1, channels, side, side}).to(type),
               w = at::randn({channels, channels, 3, 3}).to(type);
    const double flop = 2.0 * double(channels * channels * side * side) * 9;
    return 1e-9 * flop / bestSeconds([&] { at::conv2d(x, w, {}, 1, 1); }, stop);
}

double copyRate(const std::stop_token& stop) {
    const auto bytes = std::int64_t(256) << 20;
    const auto from = at::ones({bytes}, at::kByte);
    auto to = at::zeros({bytes}, at::kByte);
    const auto copy = [&] {
        at::parallel_for(0, bytes, 1 << 20, [&](std::int64_t begin, std::int64_t end) {
            std::memcpy(to.data_ptr<std::uint8_t>() + begin, from.data_ptr<std::uint8_t>() + begin,
                        std::size_t(end - begin));
        });
    };
    return 2e-9 * double(bytes) / bestSeconds(copy, stop);
}

}  // namespace

Result<MachineRates> measureRates(std::stop_token stop) {
    const c10::InferenceMode inference;
    MachineRates rates;
    rates.threads = at::get_num_threads();
    rates.matmulFloat32 = matmulRate(at::kFloat, stop);
    rates.matmulBfloat16 = matmulRate(at::kBFloat16, stop);
    rates.convFloat32 = convRate(at::kFloat, stop);
    rates.convBfloat16 = convRate(at::kBFloat16, stop);
    rates.memoryBandwidth = copyRate(stop);
    return rates;
}

}  // namespace engine
