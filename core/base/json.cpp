// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/json.h"

#include "base/atomic_file.h"
#include "base/guarded.h"

#include <unordered_set>
#include <utility>
#include <vector>

namespace engine {
namespace {

using nlohmann::json;

/// Walks a text without storing it and stops at the first thing that is not allowed.
class Checker : public nlohmann::json_sax<json> {
public:
    explicit Checker(int maxDepth) : m_maxDepth(std::size_t(maxDepth)) {}
    const std::string& problem() const { return m_problem; }

    bool start_object(std::size_t) override { return enter(); }
    bool end_object() override { return leave(); }
    bool start_array(std::size_t) override { return enter(); }
    bool end_array() override { return leave(); }
    bool key(std::string& name) override {
        return m_keys.back().insert(name).second ||
               fail("has the key \"" + name + "\" twice in one object");
    }
    bool null() override { return true; }
    bool boolean(bool) override { return true; }
    bool number_integer(json::number_integer_t) override { return true; }
    bool number_unsigned(json::number_unsigned_t) override { return true; }
    bool number_float(json::number_float_t, const std::string&) override { return true; }
    bool string(std::string&) override { return true; }
    bool binary(json::binary_t&) override { return true; }
    bool parse_error(std::size_t position, const std::string&, const json::exception&) override {
        return fail("is not valid JSON at byte " + std::to_string(position));
    }

private:
    bool enter() {
        m_keys.emplace_back();
        return m_keys.size() <= m_maxDepth ||
               fail("is nested deeper than " + std::to_string(m_maxDepth) + " levels");
    }
    bool leave() {
        m_keys.pop_back();
        return true;
    }
    bool fail(std::string why) {
        m_problem = std::move(why);
        return false;
    }

    std::size_t m_maxDepth;
    std::string m_problem;
    std::vector<std::unordered_set<std::string>> m_keys;  // per open object or array
};

/// \a text with Python's NaN, Infinity and -Infinity, outside of strings, as null.
std::string withNulls(std::string_view text) {
    std::string out;
    bool isInString = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '"') isInString = !isInString;
        std::size_t skipped = 0;
        for (const std::string_view word : {"-Infinity", "Infinity", "NaN"})
            if (!isInString && skipped == 0 && text.substr(i, word.size()) == word)
                skipped = word.size();
        out += skipped > 0 ? "null" : std::string(1, text[i]);
        if (skipped > 0) i += skipped - 1;
        if (isInString && text[i] == '\\' && i + 1 < text.size()) out += text[++i];
    }
    return out;
}

}  // namespace

// Two passes, the first of which stores nothing: nlohmann's parse with a callback looks through all
// elder siblings whenever an object or array ends, which makes a long list of objects take
// quadratic time.
Result<json> parseJson(std::string_view text, const std::string& name, JsonLimits limits) {
    const auto bad = [&](const std::string& why) {
        return Error{ErrorCode::BadFile, name + " " + why + "."};
    };
    if (text.size() > limits.maxBytes)
        return bad("has " + std::to_string(text.size()) + " bytes of JSON; at most " +
                   std::to_string(limits.maxBytes) + " are read");
    if (limits.pythonNumbersAsNull) {
        limits.pythonNumbersAsNull = false;
        return parseJson(withNulls(text), name, limits);
    }
    return guarded("Reading " + name, [&]() -> Result<json> {
        Checker checker(limits.maxDepth);
        if (!json::sax_parse(text.begin(), text.end(), &checker)) return bad(checker.problem());
        return json::parse(text.begin(), text.end());
    });
}

Result<json> readJsonFile(const std::filesystem::path& path, JsonLimits limits) {
    const auto text = readFile(path, limits.maxBytes);
    if (!text) return text.error();
    return parseJson(*text, path.string(), limits);
}

}  // namespace engine
