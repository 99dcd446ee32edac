// SPDX-License-Identifier: GPL-3.0-or-later
#include "annotation/json_fields.h"
#include "annotation/label_json.h"
#include "annotation/label_snapshot.h"
#include "annotation/label_source.h"

#include <base/atomic_file.h>
#include <base/json.h>
#include <io/picture.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <set>
#include <utility>
#include <vector>

namespace core {
namespace {

namespace fs = std::filesystem;
using engine::Error;
using engine::ErrorCode;

struct FlaskPoint {
    std::int64_t x = 0, y = 0;
};

engine::Result<std::vector<FlaskPoint>> parsePoints(std::string_view text,
                                                    const std::string& name) {
    const auto value = engine::parseJson(text, name, {kMaxLabelFileBytes, 4});
    if (!value) return value.error();
    if (!value->is_array())
        return Error{ErrorCode::BadFile, name + " should be an array of labels."};
    JsonProblem problem(name);
    std::vector<FlaskPoint> points;
    for (const auto& entry : *value) {
        JsonFields fields(entry, "label " + std::to_string(points.size()), problem);
        const auto x = fields.integer("x", 0, 1'000'000);
        const auto y = fields.integer("y", 0, 1'000'000);
        fields.finish();
        points.push_back({x, y});
    }
    if (!problem.status()) return problem.status().error();
    return points;
}

/// Pictures as the Flask tool lists them, and label files, by stem. std::map sorts by code units,
/// as that tool does.
struct FolderContent {
    std::map<std::string, fs::path> pictures, labels;
};

engine::Result<FolderContent> listFolder(const fs::path& folder) {
    static const std::set<std::string> kPictures = {".png", ".jpg", ".jpeg"};
    FolderContent content;
    std::error_code failed;
    for (fs::directory_iterator it(folder, failed), end; !failed && it != end;
         it.increment(failed)) {
        std::string ending = it->path().extension().string();
        std::transform(ending.begin(), ending.end(), ending.begin(),
                       [](unsigned char c) { return char(std::tolower(c)); });
        const std::string stem = it->path().stem().string();
        if (ending == ".json") content.labels[stem] = it->path();
        if (kPictures.count(ending) == 0) continue;
        if (!content.pictures.try_emplace(stem, it->path()).second)
            return Error{ErrorCode::BadFile, it->path().string() +
                                                 " has the same name but for its ending as another "
                                                 "picture; their labels would share a file."};
    }
    if (failed)
        return Error{ErrorCode::Io, "Cannot read " + folder.string() + ": " + failed.message()};
    return content;
}

std::set<std::string> stemsOf(const FolderContent& content) {
    std::set<std::string> stems;
    for (const auto& [stem, path] : content.pictures) stems.insert(stem);
    for (const auto& [stem, path] : content.labels) stems.insert(stem);
    return stems;
}

class FolderReader {
public:
    FolderReader(const fs::path& folder, const ImportOptions& options)
        : m_folder(folder), m_options(options), m_collector(folder.string(), options) {}

    engine::Result<LabelProject> run() {
        auto content = listFolder(m_folder);
        if (!content) return content.error();
        const auto stems = stemsOf(*content);
        if (stems.empty())
            return Error{ErrorCode::BadFile,
                         m_folder.string() + " holds neither pictures nor label files."};
        // The study's own names carry the number; other pictures count in the order of their names.
        const bool isStudy = std::all_of(stems.begin(), stems.end(),
                                         [](const auto& s) { return numberInStem(s).has_value(); });
        for (const auto& [stem, path] : content->pictures)
            if (auto looked = lookAt(path); !looked) return looked.error();
        std::int64_t position = 0;
        for (const auto& stem : stems) {
            const auto number = isStudy ? *numberInStem(stem) : position;
            ++position;
            const auto picture = content->pictures.find(stem);
            addPicture(number, picture == content->pictures.end() ? fs::path(stem + ".png")
                                                                  : picture->second.filename());
            const auto labels = content->labels.find(stem);
            if (labels == content->labels.end()) continue;
            if (auto read = readLabelFile(labels->second, number); !read) {
                if (m_options.corrupt == nullptr) return read.error();
                QueueImage& image = *m_collector.find(number);
                image.labels.clear();
                image.state = ImageState::Unseen;
                m_options.corrupt->push_back({image.id, read.error().message});
            }
        }
        return m_collector.finish(sha256Of(m_digests));
    }

private:
    /// One pixel of a norm picture is one token, so its size is the grid, unless one was given.
    engine::Status lookAt(const fs::path& path) {
        const auto bytes = engine::readFile(path, kMaxLabelFileBytes);
        if (!bytes) return bytes.error();
        const auto picture = decodePicture(*bytes, path.string());
        if (!picture) return picture.error();
        m_seen[path.filename().string()] = {sha256Of(*bytes), bytes->size()};
        if (m_options.hasGrid) return {};
        const engine::TokenGrid grid = {picture->size.height, picture->size.width};
        if (!m_first.empty() && !(m_collector.settings().grid == grid))
            return Error{ErrorCode::BadFile, path.string() + " has " + std::to_string(grid.width) +
                                                 "x" + std::to_string(grid.height) + " pixels, " +
                                                 m_first +
                                                 " another size; give the grid of the labels."};
        m_collector.settings().grid = grid;
        m_first = path.string();
        return {};
    }

    void addPicture(std::int64_t number, const fs::path& name) {
        QueueImage& image = m_collector.addImage(number, name.string());
        const auto it = m_seen.find(name.string());
        if (it == m_seen.end()) return;
        image.sha256 = it->second.first;
        image.bytes = it->second.second;
        m_digests += image.path + " " + image.sha256 + "\n";
    }

    engine::Status readLabelFile(const fs::path& path, std::int64_t number) {
        const auto text = engine::readFile(path, kMaxLabelFileBytes);
        if (!text) return text.error();
        const auto points = parsePoints(*text, path.string());
        if (!points) return points.error();
        m_digests += path.filename().string() + " " + sha256Of(*text) + "\n";
        for (std::size_t i = 0; i < points->size(); ++i) {
            const std::string where = path.filename().string() + ", label " + std::to_string(i);
            if (auto added = m_collector.addLabel(number, (*points)[i].x, (*points)[i].y, where);
                !added)
                return added;
        }
        if (points->empty()) m_collector.find(number)->state = ImageState::ReviewedNone;
        return {};
    }

    fs::path m_folder;
    const ImportOptions& m_options;
    LabelCollector m_collector;
    std::map<std::string, std::pair<std::string, std::uint64_t>> m_seen;  // SHA-256 and bytes
    std::string m_first;    // the picture whose size is the grid
    std::string m_digests;  // of all files, which together name the project
};

}  // namespace

bool hasFlaskFile(const QueueImage& image) {
    return !image.labels.empty() || !image.removed.empty() ||
           image.state == ImageState::ReviewedNone;
}

engine::Status checkFlaskText(std::string_view text, const std::string& name) {
    const auto points = parsePoints(text, name);
    return points ? engine::Status() : points.error();
}

std::string flaskText(const QueueImage& image) {
    std::string text = "[";
    for (const PatchLabel& label : image.labels)
        text += (text.size() == 1 ? "" : ", ") + std::string("{\"x\": ") +
                std::to_string(label.token.col) + ", \"y\": " + std::to_string(label.token.row) +
                "}";
    return text + "]";
}

engine::Result<LabelProject> projectFromFolder(const fs::path& folder,
                                               const ImportOptions& options) {
    return FolderReader(folder, options).run();
}

engine::Status writeFolder(const LabelProject& project, const fs::path& folder) {
    std::error_code failed;
    fs::create_directories(folder, failed);
    if (failed)
        return Error{ErrorCode::Io,
                     "Cannot create " + folder.string() + ": " + failed.message() + "."};
    std::map<std::string, std::string> files;
    for (const QueueImage& image : project.images) {
        const std::string name = fs::path(image.path).stem().string() + ".json";
        const bool isThere = fs::exists(folder / name, failed);
        if (!hasFlaskFile(image) && !isThere) continue;
        if (isThere) {
            const auto old = engine::readFile(folder / name, kMaxLabelFileBytes);
            if (!old) return old.error();
            if (auto valid = checkFlaskText(*old, (folder / name).string()); !valid)
                return Error{ErrorCode::BadFile,
                             valid.error().message + " It was not overwritten."};
        }
        if (!files.try_emplace(name, flaskText(image)).second)
            return Error{ErrorCode::Usage, "Two pictures would share the label file " + name + "."};
    }
    for (const auto& [name, text] : files)
        if (auto written = engine::atomicWrite(folder / name, text); !written) return written;
    return {};
}

}  // namespace core
