// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <base/result.h>
#include <model/model_info.h>

#include <nlohmann/json.hpp>

#include <filesystem>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace core {

/// "0.1.0", as CMake's project() says.
std::string_view programVersion();

/// A file that took part in a result: its name without the folders that lead to it, and its SHA-256
/// in hexadecimal.
struct FileDigest {
    std::string name;
    std::string sha256;
};

/// Reads all of \a path. \a name is what the digest is to be called; the file's own name when
/// empty. Fails with BadFile (missing, a folder), Io, or Cancelled by \a stop.
engine::Result<FileDigest> digestFile(const std::filesystem::path& path, std::string name = {},
                                      std::stop_token stop = {});

/// Digests of the weight files of the named components, called
/// "unet/diffusion_pytorch_model.safetensors". Components that the model does not have are left
/// out. Reads every byte of them. Fails as digestFile.
engine::Result<std::vector<FileDigest>> digestWeights(const engine::ModelInfo& info,
                                                      const std::vector<std::string>& components,
                                                      std::stop_token stop = {});

/// How a result came to be. Holds no clock, host, user or absolute path, so equal work gives equal
/// text.
struct Provenance {
    std::string command;        ///< the sub-command, "extract"
    std::string model;          ///< ModelInfo::name
    std::string configuration;  ///< ModelInfo::configuration; left out where empty
    std::vector<FileDigest> weights;
    std::vector<FileDigest> inputs;  ///< pictures and arrays, in the order in which they were given
    nlohmann::ordered_json options =
        nlohmann::ordered_json::object();  ///< prompt, seed, timestep, layers, dtype, ...

    /// Digests the weights of \a components and the files at \a inputPaths; options are left to the
    /// caller. Fails as digestFile.
    static engine::Result<Provenance> begin(std::string command, const engine::ModelInfo& info,
                                            const std::vector<std::string>& components,
                                            const std::vector<std::filesystem::path>& inputPaths);

    /// "schema": 1; indented, ends with a newline.
    std::string toJson() const;
};

}  // namespace core
