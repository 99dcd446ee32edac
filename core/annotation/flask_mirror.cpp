// SPDX-License-Identifier: GPL-3.0-or-later
#include "annotation/flask_mirror.h"

#include "annotation/label_json.h"
#include "annotation/label_source.h"

#include <base/atomic_file.h>

#include <algorithm>
#include <optional>
#include <utility>

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

/// The labels of a file's text, sorted; nothing where it is no label file. On a grid without
/// bounds: what another program says is compared, not judged.
std::optional<std::vector<engine::TokenIndex>> tokensIn(const std::string& text) {
    LabelSettings anywhere;
    anywhere.grid = {1'000'001, 1'000'001};
    anywhere.patchSize = 1;
    auto tokens = labelsInFlaskText(text, "the label file", anywhere);
    if (!tokens) return std::nullopt;
    return std::move(*tokens);
}

bool holds(const std::vector<engine::TokenIndex>& tokens, engine::TokenIndex token) {
    return std::find(tokens.begin(), tokens.end(), token) != tokens.end();
}

/// Whether both say the same, in whatever order and spelling.
bool saysTheSame(const std::string& text, const QueueImage& image) {
    const auto tokens = tokensIn(text);
    return tokens && tokens->size() == image.labels.size() &&
           std::all_of(image.labels.begin(), image.labels.end(),
                       [&](const PatchLabel& l) { return holds(*tokens, l.token); });
}

/// Whether another program's labels have become \a image's since, as a merge of the folder does: at
/// least one is there that we did not know, and the project has, or took away, each of them. A file
/// that only lacks labels is no such case: nobody has decided about those.
bool wasTakenOver(const std::string& text, const std::vector<engine::TokenIndex>& knew,
                  const QueueImage& image) {
    const auto tokens = tokensIn(text);
    if (!tokens || std::all_of(tokens->begin(), tokens->end(),
                               [&](engine::TokenIndex t) { return holds(knew, t); }))
        return false;
    return std::all_of(tokens->begin(), tokens->end(), [&](engine::TokenIndex t) {
        return image.labelAt(t) != nullptr ||
               std::any_of(image.removed.begin(), image.removed.end(),
                           [&](const LabelTombstone& r) { return r.label.token == t; });
    });
}

}  // namespace

FlaskMirror::FlaskMirror(const fs::path& projectFile) : m_base(projectFile.parent_path()) {}

fs::path FlaskMirror::fileOf(const QueueImage& image) const {
    return (m_base / image.path).replace_extension(".json");
}

std::vector<std::string> FlaskMirror::start(const LabelProject& project) {
    std::vector<std::string> differing;
    m_known.clear();
    m_differing.clear();
    for (const QueueImage& image : project.images) {
        const auto text = textOf(fileOf(image));
        if (text && !*text) continue;
        if (text && saysTheSame(**text, image)) {
            m_known[image.id] = **text;
            continue;
        }
        differing.push_back(image.id);
        auto& labels = m_differing[image.id];
        for (const PatchLabel& label : image.labels) labels.push_back(label.token);
    }
    return differing;
}

/// What we knew to be in the file: what we wrote or read, else what the project said when it was
/// found to differ.
std::vector<engine::TokenIndex> FlaskMirror::knownLabels(const std::string& imageId) const {
    if (const auto it = m_known.find(imageId); it != m_known.end())
        return tokensIn(it->second).value_or(std::vector<engine::TokenIndex>());
    const auto it = m_differing.find(imageId);
    return it == m_differing.end() ? std::vector<engine::TokenIndex>() : it->second;
}

engine::Status FlaskMirror::write(const QueueImage& image) {
    const fs::path file = fileOf(image);
    const auto found = textOf(file);
    if (!found) return found.error();
    if (!*found && !hasFlaskFile(image)) return {};
    const auto known = m_known.find(image.id);
    const bool isAsKnown = known != m_known.end() && *found == known->second;
    if (*found && !isAsKnown && !wasTakenOver(**found, knownLabels(image.id), image))
        return Error{ErrorCode::Io, file.string() +
                                        " was written by another program and says something else; "
                                        "it was not overwritten. Merge the folder to take its "
                                        "labels over, or remove the file to have it written anew."};
    std::string text = flaskText(image);
    if (*found != text)
        if (auto written = engine::atomicWrite(file, text); !written) return written;
    m_known[image.id] = std::move(text);
    return {};
}

}  // namespace core
