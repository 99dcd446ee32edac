// SPDX-License-Identifier: GPL-3.0-or-later
#include "figure/figure_contents.h"

#include <cstring>
#include <string>

namespace core {
namespace {

using engine::Error;
using engine::ErrorCode;
using engine::NdArray;
using engine::Result;

constexpr std::int64_t kMaxCells = 1 << 20;     // each becomes a rectangle of the file
constexpr std::int64_t kMaxPixels = 100 << 20;  // of a photo

bool isMapShaped(const NdArray& array) {
    return array.dtype() == engine::DType::F32 && array.rank() == 2;
}
bool isPictureShaped(const NdArray& array) {
    return array.dtype() == engine::DType::U8 && array.rank() == 3 && array.shape()[2] == 3;
}

Error bad(const FigurePanel& panel, const std::string& why) {
    return {ErrorCode::BadFile, "The array \"" + panel.array + "\" of the figure's row " +
                                    std::to_string(panel.row + 1) + ", column " +
                                    std::to_string(panel.column + 1) + " " + why + "."};
}

Result<PanelContent> contentOf(const FigurePanel& panel, const engine::NamedArrays& arrays) {
    const NdArray* array = engine::findArray(arrays, panel.array);
    if (array == nullptr) return bad(panel, "is not among the figure's numbers");
    const bool isMap = isMapShaped(*array) && !panel.isPhoto;
    if (!isMap && !isPictureShaped(*array))
        return bad(panel, std::string("should be ") + (panel.isPhoto ? "" : "float32 [H, W] or ") +
                              "uint8 [H, W, 3], found " + std::string(nameOf(array->dtype())) +
                              " " + engine::shapeText(array->shape()));
    const std::int64_t height = array->shape()[0], width = array->shape()[1];
    const std::int64_t most = panel.isPhoto ? kMaxPixels : kMaxCells;
    if (height < 1 || width < 1 || height > most / width)
        return bad(panel, "should have 1 to " + std::to_string(most) + " cells, found " +
                              engine::shapeText(array->shape()));
    PanelContent content{&panel, int(height), int(width), {}, {}, panel.range};
    if (isMap) {
        const auto values = array->floats();
        content.values.assign(values.begin(), values.end());
        return content;
    }
    content.picture.size = {content.width, content.height};
    content.picture.rgb.resize(array->count());
    std::memcpy(content.picture.rgb.data(), array->bytes().data(), array->count());
    return content;
}

}  // namespace

Result<std::vector<PanelContent>> panelContents(const FigureSpec& spec,
                                                const engine::NamedArrays& arrays) {
    std::vector<PanelContent> contents;
    for (const auto& panel : spec.panels) {
        auto content = contentOf(panel, arrays);
        if (!content) return content.error();
        contents.push_back(*std::move(content));
    }
    return contents;
}

}  // namespace core
