// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/component_reader.h"

#include "model/model_folder.h"
#include "tensor/safetensors_index.h"

#include <algorithm>
#include <map>

namespace engine {
namespace {

namespace fs = std::filesystem;

Error bad(const fs::path& path, const std::string& why) {
    return {ErrorCode::BadFile, path.string() + " " + why + "."};
}

bool isFile(const fs::path& path) {
    std::error_code error;
    return fs::is_regular_file(path, error);
}

bool isTokenizer(const std::string& componentName) {
    return componentName.starts_with("tokenizer");
}
bool isScheduler(const std::string& componentName) {
    return componentName == "scheduler";
}
std::string weightStemOf(const std::string& componentName) {
    return componentName.starts_with("text_encoder") ? "model" : "diffusion_pytorch_model";
}

/// The files without which a component cannot be what model_index.json says.
std::vector<std::string> neededFiles(const ComponentInfo& c) {
    if (isScheduler(c.name)) return {"scheduler_config.json"};
    if (!isTokenizer(c.name)) return {"config.json"};
    if (c.className.starts_with("CLIPTokenizer")) return {"vocab.json", "merges.txt"};
    return {};
}

Status checkFolder(const ComponentInfo& c) {
    std::error_code error;
    const std::string part = "the component \"" + c.name + "\" (" + c.className + ")";
    if (!fs::is_directory(c.folder, error))
        return bad(c.folder, "is missing: the folder of " + part);
    for (const std::string& name : neededFiles(c))
        if (!isFile(c.folder / name)) return bad(c.folder / name, "is missing: a part of " + part);
    return {};
}

/// Counts the numbers of each floating-point type; integer buffers (position_ids) are no
/// parameters.
void countParameters(const SafetensorsFile& file, std::map<DType, std::int64_t>& counts) {
    for (const TensorEntry& e : file.entries()) switch (e.dtype) {
            case DType::F64:
            case DType::F32:
            case DType::F16:
            case DType::BF16:
            case DType::F8E4M3:
            case DType::F8E5M2:
                counts[e.dtype] += std::int64_t((e.end - e.begin) / sizeOf(e.dtype));
                break;
            default:
                break;
        }
}

/// Finds the weights and reads their headers: number of parameters, and the type that most of them
/// have.
Status addWeights(ComponentInfo& c) {
    auto files = findWeightFiles(c.folder, weightStemOf(c.name));
    if (!files) return files.error();
    std::map<DType, std::int64_t> counts;
    for (const fs::path& path : *files) {
        const auto file = SafetensorsFile::open(path);
        if (!file) return file.error();
        countParameters(**file, counts);
    }
    std::int64_t most = 0;
    for (const auto& [dtype, count] : counts) {
        c.parameters += count;
        if (count > most) c.dtype = nameOf(dtype);
        most = std::max(most, count);
    }
    c.weightFiles = *std::move(files);
    return {};
}

}  // namespace

Result<ComponentInfo> readComponent(const fs::path& folder, const std::string& name,
                                    const std::string& className) {
    ComponentInfo c{
        .name = name, .className = className, .folder = folder, .weightFiles = {}, .dtype = {}};
    if (const Status s = checkFolder(c); !s) return s.error();
    if (!isScheduler(name) && !isTokenizer(name))
        if (const Status s = addWeights(c); !s) return s.error();
    return c;
}

}  // namespace engine
