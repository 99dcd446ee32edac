// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/layer_names.h"

#include <array>
#include <utility>
#include <vector>

namespace engine {
namespace {

/// The same in both grammars; # stands for a number.
struct Wording {
    std::string path, name;
};

constexpr std::array<std::pair<const char*, const char*>, 2> kResnetParts = {
    {{".conv2", "increment"}, {"", "out"}}};
constexpr std::array<std::pair<const char*, const char*>, 8> kBlockParts = {
    {{".attn1.to_q", "self-q"},
     {".attn1.to_k", "self-k"},
     {".attn1.to_v", "self-v"},
     {".attn1.map", "self-map"},
     {".attn2.to_q", "cross-q"},
     {".attn2.map", "cross-map"},
     {".ff.net[0]", "ffn-inner"},
     {"", "out"}}};
constexpr std::array<std::pair<const char*, const char*>, 2> kTextParts = {
    {{".attn2.to_k", "cross-k"}, {".attn2.to_v", "cross-v"}}};

/// A down block, an up block or the bottleneck.
struct Stage {
    const char *path, *name, *attention, *repeatOfAttention;
};
constexpr std::array<Stage, 3> kStages = {
    {{"down_blocks[#]", "down-level#", ".attentions[#]", "-repeat#"},
     {"up_blocks[#]", "up-level#", ".attentions[#]", "-repeat#"},
     {"mid_block", "mid", ".attentions[0]", ""}}};

template <typename Parts>
void addBlocks(std::vector<Wording>& all, const Stage& stage, const Parts& parts) {
    const std::string path = std::string(stage.path) + stage.attention;
    const std::string name = std::string(stage.name) + stage.repeatOfAttention + "-vit";
    for (const auto& [ending, word] : parts)
        all.push_back({path + ".transformer_blocks[#]" + ending, name + "-block#-" + word});
}

std::vector<Wording> layerWordings() {
    std::vector<Wording> all = {{"conv_in.input", "unet-in"},
                                {"conv_in", "unet-after-conv-in"},
                                {"conv_out", "unet-out"},
                                {kVaeOut, kVaeOut},
                                {"down_blocks[#].downsamplers[0]", "down-level#-downsampler-out"},
                                {"up_blocks[#].upsamplers[0]", "up-level#-upsampler-out"}};
    for (const Stage& stage : kStages) {
        for (const auto& [ending, word] : kResnetParts)
            all.push_back({std::string(stage.path) + ".resnets[#]" + ending,
                           std::string(stage.name) + "-repeat#-res-" + word});
        addBlocks(all, stage, kBlockParts);
        all.push_back({std::string(stage.path) + stage.attention,
                       std::string(stage.name) + stage.repeatOfAttention + "-vit-out"});
    }
    return all;
}

std::vector<Wording> textWordings() {
    std::vector<Wording> all;
    for (const Stage& stage : kStages) addBlocks(all, stage, kTextParts);
    return all;
}

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

/// The numbers of \a text where it is worded as \a wording, or nothing.
std::optional<std::vector<std::string_view>> numbersIn(std::string_view text,
                                                       std::string_view wording) {
    std::vector<std::string_view> numbers;
    for (; !wording.empty(); wording.remove_prefix(1)) {
        std::size_t length = 0;
        if (wording.front() == '#') {
            while (length < text.size() && isDigit(text[length])) ++length;
            if (length == 0) return std::nullopt;
            numbers.push_back(text.substr(0, length));
        } else {
            if (text.empty() || text.front() != wording.front()) return std::nullopt;
            length = 1;
        }
        text.remove_prefix(length);
    }
    if (!text.empty()) return std::nullopt;
    return numbers;
}

std::string filled(std::string_view wording, const std::vector<std::string_view>& numbers) {
    std::string text;
    auto next = numbers.begin();
    for (const char c : wording) {
        if (c == '#')
            text += *next++;
        else
            text += c;
    }
    return text;
}

/// \a text, which is worded as some \a from, in the words of the same entry's \a to.
std::optional<std::string> reworded(std::string_view text, const std::vector<Wording>& wordings,
                                    std::string Wording::*from, std::string Wording::*to) {
    for (const Wording& wording : wordings)
        if (const auto numbers = numbersIn(text, wording.*from))
            return filled(wording.*to, *numbers);
    return std::nullopt;
}

std::optional<LayerPath> pathOf(std::string_view name, const std::vector<Wording>& wordings) {
    const auto path = reworded(name, wordings, &Wording::name, &Wording::path);
    return path ? std::optional(LayerPath(*path)) : std::nullopt;
}

const std::vector<Wording>& layers() {
    static const std::vector<Wording> all = layerWordings();
    return all;
}

}  // namespace

std::string layerName(const LayerPath& path) {
    return reworded(path.text(), layers(), &Wording::path, &Wording::name).value_or("");
}

std::optional<LayerPath> layerNamed(std::string_view name) {
    return pathOf(name, layers());
}

std::optional<LayerPath> textLayerNamed(std::string_view name) {
    static const std::vector<Wording> all = textWordings();
    return pathOf(name, all);
}

}  // namespace engine
