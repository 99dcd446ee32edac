// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "annotation/label_project.h"

#include <map>
#include <optional>
#include <string>

namespace core {

/// Numbers about a project's labels.
struct LabelStats {
    QueueCounts counts;
    std::size_t labels = 0;
    std::size_t labelledPictures = 0;  ///< with at least one label, whatever their state
    std::map<std::size_t, std::size_t> perPicture;  ///< labels on a picture -> pictures
    std::map<std::string, std::size_t> origins, annotators;
    std::map<int, std::size_t> columns, rows;  ///< x, y -> labels
    std::size_t offGrid = 0, removed = 0, rejected = 0, commented = 0;
    std::size_t reviewAccepted = 0, reviewRejected = 0;  ///< pictures, by their last review
    double seconds = 0;  ///< from seeing a picture to its last label
};
LabelStats statsOf(const LabelProject& project);

}  // namespace core
