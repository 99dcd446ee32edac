// SPDX-License-Identifier: GPL-3.0-or-later
#include "tensor/pickle.h"

#include "tensor/safetensors_index.h"

#include <cstdint>
#include <cstring>
#include <string>

namespace engine {
namespace {

/// For a POSIX shell: file names may hold spaces and quotes.
std::string shellQuoted(const std::string& text) {
    std::string quoted = "'";
    for (const char c : text) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return quoted + "'";
}

bool beginsLikeSafetensors(std::span<const std::byte> content) {
    std::uint64_t headerBytes = 0;
    if (content.size() < 9) return false;
    std::memcpy(&headerBytes, content.data(), sizeof headerBytes);
    return headerBytes <= SafetensorsFile::kMaxHeaderBytes && content[8] == std::byte('{');
}

}  // namespace

bool looksLikePickle(std::span<const std::byte> content) {
    if (content.size() < 4 || beginsLikeSafetensors(content)) return false;
    const bool zip = std::memcmp(content.data(), "PK\x03\x04", 4) == 0;
    const bool pickle =
        content[0] == std::byte(0x80) && content[1] >= std::byte(2) && content[1] <= std::byte(5);
    return zip || pickle;
}

Error pickleRefusal(const std::filesystem::path& path) {
    auto converted = path;
    converted.replace_extension(".safetensors");
    if (converted == path) converted.replace_filename(path.stem().string() + "-safe.safetensors");
    return {ErrorCode::Unsafe,
            path.string() +
                " is a Python pickle (a PyTorch checkpoint): opening it could run code hidden in "
                "it, so this program never does. Convert it on a machine you trust: "
                "python3 -c \"import sys, torch, safetensors.torch as s; "
                "w = torch.load(sys.argv[1], map_location='cpu', weights_only=True); "
                "s.save_file({k: v.clone().contiguous() for k, v in w.get('state_dict', w).items() "
                "if torch.is_tensor(v)}, sys.argv[2])\" " +
                shellQuoted(path.string()) + " " + shellQuoted(converted.string())};
}

}  // namespace engine
