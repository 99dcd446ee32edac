// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/settings_file.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFile>
#include <QSettings>

namespace app {

namespace {

struct SettingsFile {
    Q_DECLARE_TR_FUNCTIONS(app::SettingsFile)
};

/// The file that holds them, where it cannot be read.
QString brokenFile() {
    const QSettings settings;
    static_cast<void>(settings.allKeys());  // only now all of it is parsed
    return settings.status() == QSettings::FormatError ? settings.fileName() : QString();
}

}  // namespace

QString setBrokenSettingsAside() {
    const auto file = brokenFile();
    if (file.isEmpty()) return {};
    const auto time = QDateTime::currentDateTime().toString(QStringLiteral("yyyyMMdd-hhmmss"));
    const auto aside = QStringLiteral("%1.bad-%2").arg(file, time);
    return QFile::rename(file, aside) ? aside : QString();
}

std::optional<widgets::Message> settingsProblem(const QSettings& settings, const QString& aside) {
    if (!aside.isEmpty())
        return widgets::Message{SettingsFile::tr("Settings could not be read."),
                                SettingsFile::tr("Denoscope starts with its usual ones."),
                                SettingsFile::tr("The file is kept as %1.").arg(aside)};
    if (settings.status() == QSettings::FormatError || !settings.isWritable())
        return widgets::Message{SettingsFile::tr("Settings are not kept."),
                                SettingsFile::tr("%1 cannot be written.").arg(settings.fileName()),
                                SettingsFile::tr("All else works as usual.")};
    return std::nullopt;
}

}  // namespace app
