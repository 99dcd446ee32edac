// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/session_files.h"

#include "io/provenance.h"

#include <base/atomic_file.h>
#include <model/model_folder.h>

#include <algorithm>
#include <set>
#include <system_error>

namespace core {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kMaxPastedBytes = 1u << 30;

std::uint64_t weightBytes(const engine::ModelInfo& model) {
    std::uint64_t bytes = 0;
    for (const auto& component : model.components)
        for (const auto& file : component.weightFiles) {
            std::error_code error;
            if (const auto size = fs::file_size(file, error); !error) bytes += size;
        }
    return bytes;
}

std::optional<FileIdentity> identityOf(const SoughtFile& file, const fs::path& path,
                                       FileIdentities& identities) {
    return file.isModel ? identities.ofModel(path) : identities.ofPicture(path);
}

/// Of a picture, that its content was known when the session was saved.
bool isKnown(const SoughtFile& file) {
    return file.isModel || !file.wanted.identity.sha256.empty();
}

/// The best of both places.
SoughtFile find(SoughtFile file, const fs::path& folder, FileIdentities& identities) {
    const fs::path relative(file.wanted.relative), absolute(file.wanted.absolute);
    auto at = soughtAt(file, (folder / relative).lexically_normal(), identities);
    if (at.finding == FileFinding::Found || !absolute.is_absolute()) return at;
    auto other = soughtAt(std::move(file), absolute, identities);
    const bool isBetter =
        other.finding == FileFinding::Found ||
        (at.finding == FileFinding::Missing && other.finding == FileFinding::Changed);
    return isBetter ? other : at;
}

}  // namespace

std::optional<FileIdentity> FileIdentities::ofPicture(const fs::path& file) {
    std::error_code error;
    const auto bytes = fs::file_size(file, error);
    if (error) return std::nullopt;
    const auto time = fs::last_write_time(file, error);
    const auto known = m_known.find(file);
    if (!error && known != m_known.end() && known->second.bytes == bytes &&
        known->second.time == time)
        return known->second.identity;
    const auto digest = digestFile(file);
    if (!digest) return std::nullopt;
    const FileIdentity identity{bytes, digest->sha256};
    if (!error) m_known[file] = {bytes, time, identity};
    return identity;
}

std::optional<FileIdentity> FileIdentities::ofModel(const fs::path& path) {
    std::error_code error;
    if (!fs::exists(path, error)) return std::nullopt;
    const auto model = engine::ModelFolder::open(path);
    return FileIdentity{model ? weightBytes(model->info()) : 0, {}};
}

std::map<fs::path, FileIdentity> FileIdentities::of(const ExplorerState& state) {
    std::map<fs::path, FileIdentity> identities;
    for (const auto& subject : state.subjects)
        if (!subject.generation)
            if (const auto identity = ofPicture(subject.file))
                identities.emplace(subject.file, *identity);
    if (!state.model.empty())
        if (const auto identity = ofModel(state.model)) identities.emplace(state.model, *identity);
    return identities;
}

ExplorerState withLastingFiles(const ExplorerState& state, const fs::path& passing,
                               const fs::path& folder, FileIdentities& identities) {
    auto made = state;
    for (auto& subject : made.subjects) {
        const bool isPassing =
            !subject.generation && !passing.empty() && subject.file.parent_path() == passing;
        const auto identity = isPassing ? identities.ofPicture(subject.file) : std::nullopt;
        if (!identity) continue;
        const auto to = folder / ("pasted-" + identity->sha256.substr(0, 12) +
                                  subject.file.extension().string());
        std::error_code error;
        const auto bytes = engine::readFile(subject.file, kMaxPastedBytes);
        if (fs::exists(to, error) || (bytes && engine::atomicWrite(to, *bytes))) subject.file = to;
    }
    return made;
}

SoughtFile soughtAt(SoughtFile file, const fs::path& path, FileIdentities& identities) {
    const auto identity = identityOf(file, path, identities);
    if (!identity) {
        file.finding = FileFinding::Missing;
        file.path.clear();
        return file;
    }
    const bool isSame = isKnown(file) && *identity == file.wanted.identity;
    file.finding = isSame ? FileFinding::Found : FileFinding::Changed;
    file.path = path;
    return file;
}

std::vector<SoughtFile> findFiles(const SavedSession& session, const fs::path& folder,
                                  FileIdentities& identities) {
    std::vector<SoughtFile> files;
    if (session.model)
        files.push_back(
            find({*session.model, true, 0, FileFinding::Missing, {}}, folder, identities));
    std::size_t photos = 0;
    for (const auto& subject : session.state.subjects) {
        if (subject.generation) continue;
        const auto& wanted = session.pictures[photos++];
        files.push_back(
            find({wanted, false, subject.id, FileFinding::Missing, {}}, folder, identities));
    }
    return files;
}

ExplorerState resolved(const SavedSession& session, const std::vector<SoughtFile>& files) {
    auto state = session.state;
    std::map<int, fs::path> paths;
    for (const auto& file : files) (file.isModel ? state.model : paths[file.subject]) = file.path;
    std::vector<int> gone;
    std::set<fs::path> seen;
    for (auto& subject : state.subjects) {
        if (subject.generation) continue;
        subject.file = paths[subject.id];
        if (subject.file.empty() || !seen.insert(subject.file).second) gone.push_back(subject.id);
    }
    if (state.model.empty()) state.modelName.clear();
    return without(state, gone);
}

}  // namespace core
