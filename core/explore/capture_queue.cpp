// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/capture_queue.h"

#include <algorithm>
#include <utility>

namespace core {

namespace {

bool holds(const std::vector<Moment>& moments, const Moment& moment) {
    return std::find(moments.begin(), moments.end(), moment) != moments.end();
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

std::optional<Moment> CaptureQueue::next(const std::function<bool(const Moment&)>& isNeeded) {
    for (const auto& moment : m_shown)
        if (isNeeded(moment)) return moment;
    std::erase_if(m_queued, [&](const Moment& moment) { return !isNeeded(moment); });
    if (m_queued.empty()) return std::nullopt;
    return m_queued.front();
}

}  // namespace core
