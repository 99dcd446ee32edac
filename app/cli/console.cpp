// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/console.h"

#include <cerrno>
#include <cmath>
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

namespace {

std::string rounded(double value) {
    char text[32];
    std::snprintf(text, sizeof text, value < 10 ? "%.1f" : "%.0f", value);
    return text;
}

std::string durationText(double seconds) {
    if (seconds < 100) return std::to_string(int(std::ceil(seconds))) + " s";
    if (seconds < 100 * 60) return std::to_string(int(std::ceil(seconds / 60))) + " min";
    return rounded(seconds / 3600) + " h";
}

}  // namespace

std::string paceText(double done, double total, double seconds, const std::string& unit) {
    constexpr double kLeastSeconds = 0.5;  // below it a rate says nothing
    if (!(done > 0) || seconds < kLeastSeconds || total < done) return {};
    const double rate = done / seconds;
    const std::string pace =
        rate >= 1 ? rounded(rate) + " " + unit + "s/s" : rounded(1 / rate) + " s per " + unit;
    return pace + ", " + durationText((total - done) / rate) + " left";
}

void Progress::begin(std::string what, ProgressShare share) {
    m_what = std::move(what);
    m_share = std::move(share);
    if (!m_start) {
        m_start = Clock::now();
        m_doneAtStart = m_share.done;
    }
    m_percent = -1;
    update(0);
}

void Progress::update(double fraction) {
    const int percent = int(fraction * 100);
    if (!m_isShown || percent == m_percent) return;
    m_percent = percent;
    std::string pace;
    if (m_share.total > 0) {
        const double seconds = std::chrono::duration<double>(Clock::now() - *m_start).count();
        pace = paceText(m_share.done + m_share.span * fraction - m_doneAtStart,
                        m_share.total - m_doneAtStart, seconds, m_share.unit);
    }
    std::fprintf(stderr, "\r\033[K%s  %d %%%s%s", m_what.c_str(), percent, pace.empty() ? "" : "  ",
                 pace.c_str());
    std::fflush(stderr);
}

void Progress::clear() {
    if (m_isShown && m_percent >= 0) std::fputs("\r\033[K", stderr);
    m_percent = -1;
}

}  // namespace app
