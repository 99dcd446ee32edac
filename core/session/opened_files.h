// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <vector>

namespace core {

/// What a set of files is to the window. The one way for the command line, dialogs and dropped
/// files.
struct OpenedFiles {
    std::vector<std::filesystem::path> models;
    std::vector<std::filesystem::path> pictures;
    std::vector<std::filesystem::path> sessions;
    std::vector<std::filesystem::path> labels;  ///< label projects and folders of norm pictures
};

/// Regular files of \a folder whose names end as pictures' do, sorted. Empty if there is no such
/// folder.
std::vector<std::filesystem::path> picturesIn(const std::filesystem::path& folder);

/// Files that are called *.denoscope are sessions. Label projects and folders of norm pictures are
/// for the labeler. Folders that look like a model,
/// and weight files, are models; other folders stand for the pictures directly in them (a folder
/// with neither counts as a model, so that its opening says what was expected). All else is a
/// picture, also what does not exist: reading it says so.
OpenedFiles sortFiles(const std::vector<std::filesystem::path>& files);

}  // namespace core
