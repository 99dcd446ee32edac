// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "annotation/label_project.h"

#include <base/result.h>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace core {

/// A label file of the Flask tool that cannot be read. Its picture is blocked, never opened empty.
struct CorruptLabelFile {
    std::string imageId;
    std::string why;  ///< names file, field, expected and found
    friend bool operator==(const CorruptLabelFile&, const CorruptLabelFile&) = default;
};

/// What the files of other tools do not say of their labels.
struct ImportOptions {
    LabelSettings settings = {};
    bool hasGrid = false;  ///< settings.grid was given; otherwise the pictures' own size counts
    std::optional<std::int64_t> images =
        {};  ///< how many the array covers; the others have no anomaly
    std::string annotator = {};
    /// Where given, corrupt files of a folder are listed here, and their pictures come without
    /// labels; else the first one fails the import.
    std::vector<CorruptLabelFile>* corrupt = nullptr;
};

/// Reads labels of any kind that we know, told apart by content: a project (with what its journal
/// adds), the study's array, CSV, or a folder of the Flask tool's JSON files.
///
/// The same source gives the same project, byte for byte. Fails with BadFile naming file and field,
/// Unsafe for a pickle, Io.
engine::Result<LabelProject> readLabels(const std::filesystem::path& source,
                                        const ImportOptions& options = {});

/// \name The study's array: int64 [N, 3] = image, x, y, sorted
/// Source: reference/anomalies.md, section 7.
/// @{
engine::Result<LabelProject> projectFromNpy(std::string_view bytes, const std::string& name,
                                            const ImportOptions& options);
std::string npyOf(const LabelProject& project);
/// @}

/// \name CSV: one row per label; image, x and y are needed, the other columns may be missing
/// @{
engine::Result<LabelProject> projectFromCsv(std::string_view text, const std::string& name,
                                            const ImportOptions& options);
std::string csvOf(const LabelProject& project);
/// @}

/// \name The Flask tool's files: `[{"x": 2, "y": 4}, {"x": 6, "y": 8}]` beside each picture
/// As Python's json.dump writes it: in click order, no line feed. Source: reference/anomalies.md,
/// section 6.
/// @{
std::string flaskText(const QueueImage& image);
engine::Result<LabelProject> projectFromFolder(const std::filesystem::path& folder,
                                               const ImportOptions& options);
/// Writes `[]` where a picture is reviewed or was emptied, and no file where nothing was said.
/// Fails with BadFile where a file lies there that is no label file: it is not overwritten.
engine::Status writeFolder(const LabelProject& project, const std::filesystem::path& folder);
/// Whether the Flask tool would have a file for \a image: something was said, perhaps taken back.
bool hasFlaskFile(const QueueImage& image);
/// Fails with BadFile, naming field, expected and found, where \a text is no such file.
engine::Status checkFlaskText(std::string_view text, const std::string& name);
/// @}

/// Pictures of \a project lie in \a from; makes their paths relative to \a to, where its file will.
void rebasePaths(LabelProject& project, const std::filesystem::path& from,
                 const std::filesystem::path& to);

/// Whether the picture's file in \a folder is the one that was labelled. Fails with BadFile:
/// missing, or of other content; a picture that was never seen only has to exist. Reads all of it.
engine::Status checkPicture(const QueueImage& image, const std::filesystem::path& folder);

/// The study's number in "norm_0123": characters 5 to 8 of the stem.
std::optional<std::int64_t> numberInStem(const std::string& stem);
/// "norm_0123.png"
std::string normImageName(std::int64_t number);

/// Gathers labels from rows into a project; what all readers share.
class LabelCollector {
public:
    LabelCollector(std::string sourceName, const ImportOptions& options);

    /// Adds a picture with nothing said. Its number must be new.
    QueueImage& addImage(std::int64_t number, const std::string& path);
    /// Adds a label, and its picture if need be. \a where names the row in messages.
    engine::Status addLabel(std::int64_t number, std::int64_t x, std::int64_t y,
                            const std::string& where);
    QueueImage* find(std::int64_t number);
    LabelSettings& settings() { return m_project.settings; }
    /// Sorts the queue by number, fills it up to options.images and names the project by \a digest.
    engine::Result<LabelProject> finish(const std::string& digest);

private:
    std::string m_name;
    const ImportOptions& m_options;
    LabelProject m_project;
    std::unordered_map<std::int64_t, std::size_t> m_byNumber;
};

}  // namespace core
