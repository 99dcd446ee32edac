// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <model/model_info.h>

#include <QStringList>

namespace core {

/// What a prompt's text tokens say, in the order of the keys of cross-attention: "<start>", the
/// pieces, "<end>"; the padding behind them is left out. Reads the model's first tokenizer: not for
/// the GUI thread. Without one, what the empty text is: start and end.
QStringList promptWords(const engine::ModelInfo& model, const QString& prompt);

}  // namespace core
