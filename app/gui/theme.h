// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPalette>

namespace app {

enum class Theme { System, Light, Dark };

QPalette lightPalette();
QPalette darkPalette();

/// Gives the application Fusion with one of our two palettes, and changes it while the window is
/// open. Widgets take every colour from palette roles; colours of data are never themed.
class ThemeController : public QObject {
    Q_OBJECT

public:
    /// Looks at the desktop's colours before they are replaced: create it right after the
    /// application.
    explicit ThemeController(QObject* parent = nullptr);

    Theme theme() const { return m_theme; }
    bool isDark() const;
    void apply(Theme theme);

Q_SIGNALS:
    void changed();

private:
    Theme m_theme = Theme::System;
    bool m_isSystemDark = false;
};

}  // namespace app
