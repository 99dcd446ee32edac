// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/explore_jumps.h"

#include <explore/exploration.h>
#include <models/model_list_model.h>
#include <models/picture_list_model.h>
#include <session/timestep_scale.h>

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

namespace app {

namespace {

QString words(const char* text) {
    return QCoreApplication::translate("jumps", text);
}

widgets::Command jump(const QString& name, const QString& place, const QString& detail,
                      std::function<void()> run) {
    widgets::Command command;
    command.id = QStringLiteral("jump.") + name;
    command.name = name;
    command.place = place;
    command.detail = detail;
    command.isJump = true;
    command.run = std::move(run);
    return command;
}

}  // namespace

std::vector<widgets::Command> layerJumps(
    const core::Exploration& exploration,
    const std::function<void(const engine::LayerPath& path)>& go) {
    const auto place = words(QT_TRANSLATE_NOOP("jumps", "Layer"));
    std::vector<widgets::Command> jumps;
    for (const auto& layer : exploration.offered()) {
        const auto detail =
            words(QT_TRANSLATE_NOOP("jumps", "Show this layer: %1 channels, %2 × %3"))
                .arg(layer.channels)
                .arg(layer.grid.height)
                .arg(layer.grid.width);
        jumps.push_back(jump(QString::fromStdString(layer.path.text()), place, detail,
                             [go, path = layer.path] { go(path); }));
    }
    return jumps;
}

std::vector<widgets::Command> timestepJumps(const QString& query,
                                            const std::function<void(int timestep)>& go) {
    static const QRegularExpression number(QStringLiteral("^\\s*(?:t\\s*=?\\s*)?(\\d{1,3})\\s*$"),
                                           QRegularExpression::CaseInsensitiveOption);
    const auto match = number.match(query);
    if (!match.hasMatch()) return {};
    const int timestep = std::min(match.captured(1).toInt(), core::kLastTimestep);
    // named as it was typed, so that it is the best answer
    auto made = jump(query.trimmed(), words(QT_TRANSLATE_NOOP("jumps", "Timestep")),
                     words(QT_TRANSLATE_NOOP("jumps", "Go to timestep %1")).arg(timestep),
                     [go, timestep] { go(timestep); });
    return {made};
}

std::vector<widgets::Command> modelJumps(const widgets::ModelListModel& models,
                                         const std::function<void(int row)>& go) {
    std::vector<widgets::Command> jumps;
    for (int row = 0; row < models.rowCount(); ++row) {
        const auto index = models.index(row);
        auto made =
            jump(index.data().toString(), words(QT_TRANSLATE_NOOP("jumps", "Model")),
                 words(QT_TRANSLATE_NOOP("jumps", "Open this model")), [go, row] { go(row); });
        made.isEnabled = models.flags(index).testFlag(Qt::ItemIsEnabled);
        if (!made.isEnabled) made.why = index.data(Qt::ToolTipRole).toString();
        jumps.push_back(std::move(made));
    }
    return jumps;
}

std::vector<widgets::Command> pictureJumps(const widgets::PictureListModel& pictures,
                                           const std::function<void(int row)>& go) {
    std::vector<widgets::Command> jumps;
    for (int row = 0; row < pictures.rowCount(); ++row)
        jumps.push_back(jump(
            pictures.index(row).data().toString(), words(QT_TRANSLATE_NOOP("jumps", "Picture")),
            words(QT_TRANSLATE_NOOP("jumps", "Show this picture")), [go, row] { go(row); }));
    return jumps;
}

}  // namespace app
