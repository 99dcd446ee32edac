// SPDX-License-Identifier: GPL-3.0-or-later
#include "tensor/rng.h"

#include <cmath>
#include <numbers>

namespace engine {
namespace {

constexpr std::uint64_t kMultiplier0 = 0xD2511F53, kMultiplier1 = 0xCD9E8D57;
constexpr std::uint32_t kWeyl0 = 0x9E3779B9, kWeyl1 = 0xBB67AE85;

std::uint32_t high(std::uint64_t x) {
    return std::uint32_t(x >> 32);
}
std::uint32_t low(std::uint64_t x) {
    return std::uint32_t(x);
}

}  // namespace

// Salmon et al. 2011: ten rounds of two multiplications, the key stepping by Weyl constants.
PhiloxWords philoxWords(std::uint64_t seed, std::uint64_t call, std::uint64_t element) {
    std::uint32_t c[4] = {low(call), high(call), low(element), high(element)};
    std::uint32_t key0 = low(seed), key1 = high(seed);
    for (int round = 0; round < 10; ++round) {
        const std::uint64_t p0 = kMultiplier0 * c[0], p1 = kMultiplier1 * c[2];
        const std::uint32_t next[4] = {high(p1) ^ c[1] ^ key0, low(p1), high(p0) ^ c[3] ^ key1,
                                       low(p0)};
        for (int i = 0; i < 4; ++i) c[i] = next[i];
        key0 += kWeyl0;
        key1 += kWeyl1;
    }
    return {{c[0], c[1], c[2], c[3]}};
}

void philoxNormal(std::uint64_t seed, std::uint64_t call, std::span<float> out) {
    // A word as a number in the open interval 0..1, and as an angle; CUDA has both factors in
    // float32.
    constexpr double kUnit = 0x1p-32;
    constexpr double kAngle = 2 * std::numbers::pi_v<float> * kUnit;
    for (std::size_t i = 0; i < out.size(); ++i) {
        const auto words = philoxWords(seed, call, i);
        const double u = words.word[0] * kUnit + kUnit / 2;
        const double angle = words.word[1] * kAngle + kAngle / 2;
        out[i] = float(std::sqrt(-2 * std::log(u)) * std::sin(angle));
    }
}

}  // namespace engine
