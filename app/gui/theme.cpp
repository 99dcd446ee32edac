// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/theme.h"

#include <QApplication>
#include <QStyle>
#include <QStyleFactory>
#include <QStyleHints>

namespace app {

namespace {

struct Colors {
    QRgb window, base, raised, text, quiet, line, button, accent, onAccent;
};

// Contrast of text and quiet text on window and base is at least 4.5 in both.
constexpr Colors kLight = {0xffF3F4F6, 0xffFFFFFF, 0xffFFFFFF, 0xff1B1F24, 0xff59626E,
                           0xffD3D8DF, 0xffFBFBFC, 0xff2563C9, 0xffFFFFFF};
constexpr Colors kDark = {0xff1A1C20, 0xff23262B, 0xff2B2F35, 0xffE6E8EB, 0xffA2A9B3,
                          0xff3B4048, 0xff2E3238, 0xff6AA2FF, 0xff0B0E13};

QPalette paletteOf(const Colors& c) {
    QPalette p(QColor::fromRgb(c.button), QColor::fromRgb(c.window));
    const auto set = [&](QPalette::ColorRole role, QRgb color) {
        p.setColor(role, QColor::fromRgb(color));
    };
    set(QPalette::Window, c.window);
    set(QPalette::Base, c.base);
    set(QPalette::AlternateBase, c.window);
    set(QPalette::Button, c.button);
    set(QPalette::ToolTipBase, c.raised);
    for (auto role :
         {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText})
        set(role, c.text);
    set(QPalette::PlaceholderText, c.quiet);
    set(QPalette::Mid, c.line);
    set(QPalette::Highlight, c.accent);
    set(QPalette::HighlightedText, c.onAccent);
    set(QPalette::Link, c.accent);
    for (auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
        QColor faint = QColor::fromRgb(c.quiet);
        faint.setAlphaF(0.6f);
        p.setColor(QPalette::Disabled, role, faint);
    }
    p.setColor(QPalette::Disabled, QPalette::Highlight, QColor::fromRgb(c.line));
    return p;
}

/// The few things that Fusion draws louder than the data.
QString styleSheet() {
    return QStringLiteral(R"(
        QToolButton[segment="true"] { border: 1px solid palette(mid); padding: 4px 12px; background: palette(base); }
        QToolButton[segment="true"]:hover { border-color: palette(highlight); }
        QToolButton[segment="true"]:checked { background: palette(highlight); color: palette(highlighted-text);
                                              border-color: palette(highlight); }
        QToolButton[segmentEnd="left"] { border-top-left-radius: 5px; border-bottom-left-radius: 5px; border-right: 0; }
        QToolButton[segmentEnd="middle"] { border-right: 0; }
        QToolButton[segmentEnd="right"] { border-top-right-radius: 5px; border-bottom-right-radius: 5px; }
        QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
        QMenuBar { background: palette(window); }
        QMenuBar::item { padding: 9px 10px; background: transparent; }
        QMenuBar::item:selected { background: palette(mid); border-radius: 4px; }
        QScrollBar:vertical { border: 0; background: transparent; width: 10px; margin: 0; }
        QScrollBar:horizontal { border: 0; background: transparent; height: 10px; margin: 0; }
        QScrollBar::handle { background: palette(mid); border-radius: 3px; margin: 2px; }
        QScrollBar::handle:vertical { min-height: 32px; }
        QScrollBar::handle:horizontal { min-width: 32px; }
        QScrollBar::handle:hover { background: palette(placeholder-text); }
        QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
        QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
        QStatusBar::item { border: 0; }
        QSplitter::handle { background: palette(window); }
        QProgressBar { border: 0; border-radius: 4px; background: palette(mid); }
        QProgressBar::chunk { border-radius: 4px; background: palette(highlight); }
        QToolTip { border: 1px solid palette(mid); padding: 4px; background: palette(base); color: palette(text); }
    )");
}

bool looksDark(const QPalette& palette) {
    return palette.color(QPalette::Window).lightnessF() <
           palette.color(QPalette::WindowText).lightnessF();
}

}  // namespace

QPalette lightPalette() {
    return paletteOf(kLight);
}

QPalette darkPalette() {
    return paletteOf(kDark);
}

ThemeController::ThemeController(QObject* parent)
    : QObject(parent), m_isSystemDark(looksDark(QApplication::palette())) {
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    const auto read = [this] {
        const auto scheme = QGuiApplication::styleHints()->colorScheme();
        if (scheme != Qt::ColorScheme::Unknown) m_isSystemDark = scheme == Qt::ColorScheme::Dark;
    };
    read();
    connect(QGuiApplication::styleHints(), &QStyleHints::colorSchemeChanged, this, [this, read] {
        read();
        if (m_theme == Theme::System) apply(m_theme);
    });
#endif
}

bool ThemeController::isDark() const {
    return m_theme == Theme::System ? m_isSystemDark : m_theme == Theme::Dark;
}

void ThemeController::apply(Theme theme) {
    m_theme = theme;
    QApplication::setPalette(isDark() ? darkPalette() : lightPalette());
    qApp->setStyleSheet(styleSheet());  // once more, so that palette() in it is looked up again
    Q_EMIT changed();
}

}  // namespace app
