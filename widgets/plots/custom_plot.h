// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// \file
/// QCustomPlot, whose header uses Qt's keywords: they are there while it is read, and gone
/// afterwards. Only for .cpp files: what it declares costs a second to read.

#include <QObject>

#define signals Q_SIGNALS
#define slots Q_SLOTS
#define emit Q_EMIT
#define foreach(variable, container) for (variable : container)
#include <qcustomplot.h>
#undef signals
#undef slots
#undef emit
#undef foreach
