// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/common_options.h"
#include "cli/console.h"
#include "cli/exit_codes.h"
#include "cli/interrupt.h"
#include "cli/model_access.h"

#include <base/result.h>
#include <extraction/engine.h>
#include <io/picture.h>
#include <io/provenance.h>
#include <representation/representation.h>

#include <filesystem>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace app {

/// One run of the U-Net: which picture, when, and how it is called on the terminal.
struct PictureItem {
    std::size_t index = 0;  ///< in the list of pictures
    int timestep = 50;
    std::string name;
    ProgressShare share = {};
};

/// What came of one picture at one timestep.
struct PictureResult {
    engine::Extraction extraction;
    engine::NamedArrays activations;  ///< by layer path, in the order of computation
};

/// Pictures through one model: what extract, norms and similarity share.
class PictureRun {
public:
    /// Checks all that can be checked without libtorch: the model's files, the layers, --size,
    /// --noise, --edit. \a images is the whole list: noise may depend on a picture's place in it.
    /// Fails as ModelAccess::open and engine::selectLayers.
    static engine::Result<std::unique_ptr<PictureRun>> open(
        const std::filesystem::path& model, const PictureOptions& options,
        const std::vector<std::string>& layerWords,
        const std::vector<std::filesystem::path>& images);

    const std::vector<engine::LayerInfo>& layers() const { return m_layers; }

    /// Reads a picture and brings it to the model's input size. Fails as core::readPicture and
    /// core::fitPicture.
    engine::Result<core::Picture> load(const std::filesystem::path& path) const;

    /// Loads the engine when first called. Observes layers(), or \a only those of them. Fails with
    /// OutOfMemory before that where the results cannot fit.
    engine::Result<PictureResult> run(const core::Picture& picture, const PictureItem& item,
                                      const std::set<engine::LayerPath>& only = {});

    /// Whether Ctrl-C was pressed.
    bool isStopped() const { return m_interrupt.token().stop_requested(); }

    /// \a activation of \a layer as vectors per token, for a picture of \a size.
    /// Fails with Usage for a layer whose output is no map.
    engine::Result<std::shared_ptr<const engine::Representation>> representation(
        const engine::LayerPath& layer, const engine::NdArray& activation,
        engine::PixelSize size) const;

    /// How the results of \a command on \a images came to be. Reads the weights once.
    engine::Result<core::Provenance> provenance(const std::string& command,
                                                const std::vector<int>& timesteps,
                                                const std::vector<std::filesystem::path>& images);

private:
    PictureRun(ModelAccess access, PictureOptions options,
               std::vector<std::filesystem::path> images);
    engine::Status readNoise();
    engine::Status settleBatches();
    engine::NoiseBatch batchOf(std::size_t index) const;
    /// What a picture of \a size can give: the U-Net's layers, and the picture one step further on.
    engine::Result<std::vector<engine::LayerInfo>> available(engine::PixelSize size) const;
    engine::Result<std::vector<engine::LayerInfo>> layersAt(engine::PixelSize size) const;
    /// Fails with OutOfMemory where the results of one run cannot fit.
    engine::Status checkMemory(engine::PixelSize size) const;
    engine::ExtractionRequest requestFor(const core::Picture& picture,
                                         const PictureItem& item) const;

    ModelAccess m_access;
    PictureOptions m_options;
    std::vector<std::filesystem::path> m_images;
    int m_batch = 1;  // pictures per seeding
    core::SizeChoice m_size;
    std::vector<std::string> m_layerWords;
    std::vector<engine::LayerInfo> m_layers;  ///< at the size of the pictures, or the largest
    std::vector<engine::Edit> m_edits;
    std::optional<engine::NdArray> m_sampleNoise, m_ddimNoise;
    std::unique_ptr<engine::Model> m_model;
    std::optional<std::vector<core::FileDigest>> m_weights;
    Interrupt m_interrupt;
    Progress m_progress;
};

/// Pictures of a list that could not be used: each is said once on stderr, the others go on.
class FailedItems {
public:
    /// Whether \a error is about this picture alone, so that the list can go on; says and keeps it
    /// then.
    bool accept(const std::filesystem::path& picture, const engine::Error& error);
    const std::vector<std::pair<std::string, std::string>>& list() const { return m_list; }
    /// Ok, Partial, or the first failure's own code if nothing succeeded.
    ExitCode exitCode(std::size_t succeeded) const;

private:
    std::vector<std::pair<std::string, std::string>> m_list;  // file name, sentence
    ExitCode m_first = ExitCode::Ok;
};

/// Makes \a folder and those above it. Fails with Io or OutOfDisk.
engine::Status makeFolder(const std::filesystem::path& folder);

}  // namespace app
