// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/picture.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstdint>
#include <vector>

namespace core {
namespace {

using engine::PixelSize;

/// Weights are fixed-point numbers with this many bits behind the point: 8 for the pixel and 2
/// against overflow of the negative lobes are left of an int's 32.
constexpr int kPrecisionBits = 32 - 8 - 2;
constexpr double kSupport = 2.0;

/// Keys' cubic with a = -0.5.
double bicubic(double x) {
    constexpr double a = -0.5;
    x = std::abs(x);
    if (x < 1.0) return ((a + 2.0) * x - (a + 3.0)) * x * x + 1.0;
    if (x < 2.0) return (((x - 5.0) * x + 8.0) * x - 4.0) * a;
    return 0.0;
}

/// Which input samples make one output sample, and with which weights.
struct Kernel {
    int first = 0;
    std::vector<int> weights;
};

int toFixed(double weight) {
    return int(std::trunc(weight * (1 << kPrecisionBits) + (weight < 0 ? -0.5 : 0.5)));
}

/// The kernel of output sample \a index, when \a in samples become \a out. Shrinking widens the
/// filter, which is what keeps it from aliasing.
Kernel kernelAt(int index, int in, int out) {
    const double scale = double(in) / out, widening = std::max(scale, 1.0);
    const double center = (index + 0.5) * scale, support = kSupport * widening;
    const int first = std::max(int(center - support + 0.5), 0);
    const int last = std::min(int(center + support + 0.5), in);
    std::vector<double> weights;
    double sum = 0;
    for (int i = first; i < last; ++i) {
        weights.push_back(bicubic((i - center + 0.5) * (1.0 / widening)));
        sum += weights.back();
    }
    Kernel kernel{first, {}};
    for (const double w : weights) kernel.weights.push_back(toFixed(sum != 0 ? w / sum : w));
    return kernel;
}

std::uint8_t rounded(int sum) {
    return std::uint8_t(std::clamp(sum >> kPrecisionBits, 0, 255));
}

std::vector<Kernel> kernelsFor(int in, int out) {
    std::vector<Kernel> kernels;
    for (int i = 0; i < out; ++i) kernels.push_back(kernelAt(i, in, out));
    return kernels;
}

/// One output pixel from the pixels at \a from, \a from + step, ...
void weigh(const Kernel& kernel, const std::uint8_t* from, std::size_t step, std::uint8_t* to) {
    constexpr int kHalf = 1 << (kPrecisionBits - 1);
    int red = kHalf, green = kHalf, blue = kHalf;
    for (const int weight : kernel.weights) {
        red += from[0] * weight;
        green += from[1] * weight;
        blue += from[2] * weight;
        from += step;
    }
    to[0] = rounded(red);
    to[1] = rounded(green);
    to[2] = rounded(blue);
}

Picture blank(PixelSize size) {
    return {size,
            std::vector<std::uint8_t>(std::size_t(size.width) * std::size_t(size.height) * 3)};
}

Picture resizeWidth(const Picture& picture, int width) {
    Picture out = blank({width, picture.size.height});
    const std::vector<Kernel> kernels = kernelsFor(picture.size.width, width);
    const std::uint8_t* row = picture.rgb.data();
    std::uint8_t* to = out.rgb.data();
    for (int y = 0; y < picture.size.height; ++y, row += std::size_t(picture.size.width) * 3)
        for (const Kernel& kernel : kernels) {
            weigh(kernel, row + std::size_t(kernel.first) * 3, 3, to);
            to += 3;
        }
    return out;
}

Picture resizeHeight(const Picture& picture, int height) {
    Picture out = blank({picture.size.width, height});
    const std::size_t stride = std::size_t(picture.size.width) * 3;
    std::uint8_t* to = out.rgb.data();
    for (const Kernel& kernel : kernelsFor(picture.size.height, height)) {
        const std::uint8_t* row = picture.rgb.data() + std::size_t(kernel.first) * stride;
        for (std::size_t x = 0; x < stride; x += 3, to += 3) weigh(kernel, row + x, stride, to);
    }
    return out;
}

}  // namespace

Picture resizeBicubic(const Picture& picture, PixelSize size) {
    assert(size.width > 0 && size.height > 0 && picture.size.width > 0 && picture.size.height > 0);
    if (size == picture.size) return picture;
    // A pass that would change nothing is left out, as Pillow does; it could only round.
    if (size.width == picture.size.width) return resizeHeight(picture, size.height);
    const Picture wide = resizeWidth(picture, size.width);
    return size.height == picture.size.height ? wide : resizeHeight(wide, size.height);
}

}  // namespace core
