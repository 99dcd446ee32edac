// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/picture_controller.h"

#include "gui/messages.h"

#include <models/picture_list_model.h>
#include <panels/picture_strip.h>

#include <QtConcurrent>

#include <utility>

namespace app {

PictureController::PictureController(widgets::PictureListModel* list, QObject* parent)
    : QObject(parent), m_list(list) {
    connect(&m_opening, &QFutureWatcherBase::resultReadyAt, this,
            &PictureController::takeThumbnails);
    connect(&m_opening, &QFutureWatcherBase::finished, this, &PictureController::openNext);
    connect(&m_showing, &QFutureWatcherBase::finished, this,
            [this] { onShown(m_showing.result()); });
}

PictureController::~PictureController() {
    m_opening.cancel();
    m_opening.waitForFinished();
    m_showing.waitForFinished();
}

PictureController::Thumbnail PictureController::makeThumbnail(const std::filesystem::path& path,
                                                              core::InputShape shape) {
    const auto picture = core::loadPicture(path, shape);
    if (!picture) return {path, std::make_shared<const engine::Error>(picture.error()), {}};
    const int side = 2 * widgets::PictureStrip::kThumbnailSide;  // sharp at a scale factor of 2
    return {
        path, nullptr,
        core::toImage(*picture).scaled(side, side, Qt::KeepAspectRatio, Qt::SmoothTransformation)};
}

void PictureController::open(const std::vector<std::filesystem::path>& paths) {
    if (paths.empty()) return;
    m_showsFirst = true;
    m_waiting.insert(m_waiting.end(), paths.begin(), paths.end());
    if (!m_opening.isRunning()) openNext();
}

void PictureController::openNext() {
    if (m_waiting.empty()) return;
    const auto work = [shape = m_shape](const std::filesystem::path& path) {
        return makeThumbnail(path, shape);
    };
    m_taken = 0;
    m_opening.setFuture(QtConcurrent::mapped(std::exchange(m_waiting, {}), work));
}

/// In the order in which they were asked for, whichever is ready first.
void PictureController::takeThumbnails() {
    while (m_opening.future().isResultReadyAt(m_taken)) onThumbnail(m_opening.resultAt(m_taken++));
}

void PictureController::onThumbnail(const Thumbnail& thumbnail) {
    if (thumbnail.error) {
        Q_EMIT problem(messageOf(tr("Picture not opened."), *thumbnail.error,
                                 m_row >= 0 ? tr("The picture shown before stays.") : QString()));
        return;
    }
    const int row = m_list->put({thumbnail.path, thumbnail.image});
    if (std::exchange(m_showsFirst, false)) show(row);
}

void PictureController::show(int row) {
    if (row < 0 || row >= m_list->rowCount()) return;
    m_wantedRow = row;
    m_isStale = m_showing.isRunning();
    if (m_isStale) return;
    m_showing.setFuture(
        QtConcurrent::run([path = m_list->entry(row).path, shape = m_shape]() -> Shown {
            auto picture = core::loadPicture(path, shape);
            if (!picture)
                return {path, std::make_shared<const engine::Error>(picture.error()), nullptr};
            return {path, nullptr, std::make_shared<const core::Picture>(std::move(*picture))};
        }));
}

void PictureController::showNeighbour(int step) {
    const int row = m_wantedRow + step;
    if (row >= 0 && row < m_list->rowCount()) show(row);
}

bool PictureController::setInputShape(core::InputShape shape) {
    const bool isNew = std::exchange(m_shape, shape) != shape;
    if (!isNew || m_wantedRow < 0) return false;
    show(m_wantedRow);
    return true;
}

void PictureController::onShown(const Shown& result) {
    if (m_isStale) return show(m_wantedRow);
    if (result.error) {
        Q_EMIT problem(messageOf(tr("Picture not shown."), *result.error,
                                 tr("The picture shown before stays.")));
        m_wantedRow = m_row;
        Q_EMIT kept(m_row);
        return;
    }
    m_row = m_wantedRow;
    Q_EMIT shown(m_row, result.picture);
}

}  // namespace app
