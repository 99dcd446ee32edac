// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/explorer_state.h"

#include <base/result.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace core {

/// Tells a file from another one of the same name.
struct FileIdentity {
    std::uint64_t bytes = 0;  ///< of a model: of all its weight files
    std::string sha256;       ///< hexadecimal; empty of a model, and where it is not known
    friend bool operator==(const FileIdentity&, const FileIdentity&) = default;
};

/// A file as a session remembers it. Paths in UTF-8, '/' between folders.
struct FileReference {
    std::string relative;  ///< to the session's folder
    std::string absolute;  ///< a second guess
    FileIdentity identity;
    friend bool operator==(const FileReference&, const FileReference&) = default;
};

/// What a session file holds. A plain value.
struct SavedSession {
    /// Its subjects are numbered from 1; \c model and the files of its subjects are empty.
    ExplorerState state;
    std::optional<FileReference> model;
    std::vector<FileReference> pictures;  ///< of the photos among the subjects, in their order
    friend bool operator==(const SavedSession&, const SavedSession&) = default;
};

/// \param folder that the file is to lie in, absolute. \param identities of what the state refers
/// to; where one is missing it is said not to be known.
SavedSession savedSession(const ExplorerState& state, const std::filesystem::path& folder,
                          const std::map<std::filesystem::path, FileIdentity>& identities);

/// The session file, schema 1: resources/schemas/session.schema.json describes it. Indented by one,
/// ends with a line feed; equal sessions give equal bytes, and what parseSession() made of a text
/// gives that text.
std::string sessionText(const SavedSession& session);
/// Strict: an unknown field, a number out of bounds, or something said of a subject that is not
/// there, is refused. Fails with BadFile or Unsupported (a newer schema), naming file and field.
engine::Result<SavedSession> parseSession(std::string_view text, const std::string& name);
engine::Result<SavedSession> readSessionFile(const std::filesystem::path& path);

/// Bounds of a session file.
inline constexpr std::size_t kMaxSessionBytes = 32u << 20;
inline constexpr std::size_t kMaxSubjects = 100000;

/// How session files end.
inline constexpr std::string_view kSessionEnding = ".denoscope";

}  // namespace core
