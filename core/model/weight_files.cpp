// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/weight_files.h"

#include "base/guarded.h"
#include "model/json_file.h"
#include "model/model_folder.h"

#include <algorithm>
#include <fstream>
#include <set>

namespace engine {
namespace {

namespace fs = std::filesystem;
using Paths = std::vector<fs::path>;

constexpr JsonLimits kIndexLimits = {.maxBytes = 64u << 20, .maxDepth = 8};
constexpr std::size_t kSniffedBytes = 4096;

Error bad(const fs::path& path, const std::string& why) {
    return {ErrorCode::BadFile, path.string() + " " + why + "."};
}

std::string firstBytes(const fs::path& path) {
    std::string bytes(kSniffedBytes, '\0');
    std::ifstream file(path, std::ios::binary);
    file.read(bytes.data(), std::streamsize(bytes.size()));
    bytes.resize(std::size_t(file.gcount()));
    return bytes;
}

/// Whether these could be the first bytes of a safetensors file of \a fileBytes: a header length
/// that fits, then "{".
bool beginsAsSafetensors(const std::string& bytes, std::uint64_t fileBytes) {
    if (bytes.size() < 9 || bytes[8] != '{') return false;
    std::uint64_t length = 0;
    for (std::size_t i = 0; i < 8; ++i) length |= std::uint64_t(std::uint8_t(bytes[i])) << (8 * i);
    return length <= fileBytes - 8;
}

/// Protocol 2 and later begin with 0x80 and the protocol's number; earlier ones with an opcode in
/// ASCII.
bool beginsAsPickle(const std::string& bytes) {
    if (bytes.size() < 2) return false;
    if (std::uint8_t(bytes[0]) == 0x80) return bytes[1] >= 2 && bytes[1] <= 5;
    const std::string_view text = bytes;
    for (const std::string_view start :
         {"(dp", "(lp", "(ip", "ccollections\n", "ccopy_reg\n", "ctorch", "}q"})
        if (text.starts_with(start)) return true;
    return false;
}

std::string shellQuoted(const fs::path& path) {
    std::string out = "'";
    for (const char c : path.string()) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return out + "'";
}

/// The one line that turns a pickle of tensors into safetensors. It loads tensors only, so it is
/// safe to run as well.
std::string conversionCommand(const fs::path& pickle, const fs::path& target) {
    return "python3 -c 'import sys, torch; from safetensors.torch import save_file; "
           "d = torch.load(sys.argv[1], map_location=\"cpu\", weights_only=True); d = "
           "d.get(\"state_dict\", d); "
           "save_file({k: v.clone().contiguous() for k, v in d.items() if torch.is_tensor(v)}, "
           "sys.argv[2], "
           "metadata={\"format\": \"pt\"})' " +
           shellQuoted(pickle) + " " + shellQuoted(target);
}

Error unsafe(const fs::path& pickle, const std::string& command) {
    return {ErrorCode::Unsafe,
            pickle.string() +
                " is a Python pickle, which could run code when opened, and is refused. " +
                "Convert it once, in an environment with torch and safetensors: " + command};
}

/// A pickle under a name that promises something else: it makes room for what its name says.
Error misnamedPickle(const fs::path& path) {
    fs::path renamed = path;
    renamed.replace_extension(".bin");
    return unsafe(path, "mv " + shellQuoted(path) + " " + shellQuoted(renamed) + " && " +
                            conversionCommand(renamed, path));
}

Status checkWeightFile(const fs::path& path) {
    std::error_code error;
    const auto status = fs::status(path, error);
    if (!fs::exists(status))
        return fs::is_symlink(fs::symlink_status(path, error))
                   ? bad(path, "is a link to a file that is missing: the download is incomplete")
                   : bad(path, "is missing");
    if (!fs::is_regular_file(status)) return bad(path, "is no file");
    if (auto refusal = refusalIfPickle(path)) return *std::move(refusal);
    return {};
}

Result<Paths> checked(Paths paths) {
    for (const auto& path : paths)
        if (const Status s = checkWeightFile(path); !s) return s.error();
    return paths;
}

/// The files that "weight_map" names, each once, sorted. They must lie in the index's own folder.
Result<Paths> shardsOf(const fs::path& index) {
    const auto json = readJsonObject(index, kIndexLimits);
    if (!json) return json.error();
    const auto map = json->find("weight_map");
    if (map == json->end() || !map->is_object() || map->empty())
        return bad(index, "should hold \"weight_map\", an object from tensors to files");
    std::set<std::string> names;
    for (const auto& [tensor, file] : map->items()) {
        if (!file.is_string())
            return bad(index, "should name a file for \"" + tensor + "\", found " + file.dump());
        names.insert(file.get<std::string>());
    }
    Paths shards;
    for (const std::string& name : names) {
        if (name.empty() || name == "." || name == ".." || name.find('/') != std::string::npos)
            return bad(index, "names the file \"" + name + "\", which is not in its own folder");
        shards.push_back(index.parent_path() / name);
    }
    return shards;
}

/// There, if only as a link to nothing.
bool isListed(const fs::path& path) {
    std::error_code error;
    return fs::exists(fs::symlink_status(path, error));
}

/// Where diffusers and transformers of various versions put the index of a variant.
std::vector<std::string> indexNames(const std::string& stem, const std::string& infix) {
    if (infix.empty()) return {stem + ".safetensors.index.json"};
    return {stem + ".safetensors.index" + infix + ".json",
            stem + ".safetensors" + infix + ".index.json",
            stem + infix + ".safetensors.index.json"};
}

std::optional<fs::path> firstPickle(const fs::path& folder) {
    Paths found;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error)) {
        const std::string extension = entry.path().extension().string();
        if (extension == ".bin" || extension == ".ckpt" || extension == ".pt" ||
            extension == ".pth")
            found.push_back(entry.path());
    }
    if (found.empty()) return std::nullopt;
    return *std::ranges::min_element(found);
}

Result<Paths> searchWeightFiles(const fs::path& folder, const std::string& stem) {
    for (const std::string infix : {"", ".fp16"}) {
        const fs::path single = folder / (stem + infix + ".safetensors");
        if (isListed(single)) return checked({single});
        for (const std::string& name : indexNames(stem, infix)) {
            if (!isListed(folder / name)) continue;
            auto shards = shardsOf(folder / name);
            return shards ? checked(*std::move(shards)) : shards;
        }
    }
    const fs::path expected = folder / (stem + ".safetensors");
    if (const auto pickle = firstPickle(folder))
        return unsafe(*pickle, conversionCommand(*pickle, expected));
    return bad(expected, "is missing");
}

}  // namespace

bool looksLikePickle(const fs::path& path) {
    std::error_code error;
    const std::uint64_t fileBytes = fs::file_size(path, error);
    const std::string bytes = error ? std::string() : firstBytes(path);
    if (beginsAsSafetensors(bytes, fileBytes))
        return false;  // one whose header has 0x0280 bytes begins as a pickle does
    // torch.save writes a zip whose first member is NAME/data.pkl.
    if (bytes.starts_with("PK\x03\x04")) return bytes.find(".pkl") != std::string::npos;
    return beginsAsPickle(bytes);
}

std::optional<Error> refusalIfPickle(const fs::path& path) {
    if (!looksLikePickle(path)) return std::nullopt;
    if (path.extension() == ".safetensors") return misnamedPickle(path);
    fs::path target = path;
    return unsafe(path, conversionCommand(path, target.replace_extension(".safetensors")));
}

std::optional<Error> onlyPickleIn(const fs::path& folder) {
    const auto pickle = firstPickle(folder);
    if (!pickle) return std::nullopt;
    fs::path target = *pickle;
    return unsafe(*pickle, conversionCommand(*pickle, target.replace_extension(".safetensors")));
}

Result<Paths> findWeightFiles(const fs::path& folder, const std::string& stem) {
    return guarded("Looking for weights in " + folder.string(),
                   [&] { return searchWeightFiles(folder, stem); });
}

}  // namespace engine
