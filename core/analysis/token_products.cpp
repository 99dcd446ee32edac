// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/token_products.h"

#include "analysis/lanes.h"
#include "base/guarded.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace engine {
namespace {

constexpr std::size_t kTile = 16;  // 1 KiB of products; a line of it is a cache line
constexpr std::size_t kPanel = 4;  // tiles whose vectors stay in the second cache

// Two of these are the lanes of one product. What the processor lacks in width the compiler makes
// up by more registers.
using Half = float __attribute__((vector_size(lanes / 2 * sizeof(float))));

[[gnu::always_inline]] inline void load(Half& to, const float* from) {
    std::memcpy(&to, from, sizeof to);
}

/// The same additions as sumOf().
[[gnu::always_inline]] inline float sumOfHalves(const Half& low, const Half& high) {
    Half sum = low + high;
    sum += __builtin_shufflevector(sum, sum, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7);
    sum += __builtin_shufflevector(sum, sum, 4, 5, 6, 7, 0, 1, 2, 3, 12, 13, 14, 15, 8, 9, 10, 11);
    sum += __builtin_shufflevector(sum, sum, 2, 3, 0, 1, 6, 7, 4, 5, 10, 11, 8, 9, 14, 15, 12, 13);
    sum += __builtin_shufflevector(sum, sum, 1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10, 13, 12, 15, 14);
    return sum[0];
}

/// Rows x Cols products at once: each vector that is loaded serves several. \a stride is a multiple
/// of the lanes; padding with zeros changes no sum.
template <std::size_t Rows, std::size_t Cols>
[[gnu::always_inline]] inline void block(const float* a, const float* b, std::size_t stride,
                                         float* out) {
    Half low[Rows][Cols] = {}, high[Rows][Cols] = {};
    for (std::size_t c = 0; c < stride; c += lanes) {
        Half bLow[Cols], bHigh[Cols];
        for (std::size_t j = 0; j < Cols; ++j) {
            load(bLow[j], b + j * stride + c);
            load(bHigh[j], b + j * stride + c + lanes / 2);
        }
        for (std::size_t i = 0; i < Rows; ++i) {
            Half aLow, aHigh;
            load(aLow, a + i * stride + c);
            load(aHigh, a + i * stride + c + lanes / 2);
            for (std::size_t j = 0; j < Cols; ++j) {
                low[i][j] += aLow * bLow[j];
                high[i][j] += aHigh * bHigh[j];
            }
        }
    }
    for (std::size_t i = 0; i < Rows; ++i)
        for (std::size_t j = 0; j < Cols; ++j)
            out[i * kTile + j] = sumOfHalves(low[i][j], high[i][j]);
}

/// One tile: products of kTile tokens at \a a with kTile at \a b. \a out [kTile, kTile].
template <std::size_t Rows, std::size_t Cols>
[[gnu::always_inline]] inline void tileOf(const float* a, const float* b, std::size_t stride,
                                          float* out) {
    for (std::size_t i = 0; i < kTile; i += Rows)
        for (std::size_t j = 0; j < kTile; j += Cols)
            block<Rows, Cols>(a + i * stride, b + j * stride, stride, out + i * kTile + j);
}

using Tile = void (*)(const float* a, const float* b, std::size_t stride, float* out);

void narrowTile(const float* a, const float* b, std::size_t stride, float* out) {
    tileOf<1, 1>(a, b, stride, out);
}

#if defined(__x86_64__) && defined(__GNUC__)
__attribute__((target("avx2"))) void tileOfAvx2(const float* a, const float* b, std::size_t stride,
                                                float* out) {
    tileOf<2, 1>(a, b, stride, out);
}
__attribute__((target("arch=x86-64-v4"))) void tileOfAvx512(const float* a, const float* b,
                                                            std::size_t stride, float* out) {
    tileOf<4, 2>(a, b, stride, out);
}
Tile widestTile() {
    if (__builtin_cpu_supports("x86-64-v4")) return tileOfAvx512;
    return __builtin_cpu_supports("avx2") ? tileOfAvx2 : narrowTile;
}
#else
Tile widestTile() {
    return narrowTile;
}
#endif

std::size_t roundedUp(std::size_t n, std::size_t unit) {
    return (n + unit - 1) / unit * unit;
}

/// Where column \a j of tiles begins.
std::size_t columnStart(std::size_t j) {
    return j * (j + 1) / 2 * kTile * kTile;
}

/// The vectors, centred if need be, padded with zeros to whole lanes and whole tiles.
struct Packed {
    std::vector<float> values;
    std::size_t stride = 0;
    const float* tile(std::size_t index) const { return &values[index * kTile * stride]; }
};

Packed pack(const Representation& layer, TokenProducts::Kind kind) {
    const auto channels = std::size_t(layer.channels()), tokens = std::size_t(layer.grid().count());
    const bool isCentered = kind == TokenProducts::Kind::Centered;
    Packed packed;
    packed.stride = roundedUp(channels, lanes);
    packed.values.resize(roundedUp(tokens, kTile) * packed.stride);
    for (std::size_t t = 0; t < tokens; ++t) {
        const auto token = layer.token(t);
        float* out = &packed.values[t * packed.stride];
        for (std::size_t c = 0; c < channels; ++c)
            out[c] = isCentered ? token[c] - layer.channelMeans()[c] : token[c];
    }
    return packed;
}

}  // namespace

std::size_t TokenProducts::bytesFor(std::size_t tokens) {
    return columnStart(roundedUp(tokens, kTile) / kTile) * sizeof(float);
}

TokenProducts::TokenProducts(Kind kind, std::size_t tokens)
    : m_kind(kind), m_tokens(tokens), m_tiles(bytesFor(tokens) / sizeof(float)) {}

std::optional<TokenProducts> TokenProducts::compute(const Representation& layer, Kind kind,
                                                    const std::function<bool()>& isWanted) {
    using Made = std::optional<TokenProducts>;
    const auto made = guarded("Multiplying tokens", [&]() -> Result<Made> {
        const auto packed = pack(layer, kind);
        TokenProducts products(kind, std::size_t(layer.grid().count()));
        const auto tileKernel = widestTile();
        const std::size_t columns = roundedUp(products.m_tokens, kTile) / kTile;
        for (std::size_t first = 0; first < columns; first += kPanel) {
            if (!isWanted()) return Made();
            const std::size_t last = std::min(first + kPanel, columns);
            for (std::size_t i = 0; i < last; ++i)
                for (std::size_t j = std::max(first, i); j < last; ++j)
                    tileKernel(packed.tile(i), packed.tile(j), packed.stride,
                               &products.m_tiles[columnStart(j) + i * kTile * kTile]);
        }
        if (kind == Kind::Centered) products.takeNorms();
        return Made(std::move(products));
    });
    return made ? *made : std::nullopt;
}

/// From the diagonal: what the direct kernel sums, in its order.
void TokenProducts::takeNorms() {
    m_norms.resize(m_tokens);
    for (std::size_t t = 0; t < m_tokens; ++t) {
        const std::size_t tile = t / kTile, r = t % kTile;
        m_norms[t] = std::sqrt(m_tiles[columnStart(tile) + tile * kTile * kTile + r * kTile + r]);
    }
}

void TokenProducts::row(std::size_t index, float* out) const {
    const std::size_t own = index / kTile, r = index % kTile;
    for (std::size_t t = 0; t * kTile < m_tokens; ++t) {
        const bool isAbove = t <= own;  // as a column of the tile, else as a line
        const float* tile = &m_tiles[isAbove ? columnStart(own) + t * kTile * kTile
                                             : columnStart(t) + own * kTile * kTile];
        const float* from = isAbove ? tile + r : tile + r * kTile;
        const std::size_t step = isAbove ? kTile : 1;
        const std::size_t count = std::min(kTile, m_tokens - t * kTile);
        for (std::size_t k = 0; k < count; ++k) out[t * kTile + k] = from[k * step];
    }
}

}  // namespace engine
