// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "annotation/label_opening.h"

#include <base/result.h>
#include <representation/norm_map.h>

#include <filesystem>
#include <string>

namespace core {

/// Starts a project whose queue are the pictures of a representation store: the labels are those of
/// the layer `up_blocks[1]`, or else of the store's first map, at timestep 50, or else its first.
/// Each picture stands for its array file, so a store that changed is noticed as a changed picture
/// is. Fails with BadFile (no store, no map of tokens, grids that differ).
engine::Result<NewLabelProject> labelProjectOfStore(const std::filesystem::path& store,
                                                    const std::filesystem::path& projectFile);

/// Whether \a image is an array of a store.
bool isStoredArray(const QueueImage& image);
/// The norms of such an array: [1, C, H, W], float32 or float16. Fails with BadFile.
engine::Result<engine::NormMap> readStoredNorms(const std::filesystem::path& file);

/// What a queue calls the picture: its file's name, or that of its folder in a store ("0012-cat").
std::string displayName(const QueueImage& image);

}  // namespace core
