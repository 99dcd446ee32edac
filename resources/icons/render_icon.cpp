// SPDX-License-Identifier: GPL-3.0-or-later
// Draws the program's icon at the sizes that desktops ask for: render_icon ICON.svg SIZE OUT.png.
// Runs while building, so that the pictures cannot differ from the drawing.
#include <QImage>
#include <QPainter>
#include <QString>
#include <QSvgRenderer>

#include <cstdio>

int main(int argc, char** argv) {
    if (argc != 4) return std::fprintf(stderr, "usage: render_icon ICON.svg SIZE OUT.png\n"), 2;
    QSvgRenderer drawing(QString::fromLocal8Bit(argv[1]));
    const int side = QString::fromLocal8Bit(argv[2]).toInt();
    QImage image(side, side, QImage::Format_ARGB32);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    drawing.render(&painter);
    painter.end();
    if (drawing.isValid() && image.save(QString::fromLocal8Bit(argv[3]))) return 0;
    return std::fprintf(stderr, "%s could not be drawn as %s.\n", argv[1], argv[3]), 1;
}
