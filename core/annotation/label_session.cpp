// SPDX-License-Identifier: GPL-3.0-or-later
#include "annotation/label_session.h"

#include <QElapsedTimer>
#include <QFileInfo>

#include <algorithm>
#include <cctype>
#include <utility>

namespace core {
namespace {

using engine::Error;
using engine::ErrorCode;
using engine::Status;
using engine::TokenIndex;

/// Every proposal of a map down to this score is kept, so that the threshold can be moved quickly.
constexpr double kLowestThreshold = 2;

std::string lowered(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return char(std::tolower(c)); });
    return text;
}

bool isUndone(const QueueImage& image) {
    return image.state == ImageState::Unseen || image.state == ImageState::Unsure;
}

std::function<double()> stopwatch() {
    QElapsedTimer timer;
    timer.start();
    return [timer] { return double(timer.elapsed()) / 1000; };
}

}  // namespace

bool QueueFilter::accepts(const QueueImage& image) const {
    if (!states.empty() && std::find(states.begin(), states.end(), image.state) == states.end())
        return false;
    if (!text.empty() && lowered(image.path).find(lowered(text)) == std::string::npos) return false;
    if (!annotator.empty() &&
        std::none_of(image.labels.begin(), image.labels.end(),
                     [&](const PatchLabel& l) { return l.annotator == annotator; }))
        return false;
    if (onlyCommented && image.comment.empty() &&
        std::all_of(image.reviews.begin(), image.reviews.end(),
                    [](const Review& r) { return r.comment.empty(); }))
        return false;
    return !onlyRejectedInReview ||
           (!image.reviews.empty() && image.reviews.back().verdict == ReviewVerdict::Rejected);
}

LabelSession::LabelSession(std::unique_ptr<AnnotationDocument> document, QObject* parent)
    : QObject(parent), m_document(std::move(document)), m_clock(stopwatch()) {
    auto* doc = m_document.get();
    connect(doc, &AnnotationDocument::imageChanged, this, &LabelSession::onImageChanged);
    connect(doc, &AnnotationDocument::settingsChanged, this, [this] {
        setCursor(m_cursor);
        setNorms(currentImage() ? currentImage()->id : std::string(), m_norms);
        Q_EMIT settingsChanged();
    });
    connect(doc, &AnnotationDocument::saveStateChanged, this, &LabelSession::saveStateChanged);
    connect(doc, &AnnotationDocument::undoStateChanged, this, &LabelSession::undoStateChanged);
    if (count() > 0) m_current = 0;
    m_shownAt = m_clock();
}

LabelSession::~LabelSession() = default;

void LabelSession::setClock(std::function<double()> clock) {
    m_clock = std::move(clock);
    m_shownAt = m_clock();
}

// ---- the queue

const QueueImage* LabelSession::currentImage() const {
    return m_current < 0 ? nullptr : &project().images[std::size_t(m_current)];
}

void LabelSession::show(int index) {
    if (index == m_current) return;
    m_current = index;
    m_shownAt = m_clock();
    m_norms.reset();
    m_allProposals.clear();
    refreshProposals();
    Q_EMIT currentChanged(index);
}

bool LabelSession::goTo(int index) {
    if (index < 0 || index >= count()) return false;
    show(index);
    return true;
}

/// The nearest picture in \a direction, around the ends; the current one is not looked at.
bool LabelSession::step(int direction, bool onlyUndone) {
    for (int i = 1; i < count(); ++i) {
        const int index = ((m_current + direction * i) % count() + count()) % count();
        const QueueImage& image = project().images[std::size_t(index)];
        if (!m_filter.accepts(image) || (onlyUndone && !isUndone(image))) continue;
        show(index);
        return true;
    }
    return false;
}

bool LabelSession::next() {
    return step(1, false);
}
bool LabelSession::previous() {
    return step(-1, false);
}
bool LabelSession::nextUndone() {
    return step(1, true);
}
bool LabelSession::previousUndone() {
    return step(-1, true);
}

void LabelSession::setFilter(QueueFilter filter) {
    if (filter == m_filter) return;
    m_filter = std::move(filter);
    Q_EMIT filterChanged();
}

std::vector<int> LabelSession::filtered() const {
    std::vector<int> accepted;
    for (int i = 0; i < count(); ++i)
        if (m_filter.accepts(project().images[std::size_t(i)])) accepted.push_back(i);
    return accepted;
}

std::vector<int> LabelSession::neighbours(int reach) const {
    std::vector<int> all = filtered();
    std::vector<int> near;
    if (all.empty()) return near;
    const auto at = std::lower_bound(all.begin(), all.end(), m_current) - all.begin();
    const bool isIn = at < std::ptrdiff_t(all.size()) && all[std::size_t(at)] == m_current;
    const auto size = std::ptrdiff_t(all.size());
    for (int distance = 1; distance <= reach; ++distance)
        for (const auto position : {at + distance - (isIn ? 0 : 1), at - distance}) {
            const int index = all[std::size_t(((position % size) + size) % size)];
            if (index != m_current && std::find(near.begin(), near.end(), index) == near.end())
                near.push_back(index);
        }
    return near;
}

QString LabelSession::countsText() const {
    return QString::fromStdString(counts().text());
}

QString LabelSession::captionText() const {
    const QueueImage* image = currentImage();
    if (image == nullptr) return {};
    const QString name = QFileInfo(QString::fromStdString(image->path)).fileName();
    return QStringLiteral("(%1/%2) %3 [%4x%5]")
        .arg(m_current + 1)
        .arg(count())
        .arg(name)
        .arg(settings().grid.width)
        .arg(settings().grid.height);
}

// ---- marking

const QueueImage* LabelSession::shown(const std::string& imageId) const {
    const QueueImage* image = currentImage();
    return image != nullptr && image->id == imageId ? image : nullptr;
}

Status LabelSession::checkWritable(const std::string& imageId) const {
    if (shown(imageId) == nullptr)
        return Error{ErrorCode::Usage, "'" + imageId + "' is not on screen; nothing was changed."};
    const QString why = blockedBecause(imageId);
    if (why.isEmpty()) return {};
    return Error{ErrorCode::BadFile, why.toStdString()};
}

void LabelSession::onImageChanged(int index) {
    if (index == m_current) refreshProposals();
    Q_EMIT imageChanged(index);
    Q_EMIT countsChanged();
}

double LabelSession::secondsOnImage() const {
    return m_clock() - m_shownAt;
}

TokenIndex LabelSession::patchAt(TokenIndex token) const {
    const QueueImage* image = currentImage();
    const PatchLabel* label = image ? m_document->labelCovering(*image, token) : nullptr;
    return label != nullptr ? label->token : settings().snapped(token);
}

Status LabelSession::toggleAt(const std::string& imageId, TokenIndex token) {
    if (auto writable = checkWritable(imageId); !writable) return writable;
    return m_document->toggleLabel(imageId, token, secondsOnImage());
}

Status LabelSession::toggleAtCursor() {
    const QueueImage* image = currentImage();
    return image == nullptr ? Status() : toggleAt(image->id, m_cursor);
}

Status LabelSession::markNone(const std::string& imageId) {
    if (auto writable = checkWritable(imageId); !writable) return writable;
    if (auto marked = m_document->setState(imageId, ImageState::ReviewedNone); !marked)
        return marked;
    nextUndone();
    return {};
}

Status LabelSession::markUnsure(const std::string& imageId) {
    if (auto writable = checkWritable(imageId); !writable) return writable;
    const QueueImage& image = *currentImage();
    const auto without = image.labels.empty() ? ImageState::Unseen : ImageState::Labelled;
    return m_document->setState(imageId,
                                image.state == ImageState::Unsure ? without : ImageState::Unsure);
}

Status LabelSession::finish(const std::string& imageId) {
    if (auto writable = checkWritable(imageId); !writable) return writable;
    const QueueImage& image = *currentImage();
    const auto done = image.labels.empty() ? ImageState::ReviewedNone : ImageState::Labelled;
    if (auto marked = m_document->setState(imageId, done); !marked) return marked;
    nextUndone();
    return {};
}

Status LabelSession::setComment(const std::string& imageId, const QString& comment) {
    if (auto writable = checkWritable(imageId); !writable) return writable;
    return m_document->setComment(imageId, comment.toStdString());
}

Status LabelSession::review(const std::string& imageId, ReviewVerdict verdict,
                            const QString& comment) {
    if (auto writable = checkWritable(imageId); !writable) return writable;
    return m_document->review(imageId, verdict, comment.toStdString());
}

/// Calls undo or redo and shows the first picture that it changed, so that nothing changes unseen.
Status LabelSession::showingChange(const std::function<Status()>& action) {
    int changed = -1;
    const auto spy = connect(m_document.get(), &AnnotationDocument::imageChanged, this,
                             [&](int index) { changed = changed < 0 ? index : changed; });
    const auto status = action();
    disconnect(spy);
    if (status && changed >= 0) show(changed);
    return status;
}

Status LabelSession::undo() {
    return showingChange([this] { return m_document->undo(); });
}

Status LabelSession::redo() {
    return showingChange([this] { return m_document->redo(); });
}

void LabelSession::setBlocked(const std::string& imageId, const QString& why) {
    std::erase_if(m_blocked, [&](const auto& entry) { return entry.first == imageId; });
    if (!why.isEmpty()) m_blocked.emplace_back(imageId, why);
    if (const auto index = project().indexOf(imageId)) Q_EMIT imageChanged(int(*index));
}

QString LabelSession::blockedBecause(const std::string& imageId) const {
    const auto it = std::find_if(m_blocked.begin(), m_blocked.end(),
                                 [&](const auto& entry) { return entry.first == imageId; });
    return it == m_blocked.end() ? QString() : it->second;
}

// ---- keyboard cursor

void LabelSession::setCursor(TokenIndex token) {
    const auto& grid = settings().grid;
    const TokenIndex inside = {std::clamp(token.row, 0, grid.height - 1),
                               std::clamp(token.col, 0, grid.width - 1)};
    const TokenIndex snapped = settings().snapped(inside);
    if (snapped == m_cursor) return;
    m_cursor = snapped;
    Q_EMIT cursorChanged();
}

void LabelSession::moveCursor(CursorMove move) {
    const int step = settings().patchSize;
    TokenIndex to = m_cursor;
    if (move == CursorMove::Left) to.col -= step;
    if (move == CursorMove::Right) to.col += step;
    if (move == CursorMove::Up) to.row -= step;
    if (move == CursorMove::Down) to.row += step;
    setCursor(to);
}

// ---- proposals

void LabelSession::setNorms(const std::string& imageId,
                            std::shared_ptr<const engine::NormMap> norms) {
    if (shown(imageId) == nullptr) return;  // an answer that comes late
    m_norms = std::move(norms);
    m_allProposals.clear();
    if (m_norms && m_norms->grid() == settings().grid)
        m_allProposals = proposalsOf(*m_norms, settings(), std::min(m_threshold, kLowestThreshold));
    refreshProposals();
}

void LabelSession::refreshProposals() {
    const int rank = m_currentProposal ? m_proposals[*m_currentProposal].rank : 0;
    m_proposals.clear();
    m_currentProposal.reset();
    if (const QueueImage* image = currentImage(); image != nullptr && !m_isBlind) {
        std::vector<Proposal> high;
        std::copy_if(m_allProposals.begin(), m_allProposals.end(), std::back_inserter(high),
                     [&](const Proposal& p) { return p.score >= m_threshold; });
        m_proposals = openProposals(high, *image, settings());
    }
    if (!m_proposals.empty()) {
        // The same one, or the next in rank where it has gone.
        const auto it = std::find_if(m_proposals.begin(), m_proposals.end(),
                                     [&](const auto& p) { return p.rank >= rank; });
        m_currentProposal = it == m_proposals.end() ? 0 : std::size_t(it - m_proposals.begin());
    }
    Q_EMIT proposalsChanged();
}

void LabelSession::setThreshold(double robustZ) {
    if (robustZ == m_threshold) return;
    m_threshold = robustZ;
    if (robustZ < kLowestThreshold && m_norms && currentImage() != nullptr)
        setNorms(currentImage()->id, m_norms);
    else
        refreshProposals();
}

void LabelSession::setBlind(bool isBlind) {
    if (isBlind == m_isBlind) return;
    m_isBlind = isBlind;
    refreshProposals();
}

void LabelSession::chooseProposal(std::size_t index) {
    if (index >= m_proposals.size() || m_currentProposal == index) return;
    m_currentProposal = index;
    setCursor(m_proposals[index].token);
    Q_EMIT proposalsChanged();
}

void LabelSession::stepProposal(std::size_t step) {
    if (m_currentProposal) chooseProposal((*m_currentProposal + step) % m_proposals.size());
}

void LabelSession::nextProposal() {
    stepProposal(1);
}
void LabelSession::previousProposal() {
    if (!m_proposals.empty()) stepProposal(m_proposals.size() - 1);
}

Status LabelSession::acceptProposal() {
    if (!m_currentProposal) return {};
    const std::string id = currentImage()->id;
    if (auto writable = checkWritable(id); !writable) return writable;
    return m_document->acceptProposals(id, {m_proposals[*m_currentProposal]}, secondsOnImage());
}

Status LabelSession::acceptAllProposals() {
    if (m_proposals.empty()) return {};
    const std::string id = currentImage()->id;
    if (auto writable = checkWritable(id); !writable) return writable;
    return m_document->acceptProposals(id, m_proposals, secondsOnImage());
}

Status LabelSession::rejectProposal() {
    if (!m_currentProposal) return {};
    const std::string id = currentImage()->id;
    if (auto writable = checkWritable(id); !writable) return writable;
    return m_document->rejectProposals(id, {m_proposals[*m_currentProposal]});
}

// ---- saving

QString LabelSession::saveText() const {
    const SaveState& state = m_document->saveState();
    switch (state.kind) {
        case SaveState::Kind::Saved:
            return tr("Saved: edit %1 is on disk").arg(project().edits);
        case SaveState::Kind::ReadOnly:
            return tr("Read-only");
        case SaveState::Kind::Failed:
            return tr("Not saved: %1 Everything up to edit %2 is on disk.")
                .arg(QString::fromStdString(state.message))
                .arg(project().edits);
        case SaveState::Kind::ChangedOutside:
            return QString::fromStdString(state.message);
    }
    return {};
}

Status LabelSession::close() {
    return m_document->close();
}

}  // namespace core
