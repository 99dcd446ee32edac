// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/figure_choice.h"

#include <figure/figure_spec_json.h>

#include <QSettings>

#include <algorithm>

namespace app {

namespace {

QString key(const char* name) {
    return QStringLiteral("figure/") + QLatin1String(name);
}

/// What another version wrote, or a hand, is brought inside.
int number(const QSettings& settings, const char* name, int usual, int low, int high) {
    return std::clamp(settings.value(key(name), usual).toInt(), low, high);
}

}  // namespace

QString endingOf(FigureChoice::Format format) {
    switch (format) {
        case FigureChoice::Format::Pdf:
            return QStringLiteral("pdf");
        case FigureChoice::Format::Svg:
            return QStringLiteral("svg");
        case FigureChoice::Format::Png300:
        case FigureChoice::Format::Png600:
            break;
    }
    return QStringLiteral("png");
}

void save(const FigureChoice& choice, QSettings& settings) {
    const auto set = [&settings](const char* name, const QVariant& value) {
        settings.setValue(key(name), value);
    };
    set("what", int(choice.what));
    set("columns", choice.arrangement.columns);
    set("rowAxis", int(choice.arrangement.rowAxis));
    set("columnAxis", int(choice.arrangement.columnAxis));
    set("pictures", choice.hasPictures);
    set("shortNames", choice.hasShortNames);
    set("width", choice.look.width);
    set("textSize", choice.look.textSize);
    set("bars", int(choice.look.bars));
    set("captions", choice.look.hasCaptions);
    set("marks", choice.look.hasMarks);
    set("tokenGrid", choice.look.hasTokenGrid);
    set("format", int(choice.format));
}

FigureChoice savedFigureChoice(const QSettings& settings) {
    FigureChoice choice;
    const auto flag = [&settings](const char* name, bool usual) {
        return settings.value(key(name), usual).toBool();
    };
    choice.what = FigureChoice::What(number(settings, "what", 1, 0, 2));
    choice.arrangement.columns = number(settings, "columns", 4, 1, 20);
    choice.arrangement.rowAxis = core::FigureAxis(number(settings, "rowAxis", 0, 0, 2));
    choice.arrangement.columnAxis = core::FigureAxis(number(settings, "columnAxis", 1, 0, 2));
    if (choice.arrangement.rowAxis == choice.arrangement.columnAxis)
        choice.arrangement = {false, choice.arrangement.columns};
    choice.hasPictures = flag("pictures", false);
    choice.hasShortNames = flag("shortNames", true);
    auto& look = choice.look;
    look.width = std::clamp(settings.value(key("width"), look.width).toDouble(),
                            core::kMinFigureWidth, core::kMaxFigureWidth);
    look.textSize = number(settings, "textSize", 8, core::kMinFigureText, core::kMaxFigureText);
    look.bars = core::FigureBars(number(settings, "bars", 0, 0, 3));
    look.hasCaptions = flag("captions", true);
    look.hasMarks = flag("marks", true);
    look.hasTokenGrid = flag("tokenGrid", false);
    choice.format = FigureChoice::Format(number(settings, "format", 0, 0, 3));
    return choice;
}

}  // namespace app
