// SPDX-License-Identifier: GPL-3.0-or-later
#include "annotation/label_edit.h"

#include <cassert>
#include <utility>

namespace core {

void LabelEdit::exchangeWith(LabelProject& project) {
    for (Change& change : changes) {
        assert(change.index < project.images.size());
        std::swap(change.image, project.images[change.index]);
    }
    if (settings) std::swap(*settings, project.settings);
}

void LabelHistory::apply(LabelEdit edit) {
    edits.resize(done);
    edit.exchangeWith(project);
    edits.push_back(std::move(edit));
    if (edits.size() > kUndoLimit) edits.erase(edits.begin());
    done = edits.size();
}

bool LabelHistory::undo() {
    if (done == 0) return false;
    edits[--done].exchangeWith(project);
    return true;
}

bool LabelHistory::redo() {
    if (done == edits.size()) return false;
    edits[done++].exchangeWith(project);
    return true;
}

}  // namespace core
