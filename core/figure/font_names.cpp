// SPDX-License-Identifier: GPL-3.0-or-later
#include "figure/font_names.h"

#include <QtEndian>

#include <cstdint>
#include <optional>

namespace core {
namespace {

constexpr qsizetype kTableEntry = 16, kNameRecord = 12;

/// A big-endian number, or 0 where the file has ended.
template <typename T>
T numberAt(const QByteArray& bytes, qsizetype at) {
    if (at < 0 || at + qsizetype(sizeof(T)) > bytes.size()) return 0;
    return qFromBigEndian<T>(bytes.constData() + at);
}

/// Where the table begins.
std::optional<qsizetype> findTable(const QByteArray& font, std::string_view tag) {
    const int count = numberAt<std::uint16_t>(font, 4);
    for (int i = 0; i < count; ++i) {
        const qsizetype entry = 12 + i * kTableEntry;
        if (font.mid(entry, 4) == QByteArrayView(tag.data(), qsizetype(tag.size())))
            return numberAt<std::uint32_t>(font, entry + 8);
    }
    return std::nullopt;
}

/// Family, unique, full, PostScript, typographic family.
bool isName(int id) {
    return id == 1 || id == 3 || id == 4 || id == 6 || id == 16;
}

/// As the platform writes it: Macintosh one byte a letter, the others UTF-16.
QByteArray encoded(std::string_view text, int platform) {
    QByteArray bytes;
    for (const char c : text) {
        if (platform != 1) bytes += '\0';
        bytes += c;
    }
    return bytes;
}

}  // namespace

QByteArray withFontName(QByteArray font, std::string_view from, std::string_view to) {
    Q_ASSERT(from.size() == to.size());
    const auto table = findTable(font, "name");
    if (!table) return font;
    const int count = numberAt<std::uint16_t>(font, *table + 2);
    const qsizetype texts = *table + numberAt<std::uint16_t>(font, *table + 4);
    for (int i = 0; i < count; ++i) {
        const qsizetype record = *table + 6 + i * kNameRecord;
        if (!isName(numberAt<std::uint16_t>(font, record + 6))) continue;
        const int platform = numberAt<std::uint16_t>(font, record);
        const int length = numberAt<std::uint16_t>(font, record + 8);
        const qsizetype begin = texts + numberAt<std::uint16_t>(font, record + 10);
        QByteArray name = font.mid(begin, length);
        name.replace(encoded(from, platform), encoded(to, platform));
        font.replace(begin, name.size(), name);
    }
    return font;
}

}  // namespace core
