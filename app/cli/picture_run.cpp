// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/picture_run.h"

#include "cli/array_run.h"
#include "cli/edit_options.h"

#include <base/atomic_file.h>
#include <base/system_memory.h>
#include <extraction/result_size.h>
#include <io/picture_header.h>
#include <model/layer_selection.h>

#include <algorithm>

namespace app {

namespace {

/// The size of the picture at \a path, in whole latent cells; 0 x 0 where the file does not say.
engine::PixelSize keptSize(const std::filesystem::path& path, int scale) {
    constexpr std::size_t kMostBytes = std::size_t(1) << 30;
    const auto bytes = engine::readFile(path, kMostBytes);
    const auto header = bytes ? core::readPictureHeader(*bytes) : std::nullopt;
    if (!header) return {};
    return {header->size.width / scale, header->size.height / scale};
}

/// The size of every picture; pictures that keep theirs are known when they are read.
engine::PixelSize largestSize(const core::SizeChoice& choice, const engine::ModelInfo& info) {
    constexpr int kLargestSide = 16384;  // of core::SizeChoice
    switch (choice.kind) {
        case core::SizeChoice::Kind::Native:
            return {info.nativeSide, info.nativeSide};
        case core::SizeChoice::Kind::Exact:
            return choice.exact;
        case core::SizeChoice::Kind::Keep:
            break;
    }
    return {kLargestSide, kLargestSide};
}

}  // namespace

PictureRun::PictureRun(ModelAccess access, PictureOptions options,
                       std::vector<std::filesystem::path> images)
    : m_access(std::move(access)), m_options(std::move(options)), m_images(std::move(images)) {}

engine::Result<std::unique_ptr<PictureRun>> PictureRun::open(
    const std::filesystem::path& model, const PictureOptions& options,
    const std::vector<std::string>& layerWords, const std::vector<std::filesystem::path>& images) {
    const auto size = core::SizeChoice::parse(options.size);
    if (!size) return size.error();
    auto access = ModelAccess::open(model);
    if (!access) return access.error();
    for (const char* needed : {"unet", "vae", "text_encoder", "tokenizer"})
        if (const auto component = access->component(needed); !component) return component.error();
    std::unique_ptr<PictureRun> run(new PictureRun(std::move(*access), options, images));
    run->m_size = *size;
    run->m_layerWords = layerWords;
    const auto largest = largestSize(*size, run->m_access.info());
    auto layers = run->layersAt(largest);
    if (!layers) return layers.error();
    run->m_layers = std::move(*layers);
    const auto all = run->available(largest);
    if (!all) return all.error();
    auto edits = readEdits(options.edits, *all);
    if (!edits) return edits.error();
    run->m_edits = std::move(*edits);
    if (auto status = run->readNoise(); !status) return status.error();
    if (auto status = run->settleBatches(); !status) return status.error();
    return run;
}

engine::Result<std::vector<engine::LayerInfo>> PictureRun::available(engine::PixelSize size) const {
    auto layers = m_access.unetLayers(m_access.latentGrid(size));
    if (layers) layers->push_back(engine::vaeOutLayer({size.height, size.width}));
    return layers;
}

engine::Result<std::vector<engine::LayerInfo>> PictureRun::layersAt(engine::PixelSize size) const {
    const auto all = available(size);
    if (!all) return all.error();
    return engine::selectLayers(m_layerWords, *all);
}

engine::Status PictureRun::checkMemory(engine::PixelSize size) const {
    const auto layers = layersAt(size);
    if (!layers) return layers.error();
    const int batch = m_options.guidanceHalf() == engine::GuidanceHalf::Both ? 2 : 1;
    return engine::checkResultFits(*layers, batch, engine::availableMemory());
}

engine::Status PictureRun::readNoise() {
    if (m_options.noise.empty()) return {};
    const auto file = ArrayInputs::read(m_options.noise);
    if (!file) return file.error();
    const auto ddim = file->required("ddim_noise", 4);
    if (!ddim) return ddim.error();
    m_ddimNoise = *ddim;
    if (m_options.latentMode() == engine::LatentMode::Mean) return {};
    const auto sample = file->required("sample_noise", 4);
    if (!sample) return sample.error();
    m_sampleNoise = *sample;
    return {};
}

engine::Result<core::Picture> PictureRun::load(const std::filesystem::path& path) const {
    const auto picture = core::readPicture(path);
    if (!picture) return picture.error();
    const auto& info = m_access.info();
    auto fitted =
        core::fitPicture(*picture, m_size, m_options.fitMode(), info.nativeSide, info.vaeScale);
    if (fitted) return fitted;
    return engine::Error{fitted.error().code, path.string() + ": " + fitted.error().message};
}

/// As the study does, pictures of different sizes are batches of one.
engine::Status PictureRun::settleBatches() {
    m_batch = m_options.batch;
    if (m_batch == 1 || m_images.size() < 2 || m_size.kind != core::SizeChoice::Kind::Keep)
        return {};
    const int scale = m_access.info().vaeScale;
    engine::PixelSize first;
    for (const auto& image : m_images) {
        const auto size = keptSize(image, scale);
        if (size == engine::PixelSize{}) continue;  // said when its turn comes
        if (first == engine::PixelSize{}) first = size;
        if (size == first) continue;
        say("The pictures differ in size: each is a batch of its own.");
        m_batch = 1;
        break;
    }
    return {};
}

engine::NoiseBatch PictureRun::batchOf(std::size_t index) const {
    const auto size = std::size_t(m_batch);
    const std::size_t begin = index / size * size;
    engine::NoiseBatch batch;
    batch.size = int(std::min(size, std::max(m_images.size(), index + 1) - begin));
    batch.index = int(index - begin);
    batch.isShared = m_options.batchNoise == "shared";
    return batch;
}

engine::ExtractionRequest PictureRun::requestFor(const core::Picture& picture,
                                                 const PictureItem& item) const {
    engine::ExtractionRequest request;
    request.size = picture.size;
    request.rgb = picture.rgb;
    request.prompt = m_options.prompt;
    request.timestep = item.timestep;
    request.seed = m_options.seed;
    request.rng = rngNamed(m_options.rng);
    request.batch = batchOf(item.index);
    request.latent = m_options.latentMode();
    request.pixelRange = m_options.range();
    request.sampleNoise = m_sampleNoise;
    request.ddimNoise = m_ddimNoise;
    request.eulerInputScaling = m_options.inputScaling == "euler";
    request.textTimeConditioning = m_options.textTime == "on";
    request.half = m_options.guidanceHalf();
    request.negativePrompt = m_options.negativePrompt;
    request.edits = m_edits;
    return request;
}

engine::Result<PictureResult> PictureRun::run(const core::Picture& picture, const PictureItem& item,
                                              const std::set<engine::LayerPath>& only) {
    if (auto fits = checkMemory(picture.size); !fits) return fits.error();
    m_progress.begin(item.name, item.share);
    if (!m_model) {
        auto model = m_access.load(m_options.compute.loadOptions());
        if (!model) return model.error();
        m_model = std::move(*model);
    }
    PictureResult result;
    engine::Observation observation;
    observation.layers = only.empty() ? pathsOf(m_layers) : only;
    observation.stopAfterDeepest = true;
    observation.stop = m_interrupt.token();
    observation.progress = [this](double fraction) { m_progress.update(fraction); };
    observation.sink = [&result](const engine::LayerPath& path, engine::NdArray activation) {
        result.activations.emplace_back(path.text(), std::move(activation));
    };
    auto extraction = m_model->extract(requestFor(picture, item), observation);
    m_progress.clear();
    if (!extraction) return extraction.error();
    result.extraction = std::move(*extraction);
    return result;
}

engine::Result<std::shared_ptr<const engine::Representation>> PictureRun::representation(
    const engine::LayerPath& layer, const engine::NdArray& activation,
    engine::PixelSize size) const {
    const auto all = layersAt(size);
    if (!all) return all.error();
    const auto found =
        std::find_if(all->begin(), all->end(), [&](const auto& l) { return l.path == layer; });
    if (found == all->end() || found->grid.count() == 0 || found->keys > 0)
        return engine::Error{engine::ErrorCode::Usage, layer.text() + " gives no map of tokens."};
    return engine::Representation::fromActivation(layer, activation, found->grid);
}

engine::Result<core::Provenance> PictureRun::provenance(
    const std::string& command, const std::vector<int>& timesteps,
    const std::vector<std::filesystem::path>& images) {
    auto inputs = images;
    if (!m_options.noise.empty()) inputs.push_back(m_options.noise);
    for (auto& file : editedFrom(m_options.edits)) inputs.push_back(std::move(file));
    auto p = core::Provenance::begin(command, m_access.info(), {}, inputs);
    if (!p) return p;
    if (!m_weights) {
        auto weights =
            core::digestWeights(m_access.info(), {"text_encoder", "text_encoder_2", "vae", "unet"});
        if (!weights) return weights.error();
        m_weights = std::move(*weights);
    }
    p->weights = *m_weights;
    p->options = m_options.toJson();
    p->options["timesteps"] = timesteps;
    p->options["batch"] = m_batch;
    p->options["layers"] = namesOf(m_layers);
    return p;
}

bool FailedItems::accept(const std::filesystem::path& picture, const engine::Error& error) {
    using engine::ErrorCode;
    if (error.code != ErrorCode::BadFile && error.code != ErrorCode::Unsupported &&
        error.code != ErrorCode::Io)
        return false;
    const ExitCode code = report(error);
    if (m_list.empty()) m_first = code;
    m_list.emplace_back(picture.filename().string(), error.message);
    return true;
}

ExitCode FailedItems::exitCode(std::size_t succeeded) const {
    if (m_list.empty()) return ExitCode::Ok;
    return succeeded > 0 ? ExitCode::Partial : m_first;
}

engine::Status makeFolder(const std::filesystem::path& folder) {
    std::error_code failed;
    std::filesystem::create_directories(folder, failed);
    if (!failed) return {};
    const bool isFull = failed == std::errc::no_space_on_device;
    return engine::Error{
        isFull ? engine::ErrorCode::OutOfDisk : engine::ErrorCode::Io,
        "Cannot make the folder " + folder.string() + ": " + failed.message() + "."};
}

}  // namespace app
