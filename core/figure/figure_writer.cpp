// SPDX-License-Identifier: GPL-3.0-or-later
#include "figure/figure_writer.h"

#include "io/png.h"

#include <algorithm>
#include <cctype>
#include <cstdint>

namespace core {
namespace {

constexpr double kMaxPixels = 200e6;  // 0.6 GB while it is drawn

std::string lowerEnding(const std::filesystem::path& path) {
    std::string ending = path.extension().string();
    std::transform(ending.begin(), ending.end(), ending.begin(),
                   [](unsigned char c) { return char(std::tolower(c)); });
    return ending;
}

engine::Result<std::string> encodePixels(const Figure& figure, const std::string& provenance,
                                         int dotsPerInch) {
    const double scale = dotsPerInch / 72.0;
    const double pixels = figure.width * scale * figure.height * scale;
    if (pixels > kMaxPixels)
        return engine::Error{
            engine::ErrorCode::Usage,
            "With " + std::to_string(dotsPerInch) + " dots per inch the picture would have " +
                std::to_string(std::int64_t(pixels / 1e6)) + " megapixels; at most 200 are drawn."};
    return encodePng(renderFigure(figure, dotsPerInch), {provenance, dotsPerInch});
}

}  // namespace

bool isFigureFile(const std::filesystem::path& path) {
    const std::string ending = lowerEnding(path);
    return ending == ".pdf" || ending == ".svg" || ending == ".png";
}

engine::Result<std::string> encodeFigure(const std::filesystem::path& path, const Figure& figure,
                                         const std::string& provenance, int dotsPerInch) {
    const std::string ending = lowerEnding(path);
    if (ending == ".png") return encodePixels(figure, provenance, dotsPerInch);
    if (ending == ".svg") return encodeSvg(figure, provenance);
    if (ending == ".pdf") return encodePdf(figure, provenance);
    return engine::Error{engine::ErrorCode::Usage,
                         path.string() + " does not end in .pdf, .svg or .png."};
}

}  // namespace core
