// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/matrix_controller.h"

#include <canvas/capture_matrix.h>
#include <session/timestep_scale.h>

#include <algorithm>
#include <set>
#include <utility>

namespace app {

using widgets::CaptureMatrix;

namespace {

CaptureMatrix::CellState shownState(core::CaptureState state) {
    using From = core::CaptureState;
    using To = CaptureMatrix::CellState;
    switch (state) {
        case From::Empty:
            return To::Empty;
        case From::Queued:
            return To::Queued;
        case From::Running:
            return To::Running;
        case From::Memory:
            return To::Memory;
        case From::Disk:
            return To::Disk;
        case From::Failed:
            return To::Failed;
    }
    return To::Empty;
}

}  // namespace

MatrixController::MatrixController(CaptureMatrix* matrix, const ExploreSources& sources,
                                   QObject* parent)
    : QObject(parent), m_matrix(matrix), m_sources(sources) {
    m_playing.setInterval(kPlayMs);
    connect(&m_playing, &QTimer::timeout, this, &MatrixController::play);
    m_refreshing.setSingleShot(true);  // many states change at once
    m_refreshing.setInterval(0);
    connect(&m_refreshing, &QTimer::timeout, this, &MatrixController::refreshCells);

    using core::Exploration;
    auto* exploration = sources.exploration;
    connect(exploration, &Exploration::boardChanged, this, &MatrixController::refreshAxes);
    connect(exploration, &Exploration::layersChanged, this, &MatrixController::refreshAxes);
    connect(exploration, &Exploration::momentChanged, this, &MatrixController::refreshAxes);
    connect(exploration, &Exploration::subjectChanged, this, &MatrixController::refreshAxes);
    connect(exploration, &Exploration::activeLayerChanged, this, &MatrixController::refreshCurrent);
    const auto later = [this] { m_refreshing.start(); };
    connect(sources.runner, &core::CaptureRunner::captured, this, later);
    connect(sources.runner, &core::CaptureRunner::statesChanged, this, later);
    connect(sources.cache, &core::RepresentationCache::usageChanged, this, later);

    connect(matrix, &CaptureMatrix::currentChosen, this, [this](int row, int column) {
        if (row < 0 || column < 0) return;
        const auto path = m_rows[std::size_t(row)];
        m_sources.exploration->setActiveLayer(path);
        m_sources.exploration->setColumns(m_columns[std::size_t(column)]);
        Q_EMIT layerChosen(path);
    });
    // A row of the matrix is a layer of the same pass: what is computed are whole columns.
    connect(matrix, &CaptureMatrix::rangeChosen, this, [this](int, int first, int, int last) {
        std::vector<core::Moment> moments;
        for (int column = first; column <= last; ++column)
            moments.push_back({m_subject, m_columns[std::size_t(column)]});
        enqueue(std::move(moments));
    });
    refreshAxes();
}

void MatrixController::refreshAxes() {
    const auto* subject = m_sources.exploration->current();
    std::set<int> columns;
    if (subject && subject->isGeneration) {
        const int count = std::max(
            subject->steps.empty() ? subject->task.request.steps : subject->steps.front()->count,
            int(subject->steps.size()));
        for (int i = 0; i < count; ++i) columns.insert(i);
    } else if (subject) {
        columns.insert(core::kTimestepStops.begin(), core::kTimestepStops.end());
        columns.insert(subject->column);
        for (const auto& layer : m_sources.exploration->layers())
            for (const int column : m_sources.cache->columnsOf(subject->id, layer.path))
                columns.insert(column);
    }
    std::vector<engine::LayerPath> rows;
    for (const auto& layer : m_sources.exploration->layers()) rows.push_back(layer.path);
    const int id = subject ? subject->id : 0;
    std::vector<int> ordered(columns.begin(), columns.end());
    const bool isSame = id == m_subject && rows == m_rows && ordered == m_columns;
    if (!isSame) {
        m_subject = id;
        m_rows = std::move(rows);
        m_columns = std::move(ordered);
        QStringList rowTexts, columnTexts;
        for (const auto& row : m_rows) rowTexts << QString::fromStdString(row.text());
        for (const int column : m_columns)
            columnTexts << QString::number(subject && subject->isGeneration ? column + 1 : column);
        m_matrix->setAxes(rowTexts, columnTexts);
        refreshCells();
    }
    refreshCurrent();
}

void MatrixController::refreshCells() {
    for (std::size_t row = 0; row < m_rows.size(); ++row)
        for (std::size_t column = 0; column < m_columns.size(); ++column) refreshCell(row, column);
}

void MatrixController::refreshCell(std::size_t row, std::size_t column) {
    const core::CaptureKey key{{m_subject, m_columns[column]}, m_rows[row]};
    CaptureMatrix::Cell cell;
    cell.state = shownState(m_sources.runner->stateOf(key));
    cell.largestZ = m_sources.cache->largestZ(key);
    m_matrix->setCell(int(row), int(column), cell);
}

void MatrixController::refreshCurrent() {
    const auto* subject = m_sources.exploration->current();
    const auto row = std::find(m_rows.begin(), m_rows.end(), m_sources.exploration->activeLayer());
    const auto column =
        subject ? std::find(m_columns.begin(), m_columns.end(), subject->column) : m_columns.end();
    m_matrix->setCurrent(row == m_rows.end() ? -1 : int(row - m_rows.begin()),
                         column == m_columns.end() ? -1 : int(column - m_columns.begin()));
}

void MatrixController::step(int by) {
    const auto* subject = m_sources.exploration->current();
    if (!subject || m_columns.empty()) return;
    // between two columns the next one is the one behind it
    const auto at = by > 0 ? std::upper_bound(m_columns.begin(), m_columns.end(), subject->column)
                           : std::lower_bound(m_columns.begin(), m_columns.end(), subject->column);
    if (by > 0 && at == m_columns.end()) return;
    if (by < 0 && at == m_columns.begin()) return;
    m_sources.exploration->setColumns(by > 0 ? *at : *(at - 1));
}

void MatrixController::stepLayer(int by) {
    if (m_rows.empty()) return;
    const auto at = std::find(m_rows.begin(), m_rows.end(), m_sources.exploration->activeLayer());
    const auto row = at == m_rows.end() ? 0 : int(at - m_rows.begin()) + by;
    const auto path = m_rows[std::size_t(std::clamp(row, 0, int(m_rows.size()) - 1))];
    m_sources.exploration->setActiveLayer(path);
    Q_EMIT layerChosen(path);
}

void MatrixController::toEnd(bool isFirst) {
    if (!m_columns.empty())
        m_sources.exploration->setColumns(isFirst ? m_columns.front() : m_columns.back());
}

void MatrixController::setPlaying(bool isPlaying) {
    if (isPlaying == m_playing.isActive()) return;
    if (isPlaying)
        m_playing.start();
    else
        m_playing.stop();
    Q_EMIT playingChanged(isPlaying);
}

/// On to the next column once this one is there; after the last the first comes.
void MatrixController::play() {
    const auto* subject = m_sources.exploration->current();
    if (!subject || m_columns.empty()) return setPlaying(false);
    if (m_sources.runner->isBusy()) return;
    if (subject->column == m_columns.back())
        m_sources.exploration->setColumns(m_columns.front());
    else
        step(1);
}

void MatrixController::captureAll() {
    std::vector<core::Moment> moments;
    for (const int column : m_columns) moments.push_back({m_subject, column});
    enqueue(std::move(moments));
}

std::size_t MatrixController::bytesPerMoment() const {
    std::size_t bytes = 0;
    for (const auto& layer : m_sources.exploration->layers()) {
        const auto info = m_sources.exploration->layerFor(layer, m_subject);
        const int channels = info.keys > 0 ? info.keys : info.channels;
        bytes += std::size_t(info.grid.count()) * std::size_t(channels) * sizeof(float);
    }
    return bytes;
}

/// What does not fit into the budget goes to disk: that is asked first.
void MatrixController::enqueue(std::vector<core::Moment> moments) {
    std::erase_if(moments, [this](const core::Moment& moment) {
        return std::all_of(m_rows.begin(), m_rows.end(), [&](const auto& path) {
            return m_sources.cache->contains({moment, path});
        });
    });
    if (moments.empty()) return;
    const auto bytes = moments.size() * bytesPerMoment();
    const auto go = [this, moments] { m_sources.runner->enqueue(moments); };
    if (bytes + m_sources.cache->bytesInMemory() <= m_sources.cache->budget()) return go();
    Q_EMIT confirmationNeeded(moments.size(), bytes, go);
}

}  // namespace app
