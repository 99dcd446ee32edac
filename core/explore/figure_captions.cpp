// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/figure_captions.h"

#include <QRegularExpression>
#include <QStringList>

#include <algorithm>
#include <array>
#include <optional>
#include <set>

namespace core {

namespace {

constexpr qsizetype kLongestName = 40;  // a prompt can be a paragraph

using Field = QString PanelText::*;
constexpr std::array<Field, 4> kFields = {&PanelText::layer, &PanelText::moment,
                                          &PanelText::picture, &PanelText::what};

/// How many modules at the front all \a paths have in common; each keeps at least its last one.
qsizetype commonModules(const std::vector<QStringList>& paths) {
    qsizetype common = paths.front().size() - 1;
    for (const auto& path : paths) {
        common = std::min(common, path.size() - 1);
        for (qsizetype i = 0; i < common; ++i)
            if (path[i] != paths.front()[i]) common = i;
    }
    return common;
}

void shortenLayers(std::vector<PanelText>& panels) {
    std::vector<QStringList> paths;
    for (const auto& panel : panels)
        if (!panel.layer.isEmpty()) paths.push_back(panel.layer.split(QLatin1Char('.')));
    if (paths.empty()) return;
    const auto common = commonModules(paths);
    for (auto& panel : panels)
        if (!panel.layer.isEmpty())
            panel.layer = panel.layer.split(QLatin1Char('.')).mid(common).join(QLatin1Char('.'));
}

/// Whether the panel's silence means something: a picture has no layer, but a map beside others
/// without a word about its values is not of the same.
bool isSaid(const PanelText& panel, Field field) {
    return !(panel.*field).isEmpty() || (field == &PanelText::what && !panel.layer.isEmpty());
}

/// The one text that the panels of each line have in common, by line; nothing where some line has
/// two.
std::optional<std::map<int, QString>> commonBy(const std::vector<PanelText>& panels,
                                               int PanelText::*line, Field field) {
    std::map<int, QString> found;
    for (const auto& panel : panels) {
        if (!isSaid(panel, field)) continue;
        const auto& text = panel.*field;
        const auto [at, isNew] = found.emplace(panel.*line, text);
        if (!isNew && at->second != text) return std::nullopt;
    }
    return found;
}

void append(QString& text, const QString& part) {
    if (part.isEmpty()) return;
    if (!text.isEmpty()) text += QStringLiteral(" · ");
    text += part;
}

void appendAll(std::vector<QString>& titles, int count, const std::map<int, QString>& parts) {
    titles.resize(std::size_t(count));
    for (const auto& [line, part] : parts) append(titles[std::size_t(line)], part);
}

bool isVarying(const std::vector<PanelText>& panels, Field field) {
    std::set<QString> values;
    for (const auto& panel : panels)
        if (isSaid(panel, field)) values.insert(panel.*field);
    return values.size() > 1;
}

QString withoutEnding(const QString& name) {
    static const QRegularExpression ending(QStringLiteral("\\.(png|jpe?g|webp|bmp|tiff?)$"),
                                           QRegularExpression::CaseInsensitiveOption);
    const auto stem = QString(name).remove(ending);
    return stem.isEmpty() ? name : stem;
}

QString cut(const QString& name) {
    if (name.size() <= kLongestName) return name;
    return name.left(kLongestName - 1).trimmed() + QStringLiteral("…");
}

}  // namespace

FigureTitles titlesOf(const std::vector<PanelText>& given) {
    auto panels = given;
    int rows = 0, columns = 0;
    for (const auto& panel : panels) {
        rows = std::max(rows, panel.row + 1);
        columns = std::max(columns, panel.column + 1);
    }
    shortenLayers(panels);
    FigureTitles titles;
    titles.captions.resize(panels.size());
    const bool isGrid = rows > 1 && columns > 1;
    for (const auto field : kFields) {
        if (!isVarying(panels, field)) continue;
        const auto byRow = isGrid ? commonBy(panels, &PanelText::row, field) : std::nullopt;
        if (byRow) {
            appendAll(titles.rows, rows, *byRow);
            continue;
        }
        const auto byColumn = isGrid ? commonBy(panels, &PanelText::column, field) : std::nullopt;
        if (byColumn) {
            appendAll(titles.columns, columns, *byColumn);
            continue;
        }
        for (std::size_t i = 0; i < panels.size(); ++i)
            append(titles.captions[i], panels[i].*field);
    }
    return titles;
}

std::map<int, QString> pictureTitles(const std::map<int, QString>& names) {
    std::set<QString> stems;
    for (const auto& [id, name] : names) stems.insert(withoutEnding(name));
    const bool isTold = stems.size() == names.size();
    std::map<int, QString> titles;
    std::map<QString, int> seen;
    for (const auto& [id, name] : names) {
        const auto title = cut(isTold ? withoutEnding(name) : name);
        const int count = ++seen[title];
        titles[id] = count == 1 ? title : QStringLiteral("%1 (%2)").arg(title).arg(count);
    }
    return titles;
}

}  // namespace core
