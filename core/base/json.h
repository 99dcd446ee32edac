// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

namespace engine {

/// Bounds of a JSON text that comes from outside. nlohmann_json overflows the stack on deep nesting
/// when a value is copied or dumped, so depth is bounded while parsing (reference/ux.md, F13).
struct JsonLimits {
    std::size_t maxBytes = 16u << 20;
    int maxDepth = 64;
    /// Python writes NaN, Infinity and -Infinity, which are no JSON; read them as null. Scheduler
    /// configs hold them.
    bool pythonNumbersAsNull = false;
};

/// Parses one JSON value that fills \a text. Duplicate keys, excess depth, excess size and invalid
/// UTF-8 are refused. Numbers keep their kind. Fails with BadFile; the message begins with \a name,
/// the file's name.
Result<nlohmann::json> parseJson(std::string_view text, const std::string& name,
                                 JsonLimits limits = {});

/// Reads and parses a JSON file; messages begin with its path. Fails with BadFile or Io.
Result<nlohmann::json> readJsonFile(const std::filesystem::path& path, JsonLimits limits = {});

}  // namespace engine
