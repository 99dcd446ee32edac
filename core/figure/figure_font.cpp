// SPDX-License-Identifier: GPL-3.0-or-later
#include "figure/figure_font.h"

#include "figure/font_names.h"

#include <QFile>
#include <QFontDatabase>
#include <QFontMetricsF>
#include <QGuiApplication>
#include <QTransform>

#include <algorithm>

/// Outside of every namespace, as Q_INIT_RESOURCE wants it: the linker drops the resources of a
/// static library unless something names them.
static void initFontResources() {
    Q_INIT_RESOURCE(fonts);
}

namespace core {
namespace {

constexpr char kUpstream[] = "DejaVu", kOurs[] = "Denosc";  // as long as each other
constexpr char32_t kEllipsis = U'…';

/// The name under which Qt knows the font that the program brings along.
QString registeredFamily() {
    Q_ASSERT(qGuiApp);
    initFontResources();
    QFile file(QStringLiteral(":/denoscope/fonts/DejaVuSans.ttf"));
    if (!file.open(QIODevice::ReadOnly)) qFatal("The figure font is not in the program.");
    const int id =
        QFontDatabase::addApplicationFontFromData(withFontName(file.readAll(), kUpstream, kOurs));
    const auto families = QFontDatabase::applicationFontFamilies(id);
    if (families.size() != 1) qFatal("Qt cannot read the figure font.");
    return families.front();
}

/// The first \a head and the last \a tail characters, and what says that some are missing.
std::string cut(const std::u32string& text, std::size_t head, std::size_t tail) {
    while (head > 0 && text[head - 1] == U' ') --head;
    while (tail > 0 && text[text.size() - tail] == U' ') --tail;
    const std::u32string kept = text.substr(0, head) + kEllipsis + text.substr(text.size() - tail);
    return QString::fromStdU32String(kept).toStdString();
}

}  // namespace

QString figureFontFamily() {
    static const QString family = registeredFamily();
    return family;
}

QFont figureFont(int size) {
    QFont font(figureFontFamily());
    font.setPixelSize(size * kFontScale);
    font.setHintingPreference(QFont::PreferNoHinting);
    // So little is nothing to see, but Qt sets no ligatures then: who searches a PDF for "first"
    // has to find it.
    font.setLetterSpacing(QFont::AbsoluteSpacing, 1.0 / 64);
    font.setStyleStrategy(QFont::StyleStrategy(QFont::NoFontMerging | QFont::PreferOutline));
    return font;
}

double figureTextWidth(const std::string& text, int size) {
    return QFontMetricsF(figureFont(size)).horizontalAdvance(QString::fromStdString(text)) /
           kFontScale;
}

QPainterPath figureTextPath(const std::string& text, int size) {
    QPainterPath path;
    path.addText(QPointF(0, 0), figureFont(size), QString::fromStdString(text));
    return QTransform::fromScale(1.0 / kFontScale, 1.0 / kFontScale).map(path);
}

std::string shortenedText(const std::string& text, int size, double width) {
    if (figureTextWidth(text, size) <= width) return text;
    const std::u32string all = QString::fromStdString(text).toStdU32String();
    std::string best;
    std::size_t low = 1, high = all.size();  // of the characters that are kept
    while (low < high) {
        const std::size_t kept = (low + high) / 2;
        const std::size_t head = kept * 2 / 5;
        std::string shorter = cut(all, head, kept - head);
        const bool fits = figureTextWidth(shorter, size) <= width;
        if (fits) best = std::move(shorter);
        (fits ? low : high) = fits ? kept + 1 : kept;
    }
    return best;
}

}  // namespace core
