// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

namespace app {

class Actions;

/// All keys on one page, made from the actions themselves so that it cannot be out of date.
class KeySheet : public QDialog {
    Q_OBJECT

public:
    KeySheet(const Actions& actions, QWidget* parent);
};

}  // namespace app
