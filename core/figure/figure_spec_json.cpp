// SPDX-License-Identifier: GPL-3.0-or-later
#include "figure/figure_spec_json.h"

#include "annotation/json_fields.h"

#include <base/guarded.h>
#include <base/json.h>

#include <charconv>
#include <cmath>
#include <limits>
#include <set>
#include <utility>

namespace core {
namespace {

using engine::Error;
using engine::ErrorCode;
using nlohmann::json;
using Json = nlohmann::ordered_json;

constexpr const char* kKind = "denoscope figure";
constexpr std::int64_t kVersion = 1;
constexpr std::int64_t kMaxNumber = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kMaxSide = 4096;     // tokens of a mark's grid
constexpr std::size_t kMaxText = 1u << 20;  // bytes of one text
constexpr double kMaxValue = 3.4028235e38;  // the largest float, as it is written
const std::vector<std::string_view> kBarWords = {"own", "row", "column", "figure"};

const std::vector<std::string_view>& colorWords() {
    static const std::vector<std::string_view> words = [] {
        std::vector<std::string_view> names;
        for (int id = 0; id <= int(ColorMapId::OrangeBlue); ++id)
            names.push_back(nameOf(ColorMapId(id)));
        return names;
    }();
    return words;
}

// ---- writing

/// The shortest number that is \a value when read back as a float: 0.1, not 0.10000000149.
double shortest(float value) {
    char text[64];
    const auto end = std::to_chars(text, text + sizeof text, value).ptr;
    double number = 0;
    std::from_chars(text, end, number);
    return number;
}

std::string hexOf(Rgb color) {
    static constexpr char kDigits[] = "0123456789abcdef";
    std::string text = "#";
    for (const int part : {int(color.r), int(color.g), int(color.b)}) {
        text += kDigits[part / 16];
        text += kDigits[part % 16];
    }
    return text;
}

Json toJson(const FigureMark& mark) {
    return {{"grid", {{"height", mark.grid.height}, {"width", mark.grid.width}}},
            {"row", mark.tokens.first.row},
            {"column", mark.tokens.first.col},
            {"rows", mark.tokens.rows},
            {"columns", mark.tokens.cols},
            {"color", hexOf(mark.color)},
            {"letter", mark.letter}};
}

Json toJson(const FigurePanel& panel) {
    Json marks = Json::array();
    for (const auto& mark : panel.marks) marks.push_back(toJson(mark));
    return {{"row", panel.row},
            {"column", panel.column},
            {"array", panel.array},
            {"photo", panel.isPhoto},
            {"caption", panel.caption},
            {"definition", panel.definition},
            {"colors", nameOf(panel.colors)},
            {"low", shortest(panel.range.low)},
            {"high", shortest(panel.range.high)},
            {"bar_title", panel.barTitle},
            {"range_mode", panel.rangeMode},
            {"marks", std::move(marks)}};
}

std::string textOf(const Json& value) {
    return value.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

/// As an object where that gives the same text again, as it does for what Provenance writes;
/// otherwise as a text.
Json provenanceJson(const std::string& text) {
    if (!engine::parseJson(text, "provenance")) return text;
    const Json object = Json::parse(text, nullptr, false);
    return object.is_object() && textOf(object) == text ? object : Json(text);
}

// ---- reading

std::string textFrom(JsonFields& fields, const char* key) {
    std::string text = fields.text(key);
    if (text.size() > kMaxText)
        fields.problem().report(fields.at(key), "of at most " + std::to_string(kMaxText) + " bytes",
                                std::to_string(text.size()));
    return text;
}

int hexDigit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

Rgb colorFrom(JsonFields& fields, const char* key) {
    const std::string text = fields.text(key);
    int parts[3] = {};
    bool isColor = text.size() == 7 && text.front() == '#';
    for (std::size_t i = 0; isColor && i < 6; ++i) {
        const int digit = hexDigit(text[i + 1]);
        isColor = digit >= 0;
        parts[i / 2] = parts[i / 2] * 16 + digit;
    }
    if (!isColor) {
        fields.refuse(key, "a color like \"#00ffff\"");
        return {};
    }
    return {std::uint8_t(parts[0]), std::uint8_t(parts[1]), std::uint8_t(parts[2])};
}

engine::TokenGrid gridFrom(const json& value, const std::string& where, JsonProblem& problem) {
    JsonFields fields(value, where, problem);
    const auto height = int(fields.integer("height", 1, kMaxSide));
    const auto width = int(fields.integer("width", 1, kMaxSide));
    fields.finish();
    return {height, width};
}

FigureMark markFrom(const json& value, const std::string& where, JsonProblem& problem) {
    JsonFields fields(value, where, problem);
    FigureMark mark;
    mark.grid = gridFrom(fields.object("grid"), fields.at("grid"), problem);
    auto& [first, rows, cols] = mark.tokens;
    first.row = int(fields.integer("row", 0, mark.grid.height - 1));
    first.col = int(fields.integer("column", 0, mark.grid.width - 1));
    rows = int(fields.integer("rows", 1, mark.grid.height - first.row));
    cols = int(fields.integer("columns", 1, mark.grid.width - first.col));
    mark.color = colorFrom(fields, "color");
    mark.letter = textFrom(fields, "letter");
    fields.finish();
    return mark;
}

/// The array of \a key, refused where it is longer than \a most.
const json& listFrom(JsonFields& fields, const char* key, int most) {
    static const json empty = json::array();
    const json& list = fields.array(key);
    if (list.size() <= std::size_t(most)) return list;
    fields.problem().report(fields.at(key), "a list of at most " + std::to_string(most) + " items",
                            std::to_string(list.size()));
    return empty;
}

ColorRange rangeFrom(JsonFields& fields) {
    const auto low = float(fields.number("low", -kMaxValue, kMaxValue));
    const auto high = float(fields.number("high", -kMaxValue, kMaxValue));
    if (!(low < high)) fields.refuse("high", "more than \"low\"");
    return {low, high};
}

FigurePanel panelFrom(const json& value, const std::string& where, JsonProblem& problem) {
    JsonFields fields(value, where, problem);
    FigurePanel panel;
    panel.row = int(fields.integer("row", 0, kMaxFigureLines - 1));
    panel.column = int(fields.integer("column", 0, kMaxFigureLines - 1));
    panel.array = textFrom(fields, "array");
    panel.isPhoto = fields.boolean("photo");
    panel.caption = textFrom(fields, "caption");
    panel.definition = textFrom(fields, "definition");
    panel.colors = ColorMapId(fields.word("colors", colorWords()));
    panel.range = rangeFrom(fields);
    panel.barTitle = textFrom(fields, "bar_title");
    panel.rangeMode = textFrom(fields, "range_mode");
    for (const json& mark : listFrom(fields, "marks", kMaxPanelMarks))
        panel.marks.push_back(markFrom(mark, fields.at("marks", panel.marks.size()), problem));
    fields.finish();
    return panel;
}

void readPanels(JsonFields& fields, FigureSpec& spec) {
    std::set<std::pair<int, int>> places;
    for (const json& value : listFrom(fields, "panels", kMaxFigurePanels)) {
        const std::string where = fields.at("panels", spec.panels.size());
        const auto panel = panelFrom(value, where, fields.problem());
        if (!places.insert({panel.row, panel.column}).second)
            fields.problem().report(where, "at a place of its own",
                                    "row " + std::to_string(panel.row) + ", column " +
                                        std::to_string(panel.column) + " twice");
        spec.panels.push_back(panel);
    }
    if (spec.panels.empty()) fields.problem().report("panels", "one panel or more", "none");
}

std::vector<std::string> titlesFrom(JsonFields& fields, const char* key) {
    std::vector<std::string> titles;
    for (const json& value : listFrom(fields, key, kMaxFigureLines)) {
        const bool isText =
            value.is_string() && value.get_ref<const std::string&>().size() <= kMaxText;
        if (!isText)
            fields.problem().report(fields.at(key, titles.size()), "a short text",
                                    value.is_string() ? "a long one" : value.type_name());
        titles.push_back(isText ? value.get<std::string>() : std::string());
    }
    return titles;
}

/// The NPZ lies beside the JSON, nowhere else.
bool isPlainFileName(const std::string& name) {
    return !name.empty() && name.size() <= 255 && name != "." && name != ".." &&
           name.find_first_of(std::string_view("/\\\0", 3)) == std::string::npos;
}

bool isSha256(const std::string& text) {
    return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

void readArrays(JsonFields& outer, FigureSpec& spec) {
    JsonFields fields(outer.object("arrays"), "arrays", outer.problem());
    spec.arrays = fields.text("file");
    if (!isPlainFileName(spec.arrays))
        fields.refuse("file", "the plain name of a file in the same folder");
    spec.arraysSha256 = fields.text("sha256");
    if (!isSha256(spec.arraysSha256)) fields.refuse("sha256", "64 hexadecimal digits, lower case");
    fields.finish();
}

/// \a bytes were parsed before, so they are well-formed and not nested deeply.
std::string provenanceFrom(JsonFields& fields, const std::string& bytes) {
    if (fields.isObject("provenance")) return textOf(Json::parse(bytes)["provenance"]);
    return fields.text("provenance");
}

engine::Result<FigureSpec> specFrom(const json& value, const std::string& bytes,
                                    const std::string& fileName) {
    JsonProblem problem(fileName);
    JsonFields fields(value, {}, problem);
    fields.word("kind", {kKind});
    const auto version = fields.integer("schema", 1, kMaxNumber);
    if (!problem.status()) return problem.status().error();
    if (version > kVersion)
        return Error{ErrorCode::Unsupported,
                     fileName + " is of version " + std::to_string(version) +
                         "; this program reads up to version " + std::to_string(kVersion) + "."};
    FigureSpec spec;
    spec.width = fields.number("width", kMinFigureWidth, kMaxFigureWidth);
    spec.textSize = int(fields.integer("text_size", kMinFigureText, kMaxFigureText));
    spec.bars = FigureBars(fields.word("bars", kBarWords));
    spec.hasCaptions = fields.boolean("has_captions");
    spec.hasBars = fields.boolean("has_bars");
    spec.hasMarks = fields.boolean("has_marks");
    spec.hasTokenGrid = fields.boolean("has_token_grid");
    spec.rowTitles = titlesFrom(fields, "row_titles");
    spec.columnTitles = titlesFrom(fields, "column_titles");
    readPanels(fields, spec);
    readArrays(fields, spec);
    spec.provenance = provenanceFrom(fields, bytes);
    fields.finish();
    if (!problem.status()) return problem.status().error();
    return spec;
}

}  // namespace

std::string toJson(const FigureSpec& spec) {
    Json panels = Json::array();
    for (const auto& panel : spec.panels) panels.push_back(toJson(panel));
    return textOf({{"schema", kVersion},
                   {"kind", kKind},
                   {"width", spec.width},
                   {"text_size", spec.textSize},
                   {"bars", kBarWords[std::size_t(spec.bars)]},
                   {"has_captions", spec.hasCaptions},
                   {"has_bars", spec.hasBars},
                   {"has_marks", spec.hasMarks},
                   {"has_token_grid", spec.hasTokenGrid},
                   {"row_titles", spec.rowTitles},
                   {"column_titles", spec.columnTitles},
                   {"panels", std::move(panels)},
                   {"arrays", {{"file", spec.arrays}, {"sha256", spec.arraysSha256}}},
                   {"provenance", provenanceJson(spec.provenance)}});
}

engine::Result<FigureSpec> figureSpecFromJson(const std::string& bytes,
                                              const std::string& fileName) {
    const auto value = engine::parseJson(bytes, fileName, {kMaxFigureJsonBytes, 32});
    if (!value) return value.error();
    return engine::guarded("Reading " + fileName,
                           [&] { return specFrom(*value, bytes, fileName); });
}

}  // namespace core
