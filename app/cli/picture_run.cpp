// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/picture_run.h"

#include "cli/array_run.h"

#include <model/layer_selection.h>

#include <algorithm>

namespace app {

PictureRun::PictureRun(ModelAccess access, PictureOptions options)
    : m_access(std::move(access)), m_options(std::move(options)) {}

engine::Result<std::unique_ptr<PictureRun>> PictureRun::open(
    const std::filesystem::path& model, const PictureOptions& options,
    const std::vector<std::string>& layerWords) {
    const auto size = core::SizeChoice::parse(options.size);
    if (!size) return size.error();
    auto access = ModelAccess::open(model, options.compute.sources);
    if (!access) return access.error();
    for (const char* needed : {"unet", "vae", "text_encoder", "tokenizer"})
        if (const auto component = access->component(needed); !component) return component.error();
    const int side = access->info().nativeSide;
    const auto all = access->unetLayers(access->latentGrid({side, side}));
    if (!all) return all.error();
    auto layers = engine::selectLayers(layerWords, *all);
    if (!layers) return layers.error();
    if (auto said = access->sayWhatIsCutOff({options.prompt}); !said) return said.error();
    std::unique_ptr<PictureRun> run(new PictureRun(std::move(*access), options));
    run->m_size = *size;
    run->m_layers = std::move(*layers);
    if (auto status = run->readNoise(); !status) return status.error();
    return run;
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

engine::ExtractionRequest PictureRun::requestFor(const core::Picture& picture, int timestep) const {
    engine::ExtractionRequest request;
    request.size = picture.size;
    request.rgb = picture.rgb;
    request.prompt = m_options.prompt;
    request.timestep = timestep;
    request.seed = m_options.seed;
    request.latent = m_options.latentMode();
    request.pixelRange = m_options.range();
    request.sampleNoise = m_sampleNoise;
    request.ddimNoise = m_ddimNoise;
    return request;
}

engine::Result<PictureResult> PictureRun::run(const core::Picture& picture, int timestep,
                                              const std::string& name) {
    m_progress.begin(name);
    if (!m_model) {
        auto model = m_access.load(m_options.compute.loadOptions());
        if (!model) return model.error();
        m_model = std::move(*model);
    }
    PictureResult result;
    engine::Observation observation;
    observation.layers = pathsOf(m_layers);
    observation.stopAfterDeepest = true;
    observation.stop = m_interrupt.token();
    observation.progress = [this](double fraction) { m_progress.update(fraction); };
    observation.sink = [&result](const engine::LayerPath& path, engine::NdArray activation) {
        result.activations.emplace_back(path.text(), std::move(activation));
    };
    auto extraction = m_model->extract(requestFor(picture, timestep), observation);
    m_progress.clear();
    if (!extraction) return extraction.error();
    result.extraction = std::move(*extraction);
    return result;
}

engine::Result<std::shared_ptr<const engine::Representation>> PictureRun::representation(
    const engine::LayerPath& layer, const engine::NdArray& activation,
    engine::PixelSize size) const {
    const auto all = m_access.unetLayers(m_access.latentGrid(size));
    if (!all) return all.error();
    const auto found =
        std::find_if(all->begin(), all->end(), [&](const auto& l) { return l.path == layer; });
    if (found == all->end() || found->grid.count() == 0)
        return engine::Error{engine::ErrorCode::Usage, layer.text() + " gives no map of tokens."};
    return engine::Representation::fromActivation(layer, activation, found->grid);
}

engine::Result<core::Provenance> PictureRun::provenance(
    const std::string& command, const std::vector<int>& timesteps,
    const std::vector<std::filesystem::path>& images) {
    auto inputs = images;
    if (!m_options.noise.empty()) inputs.push_back(m_options.noise);
    auto p = core::Provenance::begin(command, m_access.info(), {}, inputs);
    if (!p) return p;
    if (!m_weights) {
        auto weights = core::digestWeights(m_access.info(), {"text_encoder", "vae", "unet"});
        if (!weights) return weights.error();
        m_weights = std::move(*weights);
    }
    p->weights = *m_weights;
    p->options = m_options.toJson();
    p->options["timesteps"] = timesteps;
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
