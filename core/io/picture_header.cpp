// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/picture_header.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <string>

namespace core {
namespace {

using engine::PixelSize;

/// Numbers at any offset of a file; 0 behind its end.
class Bytes {
public:
    explicit Bytes(std::string_view bytes, bool bigEndian = false)
        : m_bytes(bytes), m_bigEndian(bigEndian) {}

    std::size_t size() const { return m_bytes.size(); }
    bool has(std::size_t offset, std::string_view text) const {
        return offset <= m_bytes.size() && m_bytes.substr(offset).starts_with(text);
    }
    std::uint32_t u8(std::size_t offset) const { return number(offset, 1); }
    std::uint32_t u16(std::size_t offset) const { return number(offset, 2); }
    std::uint32_t u24(std::size_t offset) const { return number(offset, 3); }
    std::uint32_t u32(std::size_t offset) const { return number(offset, 4); }

private:
    std::uint32_t number(std::size_t offset, std::size_t count) const {
        if (offset > m_bytes.size() || count > m_bytes.size() - offset) return 0;
        std::uint32_t value = 0;
        for (std::size_t i = 0; i < count; ++i) {
            const std::size_t at = m_bigEndian ? i : count - 1 - i;
            value = value << 8 | static_cast<unsigned char>(m_bytes[offset + at]);
        }
        return value;
    }

    std::string_view m_bytes;
    bool m_bigEndian;
};

/// Sizes over any int become one that every limit refuses.
PixelSize sizeOf(std::uint32_t width, std::uint32_t height) {
    const auto clamped = [](std::uint32_t v) {
        return int(std::min(v, std::uint32_t(std::numeric_limits<int>::max())));
    };
    return {clamped(width), clamped(height)};
}

PictureHeader pngHeader(std::string_view bytes) {
    const Bytes in(bytes, true);
    return {"PNG", in.has(12, "IHDR") ? sizeOf(in.u32(16), in.u32(20)) : PixelSize{}, {}};
}

bool hasFrameSize(std::uint32_t marker) {  // SOF0 to SOF15 without DHT, JPG and DAC
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
}

/// The offset of the marker that ends the entropy-coded data at \a at: an FF that is neither
/// stuffed nor a restart.
std::size_t endOfScan(const Bytes& in, std::size_t at) {
    for (; at + 1 < in.size(); ++at) {
        const std::uint32_t next = in.u8(at + 1);
        if (in.u8(at) == 0xff && next != 0 && next != 0xff && (next < 0xd0 || next > 0xd7))
            return at;
    }
    return in.size();
}

/// Walks all segments to the end mark.
PictureHeader jpegHeader(std::string_view bytes) {
    const Bytes in(bytes, true);
    PictureHeader header{"JPEG", {}, "is truncated"};
    for (std::size_t at = 2; at + 1 < in.size() && in.u8(at) == 0xff;) {
        const std::uint32_t marker = in.u8(at + 1);
        if (marker == 0xff) {  // a fill byte
            ++at;
            continue;
        }
        if (marker == 0xd9) {
            header.problem.clear();
            break;
        }
        if (hasFrameSize(marker) && header.size == PixelSize{})
            header.size = sizeOf(in.u16(at + 7), in.u16(at + 5));
        at += 2 + in.u16(at + 2);
        if (marker == 0xda) at = endOfScan(in, at);
    }
    return header;
}

PictureHeader webpHeader(std::string_view bytes) {
    const Bytes in(bytes);
    PictureHeader header{"WebP", {}, {}};
    if (in.has(12, "VP8X")) header.size = sizeOf(in.u24(24) + 1, in.u24(27) + 1);
    if (in.has(12, "VP8 ")) header.size = sizeOf(in.u16(26) & 0x3fff, in.u16(28) & 0x3fff);
    if (in.has(12, "VP8L"))
        header.size = sizeOf((in.u32(21) & 0x3fff) + 1, (in.u32(21) >> 14 & 0x3fff) + 1);
    return header;
}

PictureHeader bmpHeader(std::string_view bytes) {
    const Bytes in(bytes);
    if (in.u32(14) == 12) return {"BMP", sizeOf(in.u16(18), in.u16(20)), {}};
    const auto height = std::int32_t(in.u32(22));  // negative: rows from the top down
    return {"BMP", sizeOf(in.u32(18), std::uint32_t(std::llabs(height))), {}};
}

PictureHeader tiffHeader(std::string_view bytes, bool bigEndian) {
    const Bytes in(bytes, bigEndian);
    PictureHeader header{"TIFF", {}, {}};
    const std::size_t directory = in.u32(4);
    std::uint32_t width = 0, height = 0;
    for (std::size_t i = 0; i < in.u16(directory); ++i) {
        const std::size_t entry = directory + 2 + 12 * i;
        const std::uint32_t value = in.u16(entry + 2) == 3 ? in.u16(entry + 8) : in.u32(entry + 8);
        if (in.u16(entry) == 256) width = value;
        if (in.u16(entry) == 257) height = value;
        if (in.u16(entry) == 338)  // ExtraSamples
            header.problem = "has an alpha channel; save it without";
    }
    header.size = sizeOf(width, height);
    return header;
}

}  // namespace

std::optional<PictureHeader> readPictureHeader(std::string_view bytes) {
    using namespace std::string_view_literals;
    if (bytes.starts_with("\x89PNG\r\n\x1a\n"sv)) return pngHeader(bytes);
    if (bytes.starts_with("\xff\xd8\xff"sv)) return jpegHeader(bytes);
    if (bytes.starts_with("RIFF"sv) && Bytes(bytes).has(8, "WEBP")) return webpHeader(bytes);
    if (bytes.starts_with("BM"sv)) return bmpHeader(bytes);
    if (bytes.starts_with("II*\0"sv)) return tiffHeader(bytes, false);
    if (bytes.starts_with("MM\0*"sv)) return tiffHeader(bytes, true);
    return std::nullopt;
}

}  // namespace core
