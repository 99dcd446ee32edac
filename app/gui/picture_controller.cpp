// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/picture_controller.h"

#include "gui/messages.h"

#include <models/picture_list_model.h>
#include <panels/picture_strip.h>

#include <QDir>
#include <QtConcurrentMap>
#include <QtConcurrentRun>

#include <algorithm>
#include <utility>

namespace app {

namespace {

QImage thumbnailOf(const QImage& picture) {
    const int side = 2 * widgets::PictureStrip::kThumbnailSide;  // sharp at a scale factor of 2
    return picture.scaled(side, side, Qt::KeepAspectRatio, Qt::SmoothTransformation);
}

/// No file is called so: a second generation of the same prompt has a row of its own.
std::filesystem::path pathOfGeneration(int subject, const std::string& name) {
    return std::filesystem::path("/generated") / std::to_string(subject) / name;
}

}  // namespace

PictureController::PictureController(core::Exploration* exploration,
                                     widgets::PictureListModel* list, QObject* parent)
    : QObject(parent), m_exploration(exploration), m_list(list) {
    connect(&m_opening, &QFutureWatcherBase::resultReadyAt, this,
            &PictureController::takeThumbnails);
    connect(&m_opening, &QFutureWatcherBase::finished, this, &PictureController::openNext);
    connect(&m_loading, &QFutureWatcherBase::finished, this,
            [this] { onLoaded(m_loading.result()); });
    connect(exploration, &core::Exploration::boardChanged, this,
            [this] { m_list->setOnBoard(m_exploration->board()); });
    for (const auto changed : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(list, changed, this, &PictureController::listChanged);
    connect(list, &QAbstractItemModel::rowsMoved, this, &PictureController::listChanged);
}

PictureController::~PictureController() {
    m_opening.cancel();
    m_opening.waitForFinished();
    m_loading.waitForFinished();
}

PictureController::Thumbnail PictureController::makeThumbnail(const std::filesystem::path& path,
                                                              core::InputShape shape) {
    const auto picture = core::loadPicture(path, shape);
    if (!picture) return {path, std::make_shared<const engine::Error>(picture.error()), {}};
    return {path, nullptr, thumbnailOf(core::toImage(*picture))};
}

void PictureController::open(const std::vector<std::filesystem::path>& paths) {
    if (paths.empty()) return;
    m_showsFirst = true;
    m_waiting.insert(m_waiting.end(), paths.begin(), paths.end());
    if (!m_isOpening) openNext();
}

void PictureController::paste(const QImage& image) {
    if (!m_clips) m_clips = std::make_unique<QTemporaryDir>();
    const auto file = m_clips->filePath(tr("pasted-%1.png").arg(++m_pasted));
    if (image.convertToFormat(QImage::Format_RGB888).save(file)) return open({file.toStdString()});
    Q_EMIT problem(
        {tr("Picture not pasted."),
         tr("No temporary file could be written to %1.").arg(QDir::tempPath()),
         tr("The picture stays in the clipboard. Free some space there, then paste again.")});
}

std::filesystem::path PictureController::clips() const {
    return m_clips ? std::filesystem::path(m_clips->path().toStdString()) : std::filesystem::path();
}

void PictureController::addGeneration(int subject, const QString& name) {
    m_list->put({pathOfGeneration(subject, name.toStdString()), {}, subject, false, false});
}

void PictureController::bringBack(const std::vector<core::SubjectState>& subjects) {
    std::vector<std::filesystem::path> withoutThumbnail;
    for (const auto& subject : subjects) {
        if (m_exploration->subject(subject.id)) continue;
        const auto& made = subject.generation;
        const auto path = made ? pathOfGeneration(subject.id, made->name) : subject.file;
        const auto name = made ? made->name : path.filename().string();
        m_exploration->bringBack(subject.id, QString::fromStdString(name),
                                 made ? std::optional(core::taskOf(*made)) : std::nullopt);
        const auto kept = m_thumbnails.find(subject.id);
        m_list->add(
            {path, kept == m_thumbnails.end() ? QImage() : kept->second, subject.id, false, !made});
        if (!made && kept == m_thumbnails.end()) withoutThumbnail.push_back(path);
    }
    renewThumbnails(withoutThumbnail);
}

/// In the background; a picture that cannot be read keeps an empty place, and says so when it is
/// to be shown.
void PictureController::renewThumbnails(const std::vector<std::filesystem::path>& files) {
    if (files.empty()) return;
    auto* watcher = new QFutureWatcher<Thumbnail>(this);
    connect(watcher, &QFutureWatcherBase::resultReadyAt, this, [this, watcher](int at) {
        const auto made = watcher->resultAt(at);
        for (int row = 0; row < m_list->rowCount(); ++row)
            if (m_list->entry(row).path == made.path) m_list->setThumbnail(row, made.image);
    });
    connect(watcher, &QFutureWatcherBase::finished, watcher, &QObject::deleteLater);
    watcher->setFuture(
        QtConcurrent::mapped(files, [shape = m_shape](const std::filesystem::path& path) {
            return makeThumbnail(path, shape);
        }));
}

std::vector<core::SubjectState> PictureController::listed() const {
    std::vector<core::SubjectState> subjects;
    for (int row = 0; row < m_list->rowCount(); ++row) {
        const auto& entry = m_list->entry(row);
        const auto* subject = m_exploration->subject(entry.subject);
        if (!subject) continue;
        core::SubjectState state;
        state.id = subject->id;
        state.column = subject->column;
        if (subject->isGeneration)
            state.generation = core::recipeOf(*subject);
        else
            state.file = entry.path;
        subjects.push_back(std::move(state));
    }
    return subjects;
}

void PictureController::setOrder(const std::vector<int>& subjects) {
    m_list->setOrder(subjects);
}

void PictureController::removeSubject(int subject) {
    if (const int row = m_list->rowOf(subject); row >= 0) remove(row);
}

void PictureController::renewThumbnail(int subject) {
    const auto* found = m_exploration->subject(subject);
    const int row = m_list->rowOf(subject);
    if (found && found->picture && row >= 0)
        m_list->setThumbnail(row, thumbnailOf(core::toImage(*found->picture)));
}

void PictureController::openNext() {
    m_isOpening = !m_waiting.empty();
    if (!m_isOpening) return Q_EMIT opened();
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
        const bool hasBoard = !m_exploration->board().empty();
        Q_EMIT problem(messageOf(
            tr("Picture not opened."), *thumbnail.error,
            hasBoard ? tr("The picture shown before stays.") : tr("Nothing else was changed.")));
        return;
    }
    const int before = m_list->rowCount();
    const int row = m_list->put({thumbnail.path, thumbnail.image, 0, false, true});
    if (row == before) {
        const auto name = QString::fromStdString(thumbnail.path.filename().string());
        m_list->setSubject(row, m_exploration->addPhoto(name));
        Q_EMIT added(thumbnail.path);
        Q_EMIT listChanged();  // it has its subject now
    }
    if (std::exchange(m_showsFirst, false)) show(row);
}

int PictureController::subjectAt(int row) const {
    return row >= 0 && row < m_list->rowCount() ? m_list->entry(row).subject : 0;
}

void PictureController::show(int row) {
    const int subject = subjectAt(row);
    if (subject == 0) return;
    auto board = m_exploration->board();
    const auto* current = m_exploration->current();
    const bool isThere = std::find(board.begin(), board.end(), subject) != board.end();
    if (!current)
        board = {subject};
    else if (!isThere)
        std::replace(board.begin(), board.end(), current->id, subject);
    wish(std::move(board), subject);
}

void PictureController::toggleBeside(int row) {
    const int subject = subjectAt(row);
    if (subject == 0) return;
    if (m_exploration->isOnBoard(subject)) return m_exploration->setBeside(subject, false);
    auto board = m_exploration->board();
    if (int(board.size()) == core::Exploration::kMostOnBoard) board.erase(board.begin());
    board.push_back(subject);
    wish(std::move(board), subject);
}

int PictureController::showNamed(const std::vector<std::string>& fileNames) {
    std::vector<int> board;
    for (const auto& name : fileNames)
        for (int row = 0; row < m_list->rowCount(); ++row)
            if (m_list->entry(row).path.filename() == name) board.push_back(subjectAt(row));
    const int count = int(board.size());
    if (count > 0) wish(board, board.front());
    return count;
}

int PictureController::wishedRow() const {
    const auto* current = m_exploration->current();
    return m_list->rowOf(m_wish ? m_wish->current : current ? current->id : 0);
}

void PictureController::showNeighbour(int step) {
    const int row = wishedRow() + step;
    if (row >= 0 && row < m_list->rowCount()) show(row);
}

void PictureController::remove(int row) {
    const int subject = subjectAt(row);
    if (subject == 0) return;
    if (m_wish && m_wish->current == subject) m_wish.reset();
    if (m_exploration->board() == std::vector<int>{subject} && m_list->rowCount() > 1)
        show(row + 1 < m_list->rowCount() ? row + 1 : row - 1);
    m_thumbnails[subject] = m_list->entry(row).thumbnail;
    m_list->remove(row);
    m_exploration->remove(subject);
}

void PictureController::setInputShape(core::InputShape shape) {
    if (std::exchange(m_shape, shape) == shape) return;
    m_isStale = m_loading.isRunning();
    for (const auto& subject : m_exploration->subjects().all())
        if (!subject.isGeneration && subject.picture)
            m_exploration->setPicture(subject.id, nullptr);
    const auto* current = m_exploration->current();
    if (!m_wish && current) m_wish = Wish{m_exploration->board(), current->id};
    fulfil();
    Q_EMIT shapeChanged();
}

void PictureController::wish(std::vector<int> board, int current) {
    m_wish = Wish{std::move(board), current};
    fulfil();
}

/// Loads the wished pictures one after the other; the board changes when all are there.
void PictureController::fulfil() {
    if (!m_wish || m_loading.isRunning()) return;
    for (const int id : m_wish->board) {
        const auto* subject = m_exploration->subject(id);
        const int row = m_list->rowOf(id);
        if (!subject || row < 0 || subject->isGeneration || subject->picture) continue;
        m_loading.setFuture(
            QtConcurrent::run([id, path = m_list->entry(row).path, shape = m_shape]() -> Loaded {
                auto picture = core::loadPicture(path, shape);
                if (!picture)
                    return {id, std::make_shared<const engine::Error>(picture.error()), nullptr};
                return {id, nullptr, std::make_shared<const core::Picture>(std::move(*picture))};
            }));
        return;
    }
    const auto wish = std::exchange(m_wish, {});
    m_exploration->setBoard(wish->board, wish->current);
    Q_EMIT settled();
}

void PictureController::onLoaded(const Loaded& result) {
    if (std::exchange(m_isStale, false)) return fulfil();
    if (!result.error) {
        m_exploration->setPicture(result.subject, result.picture);
        return fulfil();
    }
    Q_EMIT problem(
        messageOf(tr("Picture not shown."), *result.error, tr("The picture shown before stays.")));
    const bool isWished =
        m_wish && std::count(m_wish->board.begin(), m_wish->board.end(), result.subject) > 0;
    if (isWished) m_wish.reset();
    fulfil();
    if (isWished && !m_wish) Q_EMIT settled();
}

}  // namespace app
