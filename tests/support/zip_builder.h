// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <cstdint>
#include <string>
#include <vector>

/// Builds small ZIP archives that lie: every field that a reader might trust can be set. Shares no
/// code with the program's own writer.
namespace test {

inline std::uint32_t crc32Of(const std::string& bytes) {
    std::uint32_t crc = 0xffffffffu;
    for (const char c : bytes) {
        crc ^= static_cast<unsigned char>(c);
        for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ (crc & 1u ? 0xedb88320u : 0u);
    }
    return ~crc;
}

/// Raw deflate: what qCompress gives, without its length, zlib's header and checksum.
inline std::string deflated(const std::string& bytes) {
    const QByteArray zlib = qCompress(QByteArray::fromStdString(bytes), 9);
    return zlib.mid(6, zlib.size() - 10).toStdString();
}

struct ZipMember {
    std::string name;
    std::string content;  ///< as stored in the file
    std::uint16_t method = 0;
    std::uint32_t crc = 0;
    std::uint32_t size = 0;        ///< claimed, unpacked
    std::uint32_t packedSize = 0;  ///< claimed
    std::uint16_t flags = 0;
};

inline ZipMember stored(const std::string& name, const std::string& content) {
    const auto size = std::uint32_t(content.size());
    return {name, content, 0, crc32Of(content), size, size, 0};
}

inline ZipMember packed(const std::string& name, const std::string& content) {
    const std::string raw = deflated(content);
    return {
        name, raw, 8, crc32Of(content), std::uint32_t(content.size()), std::uint32_t(raw.size()),
        0};
}

inline std::string zipOf(const std::vector<ZipMember>& members) {
    const auto number = [](std::uint64_t value, int bytes) {
        std::string text;
        for (int i = 0; i < bytes; ++i) text += char((value >> (8 * i)) & 0xff);
        return text;
    };
    std::string file, directory;
    for (const ZipMember& m : members) {
        const std::string common = number(20, 2) + number(m.flags, 2) + number(m.method, 2) +
                                   number(0, 4) + number(m.crc, 4) + number(m.packedSize, 4) +
                                   number(m.size, 4) + number(std::uint32_t(m.name.size()), 2) +
                                   number(0, 2);
        directory += "PK\1\2" + number(20, 2) + common + number(0, 10) +
                     number(std::uint32_t(file.size()), 4) + m.name;
        file += "PK\3\4" + common + m.name + m.content;
    }
    const auto count = std::uint32_t(members.size());
    return file + directory + "PK\5\6" + number(0, 4) + number(count, 2) + number(count, 2) +
           number(std::uint32_t(directory.size()), 4) + number(std::uint32_t(file.size()), 4) +
           number(0, 2);
}

}  // namespace test
