// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <map>
#include <vector>

namespace core {

/// What could be said about one panel of a figure, and where it stands. Empty: there is nothing to
/// say, as of the layer of a picture. A plain value.
struct PanelText {
    int row = 0, column = 0;
    QString layer, moment, picture;
    QString what;  ///< what the values are, where no colour bar says it
};

/// What is written around panels.
struct FigureTitles {
    std::vector<QString> rows, columns;  ///< one each, or none at all
    std::vector<QString> captions;       ///< of each panel; may be empty
};

/// The shortest words that still tell the panels apart: what all have in common is left out (the
/// definitions say it), what all panels of a row or a column have in common is its title, and the
/// rest becomes the captions. Of layers the modules that all of them lie in are left out. A figure
/// of one row or of one column has captions alone.
FigureTitles titlesOf(const std::vector<PanelText>& panels);

/// \a names of pictures by their numbers as a caption writes them: without the ending of a picture
/// file where they differ without it, too; cut where they are long; numbered where two are equal.
std::map<int, QString> pictureTitles(const std::map<int, QString>& names);

}  // namespace core
