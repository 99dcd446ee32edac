// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QProcess>
#include <QProcessEnvironment>
#include <QString>
#include <QStringList>

#include <filesystem>
#include <sys/resource.h>

/// The real program, run as a user runs it.
namespace test {

/// What a run left behind. A crash gives code -1.
struct CliResult {
    int code = -1;
    QByteArray out, err;
};

inline QString program() {
    return QStringLiteral(DENOSCOPE_BIN_DIR "/denoscope");
}

inline QString text(const std::filesystem::path& path) {
    return QString::fromStdString(path.string());
}

/// An environment in which no models of the user's are found.
inline void isolate(QProcess& process) {
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("HF_HUB_CACHE"), QStringLiteral("/nonexistent"));
    environment.insert(QStringLiteral("HOME"), QStringLiteral("/nonexistent"));
    process.setProcessEnvironment(environment);
}

/// Waits for \a process, which was started, and collects.
inline CliResult collect(QProcess& process) {
    if (!process.waitForFinished(300'000)) return {-1, {}, process.errorString().toUtf8()};
    CliResult result;
    if (process.exitStatus() == QProcess::NormalExit) result.code = process.exitCode();
    result.out = process.readAllStandardOutput();
    result.err = process.readAllStandardError();
    return result;
}

/// \param maxFileBytes a file that grows beyond it fails as on a full disk; 0: no limit.
inline CliResult runCli(const QStringList& arguments, const QByteArray& input = {},
                        rlim_t maxFileBytes = 0) {
    QProcess process;
    isolate(process);
    if (maxFileBytes > 0)
        process.setChildProcessModifier([maxFileBytes] {
            const rlimit limit{maxFileBytes, maxFileBytes};
            ::setrlimit(RLIMIT_FSIZE, &limit);
        });
    process.start(program(), arguments);
    process.write(input);
    process.closeWriteChannel();
    return collect(process);
}

}  // namespace test
