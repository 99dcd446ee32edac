// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace engine {

/// "12.rest" -> {12, "rest"}; nothing where \a text does not begin so.
std::optional<std::pair<int, std::string>> splitNumber(std::string_view text);

/// One tensor's place among the numbered blocks of an original U-Net.
struct OriginalBlock {
    enum class Kind { Resnet, Attention, Sampler };
    Kind kind = Kind::Resnet;
    std::string path;  ///< our path of the module: "down_blocks.1.resnets.0"
    std::string rest;  ///< what follows in the original name: "in_layers.0.weight"
};

/// What the numbers in `input_blocks.N.M`, `middle_block.M` and `output_blocks.N.M` mean.
///
/// Original U-Nets count their blocks through; ours count per level. A sampler ends a level, so its
/// place says where the next begins; the kind of a block follows from the tensors it has.
class OriginalBlocks {
public:
    /// \a names of one U-Net, without prefix.
    explicit OriginalBlocks(const std::vector<std::string>& names);
    std::optional<OriginalBlock> find(std::string_view name) const;

private:
    using Kind = OriginalBlock::Kind;
    enum class Part { Input, Middle, Output };
    struct Place {
        Part part = Part::Input;
        int block = 0, module = 0;
        std::string rest;
        auto key() const { return std::array<int, 3>{int(part), block, module}; }
    };
    struct Module {
        Kind kind;
        std::string path;
    };
    static std::optional<Place> placeOf(std::string_view name);
    static std::optional<Kind> kindOf(std::string_view rest);

    std::map<std::array<int, 3>, Module> m_modules;  // by part, block, module
};

}  // namespace engine
