// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QProcess>
#include <QStandardPaths>
#include <QString>
#include <QStringList>
#include <QTest>

/// Programs of the system that judge a file.
namespace test {

/// What a tool said, on both channels. A tool that did not end well has code -1.
struct ToolResult {
    int code = -1;
    QByteArray said;
};

inline ToolResult runTool(
    const QString& program, const QStringList& arguments,
    const QProcessEnvironment& environment = QProcessEnvironment::systemEnvironment()) {
    QProcess process;
    process.setProcessEnvironment(environment);
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(program, arguments);
    ToolResult result;
    if (process.waitForFinished(120'000) && process.exitStatus() == QProcess::NormalExit)
        result.code = process.exitCode();
    result.said = process.readAll() + process.errorString().toUtf8();
    if (result.code >= 0) result.said.chop(process.errorString().toUtf8().size());
    return result;
}

}  // namespace test

/// Ends the test function, aloud, where \a tool is not installed.
#define NEEDS_TOOL(tool)                                                \
    if (QStandardPaths::findExecutable(QStringLiteral(tool)).isEmpty()) \
    QSKIP(tool " is not installed")
