// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/join.h"

#include <algorithm>

namespace engine {

Result<NdArray> joinActivations(const std::vector<NdArray>& activations) {
    std::int64_t channels = 0, height = 0, width = 0;
    for (const auto& a : activations) {
        if (a.rank() != 4 || a.shape()[0] != 1 || a.dtype() != DType::F32 || a.count() == 0)
            return Error{ErrorCode::Usage,
                         "Only activations of shape [1, C, H, W] can be joined; found " +
                             shapeText(a.shape()) + "."};
        channels += a.shape()[1];
        height = std::max(height, a.shape()[2]);
        width = std::max(width, a.shape()[3]);
    }
    std::vector<float> joined(std::size_t(channels * height * width), 0.0f);
    auto* plane = joined.data();
    for (const auto& a : activations) {
        const auto h = a.shape()[2], w = a.shape()[3], ry = height / h, rx = width / w;
        const auto* source = a.floats().data();
        for (std::int64_t c = 0; c < a.shape()[1]; ++c, source += h * w, plane += height * width)
            for (std::int64_t y = 0; y < h * ry; ++y)
                for (std::int64_t x = 0; x < w * rx; ++x)
                    plane[y * width + x] = source[(y / ry) * w + x / rx];
    }
    return NdArray::fromFloats({channels, height, width}, std::move(joined));
}

}  // namespace engine
