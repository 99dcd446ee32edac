// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/console.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <unistd.h>

namespace app {

void say(std::string_view sentence) {
    const char* wipe =
        ::isatty(STDERR_FILENO) == 1 ? "\r\033[K" : "";  // a progress line may stand there
    std::fprintf(stderr, "%sdenoscope: %.*s\n", wipe, int(sentence.size()), sentence.data());
}

engine::Status printData(std::string_view text) {
    const bool isWritten = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
    if (isWritten && std::fflush(stdout) == 0) return {};
    const int number = errno;
    const bool isFull = number == ENOSPC || number == EDQUOT || number == EFBIG;
    return engine::Error{
        isFull ? engine::ErrorCode::OutOfDisk : engine::ErrorCode::Io,
        std::string("Cannot write to the standard output: ") + std::strerror(number) + "."};
}

Progress::Progress() : m_isShown(::isatty(STDERR_FILENO) == 1) {}

Progress::~Progress() {
    clear();
}

void Progress::begin(std::string what) {
    m_what = std::move(what);
    m_percent = -1;
    update(0);
}

void Progress::update(double fraction) {
    const int percent = int(fraction * 100);
    if (!m_isShown || percent == m_percent) return;
    m_percent = percent;
    std::fprintf(stderr, "\r\033[K%s  %d %%", m_what.c_str(), percent);
    std::fflush(stderr);
}

void Progress::clear() {
    if (m_isShown && m_percent >= 0) std::fputs("\r\033[K", stderr);
    m_percent = -1;
}

}  // namespace app
