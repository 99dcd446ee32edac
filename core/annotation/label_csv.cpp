// SPDX-License-Identifier: GPL-3.0-or-later
#include "annotation/label_snapshot.h"
#include "annotation/label_source.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <utility>
#include <vector>

namespace core {
namespace {

using engine::Error;
using engine::ErrorCode;
using Row = std::vector<std::string>;

constexpr std::array<const char*, 11> kColumns = {
    "image", "x", "y", "file", "id", "origin", "score", "detector", "time", "annotator", "seconds"};

Error bad(const std::string& name, const std::string& why) {
    return {ErrorCode::BadFile, name + ": " + why + "."};
}

/// RFC 4180: a field in quotes may hold commas, line breaks and doubled quotes.
engine::Result<std::vector<Row>> parseRows(std::string_view text, const std::string& name) {
    std::vector<Row> rows;
    Row row;
    std::string field;
    bool isQuoted = false, wasQuoted = false;
    const auto endField = [&] {
        row.push_back(std::exchange(field, {}));
        wasQuoted = false;
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '\0') return bad(name, "line " + std::to_string(rows.size() + 1) + " is no text");
        if (isQuoted) {
            if (c != '"')
                field += c;
            else if (i + 1 < text.size() && text[i + 1] == '"')
                field += text[++i];
            else
                isQuoted = false, wasQuoted = true;
        } else if (c == '"' && field.empty() && !wasQuoted) {
            isQuoted = true;
        } else if (c == ',') {
            endField();
        } else if (c == '\n') {
            endField();
            rows.push_back(std::exchange(row, {}));
        } else if (c == '\r' && i + 1 < text.size() && text[i + 1] == '\n') {
            continue;
        } else if (c == '"' || wasQuoted) {
            return bad(name, "row " + std::to_string(rows.size()) + " has a quote out of place");
        } else {
            field += c;
        }
    }
    if (isQuoted) return bad(name, "the last quoted field does not end");
    if (!field.empty() || !row.empty() || wasQuoted) {
        endField();
        rows.push_back(std::move(row));
    }
    return rows;
}

/// Where each known column stands, or nowhere.
struct Columns {
    std::array<std::size_t, kColumns.size()> at;
    const std::string* find(const Row& row, const char* column) const {
        const auto index =
            std::size_t(std::find_if(kColumns.begin(), kColumns.end(),
                                     [&](const char* c) { return std::string_view(c) == column; }) -
                        kColumns.begin());
        return at[index] < row.size() ? &row[at[index]] : nullptr;
    }
};

engine::Result<Columns> parseHeader(const Row& header, const std::string& name) {
    Columns columns;
    columns.at.fill(std::string::npos);
    for (std::size_t i = 0; i < header.size(); ++i) {
        const auto it = std::find_if(kColumns.begin(), kColumns.end(), [&](const char* c) {
            return std::string_view(c) == header[i];
        });
        if (it == kColumns.end())
            return bad(name, "column '" + header[i] + "' is unknown; expected image,x,y");
        auto& at = columns.at[std::size_t(it - kColumns.begin())];
        if (at != std::string::npos) return bad(name, "column '" + header[i] + "' stands twice");
        at = i;
    }
    for (std::size_t i = 0; i < 3; ++i)
        if (columns.at[i] == std::string::npos)
            return bad(name, std::string("column '") + kColumns[i] + "' is missing");
    return columns;
}

template <typename Number>
std::optional<Number> numberOf(const std::string& text) {
    Number number{};
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc() || stop != end) return std::nullopt;
    if constexpr (std::is_floating_point_v<Number>)
        if (!std::isfinite(number)) return std::nullopt;
    return number;
}

/// Columns that only our own files have.
engine::Status readDetails(const Columns& columns, const Row& row, const std::string& where,
                           const std::string& name, PatchLabel& label) {
    const auto refuse = [&](const char* column, const std::string& found) {
        return bad(name, where + ": " + column + " cannot be '" + found + "'");
    };
    const auto text = [&](const char* column) {
        const std::string* field = columns.find(row, column);
        return field ? *field : std::string();
    };
    if (const auto id = text("id"); !id.empty()) label.id = id;
    if (const auto origin = text("origin"); !origin.empty()) {
        bool isKnown = false;
        for (const auto o :
             {LabelOrigin::Manual, LabelOrigin::Proposal, LabelOrigin::ProposalEdited})
            if (nameOf(o) == origin) label.origin = o, isKnown = true;
        if (!isKnown) return refuse("origin", origin);
    }
    if (const auto score = text("score"); !score.empty()) {
        label.score = numberOf<double>(score);
        if (!label.score) return refuse("score", score);
    }
    if (const auto seconds = text("seconds"); !seconds.empty()) {
        const auto number = numberOf<double>(seconds);
        if (!number) return refuse("seconds", seconds);
        label.seconds = *number;
    }
    label.detector = text("detector");
    label.time = text("time");
    if (const auto annotator = text("annotator"); !annotator.empty()) label.annotator = annotator;
    return {};
}

engine::Status readRow(const Columns& columns, const Row& row, const std::string& where,
                       const std::string& name, LabelCollector& collector) {
    std::array<std::int64_t, 3> numbers{};
    for (std::size_t i = 0; i < 3; ++i) {
        const std::string& field = row[columns.at[i]];
        const auto number = numberOf<std::int64_t>(field);
        if (!number)
            return bad(name, where + ": " + kColumns[i] + " should be a whole number, found '" +
                                 field + "'");
        numbers[i] = *number;
    }
    const std::string* file = columns.find(row, "file");
    QueueImage* image = collector.find(numbers[0]);
    if (image == nullptr && file != nullptr && !file->empty() && numbers[0] >= 0)
        collector.addImage(numbers[0], *file);
    else if (image != nullptr && file != nullptr && !file->empty() && image->path != *file)
        return bad(name, where + ": image " + std::to_string(numbers[0]) + " is '" + *file +
                             "' here and '" + image->path + "' above");
    if (auto added = collector.addLabel(numbers[0], numbers[1], numbers[2], where); !added)
        return added;
    return readDetails(columns, row, where, name, collector.find(numbers[0])->labels.back());
}

std::string quoted(const std::string& text) {
    if (text.find_first_of(",\"\r\n") == text.npos) return text;
    std::string result = "\"";
    for (const char c : text) result += c == '"' ? std::string("\"\"") : std::string(1, c);
    return result + "\"";
}

/// The shortest text that reads back as the same number, in every locale.
std::string numberText(double value) {
    char text[32];
    const auto result = std::to_chars(text, text + sizeof text, value);
    return {text, result.ptr};
}

}  // namespace

engine::Result<LabelProject> projectFromCsv(std::string_view text, const std::string& name,
                                            const ImportOptions& options) {
    const auto rows = parseRows(text, name);
    if (!rows) return rows.error();
    if (rows->empty()) return bad(name, "the file is empty; expected a header image,x,y");
    const auto columns = parseHeader(rows->front(), name);
    if (!columns) return columns.error();
    LabelCollector collector(name, options);
    for (std::size_t i = 1; i < rows->size(); ++i) {
        const std::string where = "row " + std::to_string(i);
        if ((*rows)[i].size() != rows->front().size())
            return bad(name, where + " has " + std::to_string((*rows)[i].size()) +
                                 " fields; the header has " + std::to_string(rows->front().size()));
        if (auto read = readRow(*columns, (*rows)[i], where, name, collector); !read)
            return read.error();
    }
    return collector.finish(sha256Of(text));
}

std::string csvOf(const LabelProject& project) {
    std::string text;
    for (const char* column : kColumns) text += (text.empty() ? "" : ",") + std::string(column);
    text += "\n";
    for (const QueueImage& image : project.images)
        for (const PatchLabel& label : image.labels)
            text += std::to_string(image.number) + "," + std::to_string(label.token.col) + "," +
                    std::to_string(label.token.row) + "," + quoted(image.path) + "," +
                    quoted(label.id) + "," + std::string(nameOf(label.origin)) + "," +
                    (label.score ? numberText(*label.score) : "") + "," + quoted(label.detector) +
                    "," + quoted(label.time) + "," + quoted(label.annotator) + "," +
                    numberText(label.seconds) + "\n";
    return text;
}

}  // namespace core
