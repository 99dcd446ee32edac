// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/picture.h"

#include <base/atomic_file.h>
#include <base/guarded.h>

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <zlib.h>

#include <cassert>
#include <string>
#include <string_view>
#include <vector>

namespace core {
namespace {

using engine::Error;
using engine::ErrorCode;
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

/// Encodes \a mat with fixed settings, so that equal pixels give equal bytes.
std::string encode(const cv::Mat& mat) {
    std::vector<std::uint8_t> bytes;
    const bool done = cv::imencode(".png", mat, bytes, {cv::IMWRITE_PNG_COMPRESSION, 6});
    return done ? std::string(bytes.begin(), bytes.end()) : std::string();
}

Status writeEncoded(const std::filesystem::path& path, std::string png,
                    const std::string& provenance) {
    constexpr std::size_t kEndChunk = 12;  // IEND: length, type, checksum
    if (png.size() < kEndChunk)
        return Error{ErrorCode::Internal, "Cannot encode " + path.string() + " as PNG."};
    if (!provenance.empty())
        png.insert(png.size() - kEndChunk, textChunk("provenance", provenance));
    return engine::atomicWrite(path, png);
}

}  // namespace

Status writePng(const std::filesystem::path& path, const Picture& picture,
                const std::string& provenance) {
    return engine::guarded("Writing " + path.string(), [&] {
        assert(picture.rgb.size() ==
               std::size_t(picture.size.width) * std::size_t(picture.size.height) * 3);
        const cv::Mat rgb(picture.size.height, picture.size.width, CV_8UC3,
                          const_cast<std::uint8_t*>(picture.rgb.data()));
        cv::Mat bgr;
        cv::cvtColor(rgb, bgr, cv::COLOR_RGB2BGR);
        return writeEncoded(path, encode(bgr), provenance);
    });
}

Status writeGrayPng(const std::filesystem::path& path, int width, int height,
                    const std::vector<std::uint8_t>& values) {
    return engine::guarded("Writing " + path.string(), [&] {
        assert(values.size() == std::size_t(width) * std::size_t(height));
        const cv::Mat gray(height, width, CV_8UC1, const_cast<std::uint8_t*>(values.data()));
        return writeEncoded(path, encode(gray), {});
    });
}

}  // namespace core
