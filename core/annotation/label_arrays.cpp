// SPDX-License-Identifier: GPL-3.0-or-later
#include "annotation/label_snapshot.h"
#include "annotation/label_source.h"

#include <tensor/npy.h>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace core {

using engine::Error;
using engine::ErrorCode;

engine::Result<LabelProject> projectFromNpy(std::string_view bytes, const std::string& name,
                                            const ImportOptions& options) {
    const auto array = engine::parseNpy(bytes, name);
    if (!array) return array.error();
    if (array->rank() != 2 || array->shape()[1] != 3)
        return Error{ErrorCode::BadFile, name + " should be of shape [N, 3] (image, x, y), found " +
                                             engine::shapeText(array->shape()) + "."};
    if (array->dtype() != engine::DType::I64 && array->dtype() != engine::DType::I32)
        return Error{ErrorCode::BadFile, name + " should hold int64, found " +
                                             std::string(engine::nameOf(array->dtype())) + "."};
    const auto values = array->toInts();
    if (!values) return values.error();
    LabelCollector collector(name, options);
    for (std::size_t row = 0; row * 3 < values->size(); ++row) {
        const std::int64_t* label = values->data() + row * 3;
        const auto added =
            collector.addLabel(label[0], label[1], label[2], "row " + std::to_string(row));
        if (!added) return added.error();
    }
    return collector.finish(sha256Of(bytes));
}

std::string npyOf(const LabelProject& project) {
    std::vector<std::array<std::int64_t, 3>> rows;
    for (const QueueImage& image : project.images)
        for (const PatchLabel& label : image.labels)
            rows.push_back({image.number, label.token.col, label.token.row});
    std::sort(rows.begin(), rows.end());
    std::vector<std::int64_t> values;
    for (const auto& row : rows) values.insert(values.end(), row.begin(), row.end());
    return engine::encodeNpy(
        engine::NdArray::fromInts({std::int64_t(rows.size()), 3}, std::move(values)));
}

}  // namespace core
