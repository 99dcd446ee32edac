// SPDX-License-Identifier: GPL-3.0-or-later
#include "annotation/label_snapshot.h"

#include "annotation/json_fields.h"
#include "annotation/label_json.h"

#include <base/guarded.h>
#include <base/json.h>

#include <QCryptographicHash>

#include <charconv>
#include <cstdio>
#include <utility>

namespace core {
namespace {

using engine::Error;
using engine::ErrorCode;

constexpr std::size_t kShaLength = 64;

engine::Result<std::vector<LabelEdit>> editsFrom(const nlohmann::json& list,
                                                 const std::string& name) {
    std::vector<LabelEdit> edits;
    for (const auto& value : list) {
        auto edit = editFromJson(value, name);
        if (!edit) return edit.error();
        edits.push_back(std::move(*edit));
    }
    return edits;
}

engine::Result<LabelSnapshot> snapshotFrom(const nlohmann::json& value, const std::string& name) {
    JsonProblem problem(name);
    JsonFields fields(value, {}, problem);
    LabelSnapshot snapshot;
    auto project = projectFromJson(fields.object("project"), name);
    if (!project) return project.error();
    snapshot.history.project = std::move(*project);
    auto edits = editsFrom(fields.array("undo"), name);
    if (!edits) return edits.error();
    snapshot.history.edits = std::move(*edits);
    snapshot.history.done =
        std::size_t(fields.integer("done", 0, std::int64_t(snapshot.history.edits.size())));
    fields.finish();
    if (!problem.status()) return problem.status().error();
    for (const auto& edit : snapshot.history.edits)
        if (!fits(edit, snapshot.history.project))
            return Error{ErrorCode::BadFile, name + ": its undo history is of other pictures."};
    return snapshot;
}

std::string numbered(const char* format, std::int64_t number) {
    char name[64];
    std::snprintf(name, sizeof name, format, static_cast<long long>(number));
    return name;
}

}  // namespace

std::string sha256Of(std::string_view bytes) {
    return QCryptographicHash::hash(QByteArray::fromRawData(bytes.data(), qsizetype(bytes.size())),
                                    QCryptographicHash::Sha256)
        .toHex()
        .toStdString();
}

std::string snapshotText(const LabelSnapshot& snapshot) {
    const LabelHistory& history = snapshot.history;
    nlohmann::ordered_json undo = nlohmann::ordered_json::array();
    for (const auto& edit : history.edits) undo.push_back(toJson(edit));
    const nlohmann::ordered_json value = {
        {"project", toJson(history.project)}, {"undo", std::move(undo)}, {"done", history.done}};
    const std::string body =
        snapshot.fileSha256 + "\n" + snapshot.replacedSha256 + "\n" +
        value.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
    return sha256Of(body) + "\n" + body;
}

std::pair<std::string, std::string> digestsIn(std::string_view text) {
    const auto first = text.find('\n');
    const auto second = first == text.npos ? first : text.find('\n', first + 1);
    const auto third = second == text.npos ? second : text.find('\n', second + 1);
    if (third == text.npos) return {};
    return {std::string(text.substr(first + 1, second - first - 1)),
            std::string(text.substr(second + 1, third - second - 1))};
}

engine::Result<LabelSnapshot> parseSnapshot(std::string_view text, const std::string& name) {
    if (text.size() <= kShaLength || text[kShaLength] != '\n')
        return Error{ErrorCode::BadFile, name + " is no snapshot of a label project."};
    const auto body = text.substr(kShaLength + 1);
    if (sha256Of(body) != text.substr(0, kShaLength))
        return Error{ErrorCode::BadFile, name + " is damaged: its checksum does not match."};
    const auto digests = digestsIn(text);
    const std::size_t head = digests.first.size() + digests.second.size() + 2;
    if (body.size() < head)
        return Error{ErrorCode::BadFile, name + " is no snapshot of a label project."};
    const auto value = engine::parseJson(body.substr(head), name, {kMaxLabelFileBytes, 16});
    if (!value) return value.error();
    auto snapshot = engine::guarded("Reading " + name, [&] { return snapshotFrom(*value, name); });
    if (!snapshot) return snapshot;
    snapshot->fileSha256 = digests.first;
    snapshot->replacedSha256 = digests.second;
    return snapshot;
}

std::string snapshotName(std::int64_t edit) {
    return numbered("snapshot-%012lld.json", edit);
}

std::string journalName(std::int64_t firstEdit) {
    return numbered("journal-%012lld.jsonl", firstEdit);
}

std::int64_t numberInName(const std::string& name, std::string_view begin, std::string_view end) {
    const std::string_view text = name;
    if (text.size() != begin.size() + 12 + end.size() || text.substr(0, begin.size()) != begin ||
        text.substr(begin.size() + 12) != end)
        return -1;
    std::int64_t number = -1;
    const char* last = text.data() + begin.size() + 12;
    const auto [stop, error] = std::from_chars(text.data() + begin.size(), last, number);
    return error == std::errc() && stop == last ? number : -1;
}

}  // namespace core
