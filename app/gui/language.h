// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

class QSettings;

namespace app {

/// The language of the window. Numbers, files, the command line and whatever goes into a paper are
/// the same in all of them.
enum class Language { System, English, German };

/// What System stands for: the first of \a wanted ("de-AT", "en", ...: QLocale::uiLanguages()) that
/// the window speaks, else English.
Language spokenLanguage(const QStringList& wanted);

/// The user's choice; what is there but means nothing is System.
Language languageOf(const QSettings& settings);
void setLanguage(QSettings& settings, Language language);

/// Lets tr() speak \a language, for texts that are made from now on: call it before the first
/// widget. Qt's own texts follow where their translation is installed. Numbers stay as they are in
/// files, with a decimal point.
void speak(Language language);

}  // namespace app
