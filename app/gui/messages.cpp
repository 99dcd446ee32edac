// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/messages.h"

#include <QCoreApplication>

namespace app {

namespace {

QString advice(engine::ErrorCode code) {
    switch (code) {
        case engine::ErrorCode::OutOfMemory:
            return QCoreApplication::translate("messages",
                                               "Close other programs, or choose a smaller model.");
        case engine::ErrorCode::OutOfDisk:
            return QCoreApplication::translate("messages", "Free some space, then try again.");
        default:
            return {};
    }
}

}  // namespace

widgets::Message messageOf(const QString& title, const engine::Error& error, const QString& safe) {
    const auto more = advice(error.code);
    return {title, QString::fromStdString(error.message),
            more.isEmpty() ? safe : safe + QLatin1Char(' ') + more};
}

}  // namespace app
