// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/config_reader.h"

#include <algorithm>
#include <sstream>

namespace engine {
namespace {

using nlohmann::json;

std::string rangeText(ConfigReader::Range range) {
    std::ostringstream text;
    text << "from " << range.low << " to " << range.high;
    return text.str();
}

bool isWithin(const json& value, ConfigReader::Range range) {
    const double number = value.get<double>();
    return number >= range.low && number <= range.high;
}

bool isInteger(const json& value, ConfigReader::Range range) {
    return value.is_number_integer() && isWithin(value, range);
}

bool isNumber(const json& value, ConfigReader::Range range) {
    return value.is_number() && isWithin(value, range);
}

template <typename Predicate>
bool isListOf(const json& value, Predicate&& predicate) {
    return value.is_array() && std::all_of(value.begin(), value.end(), predicate);
}

}  // namespace

ConfigReader::ConfigReader(const json& json, std::string fileName)
    : m_json(json), m_fileName(std::move(fileName)) {
    if (!m_json.is_object())
        m_status = Error{ErrorCode::BadFile, m_fileName + ": expected a JSON object, found " +
                                                 std::string(m_json.type_name()) + "."};
}

const json* ConfigReader::find(const char* key) const {
    if (!m_json.is_object()) return nullptr;
    const auto it = m_json.find(key);
    return it == m_json.end() ? nullptr : &*it;
}

bool ConfigReader::isGiven(const char* key) const {
    const json* value = find(key);
    return value != nullptr && !value->is_null();
}

bool ConfigReader::isNull(const char* key) const {
    const json* value = find(key);
    return value != nullptr && value->is_null();
}

int ConfigReader::integer(const char* key, int absent, Range range) {
    const json* value = find(key);
    if (value == nullptr) return absent;
    if (isInteger(*value, range)) return value->get<int>();
    refuse(ErrorCode::BadFile, key, "a whole number " + rangeText(range));
    return absent;
}

double ConfigReader::number(const char* key, double absent, Range range) {
    const json* value = find(key);
    if (value == nullptr) return absent;
    if (isNumber(*value, range)) return value->get<double>();
    refuse(ErrorCode::BadFile, key, "a number " + rangeText(range));
    return absent;
}

bool ConfigReader::flag(const char* key, bool absent) {
    const json* value = find(key);
    if (value == nullptr) return absent;
    if (value->is_null()) return false;
    if (value->is_boolean()) return value->get<bool>();
    refuse(ErrorCode::BadFile, key, "true or false");
    return absent;
}

std::string ConfigReader::word(const char* key, const std::string& absent) {
    const json* value = find(key);
    if (value == nullptr) return absent;
    if (value->is_string()) return value->get<std::string>();
    refuse(ErrorCode::BadFile, key, "a text");
    return absent;
}

std::vector<int> ConfigReader::integers(const char* key, std::vector<int> absent, Range range) {
    const json* value = find(key);
    if (value == nullptr) return absent;
    if (isListOf(*value, [&](const json& item) { return isInteger(item, range); }))
        return value->get<std::vector<int>>();
    refuse(ErrorCode::BadFile, key, "a list of whole numbers " + rangeText(range));
    return absent;
}

std::vector<double> ConfigReader::numbers(const char* key, Range range) {
    if (!isGiven(key)) return {};
    const json& value = *find(key);
    if (isListOf(value, [&](const json& item) { return isNumber(item, range); }))
        return value.get<std::vector<double>>();
    refuse(ErrorCode::BadFile, key, "a list of numbers " + rangeText(range));
    return {};
}

std::vector<std::string> ConfigReader::words(const char* key, std::vector<std::string> absent) {
    const json* value = find(key);
    if (value == nullptr) return absent;
    if (isListOf(*value, [](const json& item) { return item.is_string(); }))
        return value->get<std::vector<std::string>>();
    refuse(ErrorCode::BadFile, key, "a list of texts");
    return absent;
}

std::vector<int> ConfigReader::perLevel(const char* key, int absent, int count, Range range) {
    const json* value = find(key);
    const auto size = std::size_t(count);
    if (value == nullptr) return std::vector<int>(size, absent);
    if (isInteger(*value, range)) return std::vector<int>(size, value->get<int>());
    if (value->size() == size &&
        isListOf(*value, [&](const json& item) { return isInteger(item, range); }))
        return value->get<std::vector<int>>();
    refuse(ErrorCode::BadFile, key,
           "a whole number " + rangeText(range) + " or a list of " + std::to_string(count));
    return std::vector<int>(size, absent);
}

std::vector<std::vector<int>> ConfigReader::perModule(const char* key, int absent,
                                                      const std::vector<int>& counts, Range range) {
    const json* value = find(key);
    const auto isNumbers = [&](const json& v, std::size_t size) {
        return v.is_array() && v.size() == size &&
               isListOf(v, [&](const json& n) { return isInteger(n, range); });
    };
    std::vector<std::vector<int>> result;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        const auto size = std::size_t(counts[i]);
        const bool isPerLevel = value && value->is_array() && value->size() == counts.size();
        const json* here = isPerLevel ? &(*value)[i] : value;
        if (here && isNumbers(*here, size)) {
            result.push_back(here->get<std::vector<int>>());
            continue;
        }
        const bool isOne = here && isInteger(*here, range);
        if (here && !isOne)
            refuse(ErrorCode::BadFile, key,
                   "a whole number " + rangeText(range) + ", or for each of the " +
                       std::to_string(counts.size()) + " levels one or a list of " +
                       std::to_string(size));
        result.emplace_back(size, isOne ? here->get<int>() : absent);
    }
    return result;
}

void ConfigReader::requireOnly(const char* key, const json& only) {
    if (isGiven(key) && *find(key) != only) refuse(ErrorCode::Unsupported, key, only.dump());
}

void ConfigReader::requireKnown(const char* key, const std::string& word,
                                const std::vector<std::string>& known) {
    if (std::find(known.begin(), known.end(), word) != known.end()) return;
    std::string expected;
    for (const auto& name : known) expected += (expected.empty() ? "\"" : " or \"") + name + "\"";
    refuse(ErrorCode::Unsupported, key, expected);
}

void ConfigReader::require(bool holds, const char* key, const std::string& expected) {
    if (!holds) refuse(ErrorCode::BadFile, key, expected);
}

std::string ConfigReader::found(const char* key) const {
    const json* value = find(key);
    if (value == nullptr) return "nothing";
    const std::string text = value->dump(-1, ' ', true, json::error_handler_t::replace);
    return text.size() <= 100 ? text : text.substr(0, 100) + "...";
}

void ConfigReader::refuse(ErrorCode code, const char* key, const std::string& expected) {
    if (!m_status.ok()) return;
    const char* verb = code == ErrorCode::Unsupported ? "\" is supported as " : "\": expected ";
    m_status =
        Error{code, m_fileName + ", \"" + key + verb + expected + ", found " + found(key) + "."};
}

}  // namespace engine
