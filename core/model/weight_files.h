// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <filesystem>
#include <optional>

/// Refusing pickles; findWeightFiles and looksLikePickle, which the same source file defines, are
/// in model_folder.h.
namespace engine {

/// Unsafe, with the command that converts it, if \a path is a pickle by its content; nothing
/// otherwise.
std::optional<Error> refusalIfPickle(const std::filesystem::path& path);
/// The same for the first file in \a folder that is a pickle by its name, such as a .ckpt.
std::optional<Error> onlyPickleIn(const std::filesystem::path& folder);

}  // namespace engine
