// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifndef Q_MOC_RUN
#include <base/result.h>
#endif

#include <QKeySequence>
#include <QList>
#include <QString>

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

namespace core {

/// The keys that somebody chose, by the id of the action; no keys: the action has none. Actions
/// that are not named have the keys that they came with.
using KeyChoices = std::map<QString, QList<QKeySequence>>;

/// The text of keys.json: `{"schema": 1, "keys": {"explore.pinToken": ["Ctrl+P"]}}`, in Qt's
/// portable names of keys, sorted by id.
std::string keyText(const KeyChoices& choices);

/// \param name begins every message. Ids that this version does not know are kept. Fails with
/// BadFile where anything is not as keyText() writes it: half of somebody's keys would be worse
/// than none.
engine::Result<KeyChoices> parseKeys(std::string_view text, const std::string& name);

/// Nothing where there is no such file. Fails with BadFile or Io.
engine::Result<KeyChoices> readKeys(const std::filesystem::path& file);
/// Makes the folder where it is missing. Fails with Io or OutOfDisk; an old file is untouched then.
engine::Status writeKeys(const std::filesystem::path& file, const KeyChoices& choices);

/// Puts a file that could not be read out of the way, as `NAME.bad`, or `.bad-2` and so on where
/// that is taken. \return where it is now. Fails with Io.
engine::Result<std::filesystem::path> setAside(const std::filesystem::path& file);

/// Whether two key sequences cannot both work: the same, or one begins the other.
bool doClash(const QKeySequence& a, const QKeySequence& b);

}  // namespace core
