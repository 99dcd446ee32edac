// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace core {

/// SHA-256 of a stream of bytes, with the processor's own instructions where it has them: 2 GB of
/// weights take a second instead of ten. Source: FIPS 180-4.
class Sha256 {
public:
    void add(std::span<const std::byte> bytes);
    /// The digest of all that was added, in hexadecimal. Call once, last.
    std::string hex();

private:
    static constexpr std::size_t kBlock = 64;

    void addBlocks(const std::uint8_t* data, std::size_t count);

    std::array<std::uint32_t, 8> m_state = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                            0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    std::array<std::uint8_t, kBlock> m_rest{};
    std::uint64_t m_length = 0;  // bytes
};

}  // namespace core
