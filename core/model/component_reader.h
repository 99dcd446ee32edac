// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "model/model_info.h"

#include <filesystem>
#include <string>

namespace engine {

/// Describes the component \a name ("unet", "tokenizer_2") of class \a className in \a folder:
/// checks that its files are there, finds its weights and counts the parameters by their headers.
/// Fails with BadFile or Unsafe, naming the file.
Result<ComponentInfo> readComponent(const std::filesystem::path& folder, const std::string& name,
                                    const std::string& className);

}  // namespace engine
