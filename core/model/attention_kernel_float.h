// SPDX-License-Identifier: GPL-3.0-or-later
// For attention_kernel_body.h: float32 in vectors of any length.
#include <cstddef>
#include <cstdint>

namespace {

template <int Lanes, int Registers, int ScoreVectors>
struct FloatArithmetic {
    using Number = float;
    typedef float Vector __attribute__((vector_size(4 * Lanes)));
    typedef float Unaligned __attribute__((vector_size(4 * Lanes), aligned(4), may_alias));
    static constexpr int kPerUnit = 1, kLanes = Lanes, kRegisters = Registers,
                         kScoreVectors = ScoreVectors;

    static Vector multiplyAdd(Vector sum, Vector units, float unit) { return sum + units * unit; }
    static void narrow(Vector a, Vector b, float* to) {
        *reinterpret_cast<Unaligned*>(to) = a;
        *reinterpret_cast<Unaligned*>(to + Lanes) = b;
    }
    static float narrowed(float value) { return value; }
};

}  // namespace
