// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/picture.h"

#include "io/picture_header.h"

#include <base/atomic_file.h>
#include <base/guarded.h>

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <string>
#include <utility>

namespace core {
namespace {

using engine::Error;
using engine::ErrorCode;
using engine::PixelSize;
using engine::Result;

constexpr int kMaxSide = 16384;
constexpr std::int64_t kMaxPixels = 100'000'000;
constexpr std::size_t kMaxFileBytes = 1u << 30;

Error bad(const std::string& name, const std::string& why) {
    return {ErrorCode::BadFile, name + " " + why + "."};
}

std::string textOf(PixelSize s) {
    return std::to_string(s.width) + " x " + std::to_string(s.height) + " px";
}

/// Everything that can be known before a decoder runs.
Result<PictureHeader> checkHeader(const std::string& bytes, const std::string& name) {
    if (bytes.empty()) return bad(name, "is empty");
    const auto header = readPictureHeader(bytes);
    if (!header)
        return bad(name, "is no picture of a kind that is read (PNG, JPEG, WebP, BMP, TIFF)");
    const PixelSize size = header->size;
    if (size.width <= 0 || size.height <= 0)
        return bad(name, std::string("is a broken ") + header->format + " file: it names no size");
    if (size.width > kMaxSide || size.height > kMaxSide ||
        std::int64_t(size.width) * size.height > kMaxPixels)
        return bad(name, "has " + textOf(size) + "; at most " + std::to_string(kMaxSide) +
                             " px per side and " + std::to_string(kMaxPixels / 1'000'000) +
                             " megapixels are read");
    if (!header->problem.empty())
        return bad(name, std::string("is a ") + header->format + " file that " + header->problem);
    return *header;
}

/// OpenCV's channel order ends here: what goes on is RGB.
Picture toRgb(const cv::Mat& bgr) {
    Picture picture;
    picture.size = {bgr.cols, bgr.rows};
    picture.rgb.resize(bgr.total() * 3);
    cv::Mat rgb(bgr.rows, bgr.cols, CV_8UC3, picture.rgb.data());
    cv::cvtColor(bgr, rgb, cv::COLOR_BGR2RGB);
    return picture;
}

Result<Picture> decode(const std::string& bytes, const std::string& name) {
    const auto header = checkHeader(bytes, name);
    if (!header) return header.error();
    const cv::Mat file(1, int(bytes.size()), CV_8UC1, const_cast<char*>(bytes.data()));
    // IMREAD_COLOR drops alpha and takes the upper byte of 16-bit values.
    const cv::Mat bgr = cv::imdecode(file, cv::IMREAD_COLOR | cv::IMREAD_IGNORE_ORIENTATION);
    if (bgr.empty()) return bad(name, std::string("is a broken ") + header->format + " file");
    if (PixelSize{bgr.cols, bgr.rows} != header->size)
        return bad(name,
                   "says " + textOf(header->size) + " and holds " + textOf({bgr.cols, bgr.rows}));
    return toRgb(bgr);
}

}  // namespace

Result<Picture> readPicture(const std::filesystem::path& path) {
    const auto bytes = engine::readFile(path, kMaxFileBytes);
    if (!bytes) return bytes.error();
    return decodePicture(*bytes, path.string());
}

Result<Picture> decodePicture(const std::string& bytes, const std::string& name) {
    return engine::guarded("Reading " + name, [&] { return decode(bytes, name); });
}

}  // namespace core
