// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/shared_layers.h"

#include <explore/representation_cache.h>

namespace app {

using Layers = std::vector<std::shared_ptr<const engine::Representation>>;

Layers sharedLayers(const ExploreSources& sources, const core::CaptureKey& key,
                    core::PcaBasis basis) {
    std::vector<core::CaptureKey> keys;
    if (basis == core::PcaBasis::Pictures)
        for (const int id : sources.exploration->board())
            keys.push_back({sources.exploration->subject(id)->moment(), key.layer});
    if (basis == core::PcaBasis::Timesteps)
        for (const int column : sources.cache->columnsOf(key.moment.subject, key.layer))
            keys.push_back({{key.moment.subject, column}, key.layer});
    Layers found;
    for (const auto& each : keys)
        if (auto layer = sources.cache->get(each)) found.push_back(std::move(layer));
    return found;
}

Layers companyOf(const ExploreSources& sources, const core::CaptureKey& key,
                 const core::MapOptions& options) {
    const bool isCommon = options.normalisation == core::Normalisation::Pictures;
    if (!isCommon || !engine::isDivided(options.measure)) return {};
    return sharedLayers(sources, key, core::PcaBasis::Pictures);
}

}  // namespace app
