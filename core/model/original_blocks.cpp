// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/original_blocks.h"

#include <charconv>

namespace engine {
namespace {

std::string numbered(const char* list, int index) {
    return std::string(list) + "." + std::to_string(index);
}

}  // namespace

std::optional<std::pair<int, std::string>> splitNumber(std::string_view text) {
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || number < 0 || number > 9999) return std::nullopt;
    const auto rest = text.substr(std::size_t(end - text.data()));
    if (rest.size() < 2 || rest.front() != '.') return std::nullopt;
    return std::pair(number, std::string(rest.substr(1)));
}

std::optional<OriginalBlocks::Place> OriginalBlocks::placeOf(std::string_view name) {
    const auto rest = [&](std::string_view prefix) {
        return name.starts_with(prefix) ? splitNumber(name.substr(prefix.size())) : std::nullopt;
    };
    if (const auto middle = rest("middle_block."))
        return Place{Part::Middle, 0, middle->first, middle->second};
    const auto input = rest("input_blocks.");
    const auto block = input ? input : rest("output_blocks.");
    const auto module = block ? splitNumber(block->second) : std::nullopt;
    if (!module) return std::nullopt;
    return Place{input ? Part::Input : Part::Output, block->first, module->first, module->second};
}

std::optional<OriginalBlock::Kind> OriginalBlocks::kindOf(std::string_view rest) {
    const auto first = rest.substr(0, rest.find('.'));
    if (first == "in_layers" || first == "out_layers" || first == "emb_layers" ||
        first == "skip_connection")
        return Kind::Resnet;
    if (first == "op" || first == "conv") return Kind::Sampler;
    if (first == "norm" || first == "proj_in" || first == "proj_out" ||
        first == "transformer_blocks")
        return Kind::Attention;
    return std::nullopt;  // input_blocks.0.0: the first convolution
}

OriginalBlocks::OriginalBlocks(const std::vector<std::string>& names) {
    for (const auto& name : names)
        if (const auto place = placeOf(name))
            if (const auto kind = kindOf(place->rest))
                m_modules.emplace(place->key(), Module{*kind, {}});
    int level = 0, resnets = 0, attentions = 0;
    auto part = Part::Input;
    for (auto& [key, module] : m_modules) {  // in the order of computation
        if (Part(key[0]) != part) {
            part = Part(key[0]);
            level = resnets = attentions = 0;
        }
        const std::string block = part == Part::Input    ? numbered("down_blocks", level)
                                  : part == Part::Middle ? "mid_block"
                                                         : numbered("up_blocks", level);
        if (module.kind == Kind::Resnet) module.path = block + "." + numbered("resnets", resnets++);
        if (module.kind == Kind::Attention)
            module.path = block + "." + numbered("attentions", attentions++);
        if (module.kind == Kind::Sampler) {
            module.path = block + (part == Part::Input ? ".downsamplers.0" : ".upsamplers.0");
            ++level;
            resnets = attentions = 0;
        }
    }
}

std::optional<OriginalBlock> OriginalBlocks::find(std::string_view name) const {
    const auto place = placeOf(name);
    if (!place) return std::nullopt;
    const auto it = m_modules.find(place->key());
    if (it == m_modules.end() || kindOf(place->rest) != it->second.kind) return std::nullopt;
    return OriginalBlock{it->second.kind, it->second.path, place->rest};
}

}  // namespace engine
