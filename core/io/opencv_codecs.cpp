// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/codecs.h"

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <vector>

namespace core {
namespace {

/// OpenCV's channel order, BGR, stays within these functions.
class OpenCvCodecs final : public Codecs {
public:
    std::optional<Picture> decode(const std::string& bytes) const override {
        const cv::Mat file(1, int(bytes.size()), CV_8UC1, const_cast<char*>(bytes.data()));
        // IMREAD_COLOR drops alpha and takes the upper byte of 16-bit values.
        const cv::Mat bgr = cv::imdecode(file, cv::IMREAD_COLOR | cv::IMREAD_IGNORE_ORIENTATION);
        if (bgr.empty()) return std::nullopt;
        Picture picture{{bgr.cols, bgr.rows}, std::vector<std::uint8_t>(bgr.total() * 3)};
        cv::Mat rgb(bgr.rows, bgr.cols, CV_8UC3, picture.rgb.data());
        cv::cvtColor(bgr, rgb, cv::COLOR_BGR2RGB);
        return picture;
    }

    std::string encodePng(const PixelBlock& pixels) const override {
        const bool isColor = pixels.channels == 3;
        cv::Mat mat(pixels.size.height, pixels.size.width, isColor ? CV_8UC3 : CV_8UC1,
                    const_cast<std::uint8_t*>(pixels.data));
        if (isColor) {
            cv::Mat bgr;
            cv::cvtColor(mat, bgr, cv::COLOR_RGB2BGR);
            mat = bgr;
        }
        std::vector<std::uint8_t> bytes;
        const bool done = cv::imencode(".png", mat, bytes, {cv::IMWRITE_PNG_COMPRESSION, 6});
        return done ? std::string(bytes.begin(), bytes.end()) : std::string();
    }
};

}  // namespace
}  // namespace core

extern "C" const core::Codecs* denoscope_codecs() {
    static const core::OpenCvCodecs codecs;
    return &codecs;
}
