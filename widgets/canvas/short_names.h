// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace widgets {

/// \a path short enough for an axis or a narrow row: "up_blocks[1].attentions[0]" -> "up1.attn0",
/// "mid_block.resnets[1]" -> "mid.res1". attn1 and attn2 inside of a transformer block are "self"
/// and "cross", so that they are not mistaken for attentions[1]. Other text stays as it is.
QString shortLayerName(const QString& path);

}  // namespace widgets
