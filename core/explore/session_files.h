// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/session_file.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace core {

/// Identities of files, each read once as long as its size and time stay. Not for the GUI thread;
/// a plain value, so that a worker can be given a copy.
class FileIdentities {
public:
    /// Nothing where the file cannot be read.
    std::optional<FileIdentity> ofPicture(const std::filesystem::path& file);
    /// Of a model folder or file: the size of its weights. Zero where it is no model.
    std::optional<FileIdentity> ofModel(const std::filesystem::path& path);
    /// Of all that \a state refers to and that can be read.
    std::map<std::filesystem::path, FileIdentity> of(const ExplorerState& state);

private:
    struct Known {
        std::uint64_t bytes = 0;
        std::filesystem::file_time_type time;
        FileIdentity identity;
    };
    std::map<std::filesystem::path, Known> m_known;
};

/// Pictures that lie in \a passing, a folder that goes with the program (pasted ones), are written
/// to \a folder, called by their content; the state names them there. What cannot be written stays
/// named where it is.
ExplorerState withLastingFiles(const ExplorerState& state, const std::filesystem::path& passing,
                               const std::filesystem::path& folder, FileIdentities& identities);

/// Found: it is what the session speaks of. Changed: there is another file, or its identity was not
/// known. Missing: there is none.
enum class FileFinding { Found, Changed, Missing };

/// One file that a session refers to, and what is there.
struct SoughtFile {
    FileReference wanted;
    bool isModel = false;
    int subject = 0;  ///< of a picture
    FileFinding finding = FileFinding::Missing;
    std::filesystem::path path;  ///< found or changed: where; else empty
};

/// Looks at \a path for what \a file wants.
SoughtFile soughtAt(SoughtFile file, const std::filesystem::path& path, FileIdentities& identities);

/// All files of \a session, the model first: at the path relative to \a folder, else at the
/// absolute one; what has the right content goes before what only lies there. Reads them all: not
/// for the GUI thread.
std::vector<SoughtFile> findFiles(const SavedSession& session, const std::filesystem::path& folder,
                                  FileIdentities& identities);

/// The state with the files where they are. A picture whose path is empty is left out with all
/// that is said of it, and so is one that lies where another one does; without a path of its own
/// the model is empty.
ExplorerState resolved(const SavedSession& session, const std::vector<SoughtFile>& files);

}  // namespace core
