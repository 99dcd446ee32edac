// SPDX-License-Identifier: GPL-3.0-or-later
#include "tensor/random.h"

#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>

namespace engine {

ExtractionNoise drawExtractionNoise(std::uint64_t seed, std::int64_t channels, std::int64_t height,
                                    std::int64_t width) {
    auto generator = at::detail::createCPUGenerator(seed);
    ExtractionNoise noise;
    noise.sampleNoise = at::randn({1, channels, height, width}, generator, at::TensorOptions(at::kFloat));
    const auto channelsLast =
        at::empty({1, height, width, channels}, at::kFloat).permute({0, 3, 1, 2});  // [1, L, h, w]
    noise.ddimNoise = at::empty_like(channelsLast).normal_(0, 1, generator).contiguous();
    return noise;
}

}  // namespace engine
