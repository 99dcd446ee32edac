// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "test_files.h"

#include <base/json.h>

#include <QTest>

#include <filesystem>
#include <string>

namespace golden {

/// A file of the golden data.
inline std::filesystem::path path(const std::string& relative) {
    return test::goldenFolder() / relative;
}

/// The golden JSON file \a relative; null, and a failed test, if it cannot be read.
inline nlohmann::json json(const std::string& relative) {
    std::string text = test::contentOf(path(relative));
    // Python writes infinity in a way that JSON does not know.
    const std::string infinity = "Infinity";
    for (auto at = text.find(infinity); at != text.npos; at = text.find(infinity, at))
        text.replace(at, infinity.size(), "1e308");
    const auto value = engine::parseJson(text, relative);
    if (value) return *value;
    QTest::qFail(value.error().message.c_str(), __FILE__, __LINE__);
    return {};
}

}  // namespace golden
