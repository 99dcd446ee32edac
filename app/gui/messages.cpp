// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/messages.h"

#include <QCoreApplication>
#include <QStringList>

namespace app {

namespace {

QString advice(engine::ErrorCode code) {
    switch (code) {
        case engine::ErrorCode::OutOfMemory:
            return QCoreApplication::translate("messages",
                                               "Close other programs, or choose a smaller model.");
        case engine::ErrorCode::OutOfDisk:
            return QCoreApplication::translate("messages", "Free some space, then try again.");
        case engine::ErrorCode::BadFile:
            return QCoreApplication::translate("messages",
                                               "Check the file, or choose another one.");
        case engine::ErrorCode::Io:
            return QCoreApplication::translate(
                "messages", "Check that the disk is there and that you may use this folder.");
        case engine::ErrorCode::Internal:
            return QCoreApplication::translate("messages",
                                               "If it happens again, please report it: Help › "
                                               "Log… has a text for that.");
        default:
            return {};  // the message says what was asked for, or is refused
    }
}

}  // namespace

widgets::Message messageOf(const QString& title, const engine::Error& error, const QString& safe) {
    const auto more = advice(error.code);
    return {title, QString::fromStdString(error.message),
            QStringList{safe, more}.join(QLatin1Char(' ')).trimmed()};
}

}  // namespace app
