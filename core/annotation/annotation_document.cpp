// SPDX-License-Identifier: GPL-3.0-or-later
#include "annotation/annotation_document.h"

#include "annotation/label_json.h"
#include "annotation/label_snapshot.h"

#include <base/atomic_file.h>
#include <base/guarded.h>
#include <io/provenance.h>

#include <QDateTime>
#include <QUndoCommand>

#include <algorithm>
#include <utility>

namespace core {
namespace {

using engine::Error;
using engine::ErrorCode;
using engine::Status;
using engine::TokenIndex;

std::string systemTime() {
    return QDateTime::currentDateTimeUtc().toString(Qt::ISODate).toStdString();
}

LabelEnvironment completed(LabelEnvironment environment) {
    if (!environment.now) environment.now = systemTime;
    if (!environment.newId) environment.newId = randomLabelId;
    return environment;
}

Error usage(const std::string& message) {
    return {ErrorCode::Usage, message};
}

std::string placeText(TokenIndex token) {
    return "x " + std::to_string(token.col) + ", y " + std::to_string(token.row);
}

Status checkPlace(const LabelSettings& settings, TokenIndex corner) {
    if (settings.allows(corner)) return {};
    return usage("No patch can begin at " + placeText(corner) + " with " +
                 std::string(nameOf(settings.alignment)) + " alignment on " +
                 std::to_string(settings.grid.width) + " columns and " +
                 std::to_string(settings.grid.height) + " rows.");
}

/// What the labels alone say, where nothing else was said by key.
void updateState(QueueImage& image) {
    if (image.state == ImageState::Unsure) return;
    if (!image.labels.empty())
        image.state = ImageState::Labelled;
    else if (image.state == ImageState::Labelled)
        image.state = ImageState::Unseen;
}

bool byProposal(const PatchLabel& label) {
    return label.origin != LabelOrigin::Manual;
}

}  // namespace

/// Undo and redo are the same exchange. Already on disk when it is pushed, undone or redone.
class AnnotationDocument::ExchangeCommand : public QUndoCommand {
public:
    ExchangeCommand(AnnotationDocument& document, LabelEdit edit)
        : QUndoCommand(QString::fromStdString(edit.text)),
          m_document(document),
          m_edit(std::move(edit)) {}
    void redo() override { m_document.exchange(m_edit); }
    void undo() override { m_document.exchange(m_edit); }
    const LabelEdit& edit() const { return m_edit; }

private:
    AnnotationDocument& m_document;
    LabelEdit m_edit;
};

AnnotationDocument::AnnotationDocument(LabelHistory history, LabelEnvironment environment)
    : m_project(std::move(history.project)), m_environment(completed(std::move(environment))) {
    m_stack.setUndoLimit(int(kUndoLimit));
    m_isRestoring = true;
    for (LabelEdit& edit : history.edits) m_stack.push(new ExchangeCommand(*this, std::move(edit)));
    m_stack.setIndex(int(history.done));
    m_isRestoring = false;
    m_stack.setClean();
    connect(&m_stack, &QUndoStack::indexChanged, this, &AnnotationDocument::undoStateChanged);
}

AnnotationDocument::~AnnotationDocument() {
    if (m_store) (void)close().ok();
}

engine::Result<std::unique_ptr<AnnotationDocument>> AnnotationDocument::create(
    const std::filesystem::path& file, LabelProject project, LabelEnvironment environment) {
    auto opened = LabelStore::create(file, std::move(project));
    if (!opened) return opened.error();
    std::unique_ptr<AnnotationDocument> document(
        new AnnotationDocument(std::move(opened->history), std::move(environment)));
    document->m_file = file;
    document->m_store = std::move(opened->store);
    return document;
}

engine::Result<std::unique_ptr<AnnotationDocument>> AnnotationDocument::open(
    const std::filesystem::path& file, LabelEnvironment environment, const OpenOptions& options) {
    auto opened = engine::guarded("Opening " + file.string(),
                                  [&] { return LabelStore::open(file, options); });
    if (!opened) return opened.error();
    std::unique_ptr<AnnotationDocument> document(
        new AnnotationDocument(std::move(opened->history), std::move(environment)));
    document->m_file = file;
    document->m_recovery = opened->report;
    document->m_store = std::move(opened->store);
    if (options.isReadOnly) {
        document->m_isReadOnly = true;
        document->m_saveState.kind = SaveState::Kind::ReadOnly;
    }
    return document;
}

std::unique_ptr<AnnotationDocument> AnnotationDocument::inMemory(LabelProject project,
                                                                 LabelEnvironment environment) {
    return std::unique_ptr<AnnotationDocument>(
        new AnnotationDocument({std::move(project), {}, 0}, std::move(environment)));
}

LabelHistory AnnotationDocument::history() const {
    LabelHistory history;
    history.project = m_project;
    for (int i = 0; i < m_stack.count(); ++i)
        history.edits.push_back(static_cast<const ExchangeCommand*>(m_stack.command(i))->edit());
    history.done = std::size_t(m_stack.index());
    return history;
}

void AnnotationDocument::exchange(LabelEdit& edit) {
    if (m_isRestoring) return;
    edit.exchangeWith(m_project);
    m_isExchanging = true;
    if (edit.settings) Q_EMIT settingsChanged();
    for (const auto& change : edit.changes) Q_EMIT imageChanged(int(change.index));
    m_isExchanging = false;
}

void AnnotationDocument::setSaveState(SaveState state) {
    if (state.kind == m_saveState.kind && state.message == m_saveState.message) return;
    m_saveState = std::move(state);
    Q_EMIT saveStateChanged();
}

/// Returns when the entry is on disk.
Status AnnotationDocument::journal(JournalEntry entry) {
    Q_ASSERT(!m_isExchanging);  // the undo stack would hold the two in another order than the disk
    if (m_isReadOnly)
        return Error{ErrorCode::Io, "The project is open read-only; nothing can be changed."};
    if (!m_store) {
        ++m_project.edits;
        return {};
    }
    const auto written = engine::guarded("Saving the edit", [&]() -> Status {
        return m_store->append(entry, m_store->needsState() ? history() : LabelHistory());
    });
    if (!written) {
        setSaveState({SaveState::Kind::Failed, written.error().message});
        return written;
    }
    m_project.edits = entry.number;
    if (m_saveState.kind == SaveState::Kind::Failed) setSaveState({});
    return {};
}

/// The edit itself is safe already; a snapshot that fails is said and tried again later.
void AnnotationDocument::snapshotIfDue() {
    if (m_store && m_store->isSnapshotDue()) (void)save().ok();
}

Status AnnotationDocument::edit(LabelEdit edit) {
    if (auto written = journal({JournalEntry::Kind::Edit, 0, edit}); !written) return written;
    m_stack.push(new ExchangeCommand(*this, std::move(edit)));
    snapshotIfDue();
    return {};
}

/// \a change alters a copy of the picture's record and may refuse. One that ends where it began is
/// no edit.
template <typename Change>
Status AnnotationDocument::editImage(const std::string& imageId, const std::string& text,
                                     Change change) {
    const auto index = m_project.indexOf(imageId);
    if (!index) return usage("There is no picture '" + imageId + "' in this project.");
    QueueImage image = m_project.images[*index];
    if (auto changed = change(image); !changed) return changed;
    if (image == m_project.images[*index]) return {};
    return edit({text, {{*index, std::move(image)}}, std::nullopt});
}

PatchLabel AnnotationDocument::newLabel(TokenIndex token, double seconds) const {
    PatchLabel label;
    label.id = m_environment.newId();
    label.token = token;
    label.time = m_environment.now();
    label.annotator = m_environment.annotator;
    label.seconds = seconds;
    return label;
}

Status AnnotationDocument::toggleLabel(const std::string& imageId, TokenIndex token,
                                       double seconds) {
    if (!m_project.settings.grid.contains(token))
        return usage("The token at " + placeText(token) + " lies outside the grid.");
    const auto index = m_project.indexOf(imageId);
    const bool isRemoval = index && labelCovering(m_project.images[*index], token) != nullptr;
    return editImage(
        imageId, isRemoval ? "Remove label" : "Add label", [&](QueueImage& image) -> Status {
            if (const PatchLabel* old = labelCovering(image, token)) {
                image.removed.push_back({*old, m_environment.now(), m_environment.annotator});
                image.labels.erase(image.labels.begin() + (old - image.labels.data()));
            } else {
                if (image.state == ImageState::ReviewedNone) image.state = ImageState::Labelled;
                image.labels.push_back(newLabel(m_project.settings.snapped(token), seconds));
            }
            updateState(image);
            return {};
        });
}

const PatchLabel* AnnotationDocument::labelCovering(const QueueImage& image,
                                                    TokenIndex token) const {
    const TokenIndex snapped = m_project.settings.snapped(token);
    if (m_project.settings.alignment == PatchAlignment::Even)
        if (const PatchLabel* exact = image.labelAt(snapped)) return exact;
    const auto it = std::find_if(image.labels.rbegin(), image.labels.rend(), [&](const auto& l) {
        return m_project.settings.covers(l.token, token);
    });
    return it == image.labels.rend() ? nullptr : &*it;
}

Status AnnotationDocument::moveLabel(const std::string& imageId, const std::string& labelId,
                                     TokenIndex token) {
    return editImage(imageId, "Move label", [&](QueueImage& image) -> Status {
        const auto it = std::find_if(image.labels.begin(), image.labels.end(),
                                     [&](const PatchLabel& l) { return l.id == labelId; });
        if (it == image.labels.end()) return usage("There is no such label on " + imageId + ".");
        const TokenIndex corner = m_project.settings.snapped(token);
        if (auto allowed = checkPlace(m_project.settings, corner); !allowed) return allowed;
        if (it->token == corner) return {};
        if (image.labelAt(corner) != nullptr)
            return usage("There is a label at " + placeText(corner) + " already.");
        it->token = corner;
        if (byProposal(*it)) it->origin = LabelOrigin::ProposalEdited;
        return {};
    });
}

Status AnnotationDocument::acceptProposals(const std::string& imageId,
                                           const std::vector<Proposal>& proposals, double seconds) {
    const std::string text = proposals.size() == 1 ? "Accept proposal" : "Accept proposals";
    return editImage(imageId, text, [&](QueueImage& image) -> Status {
        for (const Proposal& proposal : proposals) {
            if (auto allowed = checkPlace(m_project.settings, proposal.token); !allowed)
                return allowed;
            if (image.labelAt(proposal.token) != nullptr) continue;  // never touches a label
            PatchLabel label = newLabel(proposal.token, seconds);
            label.origin = LabelOrigin::Proposal;
            label.score = proposal.score;
            label.detector = kDetector;
            image.labels.push_back(std::move(label));
        }
        if (image.state == ImageState::ReviewedNone && !image.labels.empty())
            image.state = ImageState::Labelled;
        updateState(image);
        return {};
    });
}

Status AnnotationDocument::rejectProposals(const std::string& imageId,
                                           const std::vector<Proposal>& proposals) {
    const std::string text = proposals.size() == 1 ? "Reject proposal" : "Reject proposals";
    return editImage(imageId, text, [&](QueueImage& image) -> Status {
        for (const Proposal& proposal : proposals) {
            const bool isKnown =
                std::any_of(image.rejected.begin(), image.rejected.end(),
                            [&](const RejectedProposal& r) { return r.token == proposal.token; });
            if (!isKnown)
                image.rejected.push_back({proposal.token, proposal.score, kDetector,
                                          m_environment.now(), m_environment.annotator});
        }
        return {};
    });
}

Status AnnotationDocument::setState(const std::string& imageId, ImageState state) {
    const std::string text = "Mark as " + std::string(nameOf(state));
    return editImage(imageId, text, [&](QueueImage& image) -> Status {
        if (state == ImageState::ReviewedNone && !image.labels.empty())
            return usage(image.path + " has " + std::to_string(image.labels.size()) +
                         (image.labels.size() == 1 ? " label" : " labels") +
                         "; take them away before saying that there is nothing.");
        if (state == ImageState::Labelled && image.labels.empty())
            return usage(image.path + " has no labels.");
        image.state = state;
        return {};
    });
}

Status AnnotationDocument::setComment(const std::string& imageId, const std::string& comment) {
    return editImage(imageId, "Comment", [&](QueueImage& image) -> Status {
        image.comment = comment;
        return {};
    });
}

Status AnnotationDocument::review(const std::string& imageId, ReviewVerdict verdict,
                                  const std::string& comment) {
    const std::string text =
        verdict == ReviewVerdict::Accepted ? "Accept in review" : "Reject in review";
    return editImage(imageId, text, [&](QueueImage& image) -> Status {
        image.reviews.push_back({verdict, comment, m_environment.annotator, m_environment.now()});
        return {};
    });
}

Status AnnotationDocument::relink(const std::string& imageId, const std::string& path) {
    const auto folder = m_file.parent_path();
    const auto digest = digestFile(folder / path);
    if (!digest) return digest.error();
    return editImage(imageId, "Find picture", [&](QueueImage& image) -> Status {
        if (!image.sha256.empty() && image.sha256 != digest->sha256)
            return Error{ErrorCode::BadFile, path + " is another picture than " + image.path +
                                                 ": its content differs from the one that was "
                                                 "labelled."};
        image.path = path;
        image.sha256 = digest->sha256;
        std::error_code ignored;
        image.bytes = std::filesystem::file_size(folder / path, ignored);
        return {};
    });
}

Status AnnotationDocument::setSettings(const LabelSettings& settings) {
    if (settings == m_project.settings) return {};
    if (settings.grid.count() <= 0 || settings.patchSize <= 0)
        return usage("A grid and a patch need at least one token.");
    for (const QueueImage& image : m_project.images)
        for (const PatchLabel& label : image.labels)
            if (!settings.grid.contains(label.token))
                return usage("The label of " + image.path + " at " + placeText(label.token) +
                             " would lie outside the grid.");
    return edit({"Change settings", {}, settings});
}

Status AnnotationDocument::replaceImages(const std::vector<QueueImage>& images,
                                         const std::string& text) {
    LabelEdit change{text, {}, std::nullopt};
    for (const QueueImage& image : images) {
        const auto index = m_project.indexOf(image.id);
        if (!index) return usage("There is no picture '" + image.id + "' in this project.");
        if (!(m_project.images[*index] == image)) change.changes.push_back({*index, image});
    }
    return change.changes.empty() ? Status() : edit(std::move(change));
}

Status AnnotationDocument::undo() {
    if (!m_stack.canUndo()) return {};
    if (auto written = journal({JournalEntry::Kind::Undo, 0, {}}); !written) return written;
    m_stack.undo();
    snapshotIfDue();
    return {};
}

Status AnnotationDocument::redo() {
    if (!m_stack.canRedo()) return {};
    if (auto written = journal({JournalEntry::Kind::Redo, 0, {}}); !written) return written;
    m_stack.redo();
    snapshotIfDue();
    return {};
}

Status AnnotationDocument::save() {
    if (!m_store) return {};
    auto written = engine::guarded("Saving", [&] { return m_store->snapshot(history()); });
    m_project.edits = m_store->lastEdit();
    if (written) {
        m_stack.setClean();
        setSaveState({});
    } else {
        const bool isOther = m_store->isChangedOutside();
        setSaveState({isOther ? SaveState::Kind::ChangedOutside : SaveState::Kind::Failed,
                      written.error().message});
    }
    return written;
}

void AnnotationDocument::checkFile() {
    if (!m_store) return;
    if (m_store->isChangedOutside())
        setSaveState({SaveState::Kind::ChangedOutside,
                      m_store->file().string() + " was changed by another program."});
    else if (m_saveState.kind == SaveState::Kind::ChangedOutside)
        setSaveState({});
}

Status AnnotationDocument::keepMine() {
    if (!m_store) return {};
    if (auto accepted = m_store->acceptOverwrite(); !accepted) return accepted;
    return save();
}

Status AnnotationDocument::close() {
    if (!m_store) return {};
    if (m_store->hasEditsSinceSnapshot())
        if (auto saved = save(); !saved) return saved;
    m_store.reset();
    m_isReadOnly = true;
    return {};
}

}  // namespace core
