// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QObject>
#include <QString>

#include <deque>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace core {

enum class LogLevel { Debug, Info, Warning, Error };

struct LogLine {
    QDateTime time;  ///< UTC
    LogLevel level = LogLevel::Info;
    QString source;  ///< "job", "message", or the category of Qt's or a library's message
    QString text;    ///< may have several lines
};

/// "2026-11-22 10:45:03.120 warning qt.svg: what was said"; further lines are indented.
QString logText(const LogLine& line);
/// "info", "warning", ...; not translated, as log files are read by others.
QString levelName(LogLevel level);

/// A file that grows by lines up to a size, and then begins anew; the one before is kept as
/// `NAME.1`. Best effort: a home that cannot be written, or a full disk, ends it silently, for a
/// log must never be in the way of work.
class LogFile {
public:
    static constexpr std::size_t kMostBytes = 1000 * 1000;

    /// Empty \a path: writes nothing. Folders are made, for the user alone.
    explicit LogFile(std::filesystem::path path, std::size_t mostBytes = kMostBytes);
    ~LogFile();
    LogFile(const LogFile&) = delete;
    LogFile& operator=(const LogFile&) = delete;

    void write(const QString& line);
    const std::filesystem::path& path() const { return m_path; }

private:
    void open();
    void close();
    void rotate();

    std::filesystem::path m_path;
    std::size_t m_mostBytes, m_bytes = 0;
    int m_fd = -1;
};

/// `$XDG_STATE_HOME/denoscope/denoscope.log`; the specification's `~/.local/state` where it is not
/// set. Empty without a home.
std::filesystem::path usualLogFile();

/// The last lines that the program said about itself, in memory and in a file. Any thread may add.
class Log : public QObject {
    Q_OBJECT

public:
    static constexpr std::size_t kLinesKept = 2000;
    using Clock = std::function<QDateTime()>;

    /// Without a file nothing is written.
    explicit Log(std::unique_ptr<LogFile> file = nullptr, QObject* parent = nullptr,
                 Clock clock = &QDateTime::currentDateTimeUtc);
    ~Log() override;

    void add(LogLevel level, const QString& source, const QString& text);
    /// The latest \a most, oldest first.
    std::vector<LogLine> lines(std::size_t most = kLinesKept) const;
    /// How many were ever added: a reader tells from it how many are new.
    std::size_t count() const;
    std::filesystem::path file() const;

Q_SIGNALS:
    /// Sent from the thread that added; connect queued from others.
    void lineAdded();

private:
    mutable std::mutex m_mutex;
    std::deque<LogLine> m_lines;
    std::size_t m_count = 0;
    std::unique_ptr<LogFile> m_file;
    Clock m_clock;
};

/// While it lives, what Qt and its users say with qDebug(), qWarning() and the like goes to a log
/// too; the handler before hears it as ever. One at a time.
class LogBridge {
public:
    explicit LogBridge(Log* log);
    ~LogBridge();
    LogBridge(const LogBridge&) = delete;
    LogBridge& operator=(const LogBridge&) = delete;
};

/// \a text without the user's name and the path of their home, which "~" stands for; both where
/// they stand alone, not as part of another word.
QString withoutUser(QString text, const QString& home, const QString& user);

/// What goes into a bug report: \a versions (the text of `--version --full`), then the last 200
/// lines, without the user's name and home.
QString bugReport(const QString& versions, const std::vector<LogLine>& lines);

}  // namespace core
