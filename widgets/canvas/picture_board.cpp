// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/picture_board.h"

#include "canvas/drawing.h"
#include "canvas/geometry.h"
#include "canvas/pane_header.h"
#include "canvas/picture_canvas.h"

#include <QPainter>

#include <algorithm>
#include <utility>

namespace widgets {

/// The widgets of one subject; they go with it.
struct PictureBoard::Pane {
    int subject;
    PaneHeader* header;
    PictureCanvas* canvas;

    Pane(int id, QWidget* parent)
        : subject(id), header(new PaneHeader(parent)), canvas(new PictureCanvas(parent)) {}
    Pane(const Pane&) = delete;
    Pane& operator=(const Pane&) = delete;
    ~Pane() {
        for (QWidget* part : {static_cast<QWidget*>(header), static_cast<QWidget*>(canvas)}) {
            part->disconnect(part->parent());  // the board only: style sheets listen, too
            part->hide();
            part->deleteLater();  // it may be in the middle of an event
        }
    }
};

int columnsOfBoard(int count, QSizeF shape, QSizeF area, double headerHeight) {
    int best = 1;
    double largest = -1;
    for (int columns = 1; columns <= count; ++columns) {
        const int rows = (count + columns - 1) / columns;
        const QSizeF room(area.width() / columns, area.height() / rows - headerHeight);
        const double width = room.isEmpty() ? 0 : shape.scaled(room, Qt::KeepAspectRatio).width();
        if (width <= largest) continue;
        largest = width;
        best = columns;
    }
    return best;
}

PictureBoard::PictureBoard(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setMinimumSize(200, 160);
    setAccessibleName(tr("Pictures"));
}

PictureBoard::~PictureBoard() {
    m_widgets.clear();  // while the widgets are still there
}

void PictureBoard::setPanes(const std::vector<PicturePane>& panes) {
    std::vector<std::unique_ptr<Pane>> widgets;
    for (const auto& pane : panes) {
        auto kept = takePane(pane.subject);
        widgets.push_back(kept ? std::move(kept) : makePane(pane.subject));
        auto* canvas = widgets.back()->canvas;
        widgets.back()->header->setPane(pane, panes.size() == 1);
        canvas->setPicture(pane.picture, pane.name);
        canvas->setHint(tr("Loading…"));
    }
    m_panes = panes;
    m_widgets = std::move(widgets);
    arrange();
    update();
}

std::unique_ptr<PictureBoard::Pane> PictureBoard::takePane(int subject) {
    const auto found = std::find_if(m_widgets.begin(), m_widgets.end(), [&](const auto& pane) {
        return pane && pane->subject == subject;
    });
    return found == m_widgets.end() ? nullptr : std::move(*found);
}

std::unique_ptr<PictureBoard::Pane> PictureBoard::makePane(int subject) {
    auto pane = std::make_unique<Pane>(subject, this);
    pane->canvas->setView(m_view);
    pane->canvas->setGridVisible(m_isGridVisible);
    connectPane(*pane, subject);
    return pane;
}

void PictureBoard::connectPane(const Pane& pane, int subject) {
    connect(pane.header, &PaneHeader::activated, this,
            [this, subject] { Q_EMIT activated(subject); });
    connect(pane.header, &PaneHeader::closeRequested, this,
            [this, subject] { Q_EMIT closeRequested(subject); });
    connect(pane.header, &PaneHeader::timestepChosen, this,
            [this, subject](int timestep) { Q_EMIT timestepChosen(subject, timestep); });
    using Canvas = PictureCanvas;
    connect(pane.canvas, &Canvas::hovered, this,
            [this, subject](engine::ImagePoint point) { Q_EMIT hovered(subject, point); });
    connect(pane.canvas, &Canvas::clicked, this,
            [this, subject](engine::ImagePoint point) { Q_EMIT clicked(subject, point); });
    connect(pane.canvas, &Canvas::regionDragged, this,
            [this, subject](engine::ImagePoint from, engine::ImagePoint to, bool isDone) {
                Q_EMIT regionDragged(subject, from, to, isDone);
            });
    connect(pane.canvas, &Canvas::left, this, [this, subject] { Q_EMIT left(subject); });
    connect(pane.canvas, &Canvas::focused, this, [this, subject] { Q_EMIT activated(subject); });
    connect(pane.canvas, &Canvas::contextMenuRequested, this,
            [this, subject](QPoint global) { Q_EMIT contextMenuRequested(subject, global); });
    connect(pane.canvas, &Canvas::timestepWheel, this, &PictureBoard::timestepWheel);
    connect(pane.canvas, &Canvas::layerWheel, this, &PictureBoard::layerWheel);
    connect(pane.canvas, &Canvas::rangeWheel, this, &PictureBoard::rangeWheel);
}

PictureCanvas* PictureBoard::canvas(int subject) const {
    for (const auto& pane : m_widgets)
        if (pane->subject == subject) return pane->canvas;
    return nullptr;
}

void PictureBoard::setMarks(int subject, const engine::TokenGrid& grid, const TokenMarks& marks) {
    if (auto* shown = canvas(subject)) shown->setMarks(grid, marks);
}

void PictureBoard::setGridVisible(bool isVisible) {
    m_isGridVisible = isVisible;
    for (const auto& pane : m_widgets) pane->canvas->setGridVisible(isVisible);
}

void PictureBoard::setOverlay(int subject, const QImage& map, double opacity) {
    if (auto* shown = canvas(subject)) shown->setOverlay(map, opacity);
}

void PictureBoard::setView(LinkedView* view) {
    m_view = view;
    for (const auto& pane : m_widgets) pane->canvas->setView(view);
}

void PictureBoard::setHint(const QString& hint) {
    m_hint = hint;
    update();
}

void PictureBoard::arrange() {
    if (m_widgets.empty()) return;
    const int count = int(m_widgets.size());
    const int header = m_widgets.front()->header->sizeHint().height();
    const QSizeF shape =
        m_panes.front().picture.isNull() ? QSizeF(1, 1) : QSizeF(m_panes.front().picture.size());
    const int columns = columnsOfBoard(count, shape, size(), header);
    const int rows = (count + columns - 1) / columns;
    for (int i = 0; i < count; ++i) {
        const int column = i % columns, row = i / columns;
        const int left = width() * column / columns, right = width() * (column + 1) / columns;
        const int top = height() * row / rows, bottom = height() * (row + 1) / rows;
        const auto& pane = *m_widgets[std::size_t(i)];
        pane.header->setGeometry(left, top, right - left, header);
        pane.canvas->setGeometry(left, top + header, right - left,
                                 std::max(0, bottom - top - header));
        pane.header->show();
        pane.canvas->show();
    }
}

void PictureBoard::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    arrange();
}

void PictureBoard::paintEvent(QPaintEvent*) {
    if (!m_panes.empty()) return;
    QPainter painter(this);
    painter.setPen(quietText(palette()));
    painter.drawText(rect().adjusted(24, 24, -24, -24), Qt::AlignCenter | Qt::TextWordWrap, m_hint);
}

}  // namespace widgets
