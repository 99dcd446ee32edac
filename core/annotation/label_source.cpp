// SPDX-License-Identifier: GPL-3.0-or-later
#include "annotation/label_source.h"

#include "annotation/label_json.h"
#include "annotation/label_recovery.h"
#include "annotation/label_snapshot.h"
#include "annotation/label_store.h"

#include <base/atomic_file.h>
#include <base/guarded.h>
#include <tensor/pickle.h>

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <span>
#include <utility>

namespace core {
namespace {

namespace fs = std::filesystem;
using engine::Error;
using engine::ErrorCode;

constexpr std::int64_t kMaxImages = 10'000'000;

/// A project as it would open: with its journal, and refused where edits may be missing.
engine::Result<LabelProject> readProject(const fs::path& file) {
    auto opened = LabelStore::open(file, {.isReadOnly = true});
    if (!opened) return opened.error();
    if (!opened->report.damage.empty())
        return Error{ErrorCode::BadFile, opened->report.damage.front()};
    if (opened->report.isChangedOutside && !opened->report.tookTheirs)
        return Error{ErrorCode::BadFile, file.string() +
                                             " was changed by another program, and edits of ours "
                                             "may be missing from it; open it and choose a "
                                             "version."};
    return std::move(opened->history.project);
}

engine::Result<LabelProject> readFileOfLabels(const fs::path& source,
                                              const ImportOptions& options) {
    const auto bytes = engine::readFile(source, kMaxLabelFileBytes);
    if (!bytes) return bytes.error();
    const std::string name = source.string();
    if (engine::looksLikePickle(std::as_bytes(std::span(*bytes))))
        return Error{ErrorCode::Unsafe,
                     name +
                         " is a Python pickle or a zip archive, which is not opened. Labels are "
                         "read from .npy, CSV and JSON."};
    if (bytes->rfind("\x93NUMPY", 0) == 0) return projectFromNpy(*bytes, name, options);
    const auto first = bytes->find_first_not_of(" \t\r\n");
    if (first != bytes->npos && (*bytes)[first] == '{') return readProject(source);
    if (first != bytes->npos && (*bytes)[first] == '[')
        return Error{ErrorCode::BadFile,
                     name + " is the label file of one picture; give the folder it lies in."};
    return projectFromCsv(*bytes, name, options);
}

}  // namespace

std::optional<std::int64_t> numberInStem(const std::string& stem) {
    constexpr std::string_view kBegin = "norm_";
    if (stem.size() != kBegin.size() + 4 || stem.rfind(kBegin, 0) != 0) return std::nullopt;
    std::int64_t number = 0;
    for (std::size_t i = kBegin.size(); i < stem.size(); ++i) {
        if (std::isdigit(static_cast<unsigned char>(stem[i])) == 0) return std::nullopt;
        number = number * 10 + (stem[i] - '0');
    }
    return number;
}

std::string normImageName(std::int64_t number) {
    char name[48];
    std::snprintf(name, sizeof name, "norm_%04lld.png", static_cast<long long>(number));
    return name;
}

engine::Result<LabelProject> readLabels(const fs::path& source, const ImportOptions& options) {
    return engine::guarded("Reading " + source.string(), [&]() -> engine::Result<LabelProject> {
        std::error_code ignored;
        if (fs::is_directory(source, ignored)) return projectFromFolder(source, options);
        return readFileOfLabels(source, options);
    });
}

void rebasePaths(LabelProject& project, const fs::path& from, const fs::path& to) {
    std::error_code failed;
    fs::path folder, relative;  // of the last picture: most lie in one
    for (QueueImage& image : project.images) {
        const fs::path path = from / image.path;
        if (path.parent_path() != folder || relative.empty()) {
            folder = path.parent_path();
            relative = fs::proximate(folder.empty() ? fs::path(".") : folder,
                                     to.empty() ? fs::path(".") : to, failed);
            if (failed) relative = folder;
        }
        image.path = (relative / path.filename()).lexically_normal().generic_string();
    }
}

engine::Status checkPicture(const QueueImage& image, const fs::path& folder) {
    const fs::path path = folder / image.path;
    const auto bytes = engine::readFile(path, kMaxLabelFileBytes);
    if (!bytes) return bytes.error();
    if (image.sha256.empty() || sha256Of(*bytes) == image.sha256) return {};
    return Error{ErrorCode::BadFile,
                 path.string() + " is not the picture that was labelled: its content has changed."};
}

LabelCollector::LabelCollector(std::string sourceName, const ImportOptions& options)
    : m_name(std::move(sourceName)), m_options(options) {
    m_project.settings = options.settings;
}

QueueImage* LabelCollector::find(std::int64_t number) {
    const auto it = m_byNumber.find(number);
    return it == m_byNumber.end() ? nullptr : &m_project.images[it->second];
}

QueueImage& LabelCollector::addImage(std::int64_t number, const std::string& path) {
    m_byNumber[number] = m_project.images.size();
    QueueImage& image = m_project.images.emplace_back();
    image.number = number;
    image.id = image.path = path;
    return image;
}

engine::Status LabelCollector::addLabel(std::int64_t number, std::int64_t x, std::int64_t y,
                                        const std::string& where) {
    const auto bad = [&](const std::string& field, std::int64_t found, const std::string& wanted) {
        return Error{ErrorCode::BadFile, m_name + ": " + where + ": " + field + " should be " +
                                             wanted + ", found " + std::to_string(found) + "."};
    };
    const LabelSettings& settings = m_project.settings;
    const auto range = [](std::int64_t side) { return "0 to " + std::to_string(side - 1); };
    if (number < 0 || number >= kMaxImages) return bad("image", number, range(kMaxImages));
    if (m_options.images && number >= *m_options.images)
        return bad("image", number, range(*m_options.images));
    if (x < 0 || x >= settings.grid.width) return bad("x", x, range(settings.grid.width));
    if (y < 0 || y >= settings.grid.height) return bad("y", y, range(settings.grid.height));
    const engine::TokenIndex token = {int(y), int(x)};
    const std::string wanted =
        settings.alignment == PatchAlignment::Even
            ? "a multiple of " + std::to_string(settings.patchSize) + " (or give odd alignment)"
            : "where a patch fits into the grid";
    const auto snapped = settings.snapped(token);
    if (snapped.col != token.col) return bad("x", x, wanted);
    if (snapped.row != token.row) return bad("y", y, wanted);
    QueueImage* image = find(number);
    if (image == nullptr) image = &addImage(number, normImageName(number));
    if (image->labelAt(token) != nullptr)
        return Error{ErrorCode::BadFile, m_name + ": " + where + " repeats the label at image " +
                                             std::to_string(number) + ", x " + std::to_string(x) +
                                             ", y " + std::to_string(y) + "."};
    PatchLabel label;
    label.id =
        "import-" + std::to_string(number) + "-" + std::to_string(x) + "-" + std::to_string(y);
    label.token = token;
    label.annotator = m_options.annotator;
    image->labels.push_back(std::move(label));
    image->state = ImageState::Labelled;
    return {};
}

engine::Result<LabelProject> LabelCollector::finish(const std::string& digest) {
    if (m_options.images)
        for (std::int64_t number = 0; number < *m_options.images; ++number)
            if (find(number) == nullptr)
                addImage(number, normImageName(number)).state = ImageState::ReviewedNone;
    auto& images = m_project.images;
    std::sort(images.begin(), images.end(),
              [](const QueueImage& a, const QueueImage& b) { return a.number < b.number; });
    m_project.id = "import-" + digest.substr(0, 16);
    return std::move(m_project);
}

}  // namespace core
