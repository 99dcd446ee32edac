// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/key_file.h"

#include <base/atomic_file.h>
#include <base/json.h>
#include <base/system_io.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace core {

namespace {

namespace fs = std::filesystem;

constexpr int kSchema = 1;
constexpr std::size_t kMostBytes = 1u << 20;

engine::Error bad(const std::string& name, const std::string& why) {
    return {engine::ErrorCode::BadFile, name + ": " + why};
}

/// A sequence that Qt understood whole.
bool isKnown(const QKeySequence& keys) {
    for (int i = 0; i < keys.count(); ++i)
        if (keys[uint(i)].key() == Qt::Key_unknown || keys[uint(i)].key() == Qt::Key(0))
            return false;
    return !keys.isEmpty();
}

engine::Result<QList<QKeySequence>> parseSequences(const nlohmann::json& value,
                                                   const std::string& where) {
    if (!value.is_array()) return bad(where, "a list of keys is expected.");
    QList<QKeySequence> found;
    for (const auto& entry : value) {
        if (!entry.is_string()) return bad(where, "a key is a text, such as \"Ctrl+P\".");
        const auto text = QString::fromStdString(entry.get<std::string>());
        const auto keys = QKeySequence::fromString(text, QKeySequence::PortableText);
        if (!isKnown(keys)) return bad(where, "there is no key \"" + text.toStdString() + "\".");
        found << keys;
    }
    return found;
}

}  // namespace

std::string keyText(const KeyChoices& choices) {
    auto keys = nlohmann::json::object();
    for (const auto& [id, sequences] : choices) {
        auto& list = keys[id.toStdString()] = nlohmann::json::array();
        for (const auto& sequence : sequences)
            list.push_back(sequence.toString(QKeySequence::PortableText).toStdString());
    }
    const nlohmann::json whole = {{"schema", kSchema}, {"keys", keys}};
    return whole.dump(2) + "\n";
}

engine::Result<KeyChoices> parseKeys(std::string_view text, const std::string& name) {
    const auto json = engine::parseJson(text, name, {kMostBytes});
    if (!json) return json.error();
    if (!json->is_object()) return bad(name, "an object is expected.");
    const auto schema = json->find("schema");
    if (schema == json->end() || *schema != kSchema)
        return bad(name, "\"schema\": 1 is expected; another version may have written it.");
    const auto keys = json->find("keys");
    if (keys == json->end() || !keys->is_object())
        return bad(name, "\"keys\" with an object is expected.");
    KeyChoices choices;
    for (const auto& [id, value] : keys->items()) {
        auto sequences = parseSequences(value, name + ", " + id);
        if (!sequences) return sequences.error();
        choices[QString::fromStdString(id)] = std::move(*sequences);
    }
    return choices;
}

engine::Result<KeyChoices> readKeys(const fs::path& file) {
    std::error_code error;
    if (!fs::exists(file, error) && !error) return KeyChoices();
    const auto text = engine::readFile(file, kMostBytes);
    if (!text) return text.error();
    return parseKeys(*text, file.string());
}

engine::Status writeKeys(const fs::path& file, const KeyChoices& choices) {
    std::error_code error;
    if (file.has_parent_path()) fs::create_directories(file.parent_path(), error);
    return engine::atomicWrite(file, keyText(choices));  // says why, where the folder was not made
}

engine::Result<fs::path> setAside(const fs::path& file) {
    fs::path aside = file;
    aside += ".bad";
    std::error_code error;
    for (int number = 2; fs::exists(fs::symlink_status(aside, error)); ++number) {
        aside = file;
        aside += ".bad-" + std::to_string(number);
    }
    fs::rename(file, aside, error);
    if (error) return engine::systemError("Cannot rename", file, error.value());
    return aside;
}

bool doClash(const QKeySequence& a, const QKeySequence& b) {
    if (a.isEmpty() || b.isEmpty()) return false;
    return a.matches(b) != QKeySequence::NoMatch || b.matches(a) != QKeySequence::NoMatch;
}

}  // namespace core
