// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <base/result.h>
#include <io/picture.h>

#include <QImage>

#include <filesystem>

namespace core {

/// What a model asks of its pictures, ModelInfo's nativeSide and vaeScale, and how they are brought
/// to it: the model's square, or the picture's own size.
struct InputShape {
    int nativeSide = 512;
    int multiple = 8;
    SizeChoice::Kind size = SizeChoice::Kind::Native;
    FitMode fit = FitMode::Crop;
    friend bool operator==(const InputShape&, const InputShape&) = default;
};

/// Reads a picture and brings it to the model's input size as \a shape says; Pillow's bicubic
/// resize. Takes up to a second for a very large one: not for the GUI thread. Fails as readPicture
/// and fitPicture; never throws.
engine::Result<Picture> loadPicture(const std::filesystem::path& path, InputShape shape);

/// A copy for painting.
QImage toImage(const Picture& picture);

}  // namespace core
