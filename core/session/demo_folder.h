// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

namespace core {

/// What the program shows when it is given nothing: a small trained model and photos.
struct DemoFolder {
    std::filesystem::path model;
    std::vector<std::filesystem::path> photos;  ///< sorted by name
};

/// Looks in $DENOSCOPE_DEMO, then `../share/denoscope/demo` beside the folder of the executable,
/// then in the source tree that this program was built from. Nothing where none of them holds a
/// model.
std::optional<DemoFolder> findDemo(const std::filesystem::path& executableFolder);

/// Regular files of \a folder whose names end as pictures do, sorted. Empty if there is no such
/// folder.
std::vector<std::filesystem::path> picturesIn(const std::filesystem::path& folder);

/// Whether the name ends as a picture's that core::readPicture may open; the content decides.
bool hasPictureName(const std::filesystem::path& path);

}  // namespace core
