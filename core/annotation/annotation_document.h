// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifndef Q_MOC_RUN  // moc stumbles over <compare> where it comes first
#include "annotation/label_edit.h"
#include "annotation/label_store.h"
#include "annotation/proposals.h"
#endif

#include <base/result.h>

#include <QObject>
#include <QUndoStack>

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace core {

/// Who edits, when, and how labels are named. Tests replace the functions.
struct LabelEnvironment {
    std::string annotator;
    std::function<std::string()> now;    ///< UTC, ISO 8601; the system's clock by default
    std::function<std::string()> newId;  ///< 64 random bits in hexadecimal by default
};

/// Whether the last edit is on disk, and if not, why.
struct SaveState {
    enum class Kind {
        Saved,           ///< every edit that was accepted is on disk
        ReadOnly,        ///< opened to look at
        Failed,          ///< the last edit was refused; what was accepted before is on disk
        ChangedOutside,  ///< another program wrote the project file; edits go on, in the journal
    } kind = Kind::Saved;
    std::string message;  ///< of the failure
    bool isSaved() const { return kind == Kind::Saved || kind == Kind::ReadOnly; }
};

/// The labels of a project: every change is one undoable command, and is on disk before it is made.
///
/// An edit first goes to the journal (fsync), then to the undo stack; where the journal refuses,
/// the edit fails and nothing has changed. Undo and redo are journalled edits too, so they work
/// through saves and restarts. Views learn of changes from the signals alone. Main thread.
class AnnotationDocument : public QObject {
    Q_OBJECT
public:
    /// Starts a new project file. Fails where a file of that name exists, or as LabelStore does.
    static engine::Result<std::unique_ptr<AnnotationDocument>> create(
        const std::filesystem::path& file, LabelProject project, LabelEnvironment environment);
    /// Opens a project with all acknowledged edits. Fails as LabelStore::open.
    static engine::Result<std::unique_ptr<AnnotationDocument>> open(
        const std::filesystem::path& file, LabelEnvironment environment,
        const OpenOptions& options = {});
    /// A document without a file.
    static std::unique_ptr<AnnotationDocument> inMemory(LabelProject project,
                                                        LabelEnvironment environment);
    ~AnnotationDocument() override;  ///< as close(), without a word

    const LabelProject& project() const { return m_project; }
    const RecoveryReport& recovery() const { return m_recovery; }
    /// For texts, enabled states and views of the history. Undo through undo(), which can fail.
    const QUndoStack& undoStack() const { return m_stack; }
    bool isReadOnly() const { return m_isReadOnly; }
    const SaveState& saveState() const { return m_saveState; }
    const std::string& annotator() const { return m_environment.annotator; }
    void setAnnotator(std::string name) { m_environment.annotator = std::move(name); }
    const std::filesystem::path& file() const { return m_file; }  ///< empty without one
    /// The label that a click on \a token takes away, or null.
    const PatchLabel* labelCovering(const QueueImage& image, engine::TokenIndex token) const;

    /// \name Edits
    /// Each fails with Usage where it makes no sense (no such picture, token outside the grid), as
    /// the disk does where the edit cannot be kept, and with Io in a read-only document.
    /// @{
    /// Takes away the label that covers \a token, else sets the patch it snaps to.
    engine::Status toggleLabel(const std::string& imageId, engine::TokenIndex token,
                               double seconds = 0);
    /// A label that came from a proposal is one that was edited from then on.
    engine::Status moveLabel(const std::string& imageId, const std::string& labelId,
                             engine::TokenIndex token);
    engine::Status acceptProposals(const std::string& imageId,
                                   const std::vector<Proposal>& proposals, double seconds = 0);
    engine::Status rejectProposals(const std::string& imageId,
                                   const std::vector<Proposal>& proposals);
    /// ReviewedNone is refused where there are labels, Labelled where there are none.
    engine::Status setState(const std::string& imageId, ImageState state);
    engine::Status setComment(const std::string& imageId, const std::string& comment);
    engine::Status review(const std::string& imageId, ReviewVerdict verdict,
                          const std::string& comment);
    /// The file has moved; its content must be the same. Fails as digestFile, or with BadFile.
    engine::Status relink(const std::string& imageId, const std::string& path);
    /// Alignment, layer, timestep and so on. Refused where a label would lie outside the grid.
    engine::Status setSettings(const LabelSettings& settings);
    /// Takes over the result of a merge; same queue. One step of undo.
    engine::Status replaceImages(const std::vector<QueueImage>& images, const std::string& text);
    engine::Status undo();
    engine::Status redo();
    /// @}

    /// Writes the project file and a snapshot, whatever the number of edits. A file that another
    /// program changed is left alone: fails then; see keepMine().
    engine::Status save();
    /// Looks whether another program changed the project file; saveState() says so then.
    void checkFile();
    /// Writes our version over the other program's, of which a copy is kept in the history folder.
    engine::Status keepMine();
    /// save(), and releases the lock. Close the window only when this succeeded.
    engine::Status close();

Q_SIGNALS:
    void imageChanged(int index);
    void settingsChanged();
    void saveStateChanged();
    void undoStateChanged();

private:
    class ExchangeCommand;
    AnnotationDocument(LabelHistory history, LabelEnvironment environment);
    engine::Status edit(LabelEdit edit);
    template <typename Change>
    engine::Status editImage(const std::string& imageId, const std::string& text, Change change);
    engine::Status journal(JournalEntry entry);
    void snapshotIfDue();
    void exchange(LabelEdit& edit);
    LabelHistory history() const;
    void setSaveState(SaveState state);
    PatchLabel newLabel(engine::TokenIndex token, double seconds) const;

    LabelProject m_project;
    std::filesystem::path m_file;  // empty in memory
    LabelEnvironment m_environment;
    RecoveryReport m_recovery;
    std::unique_ptr<LabelStore> m_store;  // null: nothing on disk
    QUndoStack m_stack;
    SaveState m_saveState;
    bool m_isReadOnly = false;
    bool m_isRestoring = false;  // commands are pushed that are already part of m_project
};

}  // namespace core
