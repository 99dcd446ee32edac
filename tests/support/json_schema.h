// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include <string>

namespace test {

/// As much of JSON Schema as the schemas in resources use; the first violation, or nothing.
inline std::string violation(const nlohmann::json& value, const nlohmann::json& schema,
                             const nlohmann::json& root, const std::string& where) {
    if (schema.contains("$ref")) {
        const std::string name = schema["$ref"].get<std::string>();
        return violation(value, root.at(nlohmann::json::json_pointer(name.substr(1))), root, where);
    }
    const auto isOf = [&](const std::string& type) {
        if (type == "integer") return value.is_number_integer();
        if (type == "number") return value.is_number();
        if (type == "null") return value.is_null();
        return type == value.type_name();
    };
    if (schema.contains("oneOf")) {
        int fitting = 0;
        for (const auto& each : schema["oneOf"])
            fitting += violation(value, each, root, where).empty();
        if (fitting != 1) return where + " is not one of several";
    }
    if (schema.contains("maxItems") && value.is_array() && value.size() > schema["maxItems"])
        return where + " has too many";
    if (schema.contains("minItems") && value.is_array() && value.size() < schema["minItems"])
        return where + " has too few";
    if (schema.contains("maximum") && value.is_number() && value > schema["maximum"])
        return where + " is too large";
    if (schema.contains("type")) {
        const auto& type = schema["type"];
        bool matches = type.is_string() && isOf(type);
        if (type.is_array())
            for (const auto& t : type) matches = matches || isOf(t);
        if (!matches) return where + " is of another type";
    }
    if (schema.contains("const") && value != schema["const"]) return where + " is another value";
    if (schema.contains("enum") &&
        std::find(schema["enum"].begin(), schema["enum"].end(), value) == schema["enum"].end())
        return where + " is none of the values";
    if (schema.contains("minimum") && value.is_number() && value < schema["minimum"])
        return where + " is too small";
    if (value.is_array() && schema.contains("items"))
        for (std::size_t i = 0; i < value.size(); ++i)
            if (auto v = violation(value[i], schema["items"], root,
                                   where + "[" + std::to_string(i) + "]");
                !v.empty())
                return v;
    if (!value.is_object() || !schema.contains("properties")) return {};
    for (const auto& key : schema["required"])
        if (!value.contains(key.get<std::string>())) return where + " lacks " + key.dump();
    for (const auto& [key, part] : value.items()) {
        if (!schema["properties"].contains(key)) return where + " has " + key;
        if (auto v = violation(part, schema["properties"][key], root, where + "." + key);
            !v.empty())
            return v;
    }
    return {};
}

}  // namespace test
