// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/figure_arrangement.h"

#include "explore/figure_captions.h"
#include "figure/figure_bars.h"
#include "figure/figure_contents.h"

#include <QRegularExpression>

#include <algorithm>
#include <cstring>
#include <map>
#include <set>
#include <utility>

namespace core {

namespace {

/// Where a panel stands, and what it shows: a map or a picture.
struct Placed {
    int row = 0, column = 0;
    const ShownMap* map = nullptr;
    const ShownPicture* picture = nullptr;

    int subject() const { return map ? map->subject : picture->subject; }
};

std::vector<Placed> placeInColumns(const std::vector<ShownMap>& maps,
                                   const std::vector<ShownPicture>& pictures, int columns) {
    std::vector<Placed> places;
    for (const auto& picture : pictures) places.push_back({0, 0, nullptr, &picture});
    for (const auto& map : maps) places.push_back({0, 0, &map, nullptr});
    for (std::size_t i = 0; i < places.size(); ++i) {
        places[i].row = int(i) / columns;
        places[i].column = int(i) % columns;
    }
    return places;
}

/// Along which axis pictures stand beside their maps, if along any.
std::optional<FigureAxis> axisOfPictures(const std::vector<ShownPicture>& pictures,
                                         const FigureArrangement& arrangement) {
    const auto isUsed = [&](FigureAxis axis) {
        return arrangement.rowAxis == axis || arrangement.columnAxis == axis;
    };
    if (isUsed(FigureAxis::Pictures)) return FigureAxis::Pictures;
    if (pictures.size() > 1 && isUsed(FigureAxis::Moments)) return FigureAxis::Moments;
    return std::nullopt;
}

/// Places \a picture in row or column -1, where its maps are.
void placeBeside(std::vector<Placed>& places, const ShownPicture& picture,
                 const FigureArrangement& arrangement, std::optional<FigureAxis> axis) {
    const bool isColumn = !axis || arrangement.rowAxis == *axis;
    for (const auto& place : places) {
        if (!place.map) continue;
        const bool isIts =
            !axis || (place.map->subject == picture.subject &&
                      (*axis == FigureAxis::Pictures || place.map->column == picture.column));
        if (!isIts) continue;
        places.push_back(isColumn ? Placed{place.row, -1, nullptr, &picture}
                                  : Placed{-1, place.column, nullptr, &picture});
        return;
    }
}

/// Numbers from 0 without gaps.
void closeUp(std::vector<Placed>& places, int Placed::*line) {
    std::set<int> used;
    for (const auto& place : places) used.insert(place.*line);
    for (auto& place : places)
        place.*line = int(std::distance(used.begin(), used.find(place.*line)));
}

std::vector<Placed> placeInGrid(const std::vector<ShownMap>& maps,
                                const std::vector<ShownPicture>& pictures,
                                const FigureArrangement& arrangement) {
    std::vector<Placed> places;
    for (const auto& map : maps) places.push_back({map.row, map.gridColumn, &map, nullptr});
    std::stable_sort(places.begin(), places.end(), [](const Placed& a, const Placed& b) {
        return std::pair(a.row, a.column) < std::pair(b.row, b.column);
    });
    const auto axis = axisOfPictures(pictures, arrangement);
    for (const auto& picture : pictures) placeBeside(places, picture, arrangement, axis);
    closeUp(places, &Placed::row);
    closeUp(places, &Placed::column);
    return places;
}

std::map<int, QString> namesIn(const std::vector<Placed>& places) {
    std::map<int, QString> names;
    for (const auto& place : places)
        names[place.subject()] = place.map ? place.map->defined.picture : place.picture->name;
    return pictureTitles(names);
}

/// Text that is safe as a part of a member's name in an archive.
std::string part(QString text) {
    static const QRegularExpression unsafe(QStringLiteral("[/\\\\\\x00-\\x1f\\x7f]"));
    text.replace(unsafe, QStringLiteral("_")).replace(QStringLiteral(".."), QStringLiteral("__"));
    return text.isEmpty() ? std::string("_") : text.toStdString();
}

std::string nameOf(const Placed& place, const std::map<int, QString>& pictures) {
    const auto picture = part(pictures.at(place.subject()));
    auto moment = place.map ? place.map->moment : place.picture->moment;
    moment.remove(QLatin1Char(' '));
    if (!place.map) return "picture/" + (moment.isEmpty() ? picture : part(moment) + "/" + picture);
    const auto layer = QString::fromStdString(place.map->defined.layer.path.text());
    return part(QString::fromStdString(arrayKindOf(*place.map))) + "/" + part(layer) + "/" +
           part(moment) + "/" + picture;
}

/// The same map can be pinned twice.
std::string unusedName(const engine::NamedArrays& arrays, const std::string& name) {
    auto unused = name;
    for (int i = 2; engine::findArray(arrays, unused); ++i) unused = name + "#" + std::to_string(i);
    return unused;
}

engine::NdArray bytesOf(int height, int width, const std::vector<std::uint8_t>& rgb) {
    std::vector<std::byte> bytes(rgb.size());
    std::memcpy(bytes.data(), rgb.data(), rgb.size());
    return engine::NdArray::fromBytes(engine::DType::U8, {height, width, 3}, std::move(bytes));
}

engine::NdArray arrayOf(const Placed& place) {
    if (place.picture) {
        const auto& picture = *place.picture->picture;
        return bytesOf(picture.size.height, picture.size.width, picture.rgb);
    }
    const auto& values = *place.map->values;
    if (!values.rgb.empty()) return bytesOf(values.grid.height, values.grid.width, values.rgb);
    return engine::NdArray::fromFloats({values.grid.height, values.grid.width}, values.values);
}

FigurePanel panelOf(const Placed& place) {
    FigurePanel panel;
    panel.row = place.row;
    panel.column = place.column;
    panel.isPhoto = place.picture != nullptr;
    panel.marks = place.map ? place.map->marks : place.picture->marks;
    if (place.picture) {
        panel.definition = place.picture->name.toStdString();
        return panel;
    }
    const auto& map = *place.map;
    panel.definition = definitionOf(map.defined).toStdString();
    if (!map.values->rgb.empty()) return panel;
    panel.colors = map.colors;
    panel.range = map.defined.shown;
    panel.barTitle = map.barTitle.toStdString();
    panel.rangeMode = nameOf(map.defined.range).toStdString();
    return panel;
}

PanelText textOf(const Placed& place, const std::map<int, QString>& pictures, bool hasBars) {
    PanelText text{place.row, place.column, {}, {}, pictures.at(place.subject()), {}};
    if (place.picture) {
        text.moment = place.picture->moment;
        return text;
    }
    const auto& map = *place.map;
    const auto path = QString::fromStdString(map.defined.layer.path.text());
    text.layer = map.layerName.isEmpty() ? path : map.layerName;
    text.moment = map.moment;
    text.what = map.barTitle;
    // Its bar bears the same words; PCA has none.
    if (hasBars && map.values->rgb.empty()) text.what.clear();
    return text;
}

std::vector<std::string> utf8(const std::vector<QString>& texts) {
    std::vector<std::string> all;
    for (const auto& text : texts) all.push_back(text.toStdString());
    return all;
}

/// Bars that would all say the same are drawn once.
FigureBars barsFor(const FigureSpec& spec) {
    const FigurePanel* first = nullptr;
    int count = 0;
    for (const auto& panel : spec.panels) {
        if (panel.barTitle.empty()) continue;
        if (!first) first = &panel;
        const bool isSame = panel.barTitle == first->barTitle && panel.colors == first->colors &&
                            panel.range == first->range && panel.rangeMode == first->rangeMode;
        if (!isSame) return spec.bars;
        ++count;
    }
    return count > 1 && spec.bars == FigureBars::Own ? FigureBars::Figure : spec.bars;
}

/// Where maps with other ranges share a bar, their colours span more than the window's: each
/// definition says what is drawn.
void defineShared(ArrangedFigure& figure, const std::vector<ShownMap>& maps) {
    auto contents = panelContents(figure.spec, figure.arrays);
    if (!contents) return;  // whoever composes the figure says why
    for (const auto& bar : figureBars(figure.spec, *contents))
        for (const std::size_t panel : bar.members) {
            const auto map = figure.maps[panel];
            if (!map || figure.spec.panels[panel].range == bar.range) continue;
            auto defined = maps[*map].defined;
            defined.shown = bar.range;
            defined.sharing = int(bar.members.size());
            figure.spec.panels[panel].definition = definitionOf(defined).toStdString();
        }
}

}  // namespace

std::string arrayKindOf(const ShownMap& map) {
    const auto& options = map.defined.options;
    const bool isAttention = map.defined.layer.keys > 0;
    if (!isAttention && options.kind == MapKind::Norm) {
        static const char* const kScales[] = {"norm", "log_norm", "z_norm", "percentile_norm"};
        return kScales[std::size_t(options.normScale)];
    }
    if (!isAttention && options.kind == MapKind::Similarity)
        return std::string(engine::idOf(options.measure));
    static const QRegularExpression other(QStringLiteral("[^\\w]+"),
                                          QRegularExpression::UseUnicodePropertiesOption);
    return QString(map.barTitle).replace(other, QStringLiteral("_")).toLower().toStdString();
}

ArrangedFigure arrangeFigure(const std::vector<ShownMap>& maps,
                             const std::vector<ShownPicture>& pictures,
                             const FigureArrangement& arrangement, FigureSpec look) {
    const auto places = arrangement.isGrid
                            ? placeInGrid(maps, pictures, arrangement)
                            : placeInColumns(maps, pictures, std::max(1, arrangement.columns));
    const auto names = namesIn(places);
    ArrangedFigure figure{std::move(look), {}, {}};
    figure.spec.panels.clear();
    std::vector<PanelText> texts;
    for (const auto& place : places) {
        auto panel = panelOf(place);
        panel.array = unusedName(figure.arrays, nameOf(place, names));
        figure.arrays.emplace_back(panel.array, arrayOf(place));
        figure.spec.panels.push_back(std::move(panel));
        figure.maps.push_back(place.map ? std::optional(std::size_t(place.map - maps.data()))
                                        : std::nullopt);
        texts.push_back(textOf(place, names, figure.spec.hasBars));
    }
    const auto titles = titlesOf(texts);
    figure.spec.rowTitles = utf8(titles.rows);
    figure.spec.columnTitles = utf8(titles.columns);
    for (std::size_t i = 0; i < places.size(); ++i)
        figure.spec.panels[i].caption = titles.captions[i].toStdString();
    figure.spec.bars = barsFor(figure.spec);
    defineShared(figure, maps);
    return figure;
}

}  // namespace core
