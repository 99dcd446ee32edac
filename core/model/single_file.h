// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "model/model_info.h"

#include <filesystem>

namespace engine {

/// Describes a single-file checkpoint with original names (original_names.h). Reads its header
/// only.
///
/// Configs and tokenizers come from the model folder \a configs or, where that is empty, from the
/// published model whose widths and depths the tensors have. A component without tensors in the
/// file is left out. Fails with BadFile (no such tensors, networks that the configs do not name),
/// Unsafe (a pickle), or Usage: nothing published fits, and the number of attention heads cannot be
/// read off the tensors, so `--config` is needed.
Result<ModelInfo> readSingleFile(const std::filesystem::path& file,
                                 const std::filesystem::path& configs);

/// \a base with the weights of the safetensors file \a file, whose names readUnetNames() reads.
/// Fails with BadFile or Unsafe.
Result<ComponentInfo> withUnetFile(ComponentInfo base, const std::filesystem::path& file);

}  // namespace engine
