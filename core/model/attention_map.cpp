// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/attention_map.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

namespace engine {
namespace {

constexpr std::int64_t kScratch = 4 << 20;  // scores of one block: 16 MiB

/// Which rows, columns and heads of the whole map are wanted.
struct Window {
    std::int64_t firstHead, heads, firstRow, rows, firstKey, keys;
};

Window windowOf(const AttentionForm& form, const LayerInfo& map, int heads, std::int64_t queries,
                std::int64_t keys) {
    Window w{0, heads, 0, queries, 0, keys};
    if (form.heads == AttentionForm::Heads::One) w.firstHead = form.head, w.heads = 1;
    if (form.query) w.firstRow = std::int64_t(map.grid.indexOf(*form.query)), w.rows = 1;
    const TokenGrid keyGrid = map.isCrossAttention ? TokenGrid{1, int(keys)} : map.grid;
    if (form.key) w.firstKey = std::int64_t(keyGrid.indexOf(*form.key)), w.keys = 1;
    return w;
}

/// \param q [rows, d]. \param k [Tk, d]. \return [rows, w.keys].
at::Tensor softmaxOf(const at::Tensor& q, const at::Tensor& k, const Window& w) {
    const double scale = 1 / std::sqrt(double(q.size(1)));
    return at::softmax(at::matmul(q, k.t()) * scale, -1).narrow(1, w.firstKey, w.keys);
}

/// [B, heads or 1, w.rows, w.keys]
at::Tensor computed(const at::Tensor& q, const at::Tensor& k, int heads, bool isMean,
                    const Window& w) {
    const auto batch = q.size(0), d = q.size(2) / heads;
    const auto queries = q.to(at::kFloat).view({batch, q.size(1), heads, d});
    const auto keys = k.to(at::kFloat).view({batch, k.size(1), heads, d});
    const auto block = std::clamp<std::int64_t>(kScratch / k.size(1), 1, w.rows);
    auto out = at::zeros({batch, isMean ? 1 : w.heads, w.rows, w.keys}, queries.options());
    for (std::int64_t b = 0; b < batch; ++b)
        for (std::int64_t h = 0; h < w.heads; ++h) {
            const auto kh = keys.select(0, b).select(1, w.firstHead + h);  // [Tk, d]
            const auto qh = queries.select(0, b)
                                .select(1, w.firstHead + h)
                                .narrow(0, w.firstRow, w.rows);  // [w.rows, d]
            for (std::int64_t row = 0; row < w.rows; row += block) {
                const auto rows = std::min(block, w.rows - row);
                auto to = out.select(0, b).select(0, isMean ? 0 : h).narrow(0, row, rows);
                to.add_(softmaxOf(qh.narrow(0, row, rows), kh, w), isMean ? 1.0 / heads : 1.0);
            }
        }
    return out;
}

}  // namespace

at::Tensor attentionMap(const at::Tensor& q, const at::Tensor& k, int heads,
                        const AttentionForm& form, const LayerInfo& map) {
    const bool isMean = form.heads == AttentionForm::Heads::Mean;
    const auto part =
        computed(q, k, heads, isMean, windowOf(form, map, heads, q.size(1), k.size(1)));
    const auto batch = part.size(0), count = part.size(1);
    if (form.isGrid)  // [B, 1, T, Tk] -> [B, Tk, h, w]
        return part.select(1, 0).transpose(1, 2).reshape(
            {batch, part.size(3), map.grid.height, map.grid.width});
    const bool isGridOfKeys = form.query && !form.key && !map.isCrossAttention;
    const bool isGridOfQueries = form.key && !form.query;
    if (isGridOfKeys || isGridOfQueries)
        return part.reshape({batch, count, map.grid.height, map.grid.width});
    return part;
}

}  // namespace engine
