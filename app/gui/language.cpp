// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/language.h"

#include <base/number_locale.h>

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QSettings>
#include <QTranslator>

namespace app {

namespace {

const QString kKey = QStringLiteral("window/language");

/// Adds the texts of \a file to the application, which keeps them; nothing where there are none.
void addTexts(const QString& file) {
    auto* texts = new QTranslator(QCoreApplication::instance());
    if (texts->load(file))
        QCoreApplication::installTranslator(texts);
    else
        delete texts;
}

}  // namespace

Language spokenLanguage(const QStringList& wanted) {
    for (const auto& name : wanted) {
        const auto language = QLocale(name).language();
        if (language == QLocale::German) return Language::German;
        if (language == QLocale::English || language == QLocale::C) return Language::English;
    }
    return Language::English;
}

Language languageOf(const QSettings& settings) {
    const int value = settings.value(kKey, int(Language::System)).toInt();
    const bool isKnown = value >= int(Language::System) && value <= int(Language::German);
    return isKnown ? Language(value) : Language::System;
}

void setLanguage(QSettings& settings, Language language) {
    settings.setValue(kKey, int(language));
}

void speak(Language language) {
    engine::keepDecimalPoint();
    const auto wanted = QLocale::system().uiLanguages();
    QLocale::setDefault(QLocale::c());
    if (language == Language::System) language = spokenLanguage(wanted);
    if (language != Language::German) return;
    addTexts(QLibraryInfo::path(QLibraryInfo::TranslationsPath) + QStringLiteral("/qtbase_de.qm"));
    addTexts(QStringLiteral(":/i18n/denoscope_de.qm"));
}

}  // namespace app
