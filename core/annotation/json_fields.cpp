// SPDX-License-Identifier: GPL-3.0-or-later
#include "annotation/json_fields.h"

#include <algorithm>
#include <cmath>

namespace core {
namespace {

using nlohmann::json;

/// What stands there, short enough for a message.
std::string shown(const json* value) {
    if (value == nullptr) return "nothing";
    if (value->is_structured()) return value->is_array() ? "an array" : "an object";
    std::string text = value->dump(-1, ' ', false, json::error_handler_t::replace);
    if (text.size() > 60) text = text.substr(0, 57) + "...";
    return text;
}

std::string shown(const json& value) {
    return shown(&value);
}

const json& emptyObject() {
    static const json object = json::object();
    return object;
}
const json& emptyArray() {
    static const json array = json::array();
    return array;
}

}  // namespace

void JsonProblem::report(const std::string& where, const std::string& expected,
                         const std::string& found) {
    if (!m_status.ok()) return;
    m_status = engine::Error{engine::ErrorCode::BadFile, m_fileName + ": " + where + " should be " +
                                                             expected + ", found " + found + "."};
}

JsonFields::JsonFields(const json& value, std::string where, JsonProblem& problem)
    : m_json(value.is_object() ? value : emptyObject()),
      m_where(std::move(where)),
      m_problem(problem) {
    if (!value.is_object())
        problem.report(m_where.empty() ? "the file" : m_where, "an object", shown(&value));
}

std::string JsonFields::at(const char* key) const {
    return m_where.empty() ? key : m_where + "." + key;
}

std::string JsonFields::at(const char* key, std::size_t index) const {
    return at(key) + "[" + std::to_string(index) + "]";
}

const json* JsonFields::find(const char* key) {
    m_asked.insert(key);
    const auto it = m_json.find(key);
    return it == m_json.end() ? nullptr : &*it;
}

bool JsonFields::has(const char* key) const {
    m_asked.insert(key);
    const auto it = m_json.find(key);
    return it != m_json.end() && !it->is_null();
}

bool JsonFields::isObject(const char* key) const {
    return has(key) && m_json.at(key).is_object();
}

void JsonFields::refuse(const char* key, const std::string& expected) {
    m_problem.report(at(key), expected, shown(find(key)));
}

std::string JsonFields::text(const char* key) {
    const json* value = find(key);
    if (value != nullptr && value->is_string()) return value->get<std::string>();
    refuse(key, "a text");
    return {};
}

std::string JsonFields::textOr(const char* key, std::string absent) {
    return has(key) ? text(key) : std::move(absent);
}

std::int64_t JsonFields::integer(const char* key, std::int64_t low, std::int64_t high) {
    const json* value = find(key);
    const bool isInteger =
        value != nullptr && value->is_number_integer() &&
        !(value->is_number_unsigned() && value->get<std::uint64_t>() > std::uint64_t(INT64_MAX));
    if (isInteger) {
        const auto number = value->get<std::int64_t>();
        if (number >= low && number <= high) return number;
    }
    refuse(key, "a whole number of " + std::to_string(low) + " to " + std::to_string(high));
    return low;
}

std::uint64_t JsonFields::natural(const char* key) {
    const json* value = find(key);
    if (value != nullptr && value->is_number_unsigned()) return value->get<std::uint64_t>();
    refuse(key, "a whole number of 0 to " + std::to_string(UINT64_MAX));
    return 0;
}

double JsonFields::number(const char* key) {
    const json* value = find(key);
    if (value != nullptr && value->is_number() && std::isfinite(value->get<double>()))
        return value->get<double>();
    refuse(key, "a finite number");
    return 0;
}

double JsonFields::number(const char* key, double low, double high) {
    const json* value = find(key);
    if (value != nullptr && value->is_number()) {
        const double number = value->get<double>();
        if (number >= low && number <= high) return number;
    }
    refuse(key, "a number of " + shown(json(low)) + " to " + shown(json(high)));
    return low;
}

bool JsonFields::boolean(const char* key) {
    const json* value = find(key);
    if (value != nullptr && value->is_boolean()) return value->get<bool>();
    refuse(key, "true or false");
    return false;
}

std::size_t JsonFields::word(const char* key, const std::vector<std::string_view>& known) {
    const json* value = find(key);
    if (value != nullptr && value->is_string()) {
        const auto it = std::find(known.begin(), known.end(), value->get_ref<const std::string&>());
        if (it != known.end()) return std::size_t(it - known.begin());
    }
    std::string list;
    for (const auto word : known) list += (list.empty() ? "\"" : ", \"") + std::string(word) + "\"";
    refuse(key, "one of " + list);
    return 0;
}

const json& JsonFields::object(const char* key) {
    const json* value = find(key);
    if (value != nullptr && value->is_object()) return *value;
    refuse(key, "an object");
    return emptyObject();
}

const json& JsonFields::array(const char* key) {
    const json* value = find(key);
    if (value != nullptr && value->is_array()) return *value;
    refuse(key, "an array");
    return emptyArray();
}

void JsonFields::finish() {
    for (const auto& [key, value] : m_json.items())
        if (m_asked.count(key) == 0) m_problem.report(at(key.c_str()), "absent", shown(&value));
}

}  // namespace core
