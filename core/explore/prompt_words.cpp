// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/prompt_words.h"

#include <model/bpe_vocabulary.h>
#include <model/tokenizer.h>

#include <algorithm>
#include <span>

namespace core {

QStringList promptWords(const engine::ModelInfo& model, const QString& prompt) {
    QStringList words = {QStringLiteral("<start>")};
    if (const auto* folder = model.component("tokenizer"); folder && !prompt.isEmpty()) {
        const auto tokenizer = engine::Tokenizer::fromFolder(folder->folder, folder->padToken);
        if (tokenizer) {
            const auto text = (*tokenizer)->encode(prompt.toStdString());
            const auto kept = text.pieces.size() - std::size_t(std::max(0, text.truncatedPieces));
            // a piece is written in symbols for bytes: "é" as "Ã©"
            for (std::size_t i = 0; i < kept; ++i)
                words << QString::fromStdString(
                    engine::BpeVocabulary::textOf(std::span(text.pieces).subspan(i, 1)));
        }
    }
    return words << QStringLiteral("<end>");
}

}  // namespace core
