// SPDX-License-Identifier: GPL-3.0-or-later
#include "annotation/norm_source.h"

#include "annotation/label_source.h"

#include <base/guarded.h>
#include <io/npz.h>
#include <io/picture.h>

#include <string>
#include <utility>
#include <vector>

namespace core {
namespace {

namespace fs = std::filesystem;
using engine::Error;
using engine::ErrorCode;
using Maps = std::map<std::int64_t, engine::NormMap>;

constexpr const char* kPrefix = "norm/";

engine::Result<const engine::NdArray*> chooseArray(const engine::NamedArrays& arrays,
                                                   const engine::LayerPath& layer,
                                                   const std::string& name) {
    std::vector<std::string> names;
    const engine::NdArray* only = nullptr;
    for (const auto& [key, array] : arrays) {
        if (key.rfind(kPrefix, 0) != 0) continue;
        if (key == kPrefix + layer.text()) return &array;
        names.push_back(key);
        only = &array;
    }
    if (names.size() == 1) return only;
    if (names.empty()) return Error{ErrorCode::BadFile, name + " holds no norm maps (norm/LAYER)."};
    std::string list;
    for (const auto& key : names) list += " " + key;
    return Error{ErrorCode::Usage,
                 name + " has no norm/" + layer.text() + "; choose --layer from" + list + "."};
}

engine::Result<Maps> readNpzMaps(const fs::path& path, const engine::LayerPath& layer) {
    const auto arrays = readNpz(path);
    if (!arrays) return arrays.error();
    const auto array = chooseArray(*arrays, layer, path.string());
    if (!array) return array.error();
    const auto& shape = (*array)->shape();
    if (shape.size() != 3 || shape[1] < 1 || shape[2] < 1 || shape[1] > 4096 || shape[2] > 4096)
        return Error{ErrorCode::BadFile,
                     path.string() + ": norm maps should be of shape [N, height, width], found " +
                         engine::shapeText(shape) + "."};
    const auto values = (*array)->toFloats();
    if (!values) return values.error();
    const std::size_t size = std::size_t(shape[1]) * std::size_t(shape[2]);
    Maps maps;
    for (std::int64_t n = 0; n < shape[0]; ++n) {
        const auto begin = values->begin() + std::ptrdiff_t(std::size_t(n) * size);
        auto map = engine::NormMap::fromValues(int(shape[1]), int(shape[2]),
                                               {begin, begin + std::ptrdiff_t(size)});
        if (!map) return map.error();
        if (map->nanCount() < int(size)) maps.emplace(n, std::move(*map));
    }
    return maps;
}

engine::Result<Maps> readFolderMaps(const fs::path& folder) {
    Maps maps;
    std::error_code failed;
    for (fs::directory_iterator it(folder, failed), end; !failed && it != end;
         it.increment(failed)) {
        const auto number = numberInStem(it->path().stem().string());
        if (!number || it->path().extension() != ".png") continue;
        auto map = readNormPicture(it->path());
        if (!map) return map.error();
        maps.emplace(*number, std::move(*map));
    }
    if (failed)
        return Error{ErrorCode::Io, "Cannot read " + folder.string() + ": " + failed.message()};
    if (maps.empty())
        return Error{ErrorCode::BadFile, folder.string() + " holds no norm_0000.png."};
    return maps;
}

}  // namespace

engine::Result<engine::NormMap> readNormPicture(const fs::path& path) {
    const auto picture = readPicture(path);
    if (!picture) return picture.error();
    std::vector<float> values;
    for (std::size_t i = 0; i < picture->rgb.size(); i += 3)
        values.push_back(float(picture->rgb[i]));
    return engine::NormMap::fromValues(picture->size.height, picture->size.width,
                                       std::move(values));
}

engine::Result<Maps> readNormMaps(const fs::path& source, const engine::LayerPath& layer) {
    return engine::guarded("Reading " + source.string(), [&]() -> engine::Result<Maps> {
        std::error_code ignored;
        return fs::is_directory(source, ignored) ? readFolderMaps(source)
                                                 : readNpzMaps(source, layer);
    });
}

}  // namespace core
