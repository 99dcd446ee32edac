// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifndef Q_MOC_RUN
#include <models/command_list_model.h>
#include <representation/layer_path.h>
#endif

#include <QString>

#include <functional>
#include <vector>

namespace core {
class Exploration;
}
namespace widgets {
class ModelListModel;
class PictureListModel;
}  // namespace widgets

namespace app {

/// What can be gone to by name, for the command palette: each list of commands is a plain function
/// of what there is. All but timesteps are there whatever was typed; the palette chooses.

/// Every layer that the model offers, by its path: \a go shows it.
std::vector<widgets::Command> layerJumps(
    const core::Exploration& exploration,
    const std::function<void(const engine::LayerPath& path)>& go);

/// "t 200" or "200": a timestep from 0 to 999. Else nothing.
std::vector<widgets::Command> timestepJumps(const QString& query,
                                            const std::function<void(int timestep)>& go);

/// Models that can be opened, and pictures that are open, by name; \a go gets the row.
std::vector<widgets::Command> modelJumps(const widgets::ModelListModel& models,
                                         const std::function<void(int row)>& go);
std::vector<widgets::Command> pictureJumps(const widgets::PictureListModel& pictures,
                                           const std::function<void(int row)>& go);

}  // namespace app
