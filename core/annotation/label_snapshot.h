// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "annotation/label_edit.h"

#include <base/result.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace core {

/// A whole project with its undo history, as the history folder keeps the last ten. Four lines: the
/// SHA-256 of what follows, the two digests, and the JSON object itself.
struct LabelSnapshot {
    LabelHistory history;
    std::string fileSha256;      ///< of the project file that was written with it
    std::string replacedSha256;  ///< of the one before, which stays if we die in between
};

std::string snapshotText(const LabelSnapshot& snapshot);
/// Fails with BadFile: cut short, changed, or not fitting together.
engine::Result<LabelSnapshot> parseSnapshot(std::string_view text, const std::string& name);

/// The two digests alone, unchecked; a few bytes of a text that may be long. Empty where there are
/// none.
std::pair<std::string, std::string> digestsIn(std::string_view snapshotText);

std::string sha256Of(std::string_view bytes);  ///< 64 hexadecimal digits

/// "snapshot-000000000100.json", "journal-000000000101.jsonl": sorted by name they are in order.
std::string snapshotName(std::int64_t edit);
std::string journalName(std::int64_t firstEdit);
/// The number in such a name, or -1 for another name.
std::int64_t numberInName(const std::string& name, std::string_view begin, std::string_view end);

}  // namespace core
