// SPDX-License-Identifier: GPL-3.0-or-later
#include "annotation/flask_mirror.h"

#include "annotation/label_json.h"
#include "annotation/label_source.h"

#include <base/atomic_file.h>

#include <optional>

namespace core {
namespace {

namespace fs = std::filesystem;
using engine::Error;
using engine::ErrorCode;

/// What the file says; nothing where there is none.
engine::Result<std::optional<std::string>> textOf(const fs::path& file) {
    std::error_code ignored;
    if (!fs::exists(file, ignored)) return std::optional<std::string>();
    auto text = engine::readFile(file, kMaxLabelFileBytes);
    if (!text) return text.error();
    return std::optional(std::move(*text));
}

}  // namespace

FlaskMirror::FlaskMirror(const fs::path& projectFile) : m_base(projectFile.parent_path()) {}

fs::path FlaskMirror::fileOf(const QueueImage& image) const {
    return (m_base / image.path).replace_extension(".json");
}

std::vector<std::string> FlaskMirror::start(const LabelProject& project) {
    std::vector<std::string> differing;
    m_known.clear();
    for (const QueueImage& image : project.images) {
        const auto text = textOf(fileOf(image));
        if (text && !*text) continue;
        if (text && **text == flaskText(image))
            m_known[image.id] = **text;
        else
            differing.push_back(image.id);
    }
    return differing;
}

engine::Status FlaskMirror::write(const QueueImage& image) {
    const fs::path file = fileOf(image);
    const auto found = textOf(file);
    if (!found) return found.error();
    const auto known = m_known.find(image.id);
    const bool isAsKnown = known == m_known.end() ? !*found : *found == known->second;
    if (!isAsKnown)
        return Error{ErrorCode::Io, file.string() +
                                        " was written by another program and holds other labels; "
                                        "it was not overwritten. Merge the folder to take both."};
    if (!*found && !hasFlaskFile(image)) return {};
    std::string text = flaskText(image);
    if (*found == text) return {};
    if (auto written = engine::atomicWrite(file, text); !written) return written;
    m_known[image.id] = std::move(text);
    return {};
}

}  // namespace core
