// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/key_sheet.h"

#include "gui/label_actions.h"

#include <canvas/geometry.h>

#include <QAction>
#include <QGridLayout>
#include <QLabel>

namespace app {

namespace {

QString keysOf(const QAction& action) {
    QStringList keys;
    for (const auto& key : action.shortcuts())
        if (key != QKeySequence(Qt::Key_Backtab))  // what Shift+Tab sends
            keys << key.toString(QKeySequence::NativeText);
    return keys.join(QStringLiteral(", "));
}

using Lines = std::vector<std::pair<QString, QString>>;

Lines exploreLines() {
    return {{KeySheet::tr("Esc"),
             KeySheet::tr("Close the message, else stop computing, else let go of reference A")},
            {KeySheet::tr("Shift+arrows"),
             KeySheet::tr("Move reference A by one token of the tile in focus")},
            {KeySheet::tr("R (held)"),
             KeySheet::tr("Show the reference's map on the tiles of the other pictures")},
            {KeySheet::tr("Pointer"),
             KeySheet::tr("The token under it is the reference; a click keeps it as A")}};
}

Lines labelLines() {
    return {{KeySheet::tr("Esc"), KeySheet::tr("Close the message")},
            {KeySheet::tr("Click"), KeySheet::tr("Mark the outlined patch, or unmark it")},
            {KeySheet::tr("Wheel, drag"), KeySheet::tr("Zoom and move picture and map together")}};
}

}  // namespace

KeySheet::KeySheet(const Actions& actions, const LabelActions& labels, WindowMode mode,
                   QWidget* parent)
    : QDialog(parent) {
    setWindowTitle(tr("Keys"));
    const bool isExploring = mode == WindowMode::Explore;
    Lines lines;
    const auto addAll = [&](const ActionSet& set, bool isWhole) {
        for (const auto* action : set.withKeys())
            if (isWhole || action->isEnabled())
                lines.emplace_back(keysOf(*action), action->statusTip());
    };
    addAll(actions, isExploring);
    if (!isExploring) addAll(labels, true);
    for (auto& line : isExploring ? exploreLines() : labelLines()) lines.push_back(line);

    auto* layout = new QGridLayout(this);
    using namespace widgets::spacing;
    layout->setContentsMargins(kLarge, kLarge, kLarge, kLarge);
    layout->setHorizontalSpacing(kLarge);
    // Two columns where one would be higher than a small screen.
    const int rows = lines.size() > 24 ? int(lines.size() + 1) / 2 : int(lines.size());
    for (int i = 0; const auto& [key, meaning] : lines) {
        auto* name = new QLabel(QStringLiteral("<b>%1</b>").arg(key.toHtmlEscaped()), this);
        layout->addWidget(name, i % rows, 2 * (i / rows));
        layout->addWidget(new QLabel(meaning, this), i % rows, 2 * (i / rows) + 1);
        ++i;
    }
}

}  // namespace app
