// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/capture_key.h"

#include <functional>
#include <optional>
#include <vector>

namespace core {

/// Which moments are computed next: those on screen first, then those that were queued, in the
/// order of their queueing. A moment is one pass of the network for all its layers. A plain value.
class CaptureQueue {
public:
    /// What is on screen; replaces what was. \return whether anything is different.
    bool setShown(std::vector<Moment> moments);
    /// Behind everything else; what waits already keeps its place.
    void add(const std::vector<Moment>& moments);
    void forgetSubject(int subject);
    void clearQueued() { m_queued.clear(); }

    bool isShown(const Moment& moment) const;
    bool isQueued(const Moment& moment) const;
    bool isWanted(const Moment& moment) const { return isShown(moment) || isQueued(moment); }
    /// Whether any moment of \a subject is.
    bool isShown(int subject) const;
    bool isWanted(int subject) const;
    const std::vector<Moment>& shown() const { return m_shown; }
    const std::vector<Moment>& queued() const { return m_queued; }

    using Test = std::function<bool(const Moment&)>;
    /// The first moment that \a isNeeded says is not complete and \a isPossible allows now. Queued
    /// ones that are complete leave the queue; nothing else does, so a run that is stopped is taken
    /// again, and a picture that is still being loaded keeps its place.
    std::optional<Moment> next(const Test& isNeeded, const Test& isPossible);

private:
    std::vector<Moment> m_shown, m_queued;
};

}  // namespace core
