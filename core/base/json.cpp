// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/json.h"

#include <unordered_set>
#include <vector>

#include "base/atomic_file.h"

namespace engine {
namespace {

using nlohmann::json;

/// Watches a parse and remembers the first thing that is not allowed.
class Watcher {
public:
    explicit Watcher(int maxDepth) : m_maxDepth(maxDepth) {}

    /// Returns whether parsing may go on storing values.
    bool event(int depth, json::parse_event_t event, const json& parsed) {
        if (!m_problem.empty()) return false;
        switch (event) {
        case json::parse_event_t::object_start:
        case json::parse_event_t::array_start:
            if (depth >= m_maxDepth)
                m_problem = "is nested deeper than " + std::to_string(m_maxDepth) + " levels";
            m_keys.emplace_back();
            break;
        case json::parse_event_t::key:
            if (!m_keys.empty() && !m_keys.back().insert(parsed.get<std::string>()).second)
                m_problem = "has the key \"" + parsed.get<std::string>() + "\" twice in one object";
            break;
        case json::parse_event_t::object_end:
        case json::parse_event_t::array_end:
            if (!m_keys.empty()) m_keys.pop_back();
            break;
        case json::parse_event_t::value:
            break;
        }
        return m_problem.empty();
    }
    const std::string& problem() const { return m_problem; }

private:
    int m_maxDepth;
    std::string m_problem;
    std::vector<std::unordered_set<std::string>> m_keys;
};

}  // namespace

Result<json> parseJson(std::string_view text, const std::string& name, JsonLimits limits) {
    const auto bad = [&](const std::string& why) { return Error{ErrorCode::BadFile, name + " " + why + "."}; };
    if (text.size() > limits.maxBytes)
        return bad("has " + std::to_string(text.size()) + " bytes of JSON; at most " +
                   std::to_string(limits.maxBytes) + " are read");
    Watcher watcher(limits.maxDepth);
    const json value = json::parse(
        text.begin(), text.end(),
        [&](int depth, json::parse_event_t event, json& parsed) { return watcher.event(depth, event, parsed); },
        /*allow_exceptions=*/false);
    if (!watcher.problem().empty()) return bad(watcher.problem());
    if (value.is_discarded()) return bad("is not valid JSON");
    return value;
}

Result<json> readJsonFile(const std::filesystem::path& path, JsonLimits limits) {
    const auto text = readFile(path, limits.maxBytes);
    if (!text) return text.error();
    return parseJson(*text, path.string(), limits);
}

}  // namespace engine
