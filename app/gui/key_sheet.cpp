// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/key_sheet.h"

#include "gui/actions.h"

#include <canvas/geometry.h>

#include <QAction>
#include <QGridLayout>
#include <QLabel>

namespace app {

namespace {

QString keysOf(const QAction& action) {
    QStringList keys;
    for (const auto& key : action.shortcuts()) keys << key.toString(QKeySequence::NativeText);
    return keys.join(QStringLiteral(", "));
}

}  // namespace

KeySheet::KeySheet(const Actions& actions, QWidget* parent) : QDialog(parent) {
    setWindowTitle(tr("Keys"));
    std::vector<std::pair<QString, QString>> lines;
    for (const auto* action : actions.withKeys())
        lines.emplace_back(keysOf(*action), action->statusTip());
    lines.emplace_back(tr("Esc"),
                       tr("Close the message, else stop computing, else let go of reference A"));
    lines.emplace_back(tr("Shift+arrows"),
                       tr("Move reference A by one token of the tile in focus"));
    lines.emplace_back(tr("Pointer"),
                       tr("The token under it is the reference; a click keeps it as A"));
    auto* layout = new QGridLayout(this);
    layout->setContentsMargins(widgets::spacing::kLarge, widgets::spacing::kLarge,
                               widgets::spacing::kLarge, widgets::spacing::kLarge);
    layout->setHorizontalSpacing(widgets::spacing::kLarge);
    for (int row = 0; const auto& [key, meaning] : lines) {
        auto* name = new QLabel(QStringLiteral("<b>%1</b>").arg(key.toHtmlEscaped()), this);
        layout->addWidget(name, row, 0);
        layout->addWidget(new QLabel(meaning, this), row++, 1);
    }
}

}  // namespace app
