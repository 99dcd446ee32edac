// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/explore_sources.h"

#ifndef Q_MOC_RUN
#include <explore/exploration.h>
#include <explore/map_options.h>
#include <representation/representation.h>
#endif

#include <memory>
#include <vector>

namespace app {

/// One layer of the pictures on the board, or of one picture at all timesteps that were captured,
/// as far as it is in memory; what is on disk is brought back meanwhile. Nothing for PcaBasis::Own.
std::vector<std::shared_ptr<const engine::Representation>> sharedLayers(
    const ExploreSources& sources, const core::CaptureKey& key, core::PcaBasis basis);

/// Over whose tokens similarities of \a key to the reference take their maximum besides its own;
/// empty where \a options do not ask for it.
std::vector<std::shared_ptr<const engine::Representation>> companyOf(
    const ExploreSources& sources, const core::CaptureKey& key, const core::MapOptions& options);

}  // namespace app
