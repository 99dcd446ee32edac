// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/ops.h"

#include "model/fast_kernels.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <ATen/core/dispatch/Dispatcher.h>

#include <algorithm>
#include <cmath>
#include <dlfcn.h>
#include <limits>
#include <vector>

namespace engine {
namespace {

thread_local bool isEagerHere = false;
thread_local FlopCount* countHere = nullptr;

bool isFastFloat(const at::Tensor& x) {
    return !EagerScope::isActive() && x.device().is_cpu() && x.scalar_type() == at::kFloat;
}

/// BLAS' own matrix product: inside a parallel region it runs on the calling thread. Null where the
/// loader knows none.
using Sgemm = void (*)(const char*, const char*, const int*, const int*, const int*, const float*,
                       const float*, const int*, const float*, const int*, const float*, float*,
                       const int*);
Sgemm blasProduct() {
    static const auto function = reinterpret_cast<Sgemm>(::dlsym(RTLD_DEFAULT, "sgemm_"));
    return function;
}

/// One head's queries [first, first + rows) against all keys. Pointers to the head's first column,
/// rows \a stride apart.
struct Head {
    const float *q, *k, *v;
    float* out;
    int stride, keys, width;
};

constexpr int kQueries = 128,
              kKeys = 1024;  // scores of one block: 512 KiB, within a core's second cache

void attendBlock(const Head& head, int first, int rows, float* scores, float* sums) {
    const Sgemm gemm = blasProduct();
    const float scale = 1.0f / std::sqrt(float(head.width)), one = 1.0f;
    std::vector<float> maxima(std::size_t(rows), -std::numeric_limits<float>::infinity()),
        totals(std::size_t(rows), 0.0f);
    const float* q = head.q + std::ptrdiff_t(first) * head.stride;
    std::fill_n(sums, std::size_t(rows) * std::size_t(head.width), 0.0f);
    for (int key = 0; key < head.keys; key += kKeys) {
        const int keys = std::min(kKeys, head.keys - key);
        const float zero = 0.0f;
        const float* k = head.k + std::ptrdiff_t(key) * head.stride;
        const float* v = head.v + std::ptrdiff_t(key) * head.stride;
        // Column-major BLAS sees our row-major matrices transposed.
        gemm("T", "N", &keys, &rows, &head.width, &scale, k, &head.stride, q, &head.stride, &zero,
             scores, &keys);
        kernels::softmaxBlock(scores, std::size_t(rows), std::size_t(keys), maxima.data(),
                              totals.data(), sums, std::size_t(head.width));
        gemm("N", "N", &head.width, &rows, &keys, &one, v, &head.stride, scores, &keys, &one, sums,
             &head.width);
    }
    for (int r = 0; r < rows; ++r) {
        float* out = head.out + std::ptrdiff_t(first + r) * head.stride;
        for (int i = 0; i < head.width; ++i)
            out[i] = sums[r * head.width + i] / totals[std::size_t(r)];
    }
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

/// \a x and \a y [tokens, channels] of one picture.
void groupNormPicture(const float* x, float* y, std::int64_t tokens, std::int64_t channels,
                      int groups, double eps, const float* weight, const float* bias, bool silu,
                      const float* added) {
    const auto n = std::size_t(channels);
    const auto slices = std::clamp<std::int64_t>(tokens / 32, 1, at::get_num_threads());
    std::vector<std::vector<double>> sums(std::size_t(slices), std::vector<double>(n, 0.0)),
        squares = sums;
    at::parallel_for(0, slices, 1, [&](std::int64_t begin, std::int64_t end) {
        for (auto s = begin; s < end; ++s) {
            const auto first = tokens * s / slices, last = tokens * (s + 1) / slices;
            kernels::accumulateMoments(x + first * channels, std::size_t(last - first), n, x,
                                       sums[std::size_t(s)].data(), squares[std::size_t(s)].data());
        }
    });
    for (std::size_t s = 1; s < sums.size(); ++s)
        for (std::size_t c = 0; c < n; ++c) {
            sums[0][c] += sums[s][c];
            squares[0][c] += squares[s][c];
        }
    // Adding a constant to a channel only moves its shift.
    std::vector<float> shift(x, x + n), scale(n), offset(n);
    for (std::size_t c = 0; added && c < n; ++c) shift[c] += added[c];
    affineOf(sums[0], squares[0], shift.data(), double(tokens), groups, eps, weight, bias, scale,
             offset);
    for (std::size_t c = 0; added && c < n; ++c) offset[c] += added[c] * scale[c];
    at::parallel_for(0, tokens, 16, [&](std::int64_t begin, std::int64_t end) {
        kernels::scaleChannels(x + begin * channels, y + begin * channels, std::size_t(end - begin),
                               n, scale.data(), offset.data(), silu);
    });
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
    if (x.scalar_type() != weight.scalar_type()) {  // bfloat16: statistics in float32
        const auto type = weight.scalar_type();
        return groupNorm(x.to(type), weight, bias, groups, eps, silu,
                         perChannel.defined() ? perChannel.to(type) : perChannel)
            .to(x.scalar_type());
    }
    if (!isFastFloat(x)) {
        const auto shifted = perChannel.defined() ? x + perChannel.unsqueeze(-1).unsqueeze(-1) : x;
        const auto y = at::group_norm(shifted, groups, weight, bias, eps);
        return silu ? at::silu(y) : y;
    }
    const auto in = x.contiguous(at::MemoryFormat::ChannelsLast);
    auto out = at::empty_like(in);
    const auto channels = in.size(1), tokens = in.size(2) * in.size(3);
    const auto added = perChannel.defined() ? perChannel.contiguous() : perChannel;
    for (std::int64_t b = 0; b < in.size(0); ++b)
        groupNormPicture(in.data_ptr<float>() + b * tokens * channels,
                         out.data_ptr<float>() + b * tokens * channels, tokens, channels, groups,
                         eps, weight.data_ptr<float>(), bias.data_ptr<float>(), silu,
                         added.defined() ? added.data_ptr<float>() + b * channels : nullptr);
    return out;
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
    if (x.scalar_type() == at::kBFloat16 && !EagerScope::isActive())
        return gatedGelu(x.to(at::kFloat)).to(at::kBFloat16);
    if (!isFastFloat(x)) {
        const auto halves = x.chunk(2, -1);
        return halves[0] * at::gelu(halves[1], "none");
    }
    const auto in = x.contiguous();
    auto shape = in.sizes().vec();
    const auto width = shape.back() /= 2;
    auto out = at::empty(shape, in.options());
    at::parallel_for(0, in.numel() / (2 * width), 4, [&](std::int64_t begin, std::int64_t end) {
        kernels::gatedGelu(in.data_ptr<float>() + begin * 2 * width,
                           out.data_ptr<float>() + begin * width, std::size_t(end - begin),
                           std::size_t(width));
    });
    return out;
}

at::Tensor attention(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v, int heads) {
    if (q.scalar_type() == at::kBFloat16 && !EagerScope::isActive())  // scores in float32
        return attention(q.to(at::kFloat), k.to(at::kFloat), v.to(at::kFloat), heads)
            .to(at::kBFloat16);
    const auto batch = q.size(0), queries = q.size(1), keys = k.size(1), channels = q.size(2);
    if (auto* count = CountingScope::active())
        count->attention += 4.0 * double(batch * queries * keys * channels);
    if (!isFastFloat(q) || !blasProduct()) return eagerAttention(q, k, v, heads);
    const auto qc = q.contiguous(), kc = k.contiguous(), vc = v.contiguous();
    auto out = at::empty({batch, queries, channels}, q.options());
    const int width = int(channels / heads);
    const auto blocks = (queries + kQueries - 1) / kQueries;
    at::parallel_for(0, batch * heads * blocks, 1, [&](std::int64_t begin, std::int64_t end) {
        std::vector<float> scores(std::size_t(kQueries) * kKeys),
            sums(std::size_t(kQueries) * std::size_t(width));
        for (auto i = begin; i < end; ++i) {
            const auto block = i % blocks, head = i / blocks % heads, b = i / blocks / heads;
            const auto at = head * width;
            const Head one{qc.data_ptr<float>() + b * queries * channels + at,
                           kc.data_ptr<float>() + b * keys * channels + at,
                           vc.data_ptr<float>() + b * keys * channels + at,
                           out.data_ptr<float>() + b * queries * channels + at,
                           int(channels),
                           int(keys),
                           width};
            const auto first = block * kQueries;
            attendBlock(one, int(first), int(std::min<std::int64_t>(kQueries, queries - first)),
                        scores.data(), sums.data());
        }
    });
    return out;
}

}  // namespace engine
