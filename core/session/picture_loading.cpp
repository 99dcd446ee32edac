// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/picture_loading.h"

#include <base/guarded.h>

#include <algorithm>
#include <cstring>

namespace core {

engine::Result<Picture> loadPicture(const std::filesystem::path& path, InputShape shape) {
    return engine::guarded("Reading " + path.string(), [&]() -> engine::Result<Picture> {
        const auto picture = readPicture(path);
        if (!picture) return picture.error();
        auto fitted = fitPicture(*picture, SizeChoice{shape.size, {}}, shape.fit, shape.nativeSide,
                                 shape.multiple);
        if (fitted || fitted.error().message.find(path.filename().string()) != std::string::npos)
            return fitted;
        return engine::Error{fitted.error().code, path.string() + ": " + fitted.error().message};
    });
}

QImage toImage(const Picture& picture) {
    QImage image(picture.size.width, picture.size.height, QImage::Format_RGB888);
    const auto bytes = std::size_t(picture.size.width) * 3;
    for (int row = 0; row < picture.size.height; ++row)
        std::memcpy(image.scanLine(row), picture.rgb.data() + std::size_t(row) * bytes, bytes);
    return image;
}

}  // namespace core
