// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/open_models.h"

#include <base/system_memory.h>

#include <algorithm>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace core {

namespace fs = std::filesystem;

namespace {

std::string keyOf(const fs::path& path, const engine::LoadOptions& options) {
    std::string key;
    for (const auto& part :
         {path, options.sources.config, options.sources.unet, options.sources.vae})
        key += part.string() + '\0';
    return key + options.device + '\0' + std::to_string(int(options.arithmetic)) + ' ' +
           std::to_string(int(options.weightsAs)) + ' ' + std::to_string(options.threads);
}

/// Another size or time means that the file is another one.
std::string stampOf(const engine::ModelInfo& model) {
    std::string stamp;
    const auto add = [&stamp](const fs::path& file) {
        std::error_code error;
        stamp += file.string() + '\0' + std::to_string(fs::file_size(file, error)) + ' ' +
                 std::to_string(fs::last_write_time(file, error).time_since_epoch().count()) + '\0';
    };
    add(model.indexFile);
    for (const auto& component : model.components) {
        add(component.folder / "config.json");
        for (const auto& file : component.weightFiles) add(file);
    }
    return stamp;
}

}  // namespace

std::uint64_t weightBytesInMemory(const engine::ModelInfo& model, engine::Arithmetic arithmetic) {
    std::uint64_t bytes = 0;
    for (const auto& component : model.components) {
        const bool isReduced =
            arithmetic == engine::Arithmetic::Bfloat16 && component.name != "vae";
        bytes += std::uint64_t(component.parameters) * (isReduced ? 2 : 4);
    }
    return bytes;
}

std::uint64_t OpenModels::usualBudget() {
    constexpr std::uint64_t least = 4'000'000'000;
    const auto pages = ::sysconf(_SC_PHYS_PAGES), size = ::sysconf(_SC_PAGESIZE);
    if (pages <= 0 || size <= 0) return least;
    return std::max(least, std::uint64_t(pages) * std::uint64_t(size) / 4);
}

engine::Status OpenModels::open(const fs::path& path, const engine::LoadOptions& options,
                                const Opener& opener) {
    const std::string key = keyOf(path, options);
    const auto kept = std::find_if(m_models.begin(), m_models.end(),
                                   [&](const Entry& entry) { return entry.key == key; });
    const bool isOther = kept != m_models.end() && kept != m_models.begin();
    if (isOther && kept->files == stampOf(kept->model->info())) {
        m_models.splice(m_models.begin(), m_models, kept);
        return {};
    }
    auto model = opener();
    if (!model) return model.error();
    if (kept != m_models.end()) m_models.erase(kept);
    const auto& info = (*model)->info();
    m_models.push_front(
        {key, stampOf(info), weightBytesInMemory(info, options.arithmetic), std::move(*model)});
    makeRoom();
    return {};
}

/// A model's weights are read when they are first needed, so there is still time.
void OpenModels::makeRoom() {
    const auto isTooMuch = [this] {
        std::uint64_t bytes = 0;
        for (const auto& entry : m_models) bytes += entry.bytes;
        const auto left = engine::availableMemory();
        return bytes > m_budget || (left && *left < m_models.front().bytes);
    };
    while (m_models.size() > 1 && isTooMuch()) m_models.pop_back();
}

}  // namespace core
