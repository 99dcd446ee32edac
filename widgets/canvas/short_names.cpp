// SPDX-License-Identifier: GPL-3.0-or-later
#include "canvas/short_names.h"

#include <QRegularExpression>
#include <QStringList>

#include <array>
#include <utility>

namespace widgets {

namespace {

QString shortPart(const QString& part) {
    static const std::array<std::pair<QString, QString>, 13> kWords = {{
        {QStringLiteral("down_blocks"), QStringLiteral("down")},
        {QStringLiteral("up_blocks"), QStringLiteral("up")},
        {QStringLiteral("mid_block"), QStringLiteral("mid")},
        {QStringLiteral("attentions"), QStringLiteral("attn")},
        {QStringLiteral("resnets"), QStringLiteral("res")},
        {QStringLiteral("transformer_blocks"), QStringLiteral("block")},
        {QStringLiteral("downsamplers"), QStringLiteral("ds")},
        {QStringLiteral("upsamplers"), QStringLiteral("us")},
        {QStringLiteral("attn1"), QStringLiteral("self")},
        {QStringLiteral("attn2"), QStringLiteral("cross")},
        {QStringLiteral("to_q"), QStringLiteral("q")},
        {QStringLiteral("to_k"), QStringLiteral("k")},
        {QStringLiteral("to_v"), QStringLiteral("v")},
    }};
    static const QRegularExpression form(QStringLiteral("^(\\w+)(?:\\[(\\d+)\\])?$"));
    const auto match = form.match(part);
    if (!match.hasMatch()) return part;
    for (const auto& [word, shorter] : kWords)
        if (match.captured(1) == word) return shorter + match.captured(2);
    return part;
}

}  // namespace

QString shortLayerName(const QString& path) {
    QStringList parts = path.split(QLatin1Char('.'));
    for (QString& part : parts) part = shortPart(part);
    return parts.join(QLatin1Char('.'));
}

}  // namespace widgets
