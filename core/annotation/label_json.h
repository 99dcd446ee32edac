// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "annotation/label_edit.h"

#include <base/result.h>

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>

namespace core {

/// The native project file, version 1: resources/schemas/label-project.schema.json describes it.
/// Indented by one, ends with a line feed; equal projects give equal bytes.
std::string projectText(const LabelProject& project);
/// Strict: an unknown field or version, a label outside the grid, an id or number that two pictures
/// share, are refused. Fails with BadFile or Unsupported (a newer version), naming file and field.
engine::Result<LabelProject> parseProject(std::string_view text, const std::string& name);
/// Reads the project file alone, without what a journal beside it may add (recoverProject does).
engine::Result<LabelProject> readProjectFile(const std::string& path);

/// \name Parts that the journal and snapshots hold too
/// @{
nlohmann::ordered_json toJson(const LabelProject& project);
nlohmann::ordered_json toJson(const LabelEdit& edit);
engine::Result<LabelProject> projectFromJson(const nlohmann::json& json, const std::string& name);
/// Indices are checked against nothing: see fits().
engine::Result<LabelEdit> editFromJson(const nlohmann::json& json, const std::string& name);
/// @}

/// Whether \a edit can be applied to \a project: its indices exist and name the same pictures.
bool fits(const LabelEdit& edit, const LabelProject& project);

/// Bound of every JSON file of a project.
inline constexpr std::size_t kMaxLabelFileBytes = 512u << 20;

}  // namespace core
