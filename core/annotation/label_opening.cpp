// SPDX-License-Identifier: GPL-3.0-or-later
#include "annotation/label_opening.h"

#include "annotation/label_json.h"
#include "annotation/label_recovery.h"

#include <base/atomic_file.h>
#include <base/guarded.h>
#include <io/picture_header.h>
#include <io/store_manifest.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <string_view>
#include <utility>

namespace core {
namespace {

namespace fs = std::filesystem;
using engine::Error;
using engine::ErrorCode;

/// The beginning is enough: our writers put the format first, and a damaged project should still be
/// recognised, so that opening it says what is damaged.
bool beginsWith(const fs::path& file, std::string_view format) {
    std::array<char, 256> head{};
    std::ifstream stream(file, std::ios::binary);
    stream.read(head.data(), head.size());
    const std::string_view text(head.data(), std::size_t(stream.gcount()));
    return text.find(format) != std::string_view::npos;
}

bool holdsNormPictures(const fs::path& folder) {
    std::error_code failed;
    for (fs::directory_iterator it(folder, failed), end; !failed && it != end;
         it.increment(failed)) {
        const std::string name = it->path().filename().string();
        if (name.rfind("norm_", 0) == 0 && it->path().extension() == ".png") return true;
    }
    return false;
}

}  // namespace

LabelTarget labelTargetOf(const fs::path& path) {
    std::error_code ignored;
    if (fs::is_directory(path, ignored) &&
        beginsWith(path / kStoreManifest, "\"denoscope representation store\""))
        return LabelTarget::Store;
    if (fs::is_directory(path, ignored))
        return holdsNormPictures(path) ? LabelTarget::NormFolder : LabelTarget::None;
    // The history remains where the file itself is lost or damaged.
    const bool isProject = path.extension() == ".json" &&
                           (beginsWith(path, "\"denoscope-labels\"") || hasHistory(path));
    return isProject ? LabelTarget::Project : LabelTarget::None;
}

fs::path projectFileFor(const fs::path& folder) {
    fs::path plain = fs::absolute(folder).lexically_normal();
    if (!plain.has_filename()) plain = plain.parent_path();  // "images/"
    return plain.parent_path() / (plain.filename().string() + ".labels.json");
}

engine::Result<NewLabelProject> newLabelProject(const fs::path& folder, const fs::path& projectFile,
                                                LabelSettings settings,
                                                std::optional<engine::TokenGrid> grid) {
    return engine::guarded("Reading " + folder.string(), [&]() -> engine::Result<NewLabelProject> {
        NewLabelProject made;
        ImportOptions options;
        options.settings = std::move(settings);
        options.hasGrid = grid.has_value();
        if (grid) options.settings.grid = *grid;
        options.corrupt = &made.corrupt;
        auto project = projectFromFolder(folder, options);
        if (!project) return project.error();
        if (std::all_of(project->images.begin(), project->images.end(),
                        [](const QueueImage& image) { return image.sha256.empty(); }))
            return Error{ErrorCode::BadFile,
                         folder.string() + " holds label files, but none of their pictures."};
        made.project = std::move(*project);
        rebasePaths(made.project, folder, projectFile.parent_path());
        made.project.id = randomLabelId();
        return made;
    });
}

std::vector<CorruptLabelFile> corruptLabelFiles(const LabelProject& project,
                                                const fs::path& projectFile) {
    std::vector<CorruptLabelFile> corrupt;
    for (const QueueImage& image : project.images) {
        const fs::path file = (projectFile.parent_path() / image.path).replace_extension(".json");
        std::error_code ignored;
        if (!fs::exists(file, ignored)) continue;
        const auto text = engine::readFile(file, kMaxLabelFileBytes);
        if (!text) {
            corrupt.push_back({image.id, text.error().message});
            continue;
        }
        const auto labels = labelsInFlaskText(*text, file.string(), project.settings);
        if (!labels) corrupt.push_back({image.id, labels.error().message});
    }
    return corrupt;
}

bool holdsNormPictures(const LabelProject& project, const fs::path& projectFile) {
    for (const QueueImage& image : project.images) {
        std::ifstream stream(projectFile.parent_path() / image.path, std::ios::binary);
        std::string head(4096, '\0');
        stream.read(head.data(), std::streamsize(head.size()));
        head.resize(std::size_t(stream.gcount()));
        const auto header = readPictureHeader(head);
        if (!header || header->size.width <= 0) continue;
        return header->size.width == project.settings.grid.width &&
               header->size.height == project.settings.grid.height;
    }
    return true;
}

std::vector<OpenWay> waysToOpen(const fs::path& file) {
    const auto found = recoverProject(file);
    if (!found) return {};
    std::vector<OpenWay> ways = {OpenWay::ReadOnly};
    using State = LockInfo::State;
    const auto lock = ProjectLock::inspect(file).state;
    if (lock == State::Live || lock == State::Mine) return ways;
    if (lock == State::OtherHost || lock == State::Unknown)
        ways.push_back(OpenWay::TakeOverLock);
    else if (!found->report.damage.empty())
        ways.push_back(OpenWay::Repair);
    else if (found->hasConflict())
        ways.insert(ways.end(), {OpenWay::KeepMine, OpenWay::TakeTheirs});
    return ways;
}

OpenOptions optionsFor(OpenWay way) {
    OpenOptions options;
    options.isReadOnly = way == OpenWay::ReadOnly;
    options.breaksLock = way == OpenWay::TakeOverLock;
    options.repairs = way == OpenWay::Repair;
    // What is damaged and changed as well: go on from ours, with the other version kept aside.
    if (way == OpenWay::KeepMine || way == OpenWay::Repair)
        options.conflict = OpenOptions::Conflict::Mine;
    if (way == OpenWay::TakeTheirs) options.conflict = OpenOptions::Conflict::Theirs;
    return options;
}

}  // namespace core
