// SPDX-License-Identifier: GPL-3.0-or-later
#include "extraction/edit_hooks.h"

#include "tensor/tensor_bridge.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

namespace engine {
namespace {

/// [B, C, H, W] or [B, T, C] -> [B, T, C].
at::Tensor tokensOf(const at::Tensor& activation) {
    return activation.dim() == 4 ? activation.flatten(2).transpose(1, 2) : activation;
}

/// \a tokens [B, T, C] in the shape of \a like and with its strides, on which the bits of what
/// comes after depend.
at::Tensor shapedLike(const at::Tensor& like, const at::Tensor& tokens) {
    const auto shaped = like.dim() == 4 ? tokens.transpose(1, 2).reshape(like.sizes()) : tokens;
    auto result = at::empty_strided(like.sizes(), like.strides(), like.options());
    return result.copy_(shaped);
}

/// One edit, checked: which rows of which pictures become what.
struct Rows {
    Edit::Action action;
    double factor;
    std::int64_t source;  // a row, or -1: each its own
    at::Tensor values;    // [1 or B, T, C], Transplant only
    at::Tensor rows;      // [n]
    std::vector<std::int64_t> pictures;

    /// What the rows of \a picture [T, C] become: [n, C].
    at::Tensor replacement(const at::Tensor& picture, std::int64_t index) const {
        if (action == Edit::Action::Zero)
            return at::zeros({rows.size(0), picture.size(1)}, picture.options());
        const auto here = rows.to(picture.device());
        if (action == Edit::Action::Scale) return picture.index_select(0, here) * factor;
        const auto from = action == Edit::Action::Copy
                              ? picture
                              : values[values.size(0) > 1 ? index : 0].to(picture.device());
        if (source < 0) return from.index_select(0, here);
        return from[source].unsqueeze(0).expand({rows.size(0), picture.size(1)});
    }

    at::Tensor operator()(const at::Tensor& activation) const {
        const auto before = tokensOf(activation);
        auto after = before.unbind(0);  // B x [T, C]
        for (const auto i : pictures) {
            const auto at = std::size_t(i);
            after[at] =
                after[at].index_copy(0, rows.to(before.device()), replacement(before[i], i));
        }
        return shapedLike(activation, at::stack(after));
    }
};

/// Reads one edit against the network.
class EditReader {
public:
    EditReader(const Edit& edit, const EditedRun& run) : m_edit(edit), m_run(run) {}

    /// Adds it to \a hooks, unless no picture has a timestep in its range.
    Status addTo(ActivationEdits& hooks) {
        if (auto found = findLayer(); !found) return found;
        if (auto sound = checkTokens(); !sound) return sound;
        const auto pictures = picturesInRange();
        if (!pictures) return pictures.error();
        Rows rows{m_edit.action, m_edit.factor, -1, {}, rowsOf(), *pictures};
        if (m_edit.source) rows.source = std::int64_t(m_grid.indexOf(*m_edit.source));
        if (m_edit.action == Edit::Action::Transplant) {
            auto values = readValues();
            if (!values) return values.error();
            rows.values = *values;
        }
        if (!rows.pictures.empty()) hooks.add(m_id, std::move(rows));
        return {};
    }

private:
    Error bad(const std::string& what) const {
        return {ErrorCode::Usage, "The edit of " + m_edit.layer.text() + ": " + what};
    }

    Status findLayer() {
        const auto request = LayerRequest::parse(m_edit.layer);
        if (!request) return bad(request.error().message);
        m_id = m_run.taps.find(request->module);
        const auto layer = std::ranges::find(m_run.layers, request->module, &LayerInfo::path);
        if (m_id < 0 || layer == m_run.layers.end()) return bad("the U-Net has no such layer.");
        m_layer = *layer;
        if (m_layer.keys > 0)
            return bad(
                "an attention map is looked at, not computed with; edit to_q, to_k or to_v.");
        if (m_layer.textTokens > 0) m_layer.textTokens = m_run.textTokens;
        m_grid = m_layer.textTokens > 0 ? TokenGrid{1, m_layer.textTokens} : m_layer.grid;
        if (m_grid.count() == 0) return bad("this layer has no tokens.");
        return {};
    }

    Status checkTokens() const {
        auto all = m_edit.tokens;
        if (m_edit.source) all.push_back(*m_edit.source);
        for (const auto token : all)
            if (!m_grid.contains(token))
                return bad("the token " + std::to_string(token.row) + "," +
                           std::to_string(token.col) + " lies outside its " +
                           std::to_string(m_grid.height) + " x " + std::to_string(m_grid.width) +
                           " tokens.");
        if (m_edit.action == Edit::Action::Copy && !m_edit.source)
            return bad("there is no token to copy.");
        if (!std::isfinite(m_edit.factor)) return bad("the factor is no finite number.");
        return {};
    }

    Result<std::vector<std::int64_t>> picturesInRange() const {
        if (!(m_edit.firstTimestep <= m_edit.lastTimestep))
            return bad("its timesteps end before they begin.");
        std::vector<std::int64_t> pictures;
        for (std::int64_t i = 0; i < m_run.timesteps.size(0); ++i) {
            const double t = m_run.timesteps[i].item<double>();
            if (t >= m_edit.firstTimestep && t <= m_edit.lastTimestep) pictures.push_back(i);
        }
        return pictures;
    }

    at::Tensor rowsOf() const {
        std::vector<std::int64_t> rows;
        for (const auto token : m_edit.tokens) rows.push_back(std::int64_t(m_grid.indexOf(token)));
        std::ranges::sort(rows);
        const auto repeated = std::ranges::unique(rows);
        rows.erase(repeated.begin(), repeated.end());
        return rows.empty() ? at::arange(m_grid.count(), at::kLong) : at::tensor(rows, at::kLong);
    }

    /// [1 or B, T, C]
    Result<at::Tensor> readValues() const {
        const auto batch = m_run.timesteps.size(0);
        const auto pictures = m_edit.values.rank() > 0 ? m_edit.values.shape()[0] : 0;
        auto onGrid = m_layer;
        if (m_layer.textTokens == 0) onGrid.isSequence = false;
        const bool fits = (pictures == 1 || pictures == batch) &&
                          (m_edit.values.shape() == m_layer.shape(pictures) ||
                           m_edit.values.shape() == onGrid.shape(pictures));
        if (!fits)
            return bad("the array's shape is " + shapeText(m_edit.values.shape()) +
                       "; expected is " + shapeText(m_layer.shape(batch)) + ".");
        return tokensOf(toFloatTensor(m_edit.values));
    }

    const Edit& m_edit;
    const EditedRun& m_run;
    TapId m_id = -1;
    LayerInfo m_layer;
    TokenGrid m_grid;
};

}  // namespace

Result<ActivationEdits> hooksFor(const std::vector<Edit>& edits, const EditedRun& run) {
    ActivationEdits hooks;
    for (const auto& edit : edits)
        if (auto added = EditReader(edit, run).addTo(hooks); !added) return added.error();
    return hooks;
}

}  // namespace engine
