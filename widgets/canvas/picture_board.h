// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "canvas/linked_view.h"
#include "canvas/token_marks.h"

#include <QImage>
#include <QPointer>
#include <QSizeF>
#include <QWidget>

#include <memory>
#include <vector>

namespace widgets {

class PictureCanvas;

/// One picture of the board: who it is, what the model sees, and which moment of it.
struct PicturePane {
    int subject = 0;  ///< the explorer's number of the picture or generation
    QString name;
    QImage picture;  ///< null while it is being loaded
    int timestep = 50;
    /// Written in place of the timestep's chooser where it cannot be chosen: "step 3 of 25 · t
    /// 801".
    QString moment;
    bool isCurrent = false;  ///< the one that the timestep slider and the matrix speak of
};

/// How many columns let \a count pictures of that shape become largest in \a area, under headers of
/// that height.
int columnsOfBoard(int count, QSizeF shape, QSizeF area, double headerHeight);

/// The pictures that are looked at, side by side as large as they fit: one fills the board, more
/// are laid out in the rows and columns that waste least. Each has a header with its name, its own
/// timestep and, from two on, a button that takes it off the board.
class PictureBoard : public QWidget {
    Q_OBJECT

public:
    explicit PictureBoard(QWidget* parent = nullptr);
    ~PictureBoard() override;

    /// Canvases of subjects that stay are kept, so that the pointer loses nothing.
    void setPanes(const std::vector<PicturePane>& panes);
    const std::vector<PicturePane>& panes() const { return m_panes; }
    /// Null where the subject is not on the board.
    PictureCanvas* canvas(int subject) const;
    /// On the grid of tokens that \a grid says; empty grid: nothing is marked.
    void setMarks(int subject, const engine::TokenGrid& grid, const TokenMarks& marks);
    void setGridVisible(bool isVisible);
    /// A map drawn over the picture with \a opacity 0..1, nearest neighbour; null: none.
    void setOverlay(int subject, const QImage& map, double opacity);
    /// Zoom and position that all canvases share; null: always the whole pictures.
    void setView(LinkedView* view);
    /// Shown while there are no panes.
    void setHint(const QString& hint);

Q_SIGNALS:
    void hovered(int subject, engine::ImagePoint point);
    void clicked(int subject, engine::ImagePoint point);
    /// Shift-drag, with every move: both corners in the picture's pixels; \a isDone at the release.
    void regionDragged(int subject, engine::ImagePoint from, engine::ImagePoint to, bool isDone);
    void left(int subject);
    void timestepChosen(int subject, int timestep);
    void activated(int subject);  ///< its header was clicked, or its canvas got the focus
    void closeRequested(int subject);
    void contextMenuRequested(int subject, QPoint global);
    void timestepWheel(int steps);
    void layerWheel(int steps);
    /// The width of the range times \a factor.
    void rangeWheel(double factor);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Pane;
    std::unique_ptr<Pane> makePane(int subject);
    std::unique_ptr<Pane> takePane(int subject);
    void connectPane(const Pane& pane, int subject);
    void arrange();

    std::vector<PicturePane> m_panes;
    std::vector<std::unique_ptr<Pane>> m_widgets;  // in the same order
    QPointer<LinkedView> m_view;
    bool m_isGridVisible = false;
    QString m_hint;
};

}  // namespace widgets
