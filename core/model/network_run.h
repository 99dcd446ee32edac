// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Private to the engine: names torch.

#include "model/tap.h"

#include <functional>
#include <unordered_map>
#include <utility>
#include <vector>

namespace engine {

/// Replaces an activation: gives what the network goes on with instead. Returns a tensor of the
/// same shape and never writes to the one it is given, which may have been observed.
using ActivationEdit = std::function<at::Tensor(const at::Tensor& activation)>;

/// The edits of one run by module, several in the order in which they were added.
class ActivationEdits {
public:
    void add(TapId id, ActivationEdit edit) { m_edits[id].push_back(std::move(edit)); }
    bool touch(TapId id) const { return m_edits.contains(id); }
    at::Tensor applied(TapId id, at::Tensor activation) const {
        if (const auto it = m_edits.find(id); it != m_edits.end())
            for (const auto& edit : it->second) activation = edit(activation);
        return activation;
    }

private:
    std::unordered_map<TapId, std::vector<ActivationEdit>> m_edits;
};

/// One run of a network as its modules see it: every output goes through here, to the edits, which
/// may replace it, and then to the tap, which looks at what the network goes on with.
class NetworkRun {
public:
    /// Both must outlive the run.
    explicit NetworkRun(ActivationTap& tap, const ActivationEdits* edits = nullptr)
        : m_tap(tap), m_edits(edits) {}

    /// Call with every module's output as soon as it is ready, and go on with what comes back.
    /// Throws as ActivationTap::observe().
    [[nodiscard]] at::Tensor output(TapId id, at::Tensor activation) {
        if (m_edits) activation = m_edits->applied(id, std::move(activation));
        m_tap.observe(id, activation);
        return activation;
    }
    /// The same for two modules of which the second hands on what the first gave.
    [[nodiscard]] at::Tensor output(TapId inner, TapId outer, at::Tensor activation) {
        return output(outer, output(inner, std::move(activation)));
    }
    /// As ActivationTap::observeAttention(): attention maps are looked at, not edited.
    void attention(TapId id, const at::Tensor& q, const at::Tensor& k, int heads) {
        m_tap.observeAttention(id, q, k, heads);
    }
    /// Whether somebody keeps or replaces the output of this module, so that it must exist as such
    /// and may not be written to later.
    bool touches(TapId id) const { return m_tap.wants(id) || (m_edits && m_edits->touch(id)); }
    /// For a module whose output exists only inside a fused operation. Precondition: !touches(id).
    void pass(TapId id) { m_tap.pass(id); }

private:
    ActivationTap& m_tap;
    const ActivationEdits* m_edits;
};

}  // namespace engine
