// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Private to the engine: names torch.

#include "model/attention_form.h"
#include "model/model_info.h"

#include <ATen/core/Tensor.h>

namespace engine {

/// The part \a form of softmax(q k^T / sqrt(d)) per head, in float32, computed by blocks of rows:
/// beside the result it takes at most 16 MiB. Beside the network's own attention, which it leaves
/// alone and which never holds the scores.
/// \param q [B, T, heads * d]. \param k [B, Tk, heads * d]. \param map the whole map's description:
/// its grid is that of the queries, and of the keys unless they are text.
/// \return as AttentionForm says: [B, heads, T, Tk] or less.
/// Source: Vaswani et al. 2017, equation 1; reference/activations.md, section 1.
at::Tensor attentionMap(const at::Tensor& q, const at::Tensor& k, int heads,
                        const AttentionForm& form, const LayerInfo& map);

}  // namespace engine
