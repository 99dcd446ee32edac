// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <vector>

namespace engine {

/// Where one of a network's tensors lies in a file that names and cuts its tensors otherwise.
struct TensorPart {
    std::string source;         ///< the tensor's name in the file
    int part = 0, parts = 1;    ///< which of so many equal slices along the first dimension
    bool isTransposed = false;  ///< a matrix stored the other way round
    bool mayBeLeft = false;     ///< no fault where the configured network does not take it
};

/// The network's names for the tensors of a file. Tensors that no rule knows keep the file's name,
/// so that they are listed as left over.
using TensorNames = std::map<std::string, TensorPart>;

/// The networks in a checkpoint with the names of the original repositories: by component, "unet",
/// "vae", "text_encoder", "text_encoder_2"; those without tensors are left out.
using OriginalCheckpoint = std::map<std::string, TensorNames>;

/// Sorts the tensor names of a single-file checkpoint (`model.diffusion_model.…`,
/// `first_stage_model.…`, `cond_stage_model.…`, `conditioner.embedders.N.…`) into networks and
/// gives each its name of today.
///
/// Names alone decide: which U-Net block a number means follows from where the samplers stand, so
/// every depth and number of levels is read. OpenCLIP's joint query, key and value matrix becomes
/// three slices, its projection is transposed; the top layer of SD 2.x, which that model does not
/// use, may be left over. Averages (model_ema), schedules and other buffers are no network's.
OriginalCheckpoint readOriginalNames(const std::vector<std::string>& names);

/// The same for a file with the U-Net alone: names of today, original names, or those without
/// `model.diffusion_model.` in front.
TensorNames readUnetNames(const std::vector<std::string>& names);

}  // namespace engine
