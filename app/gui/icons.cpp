// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/icons.h"

#include <QFile>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QPixmap>
#include <QSvgRenderer>

/// The linker leaves the resources of a static library out unless they are asked for.
static void loadIcons() {
    Q_INIT_RESOURCE(icons);
}

namespace app {

namespace {

/// Draws the SVG with `currentColor` as the palette has it at that moment.
class TintedIcon : public QIconEngine {
public:
    TintedIcon(QByteArray off, QByteArray on) : m_off(std::move(off)), m_on(std::move(on)) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode,
               QIcon::State state) override {
        const auto group = mode == QIcon::Disabled ? QPalette::Disabled : QPalette::Active;
        const auto role =
            mode == QIcon::Selected ? QPalette::HighlightedText : QPalette::ButtonText;
        const QColor ink = QGuiApplication::palette().color(group, role);
        QByteArray svg = state == QIcon::On ? m_on : m_off;
        QSvgRenderer renderer(svg.replace("currentColor", ink.name().toLatin1()));
        painter->save();
        painter->setOpacity(painter->opacity() * ink.alphaF());
        renderer.render(painter, rect);
        painter->restore();
    }
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(0, 0), size), mode, state);
        return pixmap;
    }
    QIconEngine* clone() const override { return new TintedIcon(m_off, m_on); }

private:
    QByteArray m_off, m_on;
};

QByteArray read(const QString& name) {
    loadIcons();
    QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
    const bool isThere = file.open(QIODevice::ReadOnly);
    Q_ASSERT(isThere);
    return isThere ? file.readAll() : QByteArray();
}

}  // namespace

QIcon tintedIcon(const QString& name, const QString& nameWhenOn) {
    const auto off = read(name);
    return QIcon(new TintedIcon(off, nameWhenOn.isEmpty() ? off : read(nameWhenOn)));
}

QIcon programIcon(const QString& id) {
    loadIcons();
    return QIcon::fromTheme(id, QIcon(QStringLiteral(":/icons/program.svg")));
}

}  // namespace app
