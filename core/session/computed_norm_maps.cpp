// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/computed_norm_maps.h"

#include <annotation/label_snapshot.h>
#include <annotation/label_source.h>
#include <base/atomic_file.h>
#include <tensor/npy.h>

#include <QtConcurrentRun>

#include <algorithm>
#include <optional>
#include <utility>

namespace core {

namespace fs = std::filesystem;
using engine::Error;
using engine::ErrorCode;

namespace {

constexpr std::size_t kMostBytes = 64u << 20;  // of a kept map

/// Everything that the numbers depend on, besides the picture.
std::string keyOf(const LabelSettings& settings, const ComputedNormMaps::Source& source) {
    return source.model + "\n" + settings.layer.text() + "\n" +
           std::to_string(settings.timestep.value_or(50)) + "\n" +
           std::to_string(settings.seed.value_or(42)) + "\n" + settings.pixelRange + "\n" +
           std::to_string(source.shape.nativeSide) + "\n" + std::to_string(source.shape.multiple);
}

/// In the pool, as syncing takes its time. Best effort: a map that is not kept is computed again.
void keep(const fs::path& file, const NormMaps::Map& map) {
    (void)QtConcurrent::run([file, map] {
        std::error_code ignored;
        fs::create_directories(file.parent_path(), ignored);
        (void)engine::atomicWrite(file,
                                  engine::encodeNpy(engine::NdArray::fromFloats(
                                      {map->grid().height, map->grid().width}, map->values())));
    });
}

std::optional<engine::NormMap> readKept(const fs::path& file, engine::TokenGrid grid) {
    std::error_code ignored;
    if (file.empty() || !fs::exists(file, ignored)) return {};
    const auto bytes = engine::readFile(file, kMostBytes);
    if (!bytes) return {};
    const auto array = engine::parseNpy(*bytes, file.string());
    if (!array || array->shape() != std::vector<std::int64_t>{grid.height, grid.width}) return {};
    auto values = array->toFloats();
    if (!values) return {};
    auto map = engine::NormMap::fromValues(grid.height, grid.width, std::move(*values));
    if (!map) return {};
    return std::move(*map);
}

}  // namespace

ComputedNormMaps::ComputedNormMaps(ExtractionService* service, const LabelProject& project,
                                   fs::path base, const fs::path& store, Source source,
                                   QObject* parent)
    : NormMaps(parent),
      m_service(service),
      m_settings(project.settings),
      m_images(project.images),
      m_base(std::move(base)),
      m_folder(store.empty() ? fs::path()
                             : store / sha256Of(keyOf(m_settings, source)).substr(0, 16)),
      m_shape(source.shape) {
    connect(&m_loading, &QFutureWatcher<Loaded>::finished, this, &ComputedNormMaps::onLoaded);
    connect(service, &ExtractionService::layerReady, this, &ComputedNormMaps::onLayer);
    connect(service, &ExtractionService::failed, this, &ComputedNormMaps::onFailed);
    connect(service, &ExtractionService::cancelled, this, [this](quint64 id) {
        if (id != m_request) return;
        m_request = 0;
        m_current = -1;  // until the next want()
    });
    // Opening stops our request without a word; where it fails the old model is still there.
    connect(service, &ExtractionService::openFailed, this, [this] {
        if (std::exchange(m_request, 0) != 0) next();
    });
    connect(service, &ExtractionService::modelOpened, this, [this] {
        m_isModelGone = true;
        m_request = 0;
        m_current = -1;
    });
}

/// What is being read or written holds nothing of this object: nobody waits for it.
ComputedNormMaps::~ComputedNormMaps() {
    if (m_request != 0) m_service->cancel();
}

NormMaps::Map ComputedNormMaps::find(int index) const {
    const auto it = m_maps.find(index);
    return it == m_maps.end() ? nullptr : it->second;
}

/// Numbers count anew in a project that is made anew, so the picture's content is in the name.
/// Empty where none can be kept.
fs::path ComputedNormMaps::fileOf(int index) const {
    const QueueImage& image = m_images[std::size_t(index)];
    if (m_folder.empty() || image.sha256.empty()) return {};
    return m_folder / (fs::path(normImageName(image.number)).stem().string() + "-" +
                       image.sha256.substr(0, 16) + ".npy");
}

void ComputedNormMaps::want(const std::vector<int>& indices) {
    m_wanted = indices;
    if (m_current < 0) next();
}

int ComputedNormMaps::waiting() const {
    if (m_isModelGone) return 0;
    return int(std::count_if(m_wanted.begin(), m_wanted.end(), [this](int index) {
        return !m_maps.contains(index) && !m_failed.contains(index);
    }));
}

void ComputedNormMaps::cancel() {
    m_wanted.clear();
    if (std::exchange(m_request, 0) != 0) m_service->cancel();
    m_current = -1;  // what is being read is read for nobody
}

void ComputedNormMaps::setPaused(bool isPaused) {
    m_isPaused = isPaused;
    if (!isPaused) {
        if (m_current < 0) next();
        return;
    }
    if (std::exchange(m_request, 0) == 0) return;  // a load that is running ends by itself
    m_service->cancel();
    m_current = -1;
}

void ComputedNormMaps::next() {
    m_current = -1;
    if (m_isPaused || m_isModelGone) return;
    const auto it = std::find_if(m_wanted.begin(), m_wanted.end(), [this](int index) {
        return m_maps.count(index) == 0 && m_failed.count(index) == 0;
    });
    m_current = it == m_wanted.end() ? -1 : *it;
    if (m_current < 0) return;
    const QueueImage& image = m_images[std::size_t(m_current)];
    QueueImage file;
    file.path = image.path;
    file.sha256 = image.sha256;
    m_loading.setFuture(
        QtConcurrent::run([file, base = m_base, shape = m_shape, grid = m_settings.grid,
                           kept = fileOf(m_current)]() -> Loaded {
            const auto failure = [](Error error) {
                return Loaded{nullptr, nullptr, std::make_shared<const Error>(std::move(error))};
            };
            if (auto same = checkPicture(file, base); !same) return failure(same.error());
            if (auto map = readKept(kept, grid))
                return {std::make_shared<const engine::NormMap>(std::move(*map)), nullptr, nullptr};
            auto picture = loadPicture(base / file.path, shape);
            if (!picture) return failure(picture.error());
            return {nullptr, std::make_shared<const Picture>(std::move(*picture)), nullptr};
        }));
}

void ComputedNormMaps::onLoaded() {
    if (m_current < 0) return;  // nobody wants it any more
    const Loaded loaded = m_loading.result();
    if (loaded.error) return giveUp(*loaded.error);
    if (loaded.kept) return take(loaded.kept);
    if (m_isPaused) {
        m_current = -1;
        return;
    }
    engine::ExtractionRequest request;
    request.size = loaded.picture->size;
    request.rgb = loaded.picture->rgb;
    request.timestep = m_settings.timestep.value_or(50);
    request.seed = std::uint64_t(m_settings.seed.value_or(42));
    if (m_settings.pixelRange == "paper") request.pixelRange = engine::PixelRange::Paper;
    m_request = m_service->request(std::move(request), {m_settings.layer.text()});
}

void ComputedNormMaps::onLayer(quint64 id,
                               const std::shared_ptr<const engine::Representation>& layer) {
    if (id != m_request) return;
    m_request = 0;
    if (!(layer->norms().grid() == m_settings.grid))
        return giveUp({ErrorCode::BadFile, m_images[std::size_t(m_current)].path +
                                               " gives a map of " +
                                               std::to_string(layer->norms().grid().width) + "x" +
                                               std::to_string(layer->norms().grid().height) +
                                               " tokens; the project's grid is " +
                                               std::to_string(m_settings.grid.width) + "x" +
                                               std::to_string(m_settings.grid.height) + "."});
    const auto map = std::make_shared<const engine::NormMap>(layer->norms());
    if (const fs::path file = fileOf(m_current); !file.empty()) keep(file, map);
    take(map);
}

void ComputedNormMaps::take(const Map& map) {
    const int index = m_current;
    m_maps[index] = map;
    next();
    Q_EMIT ready(index);
}

void ComputedNormMaps::onFailed(quint64 id, const Error& error) {
    if (id != m_request) return;
    m_request = 0;
    giveUp(error);
}

void ComputedNormMaps::giveUp(const Error& error) {
    const int index = m_current;
    m_failed.insert(index);
    next();
    Q_EMIT failed(index, error);
}

}  // namespace core
