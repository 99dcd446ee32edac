// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "annotation/label_project.h"
#include "annotation/label_source.h"
#include "annotation/label_store.h"

#include <base/result.h>

#include <filesystem>
#include <optional>
#include <vector>

namespace core {

/// What a file or folder is to the labeler.
enum class LabelTarget {
    None,
    Project,     ///< a project file, recognised by its content
    NormFolder,  ///< a folder with norm_0000.png ..., one pixel per token
};
LabelTarget labelTargetOf(const std::filesystem::path& path);

/// The project file that belongs to a folder of pictures: beside it, "images_sd15" ->
/// "images_sd15.labels.json". Not inside, because the study's scripts take every *.json of the
/// folder for the labels of a picture (reference/anomalies.md, section 7).
std::filesystem::path projectFileFor(const std::filesystem::path& folder);

/// A queue over the pictures of \a folder, with what the Flask tool's files there already say.
struct NewLabelProject {
    LabelProject project;  ///< paths are relative to the folder of \a projectFile; random id
    std::vector<CorruptLabelFile> corrupt;
};

/// Starts a project for \a folder that is to lie at \a projectFile.
///
/// With \a grid the pictures are photos whose maps a model makes; without, they are norm pictures
/// and their common size is the grid. Pictures that were never seen in the Flask tool are Unseen.
/// Reads and hashes every picture: not for the GUI thread. Fails with BadFile (no pictures, sizes
/// that differ), Io.
engine::Result<NewLabelProject> newLabelProject(const std::filesystem::path& folder,
                                                const std::filesystem::path& projectFile,
                                                LabelSettings settings,
                                                std::optional<engine::TokenGrid> grid);

/// The pictures of \a project whose label file of the Flask tool cannot be read.
std::vector<CorruptLabelFile> corruptLabelFiles(const LabelProject& project,
                                                const std::filesystem::path& projectFile);

/// Whether the pictures of \a project are norm maps themselves, one pixel per token; else they are
/// photos, whose maps a model makes. Looks at the first that can be read; true where none can.
bool holdsNormPictures(const LabelProject& project, const std::filesystem::path& projectFile);

/// A way to open a project that does not simply open.
enum class OpenWay { ReadOnly, TakeOverLock, KeepMine, TakeTheirs, Repair };
/// The ways that are open for \a file after AnnotationDocument::open() failed, the safest first;
/// none where nothing can be shown at all. Looks, and writes nothing.
std::vector<OpenWay> waysToOpen(const std::filesystem::path& file);
OpenOptions optionsFor(OpenWay way);

}  // namespace core
