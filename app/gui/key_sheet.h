// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/actions.h"

#include <QDialog>

namespace app {

class LabelActions;

/// The keys of the present mode on one page, made from the actions themselves so that it cannot be
/// out of date.
class KeySheet : public QDialog {
    Q_OBJECT

public:
    KeySheet(const Actions& actions, const LabelActions& labels, WindowMode mode, QWidget* parent);
};

}  // namespace app
