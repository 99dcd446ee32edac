// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/reference.h"

namespace core {

bool ExplorerReference::replace(std::optional<Place>& place, const std::optional<Place>& value) {
    if (place == value) return false;
    place = value;
    return true;
}

bool ExplorerReference::keep(const Place& place) {
    const bool wasDragging = cancelDrag();
    return replace(m_kept, place) || wasDragging;
}

bool ExplorerReference::forgetSubject(int subject, std::optional<int> heir) {
    const auto isThere = [subject](const auto& place) {
        return place && place->subject == subject;
    };
    bool isDifferent = false;
    if (isThere(m_pointed)) isDifferent = leave();
    if (isThere(m_dragged)) isDifferent = cancelDrag() || isDifferent;
    if (!isThere(m_kept)) return isDifferent;
    if (!heir || *heir == subject) return forget();
    m_kept->subject = *heir;
    return true;
}

}  // namespace core
