// SPDX-License-Identifier: GPL-3.0-or-later
#include "tensor/random.h"

#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>

#include <cstring>

namespace engine {
namespace {

class TorchNoise final : public NoiseSource {
public:
    explicit TorchNoise(std::uint64_t seed) : m_generator(at::detail::createCPUGenerator(seed)) {}

    at::Tensor normal(at::IntArrayRef shape) override {
        return at::randn(shape, m_generator, at::TensorOptions(at::kFloat));
    }
    at::Tensor normalChannelsLast(at::IntArrayRef shape) override {
        const auto place =
            at::empty({shape[0], shape[2], shape[3], shape[1]}, at::kFloat).permute({0, 3, 1, 2});
        return at::empty_like(place).normal_(0, 1, m_generator).contiguous();
    }

private:
    at::Generator m_generator;
};

class CudaNoise final : public NoiseSource {
public:
    explicit CudaNoise(std::uint64_t seed) : m_seed(seed) {}

    at::Tensor normal(at::IntArrayRef shape) override {
        auto values = at::empty(shape, at::kFloat);
        philoxNormal(m_seed, m_call++, {values.data_ptr<float>(), std::size_t(values.numel())});
        return values;
    }
    at::Tensor normalChannelsLast(at::IntArrayRef shape) override {
        return normal({shape[0], shape[2], shape[3], shape[1]}).permute({0, 3, 1, 2}).contiguous();
    }

private:
    std::uint64_t m_seed, m_call = 0;
};

at::ScalarType floatingType(DType dtype) {
    switch (dtype) {
        case DType::F64:
            return at::kDouble;
        case DType::F16:
            return at::kHalf;
        case DType::BF16:
            return at::kBFloat16;
        default:
            return at::kFloat;
    }
}

/// The tensor's own bytes under \a dtype, which names its element type.
NdArray sameType(const at::Tensor& tensor, DType dtype) {
    const auto owner = std::make_shared<at::Tensor>(tensor.contiguous());
    const auto* data = static_cast<const std::byte*>(owner->data_ptr());
    return NdArray(dtype, owner->sizes().vec(), owner, data);
}

}  // namespace

std::unique_ptr<NoiseSource> makeNoiseSource(Rng rng, std::uint64_t seed) {
    if (rng == Rng::Cuda) return std::make_unique<CudaNoise>(seed);
    return std::make_unique<TorchNoise>(seed);
}

ExtractionNoise drawExtractionNoise(Rng rng, std::uint64_t seed, const NoiseBatch& batch,
                                    at::IntArrayRef shape) {
    TORCH_CHECK(batch.index >= 0 && batch.index < batch.size, "no such picture in the batch");
    const auto source = makeNoiseSource(rng, seed);
    auto all = shape.vec();
    all[0] = batch.size;
    ExtractionNoise noise;
    noise.sampleNoise = source->normal(all).narrow(0, batch.index, 1);
    noise.ddimNoise = batch.isShared ? source->normalChannelsLast(shape)
                                     : source->normalChannelsLast(all).narrow(0, batch.index, 1);
    return noise;
}

struct TorchGenerator::State {
    at::Generator generator;
};

TorchGenerator::TorchGenerator(std::uint64_t seed)
    : m_state(std::make_unique<State>(State{at::detail::createCPUGenerator(seed)})) {}
TorchGenerator::~TorchGenerator() = default;
TorchGenerator::TorchGenerator(TorchGenerator&&) noexcept = default;
TorchGenerator& TorchGenerator::operator=(TorchGenerator&&) noexcept = default;

NdArray TorchGenerator::randn(const std::vector<std::int64_t>& shape, DType dtype) {
    return sameType(at::randn(shape, m_state->generator, at::TensorOptions(floatingType(dtype))),
                    dtype);
}

NdArray TorchGenerator::rand(const std::vector<std::int64_t>& shape) {
    return sameType(at::rand(shape, m_state->generator, at::TensorOptions(at::kFloat)), DType::F32);
}

NdArray TorchGenerator::randint(std::int64_t high, const std::vector<std::int64_t>& shape) {
    return sameType(at::randint(high, shape, m_state->generator, at::TensorOptions(at::kLong)),
                    DType::I64);
}

NdArray TorchGenerator::randperm(std::int64_t count) {
    return sameType(at::randperm(count, m_state->generator, at::TensorOptions(at::kLong)),
                    DType::I64);
}

}  // namespace engine
