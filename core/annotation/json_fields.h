// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <base/result.h>

#include <nlohmann/json.hpp>

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace core {

/// The first thing that is wrong with a file, shared by all readers of its parts.
class JsonProblem {
public:
    explicit JsonProblem(std::string fileName) : m_fileName(std::move(fileName)) {}
    void report(const std::string& where, const std::string& expected, const std::string& found);
    const engine::Status& status() const { return m_status; }

private:
    std::string m_fileName;
    engine::Status m_status;
};

/// Reads one JSON object strictly: each field has the right type and range, none is missing, and
/// (finish) none is left over, as it would be lost with the next save.
///
/// After a failure values are defaults within range, so a reader is a straight list of fields; ask
/// JsonProblem once at the end. \a where names the object: "images[7].labels[2]".
class JsonFields {
public:
    JsonFields(const nlohmann::json& json, std::string where, JsonProblem& problem);

    bool has(const char* key) const;  ///< there, and not null
    bool isObject(const char* key) const;
    std::string text(const char* key);
    std::string textOr(const char* key, std::string absent);
    std::int64_t integer(const char* key, std::int64_t low, std::int64_t high);
    /// Any that 64 bits hold: a seed.
    std::uint64_t natural(const char* key);
    double number(const char* key);
    double number(const char* key, double low, double high);
    bool boolean(const char* key);
    /// The index of the word among \a known.
    std::size_t word(const char* key, const std::vector<std::string_view>& known);
    const nlohmann::json& object(const char* key);
    const nlohmann::json& array(const char* key);  ///< an empty one where it is missing
    void refuse(const char* key, const std::string& expected);
    /// Refuses keys that nothing has asked for.
    void finish();
    std::string at(const char* key) const;  ///< "images[7].state"
    std::string at(const char* key, std::size_t index) const;
    JsonProblem& problem() { return m_problem; }

private:
    const nlohmann::json* find(const char* key);

    const nlohmann::json& m_json;
    std::string m_where;
    JsonProblem& m_problem;
    mutable std::set<std::string> m_asked;
};

}  // namespace core
