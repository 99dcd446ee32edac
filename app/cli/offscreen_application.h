// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <base/number_locale.h>

#include <QGuiApplication>

namespace app {

/// Fonts of a figure need an application object; this one opens no display. At most one at a time.
class OffscreenApplication {
public:
    OffscreenApplication()
        : m_application((qputenv("QT_QPA_PLATFORM", "offscreen"), m_argc), m_argv) {
        engine::keepDecimalPoint();
    }

private:
    int m_argc = 1;
    char m_name[10] = "denoscope";
    char* m_argv[2] = {m_name, nullptr};
    QGuiApplication m_application;
};

}  // namespace app
