// SPDX-License-Identifier: GPL-3.0-or-later
#include "figure/figure_files.h"

#include "figure/figure_composer.h"
#include "figure/figure_spec_json.h"
#include "figure/figure_writer.h"
#include "io/npz.h"
#include "io/provenance.h"

#include <base/atomic_file.h>
#include <base/guarded.h>

#include <utility>
#include <vector>

namespace core {
namespace {

namespace fs = std::filesystem;
using engine::AtomicFile;
using engine::Error;
using engine::ErrorCode;
using engine::NamedArrays;
using engine::Result;
using engine::Status;

constexpr int kMinDotsPerInch = 72, kMaxDotsPerInch = 1200;
/// A figure's numbers are maps and pictures, not activations.
constexpr NpzLimits kLimits = {2 * std::size_t(kMaxFigurePanels), 1ull << 30, 4ull << 30, 1000};

Status checkTarget(const fs::path& path, int dotsPerInch) {
    if (!isFigureFile(path))
        return Error{ErrorCode::Usage, path.string() + " does not end in .pdf, .svg or .png."};
    if (dotsPerInch < kMinDotsPerInch || dotsPerInch > kMaxDotsPerInch)
        return Error{ErrorCode::Usage, "Pictures have " + std::to_string(kMinDotsPerInch) + " to " +
                                           std::to_string(kMaxDotsPerInch) +
                                           " dots per inch, not " + std::to_string(dotsPerInch) +
                                           "."};
    return {};
}

/// Numbers that someone keeps under the name that the figure's would have are not ours to replace.
Status checkNumbers(const FigureFiles& files) {
    std::error_code ignored;
    if (!fs::exists(files.arrays, ignored) || fs::exists(files.json, ignored)) return {};
    return Error{ErrorCode::Usage, files.arrays.string() +
                                       " exists and belongs to no figure, so it is not replaced. "
                                       "Choose another name for the figure."};
}

/// Said before the first file is in its place.
Status checkPlaces(const FigureFiles& files) {
    std::error_code ignored;
    for (const auto& path : {files.figure, files.json, files.arrays})
        if (fs::is_directory(path, ignored))
            return Error{ErrorCode::Io, "Cannot write " + path.string() + ": it is a folder."};
    return {};
}

/// What the panels show, each array once, in the order of the panels.
NamedArrays drawnArrays(const FigureSpec& spec, const NamedArrays& arrays) {
    NamedArrays drawn;
    for (const auto& panel : spec.panels)
        if (const auto* array = engine::findArray(arrays, panel.array);
            array != nullptr && engine::findArray(drawn, panel.array) == nullptr)
            drawn.emplace_back(panel.array, *array);
    return drawn;
}

Result<std::string> draw(const fs::path& path, FigureSpec spec, const NamedArrays& arrays,
                         const FigureOutput& output) {
    if (auto status = checkTarget(path, output.dotsPerInch); !status) return status.error();
    spec.width = output.width.value_or(spec.width);
    const auto figure = composeFigure(spec, arrays);
    if (!figure) return figure.error();
    return encodeFigure(path, *figure, spec.provenance, output.dotsPerInch);
}

Result<AtomicFile> stage(const fs::path& path, std::string_view bytes) {
    auto file = AtomicFile::create(path);
    if (!file) return file.error();
    if (auto status = file->write(bytes); !status) return status.error();
    return file;
}

/// Complete under a temporary name; \a spec learns their name and digest.
Result<AtomicFile> stageNumbers(const fs::path& path, FigureSpec& spec, const NamedArrays& arrays) {
    auto file = stageNpz(path, drawnArrays(spec, arrays), spec.provenance);
    if (!file) return file.error();
    const auto digest = digestFile(file->temporaryPath());
    if (!digest) return digest.error();
    spec.arrays = path.filename().string();
    spec.arraysSha256 = digest->sha256;
    return file;
}

Status writeAll(const fs::path& path, FigureSpec spec, const NamedArrays& arrays,
                const FigureOutput& output) {
    const FigureFiles files = figureFilesOf(path);
    const auto picture = draw(path, spec, arrays, output);
    if (!picture) return picture.error();
    if (auto status = checkPlaces(files); !status) return status;
    if (auto status = checkNumbers(files); !status) return status;
    spec.width = output.width.value_or(spec.width);
    auto numbers = stageNumbers(files.arrays, spec, arrays);
    if (!numbers) return numbers.error();
    auto figure = stage(path, *picture);
    if (!figure) return figure.error();
    auto json = stage(files.json, toJson(spec));
    if (!json) return json.error();
    std::vector<AtomicFile> all;
    for (auto* file : {&*numbers, &*figure, &*json}) all.push_back(std::move(*file));
    return AtomicFile::commitAll(all);
}

Result<FigureContent> read(const fs::path& path) {
    const auto bytes = engine::readFile(path, kMaxFigureJsonBytes);
    if (!bytes) return bytes.error();
    auto spec = figureSpecFromJson(*bytes, path.string());
    if (!spec) return spec.error();
    const fs::path numbers = path.parent_path() / spec->arrays;
    const auto digest = digestFile(numbers);
    if (!digest && digest.error().code == ErrorCode::BadFile)
        return Error{ErrorCode::BadFile, path.string() + " wants its numbers from " +
                                             numbers.string() + ", and there is no such file."};
    if (!digest) return digest.error();
    if (digest->sha256 != spec->arraysSha256)
        return Error{ErrorCode::BadFile, path.string() + ": the numbers in " + numbers.string() +
                                             " should have the SHA-256 " + spec->arraysSha256 +
                                             ", found " + digest->sha256 + "."};
    auto arrays = readNpz(numbers, kLimits);
    if (!arrays) return arrays.error();
    return FigureContent{*std::move(spec), *std::move(arrays)};
}

}  // namespace

FigureFiles figureFilesOf(const fs::path& figure) {
    const auto beside = [&](const char* ending) {
        return fs::path(figure).replace_filename(figure.stem().string() + ending);
    };
    return {figure, beside(".figure.json"), beside(".npz")};
}

Status writeFigureFiles(const fs::path& path, FigureSpec spec, const NamedArrays& arrays,
                        FigureOutput output) {
    return engine::guarded("Writing " + path.string(),
                           [&] { return writeAll(path, std::move(spec), arrays, output); });
}

Status writeFigureAlone(const fs::path& path, const FigureSpec& spec, const NamedArrays& arrays,
                        FigureOutput output) {
    return engine::guarded("Writing " + path.string(), [&]() -> Status {
        const auto picture = draw(path, spec, arrays, output);
        return picture ? engine::atomicWrite(path, *picture) : Status(picture.error());
    });
}

Result<FigureContent> readFigure(const fs::path& json) {
    return engine::guarded("Reading " + json.string(), [&] { return read(json); });
}

Status renderFigureFile(const fs::path& json, const fs::path& out, FigureOutput output) {
    if (auto status = checkTarget(out, output.dotsPerInch); !status) return status;
    const auto content = readFigure(json);
    if (!content) return content.error();
    return writeFigureAlone(out, content->spec, content->arrays, output);
}

}  // namespace core
