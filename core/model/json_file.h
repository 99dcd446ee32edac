// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/json.h"

#include <nlohmann/json.hpp>

#include <filesystem>

namespace engine {

/// Reads a JSON file whose outermost value is an object. Fails with BadFile or Io, naming the file.
inline Result<nlohmann::json> readJsonObject(const std::filesystem::path& path,
                                             JsonLimits limits = {}) {
    auto json = readJsonFile(path, limits);
    if (!json) return json;
    if (!json->is_object())
        return Error{ErrorCode::BadFile, path.string() + " should hold a JSON object, found " +
                                             std::string(json->type_name()) + "."};
    return json;
}

}  // namespace engine
