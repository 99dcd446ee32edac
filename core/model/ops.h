// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Private to the engine: names torch. The heavy operations in two ways: fast, and as plain eager
// calls for comparison.

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <memory>

namespace engine {

/// While one lives on this thread, networks compute with plain eager libtorch calls, module by
/// module, as the Python library runs them: the baseline of `denoscope bench unet`.
class EagerScope {
public:
    EagerScope();
    ~EagerScope();
    EagerScope(const EagerScope&) = delete;
    EagerScope& operator=(const EagerScope&) = delete;
    static bool isActive();
};

/// Multiplications and additions that a run needs, in FLOP.
struct FlopCount {
    double convolution = 0, linear = 0, attention = 0;
};
/// While one lives on this thread, operations add up here.
class CountingScope {
public:
    explicit CountingScope(FlopCount* count);
    ~CountingScope();
    CountingScope(const CountingScope&) = delete;
    CountingScope& operator=(const CountingScope&) = delete;
    static FlopCount* active();
};

/// Convolution weights in the layout that oneDNN computes with, reordered once instead of at every
/// call.
class PackedConvolution {
public:
    /// Whether convolutions of \a x can be packed: float32 or bfloat16 on a CPU with oneDNN.
    static bool isPossible(const at::Tensor& x);
    /// \a bias may be undefined.
    PackedConvolution(const at::Tensor& weight, const at::Tensor& bias, int stride, int padding,
                      at::IntArrayRef input);
    /// Channels-last in, channels-last out.
    at::Tensor run(const at::Tensor& x) const;

private:
    struct Context;
    std::shared_ptr<const Context> m_context;
};

/// Group norm of [B, C, H, W] over \a groups, then SiLU if \a silu; two passes over channels-last
/// memory. \a perChannel [B, C], if defined, is added to x first (the timestep, between a resnet's
/// convolutions).
at::Tensor groupNorm(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias,
                     int groups, double eps, bool silu, const at::Tensor& perChannel = {});

/// x / (1 + exp(-x)), with the bits that groupNorm() gives where it does this in one go.
at::Tensor siluAsFused(const at::Tensor& x);

/// Over the last dimension, in float32 whatever the type of \a x.
at::Tensor layerNorm(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias,
                     double eps);

/// [..., 2 n] -> first half * GELU(second half).
at::Tensor gatedGelu(const at::Tensor& x);

/// softmax(q k^T / sqrt(d)) v per head without ever holding all scores: blocks of queries and keys,
/// online softmax. \param q [B, Tq, heads * d]. \param k, v [B, Tk, heads * d]. \return [B, Tq,
/// heads * d], contiguous.
at::Tensor attention(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v, int heads);

}  // namespace engine
