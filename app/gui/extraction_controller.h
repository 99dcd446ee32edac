// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <io/picture.h>
#include <panels/message_bar.h>
#include <session/extraction_service.h>
#include <session/layer_board.h>
#include <session/timestep_scale.h>

#include <QObject>
#include <QTimer>

#include <memory>
#include <string>

namespace app {

enum class LayerLevel { Blocks, Inner };

/// Asks the model whenever picture, timestep, layers or model are others than before, and keeps the
/// answers on the board.
class ExtractionController : public QObject {
    Q_OBJECT

public:
    explicit ExtractionController(core::ExtractionService* service, QObject* parent = nullptr);

    const core::LayerBoard& board() const { return m_board; }
    int timestep() const { return m_timestep; }
    bool isCancelling() const { return m_service->isCancelling(); }

    void setModelOpen(bool isOpen);
    /// Null: there is none at the moment; what was computed stays on the board.
    void setPicture(std::shared_ptr<const core::Picture> picture);
    void setTimestep(int timestep);
    void setLevel(LayerLevel level);
    /// Asks again, after a cancel or a failure. Without model or picture nothing happens.
    void recompute();
    /// Asks again what was interrupted by the attempt to open another model.
    void resume();
    void cancel();
    /// While the labeler uses the model nothing is asked; what was due is asked afterwards.
    void setPaused(bool isPaused);

Q_SIGNALS:
    /// The board was emptied for a new question; \a layersChanged: and lists other layers.
    void boardReset(bool layersChanged);
    void layerArrived(std::size_t index);
    /// No more answers come: all there, cancelled or failed.
    void ended();
    void computing(const QString& what);
    void progress(double fraction);
    void cancelling();
    void problem(const widgets::Message& message);

private:
    void connectService();
    void ask();
    void end();

    core::ExtractionService* m_service;
    core::LayerBoard m_board;
    QTimer m_asking;  // gathers the changes of one moment, such as a drag of the slider
    std::shared_ptr<const core::Picture> m_picture;
    int m_timestep = core::kDefaultTimestep;
    LayerLevel m_level = LayerLevel::Blocks;
    quint64 m_request = 0;  // the service's number for our latest question
    bool m_isModelOpen = false;
    bool m_isPaused = false;
    bool m_isDue = false;  // something changed while paused
};

}  // namespace app
