// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/ops.h"

#include "model/attention_kernel.h"
#include "model/fast_kernels.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <ATen/core/dispatch/Dispatcher.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <vector>

namespace engine {
namespace {

thread_local bool isEagerHere = false;
thread_local FlopCount* countHere = nullptr;

bool isFastFloat(const at::Tensor& x) {
    return !EagerScope::isActive() && x.device().is_cpu() && x.scalar_type() == at::kFloat;
}
bool isFastBfloat16(const at::Tensor& x) {
    return !EagerScope::isActive() && x.device().is_cpu() && x.scalar_type() == at::kBFloat16;
}

float number(float x) {
    return x;
}
float number(std::uint16_t bits) {
    return std::bit_cast<float>(std::uint32_t(bits) << 16);
}
template <typename Number>
Number* numbersOf(const at::Tensor& x) {
    return static_cast<Number*>(x.data_ptr());
}

at::Tensor eagerAttention(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v,
                          std::int64_t heads) {
    const auto b = q.size(0), d = q.size(2) / heads;
    const auto split = [&](const at::Tensor& x) {
        return x.view({b, x.size(1), heads, d}).transpose(1, 2).reshape({b * heads, x.size(1), d});
    };
    const auto scores = at::bmm(split(q), split(k).transpose(1, 2)) * (1.0 / std::sqrt(double(d)));
    const auto out = at::bmm(at::softmax(scores, -1), split(v));
    return out.view({b, heads, q.size(1), d}).transpose(1, 2).reshape({b, q.size(1), heads * d});
}

/// Attention by \a kernel, whose Number is what the tensors hold.
template <typename Number>
at::Tensor blockedAttention(const kernels::AttentionKernel<Number>& kernel, const at::Tensor& q,
                            const at::Tensor& k, const at::Tensor& v, std::int64_t heads) {
    const auto qc = q.contiguous(), kc = k.contiguous(), vc = v.contiguous();
    auto out = at::empty_like(qc);
    const auto batch = qc.size(0), queries = qc.size(1), keys = kc.size(1), channels = qc.size(2);
    const int width = int(channels / heads);
    const auto headAt = [&](std::int64_t i) {
        const auto at = i % heads * width, b = i / heads;
        const auto start = [&](const at::Tensor& t, std::int64_t tokens) {
            return numbersOf<Number>(t) + b * tokens * channels + at;
        };
        return kernels::AttentionHead<Number>{start(qc, queries),
                                              start(kc, keys),
                                              start(vc, keys),
                                              start(out, queries),
                                              std::ptrdiff_t(channels),
                                              int(keys),
                                              width};
    };
    const auto size = std::int64_t(kernel.packedSize(int(keys), width));
    const auto packed = at::empty({batch * heads, size}, at::kFloat);
    const auto packedAt = [&](std::int64_t head) { return packed.data_ptr<float>() + head * size; };
    at::parallel_for(0, batch * heads, 1, [&](std::int64_t begin, std::int64_t end) {
        for (auto i = begin; i < end; ++i) kernel.pack(headAt(i), packedAt(i));
    });
    const auto blocks = (queries + kernels::kAttentionRows - 1) / kernels::kAttentionRows;
    at::parallel_for(0, batch * heads * blocks, 1, [&](std::int64_t begin, std::int64_t end) {
        std::vector<float> scratch(kernel.scratchSize(width));
        for (auto i = begin; i < end; ++i) {
            const auto first = i % blocks * kernels::kAttentionRows;
            const auto rows = std::min<std::int64_t>(kernels::kAttentionRows, queries - first);
            kernel.attend(headAt(i / blocks), packedAt(i / blocks), int(first), int(rows),
                          scratch.data());
        }
    });
    return out;
}

/// Per-channel scale and offset that normalise one picture's groups.
void affineOf(const std::vector<double>& sums, const std::vector<double>& squares,
              const float* shift, double count, int groups, double eps, const float* weight,
              const float* bias, std::vector<float>& scale, std::vector<float>& offset) {
    const std::size_t channels = sums.size(), width = channels / std::size_t(groups);
    for (std::size_t first = 0; first < channels; first += width) {
        double mean = 0, square = 0;
        for (std::size_t c = first; c < first + width; ++c)
            mean += sums[c] + count * double(shift[c]);
        mean /= count * double(width);
        for (std::size_t c = first; c < first + width; ++c) {
            const double away = double(shift[c]) - mean;  // sum of (d + away)^2 with d = x - shift
            square += squares[c] + 2 * away * sums[c] + count * away * away;
        }
        const double inverse = 1 / std::sqrt(square / (count * double(width)) + eps);
        for (std::size_t c = first; c < first + width; ++c) {
            scale[c] = float(double(weight[c]) * inverse);
            offset[c] = float(double(bias[c]) - mean * double(weight[c]) * inverse);
        }
    }
}

/// Sums and sums of squares of x - shift, per channel.
struct Moments {
    std::vector<double> sums, squares;
};

template <typename Number>
Moments momentsOf(const Number* x, std::int64_t tokens, std::int64_t channels,
                  const std::vector<float>& shift) {
    const auto n = std::size_t(channels);
    const auto slices = std::clamp<std::int64_t>(tokens / 32, 1, at::get_num_threads());
    std::vector<Moments> parts(std::size_t(slices),
                               {std::vector<double>(n, 0.0), std::vector<double>(n, 0.0)});
    at::parallel_for(0, slices, 1, [&](std::int64_t begin, std::int64_t end) {
        for (auto s = begin; s < end; ++s) {
            const auto first = tokens * s / slices, last = tokens * (s + 1) / slices;
            auto& part = parts[std::size_t(s)];
            kernels::accumulateMoments(x + first * channels, std::size_t(last - first), n,
                                       shift.data(), part.sums.data(), part.squares.data());
        }
    });
    for (std::size_t s = 1; s < parts.size(); ++s)
        for (std::size_t c = 0; c < n; ++c) {
            parts[0].sums[c] += parts[s].sums[c];
            parts[0].squares[c] += parts[s].squares[c];
        }
    return std::move(parts[0]);
}

/// \a x and \a y [tokens, channels] of one picture.
template <typename Number>
void groupNormPicture(const Number* x, Number* y, std::int64_t tokens, std::int64_t channels,
                      int groups, double eps, const float* weight, const float* bias, bool silu,
                      const Number* added) {
    const auto n = std::size_t(channels);
    std::vector<float> shift(n), scale(n), offset(n);
    for (std::size_t c = 0; c < n; ++c) shift[c] = number(x[c]);
    const auto moments = momentsOf(x, tokens, channels, shift);
    // Adding a constant to a channel only moves its shift.
    for (std::size_t c = 0; added && c < n; ++c) shift[c] += number(added[c]);
    affineOf(moments.sums, moments.squares, shift.data(), double(tokens), groups, eps, weight, bias,
             scale, offset);
    for (std::size_t c = 0; added && c < n; ++c) offset[c] += number(added[c]) * scale[c];
    at::parallel_for(0, tokens, 16, [&](std::int64_t begin, std::int64_t end) {
        kernels::scaleChannels(x + begin * channels, y + begin * channels, std::size_t(end - begin),
                               n, scale.data(), offset.data(), silu);
    });
}

/// \a x [B, C, H, W] of Numbers.
template <typename Number>
at::Tensor fastGroupNorm(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias,
                         int groups, double eps, bool silu, const at::Tensor& perChannel) {
    const auto in = x.contiguous(at::MemoryFormat::ChannelsLast);
    auto out = at::empty_like(in);
    const auto channels = in.size(1), tokens = in.size(2) * in.size(3);
    const auto added =
        perChannel.defined() ? perChannel.to(x.scalar_type()).contiguous() : perChannel;
    for (std::int64_t b = 0; b < in.size(0); ++b)
        groupNormPicture(numbersOf<Number>(in) + b * tokens * channels,
                         numbersOf<Number>(out) + b * tokens * channels, tokens, channels, groups,
                         eps, weight.data_ptr<float>(), bias.data_ptr<float>(), silu,
                         added.defined() ? numbersOf<Number>(added) + b * channels : nullptr);
    return out;
}

/// \a x [..., 2 n] of Numbers.
template <typename Number>
at::Tensor fastGatedGelu(const at::Tensor& x) {
    const auto in = x.contiguous();
    auto shape = in.sizes().vec();
    const auto width = shape.back() /= 2;
    auto out = at::empty(shape, in.options());
    at::parallel_for(0, in.numel() / (2 * width), 4, [&](std::int64_t begin, std::int64_t end) {
        kernels::gatedGelu(numbersOf<Number>(in) + begin * 2 * width,
                           numbersOf<Number>(out) + begin * width, std::size_t(end - begin),
                           std::size_t(width));
    });
    return out;
}

}  // namespace

EagerScope::EagerScope() {
    isEagerHere = true;
}
EagerScope::~EagerScope() {
    isEagerHere = false;
}
bool EagerScope::isActive() {
    return isEagerHere;
}

CountingScope::CountingScope(FlopCount* count) {
    countHere = count;
}
CountingScope::~CountingScope() {
    countHere = nullptr;
}
FlopCount* CountingScope::active() {
    return countHere;
}

struct PackedConvolution::Context {
    c10::IValue packed;
};

bool PackedConvolution::isPossible(const at::Tensor& x) {
    static const bool isThere =
        at::globalContext().hasMKLDNN() &&
        c10::Dispatcher::singleton()
            .findSchema({"mkldnn_prepacked::conv2d_prepack", ""})
            .has_value() &&
        c10::Dispatcher::singleton().findSchema({"mkldnn_prepacked::conv2d_run", ""}).has_value();
    return isThere && !EagerScope::isActive() && x.device().is_cpu() &&
           (x.scalar_type() == at::kFloat || x.scalar_type() == at::kBFloat16);
}

/// \a weight [out, in, k, k] with its channels innermost. Strides of 1x1 kernels would not tell;
/// oneDNN then chooses the layout of plain input and reorders at every run.
at::Tensor channelsInnermost(const at::Tensor& weight) {
    const auto out = weight.size(0), in = weight.size(1), k = weight.size(2);
    auto packed = at::empty_strided({out, in, k, k}, {in * k * k, 1, in * k, in}, weight.options());
    packed.copy_(weight);
    return packed;
}

PackedConvolution::PackedConvolution(const at::Tensor& weight, const at::Tensor& bias, int stride,
                                     int padding, at::IntArrayRef input) {
    static const auto prepack =
        c10::Dispatcher::singleton().findSchemaOrThrow("mkldnn_prepacked::conv2d_prepack", "");
    const auto pair = [](std::int64_t n) { return c10::List<std::int64_t>({n, n}); };
    const auto unpacked = channelsInnermost(weight);
    torch::jit::Stack stack;
    stack.emplace_back(unpacked);
    stack.emplace_back(bias.defined() ? c10::IValue(bias) : c10::IValue());
    stack.emplace_back(pair(stride));
    stack.emplace_back(pair(padding));
    stack.emplace_back(pair(1));          // dilation
    stack.emplace_back(std::int64_t(1));  // groups
    stack.emplace_back(c10::List<std::int64_t>(input.vec()));
    stack.emplace_back(std::string("none"));  // nothing fused
    prepack.callBoxed(&stack);
    m_context = std::make_shared<const Context>(Context{stack.back()});
    // The context keeps them to be saved with, which never happens: twice the memory.
    unpacked.storage().unsafeGetStorageImpl()->release_resources();
}

at::Tensor PackedConvolution::run(const at::Tensor& x) const {
    static const auto run =
        c10::Dispatcher::singleton().findSchemaOrThrow("mkldnn_prepacked::conv2d_run", "");
    torch::jit::Stack stack;
    stack.emplace_back(x);
    stack.emplace_back(m_context->packed);
    run.callBoxed(&stack);
    return stack.back().toTensor();
}

at::Tensor groupNorm(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias,
                     int groups, double eps, bool silu, const at::Tensor& perChannel) {
    if (isFastFloat(x) && weight.scalar_type() == at::kFloat)
        return fastGroupNorm<float>(x, weight, bias, groups, eps, silu, perChannel);
    if (isFastBfloat16(x) && weight.scalar_type() == at::kFloat)
        return fastGroupNorm<std::uint16_t>(x, weight, bias, groups, eps, silu, perChannel);
    const auto type = weight.scalar_type();  // statistics in float32
    auto shifted = x.to(type);
    if (perChannel.defined()) shifted = shifted + perChannel.to(type).unsqueeze(-1).unsqueeze(-1);
    const auto y = at::group_norm(shifted, groups, weight, bias, eps);
    return (silu ? at::silu(y) : y).to(x.scalar_type());
}

at::Tensor siluAsFused(const at::Tensor& x) {
    if (!isFastFloat(x) || x.dim() != 4) return at::silu(x);
    const auto in = x.contiguous(at::MemoryFormat::ChannelsLast);
    auto out = at::empty_like(in);
    const auto channels = in.size(1), rows = in.numel() / channels;
    // Times one plus minus zero leaves every bit of x alone.
    const std::vector<float> ones(std::size_t(channels), 1.0f), zeros(std::size_t(channels), -0.0f);
    at::parallel_for(0, rows, 16, [&](std::int64_t begin, std::int64_t end) {
        kernels::scaleChannels(in.data_ptr<float>() + begin * channels,
                               out.data_ptr<float>() + begin * channels, std::size_t(end - begin),
                               std::size_t(channels), ones.data(), zeros.data(), /*silu=*/true);
    });
    return out;
}

at::Tensor gatedGelu(const at::Tensor& x) {
    if (isFastFloat(x)) return fastGatedGelu<float>(x);
    if (isFastBfloat16(x)) return fastGatedGelu<std::uint16_t>(x);
    const auto halves = x.chunk(2, -1);
    return halves[0] * at::gelu(halves[1], "none");
}

at::Tensor layerNorm(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias,
                     double eps) {
    const auto width = weight.size(0);
    if (!isFastBfloat16(x) || weight.scalar_type() != at::kFloat)
        return at::layer_norm(x.to(weight.scalar_type()), {width}, weight, bias, eps)
            .to(x.scalar_type());
    const auto in = x.contiguous();
    auto out = at::empty_like(in);
    at::parallel_for(0, in.numel() / width, 16, [&](std::int64_t begin, std::int64_t end) {
        kernels::layerNorm(numbersOf<std::uint16_t>(in) + begin * width,
                           numbersOf<std::uint16_t>(out) + begin * width, std::size_t(end - begin),
                           std::size_t(width), weight.data_ptr<float>(), bias.data_ptr<float>(),
                           float(eps));
    });
    return out;
}

at::Tensor attention(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v, int heads) {
    if (auto* count = CountingScope::active())
        count->attention += 4.0 * double(q.numel()) * double(k.size(1));
    if (EagerScope::isActive() || !q.device().is_cpu()) return eagerAttention(q, k, v, heads);
    const auto width = q.size(2) / heads;
    if (q.scalar_type() == at::kFloat)
        return blockedAttention(kernels::floatAttention(), q, k, v, heads);
    const auto* pairs = kernels::bfloat16Attention();
    if (q.scalar_type() == at::kBFloat16 && pairs && width % 2 == 0)
        return blockedAttention(*pairs, q, k, v, heads);
    return attention(q.to(at::kFloat), k.to(at::kFloat), v.to(at::kFloat), heads)
        .to(q.scalar_type());
}

}  // namespace engine
