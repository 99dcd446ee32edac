// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/place.h"

#include <optional>

namespace core {

/// Which place of which picture is the reference: the region that is being dragged, else what is
/// under the pointer, else what was kept by a click or by a finished drag.
///
/// Each change returns whether anything is different now. Source: reference/similarity.md,
/// section 3. A plain value.
class ExplorerReference {
public:
    bool point(const Place& place) { return replace(m_pointed, place); }
    bool leave() { return replace(m_pointed, std::nullopt); }
    bool drag(const Place& region) { return replace(m_dragged, region); }
    /// The drag was given up: what was kept before is kept still.
    bool cancelDrag() { return replace(m_dragged, std::nullopt); }
    /// Ends a drag, too.
    bool keep(const Place& place);
    /// Nothing is kept any more.
    bool forget() { return replace(m_kept, std::nullopt); }
    /// The picture is gone: nothing points into it, and what was kept there is kept at the same
    /// place of \a heir, or nowhere where there is none.
    bool forgetSubject(int subject, std::optional<int> heir);

    const std::optional<Place>& pointed() const { return m_pointed; }
    const std::optional<Place>& dragged() const { return m_dragged; }
    const std::optional<Place>& kept() const { return m_kept; }
    const std::optional<Place>& reference() const {
        return m_dragged ? m_dragged : m_pointed ? m_pointed : m_kept;
    }

private:
    static bool replace(std::optional<Place>& place, const std::optional<Place>& value);

    std::optional<Place> m_pointed, m_dragged, m_kept;
};

}  // namespace core
