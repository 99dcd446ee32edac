// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tensor/nd_array.h"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace engine {

/// Whose random numbers a seed stands for: `--rng`.
enum class Rng {
    TorchCpu,  ///< torch's generator on the CPU, mt19937: what most published seeds mean
    Cuda,      ///< a CUDA device's generator, Philox4x32-10
};

/// Which numbers after one seeding belong to a picture. The anomaly study seeds once per batch and
/// then draws a sample of the posterior for every picture of it, and one diffusion noise for all:
/// so both depend on how many pictures the batch has. Source: reference/anomalies.md, section 4.
struct NoiseBatch {
    int size = 1;          ///< pictures in the batch
    int index = 0;         ///< which of them, from 0
    bool isShared = true;  ///< one diffusion noise for all of them; else each draws its own
};

/// torch.manual_seed(seed) on the CPU and the draws that follow, through libtorch's own generator:
/// the same numbers bit for bit, and the same state after each draw. Torch-free face for whoever
/// needs torch's numbers (subsets, splits, labels made with a seed elsewhere).
class TorchGenerator {
public:
    explicit TorchGenerator(std::uint64_t seed);
    ~TorchGenerator();
    TorchGenerator(TorchGenerator&&) noexcept;
    TorchGenerator& operator=(TorchGenerator&&) noexcept;

    /// randn in F32, F64, F16 or BF16, given back in that type. Precondition: one of these.
    NdArray randn(const std::vector<std::int64_t>& shape, DType dtype = DType::F32);
    NdArray rand(const std::vector<std::int64_t>& shape);  ///< F32, 0 <= x < 1
    NdArray randint(std::int64_t high,
                    const std::vector<std::int64_t>& shape);  ///< I64, 0 to high - 1
    NdArray randperm(std::int64_t count);                     ///< I64

private:
    struct State;
    std::unique_ptr<State> m_state;
};

/// What element \a element of the \a call-th draw after seeding a CUDA generator gets: four words.
struct PhiloxWords {
    std::uint32_t word[4];
};
PhiloxWords philoxWords(std::uint64_t seed, std::uint64_t call, std::uint64_t element);

/// randn of a CUDA generator: Box-Muller's sine branch on the first two words, in float64, rounded
/// to float32. \a call counts the draws since seeding. CUDA's own float32 functions may differ by
/// about 1e-6; beyond 256 x resident blocks numbers (over 100,000 on large cards) a device draws in
/// another order. Source: golden/README.md, section "rng/".
void philoxNormal(std::uint64_t seed, std::uint64_t call, std::span<float> out);

}  // namespace engine
