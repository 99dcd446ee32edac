// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/component_reader.h"

#include "model/model_folder.h"

#include <algorithm>

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

/// Finds the weights and reads their headers: number of parameters, and the type that most of them
/// have.
Status addWeights(ComponentInfo& c) {
    auto files = findWeightFiles(c.folder, weightStemOf(c.name));
    if (!files) return files.error();
    ParameterCount count;
    for (const fs::path& path : *files) {
        const auto file = SafetensorsFile::open(path);
        if (!file) return file.error();
        for (const TensorEntry& entry : (*file)->entries()) count.add(entry);
    }
    c.parameters = count.total();
    c.dtype = count.mostCommon();
    c.weightFiles = *std::move(files);
    return {};
}

}  // namespace

void ParameterCount::add(const TensorEntry& entry) {
    switch (entry.dtype) {
        case DType::F64:
        case DType::F32:
        case DType::F16:
        case DType::BF16:
        case DType::F8E4M3:
        case DType::F8E5M2:
            m_counts[entry.dtype] += std::int64_t((entry.end - entry.begin) / sizeOf(entry.dtype));
            break;
        default:
            break;
    }
}

std::int64_t ParameterCount::total() const {
    std::int64_t sum = 0;
    for (const auto& [dtype, count] : m_counts) sum += count;
    return sum;
}

std::string ParameterCount::mostCommon() const {
    const auto most = std::ranges::max_element(
        m_counts, {}, [](const auto& dtypeAndCount) { return dtypeAndCount.second; });
    return most == m_counts.end() ? std::string() : std::string(nameOf(most->first));
}

Result<ComponentInfo> readComponentConfig(const fs::path& folder, const std::string& name,
                                          const std::string& className) {
    ComponentInfo c;
    c.name = name;
    c.className = className;
    c.folder = folder;
    if (const Status s = checkFolder(c); !s) return s.error();
    return c;
}

Result<ComponentInfo> readComponent(const fs::path& folder, const std::string& name,
                                    const std::string& className) {
    auto c = readComponentConfig(folder, name, className);
    if (!c || isScheduler(name) || isTokenizer(name)) return c;
    if (const Status s = addWeights(*c); !s) return s.error();
    return c;
}

}  // namespace engine
