// SPDX-License-Identifier: GPL-3.0-or-later
#include "tensor/npy.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <charconv>
#include <cstring>
#include <optional>
#include <utility>

namespace engine {
namespace {

static_assert(std::endian::native == std::endian::little, "NPY data is handed on as it lies.");

constexpr std::array<std::pair<std::string_view, DType>, 12> kDescriptors = {
    {{"<f8", DType::F64},
     {"<f4", DType::F32},
     {"<f2", DType::F16},
     {"<i8", DType::I64},
     {"<i4", DType::I32},
     {"<i2", DType::I16},
     {"|i1", DType::I8},
     {"<u8", DType::U64},
     {"<u4", DType::U32},
     {"<u2", DType::U16},
     {"|u1", DType::U8},
     {"|b1", DType::Bool}}};

constexpr std::string_view kMagic = "\x93NUMPY";
constexpr std::size_t kMaxHeaderBytes = 1u << 20;  // numpy's own limit is 10,000 characters
constexpr std::size_t kMaxRank = 64;               // numpy's own limit is 32, 64 since version 2

struct NpyHeader {
    std::string descriptor;
    bool fortranOrder = false;
    std::vector<std::int64_t> shape;
    std::size_t dataStart = 0;
};

/// Reads the dict literal of an NPY header: the three keys once each, in any order, and nothing
/// else.
class HeaderReader {
public:
    explicit HeaderReader(std::string_view text) : m_rest(text) {}

    /// Nothing if the text is anything but such a literal.
    std::optional<NpyHeader> read() {
        NpyHeader header;
        unsigned seen = None;
        bool comma = true;
        if (!take('{')) return std::nullopt;
        while (!take('}')) {
            const unsigned key = comma ? readItem(header) : None;
            if (key == None || (seen & key) != 0) return std::nullopt;
            seen |= key;
            comma = take(',');
        }
        skipSpaces();
        return m_rest.empty() && seen == All ? std::optional(std::move(header)) : std::nullopt;
    }

private:
    enum Key : unsigned { None = 0, Descr = 1, FortranOrder = 2, Shape = 4, All = 7 };

    /// One `'key': value`; None on a wrong one.
    unsigned readItem(NpyHeader& header) {
        const auto key = readString();
        if (!key || !take(':')) return None;
        unsigned which = None;
        if (*key == "descr") {
            const auto value = readString();
            if (value) header.descriptor = *value, which = Descr;
        } else if (*key == "fortran_order") {
            const auto value = readBool();
            if (value) header.fortranOrder = *value, which = FortranOrder;
        } else if (*key == "shape") {
            if (readShape(header.shape)) which = Shape;
        }
        return which;
    }
    std::optional<std::string> readString() {
        if (!take('\'')) return std::nullopt;
        const std::size_t end = m_rest.find_first_of("'\\\n");
        if (end == std::string_view::npos || m_rest[end] != '\'') return std::nullopt;
        std::string text(m_rest.substr(0, end));
        m_rest.remove_prefix(end + 1);
        return text;
    }
    std::optional<bool> readBool() {
        if (takeWord("True")) return true;
        if (takeWord("False")) return false;
        return std::nullopt;
    }
    /// A tuple of non-negative integers: `()`, `(3,)`, `(3, 4)`; `(3)` is a number, not a tuple.
    bool readShape(std::vector<std::int64_t>& shape) {
        if (!take('(')) return false;
        bool comma = true;
        while (!take(')')) {
            std::int64_t side = 0;
            if (!comma || shape.size() == kMaxRank || !readNumber(side)) return false;
            shape.push_back(side);
            comma = take(',');
        }
        return comma || shape.size() > 1;
    }
    bool readNumber(std::int64_t& number) {
        skipSpaces();
        const char* begin = m_rest.data();
        const char* end = begin + m_rest.size();
        if (begin == end || *begin < '0' || *begin > '9') return false;
        const auto [after, error] = std::from_chars(begin, end, number);
        m_rest.remove_prefix(std::size_t(after - begin));
        return error == std::errc();
    }
    bool take(char c) {
        skipSpaces();
        if (m_rest.empty() || m_rest.front() != c) return false;
        m_rest.remove_prefix(1);
        return true;
    }
    bool takeWord(std::string_view word) {
        skipSpaces();
        if (!m_rest.starts_with(word)) return false;
        m_rest.remove_prefix(word.size());
        return true;
    }
    void skipSpaces() {
        m_rest.remove_prefix(std::min(m_rest.find_first_not_of(' '), m_rest.size()));
    }

    std::string_view m_rest;
};

Error bad(const std::string& name, const std::string& why) {
    return {ErrorCode::BadFile, name + " " + why + "."};
}

/// The header's text without its last newline, and where the data begins.
Result<std::pair<std::string_view, std::size_t>> headerText(std::string_view bytes,
                                                            const std::string& name) {
    if (bytes.size() >= 2 && bytes[0] == '\x80' && bytes[1] >= 2 && bytes[1] <= 5)
        return Error{ErrorCode::Unsafe,
                     name +
                         " is a Python pickle, not an NPY file: opening it could run code "
                         "hidden in it, so this program never does."};
    if (!bytes.starts_with(kMagic))
        return bad(name, "is not an NPY file: it does not begin with \\x93NUMPY");
    if (bytes.size() < 10) return bad(name, "ends within the NPY header");
    const int major = static_cast<unsigned char>(bytes[6]),
              minor = static_cast<unsigned char>(bytes[7]);
    if (major < 1 || major > 3 || minor != 0)
        return bad(name, "has NPY version " + std::to_string(major) + "." + std::to_string(minor) +
                             "; 1.0, 2.0 and 3.0 are read");
    const std::size_t start = major == 1 ? 10 : 12;
    if (bytes.size() < start) return bad(name, "ends within the NPY header");
    std::uint32_t length = 0;
    std::memcpy(&length, bytes.data() + 8, start - 8);
    if (length > kMaxHeaderBytes)
        return bad(name, "claims an NPY header of " + std::to_string(length) + " bytes; at most " +
                             std::to_string(kMaxHeaderBytes) + " are read");
    if (length > bytes.size() - start) return bad(name, "ends within the NPY header");
    std::string_view text = bytes.substr(start, length);
    if (!text.ends_with('\n'))
        return bad(name, "has an NPY header that does not end with a newline");
    text.remove_suffix(1);
    return std::pair(text, start + length);
}

Result<DType> dtypeOf(const std::string& descriptor, const std::string& name) {
    for (const auto& [text, dtype] : kDescriptors)
        if (text == descriptor) return dtype;
    if (descriptor.find('O') != std::string::npos)
        return Error{ErrorCode::Unsafe,
                     name + " holds Python objects ('" + descriptor +
                         "'), that is a pickle: opening it could run code hidden in it, so this "
                         "program never does. Save it as numbers, e.g. with .astype('float32')."};
    if (descriptor.starts_with('>'))
        return bad(name,
                   "is big-endian ('" + descriptor + "'); only little-endian arrays are read");
    return bad(name, "has the element type '" + descriptor + "', which is not read");
}

Result<NpyHeader> parseHeader(std::string_view bytes, const std::string& name) {
    const auto text = headerText(bytes, name);
    if (!text) return text.error();
    auto header = HeaderReader(text->first).read();
    if (!header)
        return bad(name,
                   "has an NPY header that is not the expected "
                   "{'descr': ..., 'fortran_order': ..., 'shape': ...}");
    header->dataStart = text->second;
    return std::move(*header);
}

/// Copies an array whose first index runs fastest into one whose last index does.
std::vector<std::byte> fromFortranOrder(const std::byte* from, std::span<const std::int64_t> shape,
                                        std::size_t count, std::size_t size) {
    std::vector<std::byte> out(count * size);
    std::vector<std::size_t> stride(shape.size()), index(shape.size(), 0);
    std::size_t step = size;
    for (std::size_t d = 0; d < shape.size(); ++d, step *= std::size_t(shape[d - 1]))
        stride[d] = step;
    std::size_t offset = 0;
    for (std::size_t i = 0; i < count; ++i) {
        std::memcpy(out.data() + i * size, from + offset, size);
        for (std::size_t d = shape.size(); d-- > 0;) {  // next index in C order
            offset += stride[d];
            if (++index[d] < std::size_t(shape[d])) break;
            offset -= stride[d] * index[d];
            index[d] = 0;
        }
    }
    return out;
}

/// The checked parts of an NPY file.
struct NpyParts {
    NpyHeader header;
    DType dtype = DType::F32;
    std::size_t count = 0;
};

Result<NpyParts> parseParts(std::string_view bytes, const std::string& name) {
    auto header = parseHeader(bytes, name);
    if (!header) return header.error();
    const auto dtype = dtypeOf(header->descriptor, name);
    if (!dtype) return dtype.error();
    const auto count = elementCount(header->shape);
    std::uint64_t needed = 0;
    if (!count || __builtin_mul_overflow(*count, std::uint64_t(sizeOf(*dtype)), &needed))
        return bad(name, "claims the impossible shape " + shapeText(header->shape));
    const std::uint64_t found = bytes.size() - header->dataStart;
    if (found != needed)
        return bad(name, "holds " + std::to_string(found) + " bytes of data; its shape " +
                             shapeText(header->shape) + " of '" + header->descriptor + "' needs " +
                             std::to_string(needed));
    return NpyParts{std::move(*header), *dtype, std::size_t(*count)};
}

bool needsTransposing(const NpyParts& parts) {
    return parts.header.fortranOrder && parts.header.shape.size() > 1 && parts.count > 0;
}

bool isUsableInPlace(const NpyParts& parts, const std::byte* data) {
    return reinterpret_cast<std::uintptr_t>(data) % sizeOf(parts.dtype) == 0 &&
           !needsTransposing(parts);
}

NdArray copyOf(const NpyParts& parts, const std::byte* data) {
    const std::size_t size = sizeOf(parts.dtype);
    auto bytes = needsTransposing(parts)
                     ? fromFortranOrder(data, parts.header.shape, parts.count, size)
                     : std::vector<std::byte>(data, data + parts.count * size);
    return NdArray::fromBytes(parts.dtype, parts.header.shape, std::move(bytes));
}

std::string_view descriptorOf(DType dtype) {
    for (const auto& [text, d] : kDescriptors)
        if (d == dtype) return text;
    return {};
}

/// A tuple as Python's repr writes it.
std::string tupleText(std::span<const std::int64_t> shape) {
    std::string text = "(";
    for (const std::int64_t side : shape)
        text += (text.size() > 1 ? ", " : "") + std::to_string(side);
    return text + (shape.size() == 1 ? ",)" : ")");
}

}  // namespace

Result<NdArray> parseNpy(std::string_view bytes, const std::string& name) {
    const auto parts = parseParts(bytes, name);
    if (!parts) return parts.error();
    return copyOf(*parts,
                  reinterpret_cast<const std::byte*>(bytes.data()) + parts->header.dataStart);
}

Result<NdArray> adoptNpy(std::string bytes, const std::string& name) {
    auto parts = parseParts(bytes, name);
    if (!parts) return parts.error();
    const auto owner = std::make_shared<const std::string>(std::move(bytes));
    const auto* data = reinterpret_cast<const std::byte*>(owner->data()) + parts->header.dataStart;
    if (!isUsableInPlace(*parts, data)) return copyOf(*parts, data);
    return NdArray(parts->dtype, std::move(parts->header.shape), owner, data);
}

Result<NdArray> viewNpy(std::shared_ptr<const void> owner, std::span<const std::byte> bytes,
                        const std::string& name) {
    auto parts = parseParts({reinterpret_cast<const char*>(bytes.data()), bytes.size()}, name);
    if (!parts) return parts.error();
    const auto* data = bytes.data() + parts->header.dataStart;
    if (!isUsableInPlace(*parts, data))
        return Error{ErrorCode::Unsupported,
                     name + " is in Fortran order or not aligned and cannot be mapped."};
    return NdArray(parts->dtype, std::move(parts->header.shape), std::move(owner), data);
}

bool hasNpyType(DType dtype) {
    return !descriptorOf(dtype).empty();
}

std::string npyHeader(const NdArray& array) {
    assert(hasNpyType(array.dtype()));
    std::string text = "{'descr': '" + std::string(descriptorOf(array.dtype())) +
                       "', 'fortran_order': False, 'shape': " + tupleText(array.shape()) + ", }";
    // numpy leaves room for the first dimension to grow to 21 digits.
    if (array.rank() > 0) text.append(21 - std::to_string(array.shape()[0]).size(), ' ');
    // Then spaces and a newline, so that magic, version, length and text fill a multiple of 64. A
    // header that ends on it exactly gets another 64 spaces, as numpy pads.
    text.append(64 - (10 + text.size() + 1) % 64, ' ');
    text += '\n';
    std::string header(kMagic);
    header += {'\x01', '\x00', char(text.size() & 0xff), char(text.size() >> 8)};
    return header + text;
}

std::string encodeNpy(const NdArray& array) {
    std::string file = npyHeader(array);
    const auto data = array.bytes();
    file.append(reinterpret_cast<const char*>(data.data()), data.size());
    return file;
}

}  // namespace engine
