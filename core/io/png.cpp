// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/png.h"

#include "io/codecs.h"

#include <base/atomic_file.h>
#include <base/guarded.h>

#include <zlib.h>

#include <cassert>
#include <cmath>
#include <string>
#include <string_view>
#include <vector>

namespace core {
namespace {

using engine::Error;
using engine::ErrorCode;
using engine::Result;
using engine::Status;
using namespace std::string_view_literals;

std::string bigEndian(std::uint32_t value) {
    return {char(value >> 24), char(value >> 16 & 0xff), char(value >> 8 & 0xff),
            char(value & 0xff)};
}

/// Length, type, data, checksum. Format: PNG specification, third edition, section 5.3.
std::string chunk(std::string_view type, std::string_view data) {
    const std::string body = std::string(type) + std::string(data);
    const uLong crc = ::crc32_z(0, reinterpret_cast<const Bytef*>(body.data()), body.size());
    return bigEndian(std::uint32_t(data.size())) + body + bigEndian(std::uint32_t(crc));
}

/// UTF-8 text, uncompressed, with no language and no translated keyword (section 11.3.3.4 there).
std::string textChunk(std::string_view keyword, std::string_view text) {
    return chunk("iTXt", std::string(keyword) + std::string("\0\0\0\0\0"sv) + std::string(text));
}

/// Pixels per metre, the same across and down (section 11.3.4.3 there).
std::string sizeChunk(int dotsPerInch) {
    const auto perMetre = std::uint32_t(std::lround(dotsPerInch / 0.0254));
    return chunk("pHYs", bigEndian(perMetre) + bigEndian(perMetre) + '\1');
}

Result<std::string> encode(const PixelBlock& pixels, const PngNotes& notes) {
    constexpr std::size_t kBegin = 8 + 12 + 13;  // signature and IHDR, the size comes after
    constexpr std::size_t kEndChunk = 12;        // IEND: length, type, checksum
    const auto codecs = loadCodecs();
    if (!codecs) return codecs.error();
    std::string png = (*codecs)->encodePng(pixels);
    if (png.size() < kBegin + kEndChunk)
        return Error{ErrorCode::Internal, "A picture cannot be encoded as PNG."};
    if (!notes.provenance.empty())
        png.insert(png.size() - kEndChunk, textChunk("provenance", notes.provenance));
    if (notes.dotsPerInch > 0) png.insert(kBegin, sizeChunk(notes.dotsPerInch));
    return png;
}

Status writePixels(const std::filesystem::path& path, const PixelBlock& pixels,
                   const PngNotes& notes) {
    const auto png = encode(pixels, notes);
    return png ? engine::atomicWrite(path, *png) : Status(png.error());
}

PixelBlock blockOf(const Picture& picture) {
    assert(picture.rgb.size() ==
           std::size_t(picture.size.width) * std::size_t(picture.size.height) * 3);
    return {picture.size, 3, picture.rgb.data()};
}

}  // namespace

Result<std::string> encodePng(const Picture& picture, const PngNotes& notes) {
    return engine::guarded("Encoding a PNG", [&] { return encode(blockOf(picture), notes); });
}

Status writePng(const std::filesystem::path& path, const Picture& picture,
                const std::string& provenance) {
    return engine::guarded("Writing " + path.string(),
                           [&] { return writePixels(path, blockOf(picture), {provenance}); });
}

Status writeGrayPng(const std::filesystem::path& path, int width, int height,
                    const std::vector<std::uint8_t>& values) {
    return engine::guarded("Writing " + path.string(), [&] {
        assert(values.size() == std::size_t(width) * std::size_t(height));
        return writePixels(path, {{width, height}, 1, values.data()}, {});
    });
}

}  // namespace core
