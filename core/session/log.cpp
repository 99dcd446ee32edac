// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/log.h"

#include <QByteArray>
#include <QDir>
#include <QRegularExpression>
#include <QtGlobal>

#include <algorithm>
#include <atomic>
#include <fcntl.h>
#include <string>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace core {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLinesReported = 200;

std::atomic<Log*> bridged = nullptr;
QtMessageHandler handlerBefore = nullptr;

LogLevel levelOf(QtMsgType type) {
    switch (type) {
        case QtDebugMsg:
            return LogLevel::Debug;
        case QtInfoMsg:
            return LogLevel::Info;
        case QtWarningMsg:
            return LogLevel::Warning;
        default:
            return LogLevel::Error;
    }
}

void handle(QtMsgType type, const QMessageLogContext& context, const QString& text) {
    // What adding a line makes somebody say must not be added in turn.
    thread_local bool isAdding = false;
    auto* log = bridged.load();
    if (log && !std::exchange(isAdding, true)) {
        log->add(levelOf(type), QString::fromUtf8(context.category), text);
        isAdding = false;
    }
    if (handlerBefore) handlerBefore(type, context, text);
}

/// Makes missing folders, readable by the user alone as the XDG specification wants.
bool makeFolders(const fs::path& folder) {
    std::error_code error;
    if (folder.empty() || fs::is_directory(folder, error)) return true;
    return makeFolders(folder.parent_path()) && ::mkdir(folder.c_str(), 0700) == 0;
}

}  // namespace

QString levelName(LogLevel level) {
    switch (level) {
        case LogLevel::Debug:
            return QStringLiteral("debug");
        case LogLevel::Info:
            return QStringLiteral("info");
        case LogLevel::Warning:
            return QStringLiteral("warning");
        case LogLevel::Error:
            return QStringLiteral("error");
    }
    return {};
}

QString logText(const LogLine& line) {
    QString text = line.text.trimmed();
    text.replace(QLatin1Char('\n'), QStringLiteral("\n    "));
    const auto time = line.time.toUTC().toString(QStringLiteral("yyyy-MM-dd hh:mm:ss.zzz"));
    return QStringList{time, levelName(line.level), line.source + QLatin1Char(':'), text}.join(
        QLatin1Char(' '));
}

LogFile::LogFile(fs::path path, std::size_t mostBytes)
    : m_path(std::move(path)), m_mostBytes(mostBytes) {
    if (!m_path.empty() && makeFolders(m_path.parent_path())) open();
}

LogFile::~LogFile() {
    close();
}

void LogFile::open() {
    m_fd = ::open(m_path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600);
    struct stat state {};
    m_bytes = m_fd >= 0 && ::fstat(m_fd, &state) == 0 ? std::size_t(state.st_size) : 0;
}

void LogFile::close() {
    if (m_fd >= 0) ::close(m_fd);
    m_fd = -1;
}

void LogFile::rotate() {
    close();
    auto before = m_path;
    before += ".1";
    if (::rename(m_path.c_str(), before.c_str()) == 0) open();
}

/// A line goes out in one call, so that those of two windows do not mix.
void LogFile::write(const QString& line) {
    if (m_fd < 0) return;
    const QByteArray bytes = line.toUtf8() + '\n';
    if (m_bytes > 0 && m_bytes + std::size_t(bytes.size()) > m_mostBytes) rotate();
    if (m_fd < 0) return;
    if (::write(m_fd, bytes.data(), std::size_t(bytes.size())) != ssize_t(bytes.size()))
        return close();
    m_bytes += std::size_t(bytes.size());
}

fs::path usualLogFile() {
    const char* state = std::getenv("XDG_STATE_HOME");
    const char* home = std::getenv("HOME");
    fs::path folder;
    if (state && *state == '/')
        folder = state;  // the specification: a relative path is to be ignored
    else if (home && *home)
        folder = fs::path(home) / ".local" / "state";
    return folder.empty() ? fs::path() : folder / "denoscope" / "denoscope.log";
}

Log::Log(std::unique_ptr<LogFile> file, QObject* parent, Clock clock)
    : QObject(parent), m_file(std::move(file)), m_clock(std::move(clock)) {}

Log::~Log() = default;

void Log::add(LogLevel level, const QString& source, const QString& text) {
    {
        const std::lock_guard lock(m_mutex);
        m_lines.push_back({m_clock(), level, source, text});
        if (m_lines.size() > kLinesKept) m_lines.pop_front();
        ++m_count;
        if (m_file) m_file->write(logText(m_lines.back()));
    }
    Q_EMIT lineAdded();
}

std::vector<LogLine> Log::lines(std::size_t most) const {
    const std::lock_guard lock(m_mutex);
    const auto count = std::min(most, m_lines.size());
    return {m_lines.end() - std::ptrdiff_t(count), m_lines.end()};
}

std::size_t Log::count() const {
    const std::lock_guard lock(m_mutex);
    return m_count;
}

fs::path Log::file() const {
    return m_file ? m_file->path() : fs::path();
}

LogBridge::LogBridge(Log* log) {
    bridged = log;
    handlerBefore = qInstallMessageHandler(handle);
}

LogBridge::~LogBridge() {
    qInstallMessageHandler(handlerBefore);
    bridged = nullptr;
}

QString withoutUser(QString text, const QString& home, const QString& user) {
    const auto replace = [&text](const QString& what) {
        if (what.isEmpty() || what == QLatin1String("/")) return;
        static const QString begin = QStringLiteral("(?<![\\w.-])"),
                             end = QStringLiteral("(?![\\w-])");
        text.replace(QRegularExpression(begin + QRegularExpression::escape(what) + end,
                                        QRegularExpression::UseUnicodePropertiesOption),
                     QStringLiteral("~"));
    };
    replace(home);
    replace(user);
    return text;
}

QString bugReport(const QString& versions, const std::vector<LogLine>& lines) {
    QStringList text = {versions.trimmed(), QString()};
    const auto skipped = lines.size() - std::min(lines.size(), kLinesReported);
    for (auto i = skipped; i < lines.size(); ++i) text << logText(lines[i]);
    auto user = QString::fromLocal8Bit(qgetenv("USER"));
    if (user.isEmpty()) user = QString::fromLocal8Bit(qgetenv("LOGNAME"));
    return withoutUser(text.join(QLatin1Char('\n')) + QLatin1Char('\n'), QDir::homePath(), user);
}

}  // namespace core
