// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>
#include <vector>

namespace core {

/// How well a text answers what somebody typed.
struct FuzzyMatch {
    int score = 0;             ///< larger is better; only comparable for the same query
    std::vector<int> letters;  ///< positions in the text that were matched, ascending
};

/// Finds the letters of \a query in \a text, as a command palette does: every word of the query in
/// any place, the letters of a word in order but not necessarily side by side ("cpv" finds "Copy
/// values"). Beginnings of words and runs of letters count most, words in the query's order and
/// short texts count more. Upper and lower case, accents and umlauts do not matter: "groesse",
/// "grosse" and "GRÖSSE" all find "Größe". Letters strewn over the middles of words are no match.
/// An empty query matches everything with score 0.
std::optional<FuzzyMatch> fuzzyMatch(const QString& query, const QString& text);

}  // namespace core
