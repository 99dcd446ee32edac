// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/map_controller.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <optional>
#include <vector>

namespace widgets {
class CaptureMatrix;
}

namespace app {

/// The matrix of layers and timesteps of the current subject: what is there, what is looked at, and
/// what is to be computed. Also plays through the columns.
class MatrixController : public QObject {
    Q_OBJECT

public:
    static constexpr int kPlayMs = 400;

    MatrixController(widgets::CaptureMatrix* matrix, const ExploreSources& sources,
                     QObject* parent = nullptr);

    /// Columns of the current subject: of a photo the usual timesteps, the present one and all that
    /// were captured; of a generation its steps.
    const std::vector<int>& columns() const { return m_columns; }
    /// To the next column (1) or the one before (-1); at the end, playing begins anew.
    void step(int by);
    /// To another layer of the list.
    void stepLayer(int by);
    void toEnd(bool isFirst);
    void setPlaying(bool isPlaying);
    bool isPlaying() const { return m_playing.isActive(); }
    /// Computes all columns of the current subject.
    void captureAll();
    /// Bytes that the layers take at one moment.
    std::size_t bytesPerMoment() const;

Q_SIGNALS:
    /// Asked before much is computed: \a bytes in all. The answer is calling \a go.
    void confirmationNeeded(std::size_t moments, std::size_t bytes,
                            const std::function<void()>& go);
    void playingChanged(bool isPlaying);
    void layerChosen(const engine::LayerPath& path);

private:
    void refreshAxes();
    void refreshCells();
    void refreshCell(std::size_t row, std::size_t column);
    void refreshCurrent();
    void enqueue(std::vector<core::Moment> moments);
    void play();

    widgets::CaptureMatrix* m_matrix;
    ExploreSources m_sources;
    std::vector<int> m_columns;
    std::vector<engine::LayerPath> m_rows;
    int m_subject = 0;
    QTimer m_playing, m_refreshing;
};

}  // namespace app
