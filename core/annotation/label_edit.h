// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "annotation/label_project.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace core {

/// One step of undo: what some pictures, and perhaps the settings, are to become.
///
/// Applying it is an exchange: afterwards the edit holds what was there before, so that undo and
/// redo are the same and cannot drift apart.
struct LabelEdit {
    struct Change {
        std::size_t index = 0;  ///< in LabelProject::images
        QueueImage image;
        friend bool operator==(const Change&, const Change&) = default;
    };
    std::string text;  ///< for the undo menu: "Add label"
    std::vector<Change> changes;
    std::optional<LabelSettings> settings;
    friend bool operator==(const LabelEdit&, const LabelEdit&) = default;

    /// Precondition: every index is in the project's queue.
    void exchangeWith(LabelProject& project);
};

/// How many edits can be undone, in the window and after a restart alike.
inline constexpr std::size_t kUndoLimit = 1000;

/// A project and the edits that led to it, as values: what a snapshot holds and a journal is
/// replayed into. The QUndoStack of AnnotationDocument behaves the same (tested).
struct LabelHistory {
    LabelProject project;
    std::vector<LabelEdit> edits;  ///< oldest first
    std::size_t done = 0;          ///< how many of them are applied; the others can be redone
    friend bool operator==(const LabelHistory&, const LabelHistory&) = default;

    void apply(LabelEdit edit);  ///< what could be redone is dropped
    bool undo();                 ///< false if there is nothing to undo
    bool redo();
};

}  // namespace core
