// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/special_tokens.h"

#include "model/json_file.h"

#include <charconv>

namespace engine {
namespace {

using nlohmann::json;

/// Longer than any text encoder's positions: transformers writes 1e30 for "no limit known".
constexpr double kNoLengthLimit = 1e5;

Error bad(const std::string& file, const std::string& key, const std::string& why) {
    return {ErrorCode::BadFile, file + ", key \"" + key + "\": " + why + "."};
}

/// The text of a token that is a string or an AddedToken object.
Result<std::string> tokenText(const json& value, const std::string& file, const std::string& key) {
    const json& content = value.is_object() && value.contains("content") ? value["content"] : value;
    if (!content.is_string() || content.get_ref<const std::string&>().empty())
        return bad(file, key, "expected a token, a string or an object with \"content\"");
    if (value.is_object() && value.value("single_word", json(false)) == json(true))
        return Error{
            ErrorCode::Unsupported,
            file + ", key \"" + key + "\": tokens with \"single_word\": true are not supported."};
    return content.get<std::string>();
}

Status readToken(const json& object, const std::string& file, const char* key, std::string& token) {
    const auto it = object.find(key);
    if (it == object.end() || it->is_null()) return {};
    auto text = tokenText(*it, file, key);
    if (!text) return text.error();
    token = *std::move(text);
    return {};
}

Status readAdditional(const json& object, const std::string& file,
                      std::vector<std::string>& tokens) {
    const char* key = "additional_special_tokens";
    const auto it = object.find(key);
    if (it == object.end() || it->is_null()) return {};
    if (!it->is_array()) return bad(file, key, "expected a list of tokens");
    tokens.clear();
    for (const json& value : *it) {
        auto text = tokenText(value, file, key);
        if (!text) return text.error();
        tokens.push_back(*std::move(text));
    }
    return {};
}

Status readTokens(const json& object, const std::string& file, SpecialTokens& tokens) {
    const std::pair<const char*, std::string*> known[] = {{"bos_token", &tokens.start},
                                                          {"eos_token", &tokens.end},
                                                          {"unk_token", &tokens.unknown},
                                                          {"pad_token", &tokens.pad}};
    for (const auto& [key, token] : known)
        if (const Status s = readToken(object, file, key, *token); !s) return s;
    return readAdditional(object, file, tokens.additional);
}

Status readAdded(const json& config, const std::string& file, SpecialTokens& tokens) {
    const char* key = "added_tokens_decoder";
    if (!config[key].is_object()) return bad(file, key, "expected an object from ids to tokens");
    for (const auto& [idText, value] : config[key].items()) {
        std::int64_t id = -1;
        const char* end = idText.data() + idText.size();
        if (std::from_chars(idText.data(), end, id).ptr != end || id < 0)
            return bad(file, key, "\"" + idText + "\" is no token id");
        auto text = tokenText(value, file, std::string(key) + "." + idText);
        if (!text) return text.error();
        tokens.added.insert_or_assign(*std::move(text), id);
    }
    return {};
}

Status readLength(const json& config, const std::string& file, SpecialTokens& tokens) {
    const char* key = "model_max_length";
    const auto it = config.find(key);
    if (it == config.end() || it->is_null()) return {};
    if (!it->is_number() || it->get<double>() < 2)
        return bad(file, key, "expected a number of tokens of at least 2, found " + it->dump());
    const double length = it->get<double>();
    if (length <= kNoLengthLimit) tokens.modelMaxLength = int(length);
    return {};
}

Status readConfig(const std::filesystem::path& path, SpecialTokens& tokens) {
    const auto config = readJsonObject(path);
    if (!config) return config.error();
    if (const Status s = readTokens(*config, path.string(), tokens); !s) return s;
    if (const Status s = readLength(*config, path.string(), tokens); !s) return s;
    return config->contains("added_tokens_decoder") ? readAdded(*config, path.string(), tokens)
                                                    : Status();
}

}  // namespace

Result<SpecialTokens> SpecialTokens::fromFolder(const std::filesystem::path& folder) {
    SpecialTokens tokens;
    std::error_code ignored;
    const auto config = folder / "tokenizer_config.json", map = folder / "special_tokens_map.json";
    if (std::filesystem::exists(config, ignored))
        if (const Status s = readConfig(config, tokens); !s) return s.error();
    if (!tokens.added.empty() || !std::filesystem::exists(map, ignored)) return tokens;
    const auto object = readJsonObject(map);
    if (!object) return object.error();
    if (const Status s = readTokens(*object, map.string(), tokens); !s) return s.error();
    return tokens;
}

}  // namespace engine
