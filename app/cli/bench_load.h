// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <base/result.h>

#include <nlohmann/json.hpp>

#include <filesystem>
#include <stop_token>

namespace app {

struct LoadBenchRequest {
    std::filesystem::path model;  ///< empty: the demo model
    bool isCold = false;          ///< the system forgets what it has of the weight files first
    bool hasPass = false;         ///< the U-Net runs to its end
    std::stop_token stop;
};

/// `bench load`: from the program's start to the first activation of a picture at the model's own
/// size, {model, engine_s, open_s, text_s, encode_s, first_activation_s[, pass_s], bytes_read,
/// peak_bytes, weight_bytes}. Seconds are counted from before the engine's library is opened to
/// when it is there, the model is checked, the prompt is encoded, the picture is encoded, the
/// U-Net's conv_in is out, its conv_out is; each network's weights are read on the way. bytes_read
/// is what came from the disk, not from the system's cache. Fails as ModelAccess::open and
/// Model::extract.
engine::Result<nlohmann::ordered_json> benchLoad(const LoadBenchRequest& request);

}  // namespace app
