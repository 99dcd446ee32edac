// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/similarity_task.h"

#include <vector>

namespace core {

/// Adds to \a tasks, behind them, what only their company asks for: the same reference compared
/// with each companion that no task of them has as its target.
std::vector<SimilarityTask> withCompany(std::vector<SimilarityTask> tasks);

/// Divides what was compared with a companion at hand by the largest divisor among target and
/// companions, and forgets what withCompany() added. \param answers of withCompany()'s tasks, in
/// their order; of tasks that have company, raw. \param count how many there were without it.
void divideTogether(std::vector<SimilarityAnswer>& answers, std::size_t count);

}  // namespace core
