// SPDX-License-Identifier: GPL-3.0-or-later
#include "tensor/safetensors_header.h"

#include "base/guarded.h"

#include <nlohmann/json.hpp>

#include <limits>
#include <unordered_set>
#include <utility>

namespace engine {
namespace {

using nlohmann::json;

/// The grammar of a safetensors header as a state machine over JSON events. Every handler returns
/// false at the first thing that is not allowed, which ends the parse.
class HeaderSax : public nlohmann::json_sax<json> {
public:
    explicit HeaderSax(std::uint64_t dataBytes) : m_dataBytes(dataBytes) {}

    const std::string& problem() const { return m_problem; }
    std::vector<TensorEntry> takeEntries() { return std::move(m_entries); }

    bool start_object(std::size_t) override {
        if (m_at == At::Start) return go(At::Names);
        if (m_at == At::MetadataValue) return go(At::Metadata);
        if (m_at == At::EntryValue) return go(At::Entry);
        return wrongType("an object");
    }
    bool end_object() override {
        if (m_at == At::Entry) return finishEntry() && go(At::Names);
        return go(m_at == At::Metadata ? At::Names : At::End);
    }
    bool key(std::string& name) override {
        if (m_at == At::Names) return topLevelKey(name);
        if (m_at == At::Metadata) return metadataKey(name);
        return entryKey(name);
    }
    bool string(std::string& text) override {
        if (m_at == At::Metadata) return true;
        if (m_at != At::Dtype) return wrongType("a string");
        const auto dtype = dtypeNamed(text);
        if (!dtype) return fail(entryName() + " has the unknown dtype \"" + text + "\"");
        m_entry.dtype = *dtype;
        return go(At::Entry);
    }
    bool start_array(std::size_t) override {
        if (m_at == At::ShapeValue) return go(At::Shape);
        if (m_at == At::OffsetsValue) return go(At::Offsets);
        return wrongType("an array");
    }
    bool end_array() override {
        if (m_at == At::Offsets && m_offsets.size() != 2)
            return fail(entryName() + " has " + std::to_string(m_offsets.size()) +
                        " data_offsets; 2 were expected");
        return go(At::Entry);
    }
    bool number_unsigned(json::number_unsigned_t value) override {
        if (m_at == At::Shape) return side(value);
        if (m_at != At::Offsets) return wrongType("a number");
        m_offsets.push_back(value);
        return m_offsets.size() <= 2 || fail(entryName() + " has more than 2 data_offsets");
    }
    bool number_integer(json::number_integer_t) override { return wrongType("a negative number"); }
    bool number_float(json::number_float_t, const std::string& text) override {
        return wrongType("the number " + text);
    }
    bool null() override { return wrongType("null"); }
    bool boolean(bool) override { return wrongType("a truth value"); }
    bool binary(json::binary_t&) override { return wrongType("binary data"); }
    bool parse_error(std::size_t position, const std::string&, const json::exception&) override {
        return m_problem.empty()
                   ? fail("the header is not valid JSON at byte " + std::to_string(position))
                   : false;
    }

private:
    /// Where in the header the parser stands. The ...Value states wait for the value of a key just
    /// read.
    enum class At {
        Start,
        Names,
        MetadataValue,
        Metadata,
        EntryValue,
        Entry,
        Dtype,
        ShapeValue,
        Shape,
        OffsetsValue,
        Offsets,
        End
    };
    enum Field : unsigned { HasDtype = 1, HasShape = 2, HasOffsets = 4, HasAll = 7 };

    bool go(At at) {
        m_at = at;
        return true;
    }
    bool fail(std::string why) {
        m_problem = std::move(why);
        return false;
    }
    bool wrongType(const std::string& found) {
        switch (m_at) {
            case At::Start:
                return fail("the header is " + found + "; an object was expected");
            case At::MetadataValue:
                return fail("__metadata__ is " + found + "; an object was expected");
            case At::Metadata:
                return fail("__metadata__ holds " + found + "; strings were expected");
            case At::EntryValue:
                return fail(entryName() + " is " + found + "; an object was expected");
            case At::Dtype:
                return fail("the dtype of " + entryName() + " is " + found +
                            "; a string was expected");
            case At::ShapeValue:
                return fail("the shape of " + entryName() + " is " + found +
                            "; an array was expected");
            case At::Shape:
                return fail("the shape of " + entryName() + " holds " + found +
                            "; sizes were expected");
            case At::OffsetsValue:
                return fail("the data_offsets of " + entryName() + " are " + found +
                            "; an array was expected");
            default:
                return fail("the data_offsets of " + entryName() + " hold " + found +
                            "; offsets were expected");
        }
    }
    std::string entryName() const { return "tensor " + m_entry.name; }

    bool topLevelKey(std::string& name) {
        if (name == "__metadata__") {
            if (std::exchange(m_hasMetadata, true)) return fail("__metadata__ appears twice");
            return go(At::MetadataValue);
        }
        m_entry = {};
        m_entry.name = std::move(name);
        m_offsets.clear();
        m_fields = 0;
        return go(At::EntryValue);
    }
    bool metadataKey(const std::string& name) {
        return m_metadataKeys.insert(name).second ||
               fail("__metadata__ has the key \"" + name + "\" twice");
    }
    bool entryKey(const std::string& name) {
        if (name == "dtype") return field(name, HasDtype, At::Dtype);
        if (name == "shape") return field(name, HasShape, At::ShapeValue);
        if (name == "data_offsets") return field(name, HasOffsets, At::OffsetsValue);
        return fail(entryName() + " has the unknown field \"" + name + "\"");
    }
    bool field(const std::string& name, Field which, At at) {
        if ((m_fields & which) != 0) return fail(entryName() + " has the field " + name + " twice");
        m_fields |= which;
        return go(at);
    }
    bool side(std::uint64_t value) {
        if (value > std::uint64_t(std::numeric_limits<std::int64_t>::max()))
            return fail("the shape of " + entryName() + " holds " + std::to_string(value) +
                        ", more than any tensor has");
        m_entry.shape.push_back(std::int64_t(value));
        return true;
    }
    bool finishEntry() {
        if (m_fields != HasAll)
            return fail(entryName() + " lacks one of dtype, shape and data_offsets");
        m_entry.begin = m_offsets[0];
        m_entry.end = m_offsets[1];
        if (m_entry.begin > m_entry.end || m_entry.end > m_dataBytes)
            return fail("the data of " + entryName() + " lie at [" + std::to_string(m_entry.begin) +
                        ", " + std::to_string(m_entry.end) + "], outside the file's " +
                        std::to_string(m_dataBytes) + " bytes of data");
        if (!sizeFits()) return false;
        m_entries.push_back(std::move(m_entry));
        return true;
    }
    bool sizeFits() {
        const auto count = elementCount(m_entry.shape);
        std::uint64_t needed = 0;
        if (!count || __builtin_mul_overflow(*count, std::uint64_t(sizeOf(m_entry.dtype)), &needed))
            return fail(entryName() + " has the impossible shape " + shapeText(m_entry.shape));
        const std::uint64_t found = m_entry.end - m_entry.begin;
        return found == needed ||
               fail(entryName() + " has " + std::to_string(found) + " bytes; its shape " +
                    shapeText(m_entry.shape) + " of " + std::string(nameOf(m_entry.dtype)) +
                    " needs " + std::to_string(needed));
    }

    std::uint64_t m_dataBytes;
    At m_at = At::Start;
    std::string m_problem;
    std::vector<TensorEntry> m_entries;
    TensorEntry m_entry;  // the one being read
    std::vector<std::uint64_t> m_offsets;
    unsigned m_fields = 0;
    bool m_hasMetadata = false;
    std::unordered_set<std::string> m_metadataKeys;
};

}  // namespace

Result<std::vector<TensorEntry>> readSafetensorsEntries(std::string_view header,
                                                        std::uint64_t dataBytes,
                                                        const std::string& fileName) {
    using R = Result<std::vector<TensorEntry>>;
    return guarded("Reading " + fileName, [&]() -> R {
        const auto bad = [&](const std::string& why) {
            return Error{ErrorCode::BadFile, fileName + ": " + why + "."};
        };
        if (!header.starts_with('{')) return bad("the header does not begin with {");
        HeaderSax sax(dataBytes);
        if (!json::sax_parse(header.begin(), header.end(), &sax)) return bad(sax.problem());
        return sax.takeEntries();
    });
}

}  // namespace engine
