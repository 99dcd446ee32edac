// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/prompt_words.h"

#include <model/tokenizer.h>

#include <algorithm>

namespace core {

QStringList promptWords(const engine::ModelInfo& model, const QString& prompt) {
    QStringList words = {QStringLiteral("<start>")};
    if (const auto* folder = model.component("tokenizer"); folder && !prompt.isEmpty()) {
        const auto tokenizer = engine::Tokenizer::fromFolder(folder->folder, folder->padToken);
        if (tokenizer) {
            const auto text = (*tokenizer)->encode(prompt.toStdString());
            const auto kept = text.pieces.size() - std::size_t(std::max(0, text.truncatedPieces));
            for (std::size_t i = 0; i < kept; ++i) {
                auto word = QString::fromStdString(text.pieces[i]);
                words << word.remove(QStringLiteral("</w>"));
            }
        }
    }
    return words << QStringLiteral("<end>");
}

}  // namespace core
