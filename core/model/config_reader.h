// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <nlohmann/json.hpp>

#include <string>
#include <utility>
#include <vector>

namespace engine {

/// Reads the keys of one config file strictly and remembers the first thing that is wrong.
///
/// So a fromJson() is a straight list of what it reads, and asks status() once at the end; after a
/// failure the values are defaults within range. Every message names file, key, expected and found.
/// One thread at a time.
class ConfigReader {
public:
    struct Range {
        double low, high;
    };

    /// Borrows \a json, which must outlive this object.
    ConfigReader(const nlohmann::json& json, std::string fileName);

    /// Whether the key is there and not null.
    bool isGiven(const char* key) const;
    /// Whether the key is there and null.
    bool isNull(const char* key) const;

    int integer(const char* key, int absent, Range range);
    double number(const char* key, double absent, Range range);
    bool flag(const char* key, bool absent);  ///< null is false, as in Python
    std::string word(const char* key, const std::string& absent);
    std::vector<int> integers(const char* key, std::vector<int> absent, Range range);
    std::vector<double> numbers(const char* key, Range range);  ///< empty where absent or null
    std::vector<std::string> words(const char* key, std::vector<std::string> absent);
    /// One number for all \a count levels, or a list of that many.
    std::vector<int> perLevel(const char* key, int absent, int count, Range range);

    /// For every level as many numbers as \a counts says: one for all, one per level, or a list for
    /// a level's modules.
    std::vector<std::vector<int>> perModule(const char* key, int absent,
                                            const std::vector<int>& counts, Range range);

    /// Features that we do not have: the key must be absent, null or equal to \a only.
    void requireOnly(const char* key, const nlohmann::json& only);
    /// Fails as Unsupported unless \a word is one of \a known.
    void requireKnown(const char* key, const std::string& word,
                      const std::vector<std::string>& known);
    /// Fails as BadFile unless \a holds.
    void require(bool holds, const char* key, const std::string& expected);

    bool ok() const { return m_status.ok(); }
    const Status& status() const { return m_status; }

private:
    const nlohmann::json* find(const char* key) const;
    std::string found(const char* key) const;
    void refuse(ErrorCode code, const char* key, const std::string& expected);

    const nlohmann::json& m_json;
    std::string m_fileName;
    Status m_status;
};

}  // namespace engine
