// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifndef Q_MOC_RUN  // moc stumbles over <compare> where it comes first
#include "annotation/annotation_document.h"
#include "annotation/proposals.h"
#endif

#include <QObject>
#include <QString>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace core {

/// Which pictures of the queue next() and previous() stop at. An empty list of states means all.
struct QueueFilter {
    std::vector<ImageState> states = {};
    std::string text = {};       ///< part of the path, case-insensitive
    std::string annotator = {};  ///< somebody whose label is on the picture
    bool onlyCommented = false;
    bool onlyRejectedInReview = false;
    friend bool operator==(const QueueFilter&, const QueueFilter&) = default;
    bool accepts(const QueueImage& image) const;
};

/// Arrow keys move by whole patches.
enum class CursorMove { Left, Right, Up, Down };

/// What the labeler's window shows and does, without a widget: where in the queue we are, what a
/// click or key means, which proposals are open, and whether everything is on disk.
///
/// Owns the document. Main thread. Every function that edits returns when the edit is on disk, or
/// fails with a sentence for the user and has then changed nothing (AnnotationDocument).
/// Functions that mean "the picture on screen" take its id and refuse any other: a click that comes
/// late must not land on the next picture (reference/ux.md, R4 and F11).
class LabelSession : public QObject {
    Q_OBJECT
public:
    explicit LabelSession(std::unique_ptr<AnnotationDocument> document, QObject* parent = nullptr);
    ~LabelSession() override;

    AnnotationDocument& document() { return *m_document; }
    const LabelProject& project() const { return m_document->project(); }
    const LabelSettings& settings() const { return project().settings; }

    /// \name The queue
    /// Positions are indices into project().images. Moving wraps around at both ends, as the Flask
    /// tool's does, and stops only at pictures that the filter accepts.
    /// @{
    int count() const { return int(project().images.size()); }
    int current() const { return m_current; }  ///< -1 in an empty queue
    const QueueImage* currentImage() const;    ///< null in an empty queue
    bool goTo(int index);                      ///< false if there is no such picture
    bool next();
    bool previous();
    bool nextUndone();  ///< unseen or unsure; false, and stays, where none is left
    bool previousUndone();
    void setFilter(QueueFilter filter);
    const QueueFilter& filter() const { return m_filter; }
    std::vector<int> filtered() const;  ///< positions that the filter accepts
    /// What previous() and next() would show, nearest first: load their maps ahead. At most
    /// 2 * \a reach positions.
    std::vector<int> neighbours(int reach = 2) const;
    QueueCounts counts() const { return countsOf(project()); }
    QString countsText() const;   ///< "labelled 212 · none 118 · left 170 / 500"
    QString captionText() const;  ///< the Flask tool's "(8/500) norm_0007.png [32x32]"
    /// @}

    /// \name Marking
    /// @{
    /// The patch that a click on \a token would set or take away: outline it before the click. Its
    /// upper left token; a label that covers the token comes first.
    engine::TokenIndex patchAt(engine::TokenIndex token) const;
    /// Left click: sets the patch that \a token snaps to, or takes the label away that covers it.
    engine::Status toggleAt(const std::string& imageId, engine::TokenIndex token);
    /// The same at the keyboard cursor of the current picture.
    engine::Status toggleAtCursor();
    /// X: reviewed, none, and on to the next undone. Refused where the picture has labels: no plain
    /// key deletes.
    engine::Status markNone(const std::string& imageId);
    /// U: unsure; a second time takes it back.
    engine::Status markUnsure(const std::string& imageId);
    /// Enter: done. A picture without labels is marked as reviewed, none; then the next undone one.
    engine::Status finish(const std::string& imageId);
    engine::Status setComment(const std::string& imageId, const QString& comment);
    engine::Status review(const std::string& imageId, ReviewVerdict verdict,
                          const QString& comment);
    engine::Status undo();  ///< also goes to the picture that changed
    engine::Status redo();
    /// A picture whose file is missing, changed or unreadable: its labels are shown and every edit
    /// is refused with \a why. An empty \a why unblocks it.
    void setBlocked(const std::string& imageId, const QString& why);
    QString blockedBecause(const std::string& imageId) const;
    /// @}

    /// \name Keyboard cursor
    /// The upper left token of a patch of the current picture; kept from picture to picture.
    /// @{
    engine::TokenIndex cursor() const { return m_cursor; }
    void setCursor(engine::TokenIndex token);  ///< snapped
    void moveCursor(CursorMove move);          ///< by one patch, stops at the edge
    /// @}

    /// \name Proposals
    /// Known once the map of the picture was given; never labels until accepted.
    /// @{
    void setNorms(const std::string& imageId, std::shared_ptr<const engine::NormMap> norms);
    std::shared_ptr<const engine::NormMap> currentNorms() const { return m_norms; }
    void setThreshold(double robustZ);
    double threshold() const { return m_threshold; }
    void setBlind(bool isBlind);  ///< hides proposals and scores
    bool isBlind() const { return m_isBlind; }
    /// Open proposals of the current picture, highest first; none in blind mode.
    const std::vector<Proposal>& proposals() const { return m_proposals; }
    std::optional<std::size_t> currentProposal() const { return m_currentProposal; }
    void nextProposal();
    void previousProposal();
    void chooseProposal(std::size_t index);  ///< nothing happens where there is no such one
    engine::Status acceptProposal();         ///< the current one; the next becomes current
    engine::Status acceptAllProposals();     ///< one step of undo
    engine::Status rejectProposal();
    /// @}

    bool isSaved() const { return m_document->saveState().isSaved(); }
    QString saveText() const;  ///< "Saved: edit 212 is on disk", or why not and what is safe
    /// Writes the project file. Close the window only when this succeeded (reference/ux.md, R5).
    engine::Status close();

    /// For tests: seconds since some moment.
    void setClock(std::function<double()> clock);

Q_SIGNALS:
    void currentChanged(int index);  ///< another picture is on screen
    void imageChanged(int index);    ///< its labels, state or comments changed
    void countsChanged();
    void filterChanged();
    void cursorChanged();
    void proposalsChanged();  ///< the list or the current one
    void settingsChanged();
    void saveStateChanged();
    void undoStateChanged();  ///< ask document().undoStack() for texts

private:
    const QueueImage* shown(const std::string& imageId) const;
    engine::Status checkWritable(const std::string& imageId) const;
    engine::Status showingChange(const std::function<engine::Status()>& action);
    bool step(int direction, bool onlyUndone);
    void stepProposal(std::size_t step);
    void show(int index);
    void refreshProposals();
    double secondsOnImage() const;
    void onImageChanged(int index);

    std::unique_ptr<AnnotationDocument> m_document;
    int m_current = -1;
    QueueFilter m_filter;
    engine::TokenIndex m_cursor;
    std::vector<std::pair<std::string, QString>> m_blocked;
    std::shared_ptr<const engine::NormMap> m_norms;  // of the current picture
    std::vector<Proposal> m_allProposals;            // of the current picture
    std::vector<Proposal> m_proposals;
    std::optional<std::size_t> m_currentProposal;
    double m_threshold = 6;
    bool m_isBlind = false;
    std::function<double()> m_clock;
    double m_shownAt = 0;
};

}  // namespace core
