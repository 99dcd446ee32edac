// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/capture_queue.h"

#include <algorithm>
#include <utility>

namespace core {

namespace {

bool holds(const std::vector<Moment>& moments, const Moment& moment) {
    return std::find(moments.begin(), moments.end(), moment) != moments.end();
}

bool holdsAny(const std::vector<Moment>& moments, int subject) {
    return std::any_of(moments.begin(), moments.end(),
                       [subject](const Moment& m) { return m.subject == subject; });
}

}  // namespace

bool CaptureQueue::setShown(std::vector<Moment> moments) {
    return std::exchange(m_shown, moments) != moments;
}

void CaptureQueue::add(const std::vector<Moment>& moments) {
    for (const auto& moment : moments)
        if (!holds(m_queued, moment)) m_queued.push_back(moment);
}

void CaptureQueue::forgetSubject(int subject) {
    const auto isIts = [&](const Moment& m) { return m.subject == subject; };
    std::erase_if(m_shown, isIts);
    std::erase_if(m_queued, isIts);
}

bool CaptureQueue::isShown(const Moment& moment) const {
    return holds(m_shown, moment);
}

bool CaptureQueue::isQueued(const Moment& moment) const {
    return holds(m_queued, moment);
}

bool CaptureQueue::isShown(int subject) const {
    return holdsAny(m_shown, subject);
}

bool CaptureQueue::isWanted(int subject) const {
    return isShown(subject) || holdsAny(m_queued, subject);
}

std::optional<Moment> CaptureQueue::next(const Test& isNeeded, const Test& isPossible) {
    std::erase_if(m_queued, [&](const Moment& moment) { return !isNeeded(moment); });
    for (const auto* moments : {&m_shown, &m_queued})
        for (const auto& moment : *moments)
            if (isPossible(moment) && isNeeded(moment)) return moment;
    return std::nullopt;
}

}  // namespace core
