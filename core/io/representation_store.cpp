// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/representation_store.h"

#include "io/provenance.h"

#include <tensor/mapped_file.h>
#include <tensor/npy.h>

#include <algorithm>

namespace core {
namespace {

using engine::Error;
using engine::ErrorCode;
using engine::Result;

}  // namespace

Result<RepresentationStore> RepresentationStore::open(const std::filesystem::path& folder) {
    auto manifest = readStoreManifest(folder);
    if (!manifest) return manifest.error();
    return RepresentationStore(folder, std::move(*manifest));
}

std::optional<ArrayKey> RepresentationStore::find(int image, int timestep,
                                                  const engine::LayerPath& layer) const {
    const auto& layers = m_manifest.header.layers;
    const auto found = std::ranges::find(layers, layer);
    const ArrayKey key{image, timestep, int(found - layers.begin())};
    return m_manifest.arrays.contains(key) ? std::optional(key) : std::nullopt;
}

Result<engine::NdArray> RepresentationStore::array(const ArrayKey& key) const {
    const auto found = m_manifest.arrays.find(key);
    if (found == m_manifest.arrays.end())
        return Error{ErrorCode::Usage, "The store " + m_folder.string() +
                                           " has no such array: picture " +
                                           std::to_string(key.image) + ", timestep " +
                                           std::to_string(key.timestep) + "."};
    const auto path = m_folder / m_manifest.fileOf(key);
    const auto file = engine::MappedFile::open(path);
    if (!file) return file.error();
    const auto bytes = (*file)->bytes();
    auto array = engine::viewNpy(*file, bytes, path.string());
    if (!array) return array;
    const auto& [dtype, shape, sha256] = found->second;
    if (array->dtype() == dtype && array->shape() == shape) return array;
    return Error{ErrorCode::BadFile,
                 path.string() + " holds " + std::string(nameOf(array->dtype())) + " " +
                     engine::shapeText(array->shape()) + "; the manifest says " +
                     std::string(nameOf(dtype)) + " " + engine::shapeText(shape) + "."};
}

engine::Status RepresentationStore::verify(const ArrayKey& key) const {
    const auto path = m_folder / m_manifest.fileOf(key);
    const auto digest = digestFile(path);
    if (!digest) return digest.error();
    const auto& expected = m_manifest.arrays.at(key).sha256;
    if (digest->sha256 == expected) return {};
    return Error{ErrorCode::BadFile, path.string() + " has the SHA-256 " + digest->sha256 +
                                         "; the manifest says " + expected + "."};
}

}  // namespace core
