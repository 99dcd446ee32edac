// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/label_presenter.h"

#include "gui/label_actions.h"
#include "gui/label_map_controller.h"
#include "gui/label_page.h"

#include <annotation/label_marks.h>
#include <canvas/linked_view.h>
#include <canvas/patch_canvas.h>
#include <panels/label_queue_panel.h>
#include <panels/label_tools_panel.h>
#include <panels/read_out_bar.h>

#include <QAction>

#include <algorithm>
#include <utility>

namespace app {

namespace {

/// English needs no plural file this way.
QString labelCount(std::size_t count) {
    return count == 1 ? LabelPresenter::tr("1 label") : LabelPresenter::tr("%1 labels").arg(count);
}

}  // namespace

LabelPresenter::LabelPresenter(LabelPage* page, LabelActions* actions, LabelMapController* maps,
                               QObject* parent)
    : QObject(parent), m_page(page), m_actions(actions), m_maps(maps) {
    for (const auto* action : {actions->acceptLabels, actions->rejectLabels, actions->comment,
                               actions->exportLabels, actions->done, actions->none})
        connect(action, &QAction::changed, this, [this] {
            if (m_session != nullptr) refreshCounts();  // the hint names their keys
        });
    for (auto* canvas : {page->photo(), page->map()}) {
        connect(canvas, &widgets::PatchCanvas::hovered, this, [this](engine::TokenIndex token) {
            m_hovered = token;
            m_isKeyCursorShown = false;
            refreshHover();
        });
        connect(canvas, &widgets::PatchCanvas::left, this, [this] {
            m_hovered.reset();
            refreshHover();
        });
    }
    connect(actions->showRejected, &QAction::toggled, this, &LabelPresenter::refreshMarks);
}

void LabelPresenter::setSession(core::LabelSession* session) {
    m_session = session;
    m_other = nullptr;
    if (session == nullptr) return;
    using core::LabelSession;
    connect(session, &LabelSession::currentChanged, this, &LabelPresenter::showPicture);
    connect(session, &LabelSession::settingsChanged, this, &LabelPresenter::showPicture);
    connect(session, &LabelSession::imageChanged, this, [this](int index) {
        if (index != m_session->current()) return;
        refreshPicture();
        refreshMarks();
        refreshHover();
    });
    connect(session, &LabelSession::countsChanged, this, [this] { refreshCounts(); });
    connect(session, &LabelSession::cursorChanged, this, &LabelPresenter::refreshHover);
    connect(session, &LabelSession::proposalsChanged, this, &LabelPresenter::refreshProposals);
}

void LabelPresenter::setMode(WindowMode mode) {
    m_mode = mode;
    m_page->tools()->setReviewVisible(mode == WindowMode::Review);
    if (m_session != nullptr) refreshCounts();
    refreshHover();
}

void LabelPresenter::setOther(const core::LabelProject* other) {
    m_other = other;
    refreshMarks();
}

void LabelPresenter::moveCursor(core::CursorMove move) {
    // The first key only shows where the cursor is.
    if (std::exchange(m_isKeyCursorShown, true)) m_session->moveCursor(move);
    const auto& grid = m_session->settings().grid;
    const auto at = m_session->cursor();
    m_page->view()->ensureVisible(
        {(at.col + 0.5) / std::max(1, grid.width), (at.row + 0.5) / std::max(1, grid.height)});
    refreshHover();
}

/// How far we are, and the keys that matter most now.
void LabelPresenter::refreshCounts() {
    const auto counts = m_session->counts();
    m_page->queue()->setCounts(counts);
    const auto key = [](const QAction* action, const QString& meaning) {
        auto keys = action->shortcut().toString(QKeySequence::NativeText);
        if (action->shortcut() == QKeySequence(Qt::Key_Return)) keys = QStringLiteral("⏎");
        return keys.isEmpty() ? plainText(*action) : keys + QLatin1Char(' ') + meaning;
    };
    const auto* a = m_actions;
    QStringList parts;
    if (m_mode == WindowMode::Review)
        parts = {key(a->acceptLabels, tr("accept")), key(a->rejectLabels, tr("reject")),
                 key(a->comment, tr("comment"))};
    else if (counts.left() == 0)
        parts = {tr("All pictures are decided"), key(a->exportLabels, tr("exports"))};
    else
        parts = {tr("click: mark"), key(a->done, tr("done")), key(a->none, tr("nothing there"))};
    m_page->setHint(parts.join(QStringLiteral("   ·   ")));
}

void LabelPresenter::showPicture() {
    if (m_session == nullptr) return;
    refreshCounts();
    m_page->queue()->setCurrent(m_session->current());
    m_page->tools()->setDefinition(core::definitionText(m_session->settings()));
    refreshPicture();
    refreshProposals();
    refreshHover();
}

QString LabelPresenter::stateText() const {
    const auto* image = m_session->currentImage();
    if (image == nullptr) return tr("The queue is empty.");
    const QString blocked = m_session->blockedBecause(image->id);
    if (!blocked.isEmpty()) return blocked;
    switch (image->state) {
        case core::ImageState::Unseen:
            return tr("Not decided yet");
        case core::ImageState::Labelled:
            return labelCount(image->labels.size());
        case core::ImageState::ReviewedNone:
            return tr("Looked at: nothing there");
        case core::ImageState::Unsure:
            return tr("Unsure, %1").arg(labelCount(image->labels.size()));
    }
    return {};
}

QString LabelPresenter::reviewText() const {
    const auto* image = m_session->currentImage();
    if (image == nullptr || image->reviews.empty()) return tr("Not judged yet");
    const auto& review = image->reviews.back();
    return (review.verdict == core::ReviewVerdict::Accepted ? tr("Accepted by %1")
                                                            : tr("Rejected by %1"))
        .arg(QString::fromStdString(review.reviewer));
}

void LabelPresenter::refreshPicture() {
    const auto* image = m_session->currentImage();
    m_page->setCaption(m_session->captionText());
    m_page->tools()->setState(stateText());
    m_page->tools()->setComment(image ? QString::fromStdString(image->id) : QString(),
                                image ? QString::fromStdString(image->comment) : QString());
    m_page->tools()->setReviewText(reviewText());
}

/// Another annotator's labels stay hidden until this picture is done, so that they do not sway.
void LabelPresenter::refreshMarks() {
    const auto* image = m_session != nullptr ? m_session->currentImage() : nullptr;
    if (image == nullptr) return;
    const bool isDone = image->state == core::ImageState::Labelled ||
                        image->state == core::ImageState::ReviewedNone;
    const core::QueueImage* other = nullptr;
    if (m_other != nullptr && isDone)
        for (const auto& candidate : m_other->images)
            if (candidate.number == image->number) other = &candidate;
    const auto marks = core::marksOf(*image, m_session->proposals(), m_session->currentProposal(),
                                     m_actions->showRejected->isChecked(), other);
    for (auto* canvas : {m_page->photo(), m_page->map()}) canvas->setMarks(marks);
}

void LabelPresenter::refreshProposals() {
    const auto& proposals = m_session->proposals();
    const QString summary = m_session->isBlind()         ? tr("Hidden: blind mode")
                            : !m_session->currentNorms() ? tr("Waiting for the map")
                            : proposals.empty()          ? tr("None above the threshold is open")
                                                : tr("%n open", nullptr, int(proposals.size()));
    m_page->tools()->setProposals(proposals, m_session->currentProposal(), summary);
    m_page->tools()->setThreshold(m_session->threshold());
    refreshMarks();
    refreshHover();  // the map may just have come
}

void LabelPresenter::refreshHover() {
    if (m_session == nullptr) return;
    const bool isKey = m_isKeyCursorShown;
    const auto token = isKey ? std::optional(m_session->cursor()) : m_hovered;
    const auto patch = token ? std::optional(m_session->patchAt(*token)) : std::nullopt;
    for (auto* canvas : {m_page->photo(), m_page->map()}) {
        canvas->setOutline(isKey || m_mode != WindowMode::Label ? std::nullopt : patch);
        canvas->setKeyCursor(isKey ? patch : std::nullopt);
    }
    const auto norms = m_session->currentNorms();
    const bool isRaw = m_maps->maps() != nullptr && m_maps->maps()->isRaw();
    m_page->readOut()->setText(
        core::readOutText({token, patch, norms.get(), isRaw, m_session->settings().patchSize}));
}

}  // namespace app
