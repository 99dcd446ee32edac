// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "model/model_info.h"
#include "tensor/safetensors_index.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

namespace engine {

/// Describes the component \a name ("unet", "tokenizer_2") of class \a className in \a folder:
/// checks that its files are there, finds its weights and counts the parameters by their headers.
/// Fails with BadFile or Unsafe, naming the file.
Result<ComponentInfo> readComponent(const std::filesystem::path& folder, const std::string& name,
                                    const std::string& className);

/// The same without weights, which need not be there: of the folder that brings configs and
/// tokenizers for a single-file checkpoint.
Result<ComponentInfo> readComponentConfig(const std::filesystem::path& folder,
                                          const std::string& name, const std::string& className);

/// Adds up the numbers of each floating-point type; integer buffers (position_ids) are no
/// parameters.
class ParameterCount {
public:
    void add(const TensorEntry& entry);
    std::int64_t total() const;
    std::string mostCommon() const;  ///< "F16"; empty where nothing was added

private:
    std::map<DType, std::int64_t> m_counts;
};

}  // namespace engine
