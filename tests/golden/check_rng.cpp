// SPDX-License-Identifier: GPL-3.0-or-later
// Random numbers: torch's generator on the CPU and CUDA's Philox.
#include "golden_groups.h"

#include <base/json.h>
#include <tensor/rng.h>

#include <nlohmann/json.hpp>

#include <cmath>
#include <cstring>

namespace golden {
namespace {

using Shape = std::vector<std::int64_t>;

/// "seed42/randn/1x4x8x8" -> its three parts.
struct DrawName {
    std::uint64_t seed = 0;
    std::string kind;
    Shape shape;
};

Shape shapeNamed(std::string text) {
    Shape shape;
    for (std::size_t at = 0; at != std::string::npos;
         text.erase(0, at == std::string::npos ? at : at + 1)) {
        at = text.find('x');
        shape.push_back(std::stoll(text.substr(0, at)));
    }
    return shape;
}

DrawName parse(const std::string& name) {
    const auto first = name.find('/'), last = name.rfind('/');
    return {std::stoull(name.substr(4, first - 4)), name.substr(first + 1, last - first - 1),
            shapeNamed(name.substr(last + 1))};
}

/// Half types are kept as float32 in the file; ours widen exactly.
NdArray drawn(engine::TorchGenerator& generator, const DrawName& what) {
    using engine::DType;
    if (what.kind == "rand") return generator.rand(what.shape);
    if (what.kind == "randint_0_1000") return generator.randint(1000, what.shape);
    if (what.kind == "randperm") return generator.randperm(what.shape.front());
    if (what.kind == "randn_float64") return generator.randn(what.shape, DType::F64);
    if (what.kind == "randn_float16") return generator.randn(what.shape, DType::F16);
    if (what.kind == "randn_bfloat16") return generator.randn(what.shape, DType::BF16);
    return generator.randn(what.shape);
}

/// Whether our array is the file's to the last bit: its own type where that is kept, else widened
/// to float32.
bool isSameBits(const NdArray& ours, const NdArray& theirs) {
    if (ours.dtype() == theirs.dtype())
        return ours.bytes().size() == theirs.bytes().size() &&
               std::memcmp(ours.bytes().data(), theirs.bytes().data(), ours.bytes().size()) == 0;
    const auto a = ours.toFloats(), b = theirs.toFloats();
    return a && b && *a == *b;
}

/// \a isExact where no vector kernel is involved.
void compare(Comparison& c, const std::string& name, const NdArray& ours, const NdArray& theirs,
             bool isExact) {
    c.add(name, ours, theirs);
    if (isExact) c.addDeviation(name + " (bits)", isSameBits(ours, theirs) ? 0 : 1);
}

/// One draw per seeding. Not to the last bit: the vector kernels of other machines round it
/// differently.
void checkTorch(Comparison& c, const std::vector<std::string>& kinds) {
    const auto arrays = load(c, "rng/torch_cpu.npz");
    for (const auto& [name, expected] : arrays) {
        const auto what = parse(name);
        if (std::find(kinds.begin(), kinds.end(), what.kind) == kinds.end()) continue;
        engine::TorchGenerator generator(what.seed);
        compare(c, name, drawn(generator, what), expected, false);
    }
}

/// Draws in a row from one seeding; the members of a seed stand in their order.
void checkSequences(Comparison& c) {
    const auto arrays = load(c, "rng/torch_cpu.npz");
    std::map<std::uint64_t, engine::TorchGenerator> generators;
    for (const auto& [name, expected] : arrays) {
        if (name.find("/sequence/") == std::string::npos) continue;
        const auto cut = name.rfind('_');
        const auto seed = std::stoull(name.substr(4));
        auto& generator = generators.try_emplace(seed, seed).first->second;
        compare(c, name, generator.randn(shapeNamed(name.substr(cut + 1))), expected, false);
    }
}

/// rand, randint and randperm: also in a row from one seeding.
void checkRow(Comparison& c) {
    const auto arrays = load(c, "rng/torch_cpu.npz");
    std::map<std::uint64_t, engine::TorchGenerator> generators;
    for (const auto& [name, expected] : arrays) {
        const auto what = parse(name);
        if (what.kind != "rand" && what.kind != "randint_0_1000" && what.kind != "randperm")
            continue;
        auto& generator = generators.try_emplace(what.seed, what.seed).first->second;
        compare(c, name, drawn(generator, what), expected, true);
    }
}

std::vector<double> statisticsOf(std::span<const float> v) {
    double sum = 0, absolute = 0, squares = 0, weighted = 0;
    for (std::size_t i = 0; i < v.size(); ++i) {
        const double x = v[i];
        sum += x;
        absolute += std::abs(x);
        squares += x * x;
        weighted += double(i + 1) * x / 16384;
    }
    return {sum, absolute, std::sqrt(squares), weighted};
}

/// (1, 4, 64, 64): the ends and sums over all of it.
void checkLarge(Comparison& c) {
    filesRead().insert("rng/torch_cpu.json");
    const auto json = engine::readJsonFile(root() / "rng/torch_cpu.json");
    if (!json) return c.fail("rng/torch_cpu.json", json.error().message);
    for (const auto& [name, expected] : json->items()) {
        const auto what = parse(name);
        const auto array = engine::TorchGenerator(what.seed).randn(what.shape);
        const auto values = array.floats();
        const auto compareEnd = [&](const char* key, std::span<const float> ours) {
            const auto theirs = expected[key].get<std::vector<float>>();
            c.add(name + "/" + key,
                  NdArray::fromFloats({std::int64_t(ours.size())}, {ours.begin(), ours.end()}),
                  NdArray::fromFloats({std::int64_t(theirs.size())}, theirs));
        };
        compareEnd("first32", values.first(32));
        compareEnd("last16", values.last(16));
        const auto ours = statisticsOf(values);
        const char* keys[] = {"sum", "sum_abs", "l2", "weighted_sum"};
        for (std::size_t i = 0; i < 4;
             ++i)  // relative to the sum of magnitudes, which all four are rounded against
            c.addDeviation(name + "/" + keys[i],
                           std::abs(ours[i] - expected[keys[i]].get<double>()) / ours[1]);
    }
}

NdArray philoxDraw(std::uint64_t seed, std::uint64_t call, const Shape& shape) {
    std::vector<float> values(*engine::elementCount(shape));
    engine::philoxNormal(seed, call, values);
    return NdArray::fromFloats(shape, std::move(values));
}

void checkPhilox(Comparison& c) {
    const auto arrays = load(c, "rng/philox_cuda.npz");
    for (const auto& [name, expected] : arrays) {
        if (name.find("bits") != std::string::npos) continue;
        const auto what = parse(name);
        compare(c, name, philoxDraw(what.seed, std::stoull(what.kind.substr(4)), what.shape),
                expected, true);
    }
}

/// The raw words of elements 0 to 7.
void checkPhiloxBits(Comparison& c) {
    const auto arrays = load(c, "rng/philox_cuda.npz");
    for (const auto& [name, expected] : arrays) {
        if (!name.ends_with("/bits_call0_first8")) continue;
        const auto seed = std::stoull(name.substr(4));
        bool isSame = expected.shape() == Shape{8, 4};
        for (std::uint64_t element = 0; isSame && element < 8; ++element) {
            const auto ours = engine::philoxWords(seed, 0, element);
            isSame = std::memcmp(ours.word, expected.bytes().data() + element * sizeof ours.word,
                                 sizeof ours.word) == 0;
        }
        c.addDeviation(name, isSame ? 0 : 1);
    }
}

}  // namespace

std::vector<Group> rngGroups() {
    return {
        {"rng/torch_randn", 1e-6,
         [](Comparison& c) {
             checkTorch(c, {"randn", "randn_float16", "randn_bfloat16"});
         }},
        {"rng/torch_randn_float64", 1e-14, [](Comparison& c) { checkTorch(c, {"randn_float64"}); }},
        {"rng/torch_integers_and_rand", 0, checkRow},
        {"rng/torch_sequences", 1e-6, checkSequences},
        {"rng/torch_1x4x64x64", 1e-6, checkLarge},
        {"rng/philox_cuda", 0, checkPhilox},
        {"rng/philox_cuda_words", 0, checkPhiloxBits}};
}

}  // namespace golden
