// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace fences {

/// An #include that crosses a border the wrong way. Compared by file and include.
struct Violation {
    std::string file;     ///< relative to the root, "core/io/npz.cpp"
    std::string include;  ///< as written between brackets or quotes; for a chain, the header that
                          ///< holds torch
    std::string why;
};

/// Where the headers of Qt Widgets lie, to tell them from those of Qt Core and Gui.
struct Toolkit {
    std::filesystem::path qtWidgetsHeaders;
};

/// Reads every source and header under root/core, root/widgets and root/app and holds its #includes
/// against the table of layers in README.md. Sources of engine_values (listed in
/// core/CMakeLists.txt) must be free of torch, also through headers they include; so must
/// everything outside the engine.
std::vector<Violation> scan(const std::filesystem::path& root, const Toolkit& toolkit);

/// How many files scan() reads: a scan that finds nothing to read must not look like a clean one.
std::size_t fileCount(const std::filesystem::path& root);

}  // namespace fences
