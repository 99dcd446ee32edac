// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/fuzzy_match.h"

#include <QStringList>

#include <algorithm>
#include <limits>
#include <set>

namespace core {

namespace {

constexpr int kWordStart = 10, kRun = 8, kTextStart = 4, kInside = 1;
constexpr int kGap = 2, kMostGap = 6;  // cost of letters skipped between two matched ones
constexpr int kInOrder = 3;            // a word of the query behind the one before
constexpr int kWeakest = 4;            // points per letter below which it is chance
constexpr int kNone = std::numeric_limits<int>::min() / 2;

/// A text without case and accents, each letter with its place in the original.
struct Folded {
    QString letters;
    std::vector<int> places;
};

Folded fold(const QString& text) {
    Folded folded;
    for (int i = 0; i < text.size(); ++i) {
        const QString parts = text.at(i) == QChar(u'ß')
                                  ? QStringLiteral("ss")
                                  : QString(text.at(i)).normalized(QString::NormalizationForm_KD);
        for (const QChar part : parts.toCaseFolded()) {
            if (part.category() == QChar::Mark_NonSpacing) continue;
            folded.letters += part;
            folded.places.push_back(i);
        }
    }
    return folded;
}

/// "ae", "oe", "ue" also stand for umlauts, where the text has one.
QString withUmlauts(QString word) {
    for (const auto* pair : {"ae", "oe", "ue"})
        word.replace(QLatin1String(pair), QString(QLatin1Char(pair[0])));
    return word;
}

bool isWordStart(const QString& text, int at) {
    if (!text.at(at).isLetterOrNumber()) return false;
    if (at == 0 || !text.at(at - 1).isLetterOrNumber()) return true;
    return text.at(at).isDigit() && !text.at(at - 1).isDigit();
}

/// What matching one letter at \a at is worth, the letter before it having been at \a before.
int worth(const QString& text, int at, int before) {
    if (before >= 0 && at == before + 1) return kRun;
    const int gap = before < 0 ? 0 : std::min(kMostGap, kGap * (at - before - 1));
    const int place = isWordStart(text, at) ? kWordStart + (at == 0 ? kTextStart : 0) : kInside;
    return place - (isWordStart(text, at) ? gap / kGap : gap);
}

/// The best way to lay the letters of \a word over \a text: places of the folded text.
std::optional<FuzzyMatch> matchWord(const QString& word, const QString& text) {
    const auto rows = std::size_t(word.size()), columns = std::size_t(text.size());
    if (rows > columns) return std::nullopt;
    std::vector<std::vector<int>> best(rows, std::vector<int>(columns, kNone)), from = best;
    for (std::size_t i = 0; i < rows; ++i)
        for (std::size_t at = i; at < columns; ++at) {
            if (word.at(int(i)) != text.at(int(at))) continue;
            if (i == 0) {
                best[i][at] = worth(text, int(at), -1);
                continue;
            }
            for (std::size_t before = i - 1; before < at; ++before) {
                if (best[i - 1][before] == kNone) continue;
                const int score = best[i - 1][before] + worth(text, int(at), int(before));
                if (score <= best[i][at]) continue;
                best[i][at] = score;
                from[i][at] = int(before);
            }
        }
    const auto& last = best.back();
    const auto end = std::max_element(last.begin(), last.end());
    if (*end < kWeakest * int(rows)) return std::nullopt;
    FuzzyMatch match{*end, std::vector<int>(rows)};
    int at = int(end - last.begin());
    for (std::size_t i = rows; i-- > 0; at = from[i][std::size_t(at)]) match.letters[i] = at;
    return match;
}

std::optional<FuzzyMatch> matchEither(const QString& word, const QString& text) {
    auto match = matchWord(word, text);
    const QString plain = withUmlauts(word);
    if (!match && plain != word) match = matchWord(plain, text);
    return match;
}

}  // namespace

std::optional<FuzzyMatch> fuzzyMatch(const QString& query, const QString& text) {
    const auto words = fold(query).letters.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    const auto folded = fold(text);
    FuzzyMatch all;
    std::set<int> places;
    int before = -1;
    for (const auto& word : words) {
        const auto match = matchEither(word, folded.letters);
        if (!match) return std::nullopt;
        all.score += match->score + (match->letters.front() > before ? kInOrder : 0);
        before = match->letters.back();
        for (const int letter : match->letters) places.insert(folded.places[std::size_t(letter)]);
    }
    if (!words.isEmpty()) all.score -= int(text.size()) / 8;  // of two equals the shorter
    all.letters.assign(places.begin(), places.end());
    return all;
}

}  // namespace core
