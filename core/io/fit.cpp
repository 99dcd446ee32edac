// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/picture.h"

#include <base/guarded.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>
#include <string>
#include <string_view>

namespace core {
namespace {

using engine::Error;
using engine::ErrorCode;
using engine::PixelRect;
using engine::PixelSize;
using engine::Result;

constexpr int kMinSide = 64;
constexpr int kMaxSide = 16384;
constexpr std::int64_t kMaxPixels = 100'000'000;
constexpr int kMaxAspect = 32;  // longer side : shorter side

std::string textOf(PixelSize s) {
    return std::to_string(s.width) + " x " + std::to_string(s.height) + " px";
}

/// A side length of `--size`, or 0.
int parseSide(std::string_view text) {
    int side = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), side);
    const bool whole = error == std::errc() && end == text.data() + text.size();
    return whole && side >= kMinSide && side <= kMaxSide ? side : 0;
}

PixelSize targetOf(const Picture& picture, const SizeChoice& choice, int nativeSide, int multiple) {
    PixelSize size = choice.exact;
    if (choice.kind == SizeChoice::Kind::Native) size = {nativeSide, nativeSide};
    if (choice.kind == SizeChoice::Kind::Keep) size = picture.size;
    return {size.width / multiple * multiple, size.height / multiple * multiple};
}

Picture copyRect(const Picture& picture, PixelRect r) {
    Picture out{{r.right - r.left, r.bottom - r.top}, {}};
    const std::size_t stride = std::size_t(picture.size.width) * 3;
    for (int y = r.top; y < r.bottom; ++y) {
        const auto row = picture.rgb.begin() + std::ptrdiff_t(std::size_t(y) * stride);
        out.rgb.insert(out.rgb.end(), row + r.left * 3, row + r.right * 3);
    }
    return out;
}

/// The largest centred part with the aspect of \a target. Half sides are floored, so that a square
/// one is the anomaly study's crop, one pixel smaller where a side is odd. Source:
/// reference/anomalies.md, section 1.
PixelRect centredCrop(PixelSize size, PixelSize target) {
    const std::int64_t w = size.width, h = size.height, tw = target.width, th = target.height;
    const bool tooWide = w * th > h * tw;
    const int halfWidth = int((tooWide ? h * tw / th : w) / 2);
    const int halfHeight = int((tooWide ? h : w * th / tw) / 2);
    const int x = size.width / 2, y = size.height / 2;
    return {x - halfWidth, y - halfHeight, x + halfWidth, y + halfHeight};
}

Picture cropped(const Picture& picture, PixelSize target, bool keepsScale) {
    if (!keepsScale)
        return resizeBicubic(copyRect(picture, centredCrop(picture.size, target)), target);
    const int left = (picture.size.width - target.width) / 2,
              top = (picture.size.height - target.height) / 2;
    return copyRect(picture, {left, top, left + target.width, top + target.height});
}

/// The picture scaled to fit into \a target, centred on black, as Pillow's ImageOps.pad places it.
Picture padded(const Picture& picture, PixelSize target) {
    const double w = picture.size.width, h = picture.size.height;
    PixelSize inner = target;
    if (w / h > double(target.width) / target.height)
        inner.height = std::max(1, int(std::nearbyint(h / w * target.width)));
    else
        inner.width = std::max(1, int(std::nearbyint(w / h * target.height)));
    const Picture scaled = resizeBicubic(picture, inner);
    Picture out{target, std::vector<std::uint8_t>(std::size_t(target.width) *
                                                  std::size_t(target.height) * 3)};
    const int left = int(std::nearbyint((target.width - inner.width) * 0.5));
    const int top = int(std::nearbyint((target.height - inner.height) * 0.5));
    const std::size_t rowBytes = std::size_t(inner.width) * 3;
    for (int y = 0; y < inner.height; ++y)
        std::memcpy(out.rgb.data() +
                        (std::size_t(top + y) * std::size_t(target.width) + std::size_t(left)) * 3,
                    scaled.rgb.data() + std::size_t(y) * rowBytes, rowBytes);
    return out;
}

/// What the picture and the size asked for must be, before pixels are touched.
engine::Status checkFit(PixelSize size, PixelSize target) {
    const auto bad = [&](const std::string& why) {
        return Error{ErrorCode::BadFile, "A picture of " + textOf(size) + " " + why + "."};
    };
    if (size.width < 1 || size.height < 1) return bad("has nothing to fit");
    if (std::max(size.width, size.height) >
        std::int64_t(kMaxAspect) * std::min(size.width, size.height))
        return bad("is too long and thin to be fitted; one side may be at most " +
                   std::to_string(kMaxAspect) + " times the other");
    if (target.width < kMinSide || target.height < kMinSide)
        return bad("would be fitted to " + textOf(target) + "; both sides must be at least " +
                   std::to_string(kMinSide) + " px");
    const PixelRect crop = centredCrop(size, target);
    if (crop.left == crop.right || crop.top == crop.bottom)
        return bad("is too small to be fitted to " + textOf(target));
    return {};
}

Picture fitted(const Picture& picture, PixelSize target, FitMode mode, bool keepsScale) {
    if (mode == FitMode::Crop) return cropped(picture, target, keepsScale);
    return mode == FitMode::Pad ? padded(picture, target) : resizeBicubic(picture, target);
}

}  // namespace

Result<SizeChoice> SizeChoice::parse(const std::string& text) {
    if (text == "native") return SizeChoice{Kind::Native, {}};
    if (text == "keep") return SizeChoice{Kind::Keep, {}};
    const std::size_t x = text.find('x');
    const int width = parseSide(std::string_view(text).substr(0, x));
    const int height =
        x == std::string::npos ? width : parseSide(std::string_view(text).substr(x + 1));
    if (width == 0 || height == 0 || std::int64_t(width) * height > kMaxPixels)
        return Error{ErrorCode::Usage,
                     "\"" + text +
                         "\" is no picture size; expected native, keep, a side such as 512, or "
                         "WIDTHxHEIGHT such as 768x512, with sides from " +
                         std::to_string(kMinSide) + " to " + std::to_string(kMaxSide) + "."};
    return SizeChoice{Kind::Exact, {width, height}};
}

Result<Picture> fitPicture(const Picture& picture, const SizeChoice& size, FitMode mode,
                           int nativeSide, int multiple) {
    const PixelSize target = targetOf(picture, size, nativeSide, multiple);
    if (auto status = checkFit(picture.size, target); !status) return status.error();
    const bool keepsScale = size.kind == SizeChoice::Kind::Keep;
    return engine::guarded("Fitting a picture", [&]() -> Result<Picture> {
        return fitted(picture, target, mode, keepsScale);
    });
}

}  // namespace core
