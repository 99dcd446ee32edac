// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Private to the engine: names torch. The arithmetic that every network shares; members carry the
// checkpoint's names.

#include "model/ops.h"
#include "model/weights.h"

#include <ATen/core/Tensor.h>

#include <optional>

namespace engine {

/// y = x W^T (+ b) over the last dimension, in the weight's type as all layers but the norms, which
/// compute in float32 and give back the type of their input.
struct Linear {
    Weight weight, bias;  ///< [out, in], [out] or undefined

    Linear() = default;
    Linear(const ModuleScope& scope, int in, int out, bool hasBias = true);
    at::Tensor operator()(const at::Tensor& x) const;
};

/// 2-D convolution with square kernels. The first fast run packs the weights and lets the unpacked
/// ones go.
struct Conv2d {
    mutable Weight weight;  ///< [out, in, k, k]; undefined once packed
    Weight bias;            ///< [out] or undefined
    int stride = 1, padding = 0;

    Conv2d() = default;
    Conv2d(const ModuleScope& scope, int in, int out, int kernel, int strideOf = 1,
           int paddingOf = 0, bool hasBias = true);
    at::Tensor operator()(const at::Tensor& input) const;
    bool exists() const { return m_taps > 0; }

private:
    std::int64_t m_taps = 0;  ///< multiplications per output
    at::ScalarType m_type = at::kFloat;
    mutable std::optional<PackedConvolution> m_packed;
};

struct GroupNorm {
    Weight weight, bias;  ///< [C]
    int groups = 32;
    double eps = 1e-5;

    GroupNorm() = default;
    GroupNorm(const ModuleScope& scope, int channels, int groupCount, double epsilon);
    /// norm(x + perChannel); perChannel [B, C] may be undefined.
    at::Tensor operator()(const at::Tensor& x, const at::Tensor& perChannel = {}) const;
    /// SiLU of that, in one go.
    at::Tensor silu(const at::Tensor& x, const at::Tensor& perChannel = {}) const;
};

/// Over the last dimension.
struct LayerNorm {
    Weight weight, bias;  ///< [C]
    double eps = 1e-5;

    LayerNorm() = default;
    LayerNorm(const ModuleScope& scope, int channels, double epsilon = 1e-5);
    at::Tensor operator()(const at::Tensor& x) const;
};

/// Two linear layers with SiLU between, in float32: time_embedding and add_embedding.
struct TimestepEmbedding {
    Linear linear_1, linear_2;

    TimestepEmbedding() = default;
    TimestepEmbedding(const ModuleScope& scope, int in, int out);
    at::Tensor operator()(const at::Tensor& x) const;
};

/// Sinusoidal embedding of real-numbered timesteps in float32: f_i = exp(-ln(10000) i / (half -
/// shift)), [sin(t f), cos(t f)], or cosines first when flipped. Source: reference/models.md,
/// section 2.1. \param timesteps [N]. \return [N, dim].
at::Tensor sinusoidalEmbedding(const at::Tensor& timesteps, int dim, bool flipSinToCos,
                               double freqShift);

/// The memory in which maps are computed: channels-last, where tokens are contiguous and oneDNN's
/// convolutions are at home; plain for the eager baseline.
at::MemoryFormat computingLayout();

/// [B, C, H, W] -> [B, H * W, C], tokens row-major, contiguous; and back to channels-last. Both are
/// views where the map lies channels-last.
at::Tensor toTokens(const at::Tensor& map);
at::Tensor toMap(const at::Tensor& tokens, std::int64_t height, std::int64_t width);

}  // namespace engine
