// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "representation/layer_path.h"
#include "representation/norm_map.h"
#include "representation/token_grid.h"
#include "tensor/nd_array.h"

#include <memory>
#include <span>
#include <vector>

namespace engine {

/// One layer's activation of one picture at one timestep, kept for looking at: a C-dimensional
/// vector per token.
///
/// Token-major float32 [height * width, channels], so that one token's vector is contiguous. Norms
/// and the channel means are computed once, in float32 from double sums. Immutable, so any thread
/// may read it. Source: reference/similarity.md, section 1.
class Representation {
public:
    /// \param activation [1, C, H, W] of float32, or [1, T, C] when \a grid has T tokens.
    /// Fails with Usage if the shape or dtype does not fit, with OutOfMemory.
    static Result<std::shared_ptr<const Representation>> fromActivation(LayerPath path,
                                                                        const NdArray& activation,
                                                                        TokenGrid grid = {});

    const LayerPath& path() const { return m_path; }
    TokenGrid grid() const { return m_norms.grid(); }
    int channels() const { return m_channels; }
    std::size_t byteCount() const { return m_tokens.size() * sizeof(float); }

    std::span<const float> tokens() const { return m_tokens; }  ///< [H*W, C]
    std::span<const float> token(std::size_t index) const {
        return std::span(m_tokens).subspan(index * std::size_t(m_channels),
                                           std::size_t(m_channels));
    }
    const NormMap& norms() const { return m_norms; }
    const std::vector<float>& channelMeans() const {
        return m_means;
    }  ///< [C], over all finite tokens

private:
    Representation(LayerPath path, int channels, std::vector<float> tokens, NormMap norms,
                   std::vector<float> means);

    LayerPath m_path;
    int m_channels = 0;
    std::vector<float> m_tokens;
    NormMap m_norms;
    std::vector<float> m_means;
};

}  // namespace engine
