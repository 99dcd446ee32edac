// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/read_out.h"

#include <QStringList>

#include <algorithm>
#include <cmath>

namespace core {

namespace {

/// U+2212, as wide as a digit in every figure; the ASCII hyphen is not.
QString withMinus(QString text) {
    return text.replace(QLatin1Char('-'), QChar(0x2212));
}

QString signText(double value, int decimals) {
    return withMinus((value < 0 ? QString() : QStringLiteral("+")) +
                     QString::number(value, 'f', decimals));
}

template <typename Format>
QString readingText(const Reading& reading, Format&& format) {
    switch (reading.state) {
        case Reading::State::Missing:
            return QStringLiteral("—");
        case Reading::State::Computing:
            return QStringLiteral("…");
        case Reading::State::Known:
            break;
    }
    return std::isfinite(reading.value) ? format(reading.value) : QStringLiteral("NaN");
}

int digitsOf(int largest) {
    return std::max(1, int(QString::number(std::max(0, largest)).size()));
}

QString padded(int value, int digits) {
    return QStringLiteral("%1").arg(value, digits, 10, QLatin1Char('0'));
}

QString tokenText(const ReadOut& r) {
    const int digits = std::max(2, digitsOf(std::max(r.grid.width, r.grid.height) - 1));
    const auto number = [&](int value) {
        return r.token ? padded(value, digits) : QString(digits, QChar(0x2013));
    };
    if (r.grid.count() == 0) return QStringLiteral("token —");
    const auto token = r.token.value_or(engine::TokenIndex());
    return QStringLiteral("token x%1 y%2 of %3×%4")
        .arg(number(token.col), number(token.row))
        .arg(r.grid.width)
        .arg(r.grid.height);
}

QString pixelText(const ReadOut& r) {
    const int across = digitsOf(r.picture.width - 1), down = digitsOf(r.picture.height - 1);
    const int columns = 2 * across + 2 * down + 3;
    if (!r.token || r.picture.width <= 0 || r.picture.height <= 0)
        return QStringLiteral("px ") + QStringLiteral("—").leftJustified(columns);
    const auto span = r.grid.pixelsOf(*r.token, r.picture);
    return QStringLiteral("px %1–%2,%3–%4")
        .arg(span.left, across)
        .arg(span.right - 1, across)
        .arg(span.top, down)
        .arg(span.bottom - 1, down);
}

QString normText(const ReadOut& r) {
    const auto norm = readingText(r.norm, numberText);
    const auto z = readingText(r.zScore, [](double v) { return signText(v, 1); });
    const auto p = readingText(r.percentile, [](double v) { return QString::number(v, 'f', 1); });
    return QStringLiteral("L2 %1 z%2 p%3")
        .arg(norm.rightJustified(8), z.leftJustified(5), p.leftJustified(5));
}

QString similarityText(const ReadOut& r) {
    const auto value = similarityNumber(r.similarity);
    return QStringLiteral("%1(%2) %3")
        .arg(shortNameOf(r.measure), r.referenceName, value.rightJustified(7));
}

}  // namespace

QString similarityNumber(const Reading& reading) {
    return readingText(reading, [](double v) { return withMinus(QString::number(v, 'f', 4)); });
}

void readNorms(ReadOut& readOut, const engine::NormMap& norms, engine::TokenIndex token) {
    readOut.norm = Reading::of(double(norms.at(token)));
    readOut.zScore = Reading::of(norms.zScore(token));
    readOut.percentile = std::isfinite(norms.at(token)) ? Reading::of(norms.percentile(token))
                                                        : Reading::of(std::nan(""));
}

QString readOutText(const ReadOut& r) {
    const auto path = QString::fromStdString(r.layer.text());
    const auto timestep = r.timestep ? QString::number(*r.timestep) : QStringLiteral("—");
    QStringList parts = {
        (path.isEmpty() ? QStringLiteral("—") : path).leftJustified(r.layerColumns),
        r.moment.isEmpty() ? QStringLiteral("t %1").arg(timestep.rightJustified(3)) : r.moment,
        tokenText(r),
        pixelText(r),
        normText(r),
        similarityText(r)};
    if (!r.map.isEmpty()) parts << r.map;
    return parts.join(QStringLiteral(" | "));
}

QString shortNameOf(engine::SimilarityMeasure measure) {
    using enum engine::SimilarityMeasure;
    switch (measure) {
        case Cosine:
            return QStringLiteral("cos");
        case CosineCentered:
            return QStringLiteral("cos-c");
        case DotProduct:
            return QStringLiteral("dot");
        case Manhattan:
            return QStringLiteral("L1");
        case Euclidean:
            return QStringLiteral("L2");
        case Chebyshev:
            return QStringLiteral("L∞");
        case RelativeL2Norm:
            return QStringLiteral("ΔL2");
    }
    return {};
}

QString fullNameOf(engine::SimilarityMeasure measure) {
    using enum engine::SimilarityMeasure;
    switch (measure) {
        case Cosine:
            return QStringLiteral("Cosine");
        case CosineCentered:
            return QStringLiteral("Cosine (centered)");
        case DotProduct:
            return QStringLiteral("Dot product");
        case Manhattan:
            return QStringLiteral("Manhattan (L1)");
        case Euclidean:
            return QStringLiteral("Euclidean (L2)");
        case Chebyshev:
            return QStringLiteral("Chebyshev (L∞)");
        case RelativeL2Norm:
            return QStringLiteral("Relative L2 norm");
    }
    return {};
}

QString numberText(double value) {
    if (!std::isfinite(value)) return QStringLiteral("NaN");
    const double size = std::abs(value);
    if (size == 0) return QStringLiteral("0");
    if (size >= 1e5 || size < 1e-4) return withMinus(QString::number(value, 'e', 2));
    const int whole = size >= 1 ? int(std::floor(std::log10(size))) + 1 : 0;
    return withMinus(QString::number(value, 'f', std::clamp(5 - whole, 0, 4)));
}

QString tickText(double value) {
    QString text = numberText(value);
    if (!text.contains(QLatin1Char('.')) || text.contains(QLatin1Char('e'))) return text;
    while (text.endsWith(QLatin1Char('0'))) text.chop(1);
    if (text.endsWith(QLatin1Char('.'))) text.chop(1);
    return text;
}

}  // namespace core
