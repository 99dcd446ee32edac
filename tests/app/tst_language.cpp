// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/language.h"

#include <QCoreApplication>
#include <QDoubleSpinBox>
#include <QFile>
#include <QLibraryInfo>
#include <QSettings>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>

#include <clocale>
#include <cstdio>

using app::Language;

/// The language of the window: who decides it, and what it must not touch.
class TestLanguage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void systemMeans_data();
    void systemMeans();
    void remembersTheChoice_data();
    void remembersTheChoice();
    void forgivesABrokenChoice_data();
    void forgivesABrokenChoice();
    void englishIsAsWritten();
    void germanSpeaksGerman();
    void germanCountsInPlurals();
    void germanReachesQtsOwnTexts();
    void numbersKeepTheirPoint();
};

namespace {

QString quit() {
    return QCoreApplication::translate("app::Actions", "&Quit");
}

}  // namespace

void TestLanguage::systemMeans_data() {
    QTest::addColumn<QStringList>("wanted");
    QTest::addColumn<Language>("language");
    const auto row = [](const char* why, const char* wanted, Language language) {
        QTest::newRow(why) << QString::fromUtf8(wanted).split(QLatin1Char(' '), Qt::SkipEmptyParts)
                           << language;
    };
    row("German of a country", "de-AT de", Language::German);
    row("English before German", "en-US en de-DE de", Language::English);
    row("German behind what nobody translated", "sv-SE sv de en", Language::German);
    row("nothing that the window speaks", "sv-SE sv", Language::English);
    row("the plain locale", "C", Language::English);
    row("no wish at all", "", Language::English);
}

void TestLanguage::systemMeans() {
    QFETCH(QStringList, wanted);
    QFETCH(Language, language);
    QCOMPARE(app::spokenLanguage(wanted), language);
}

void TestLanguage::remembersTheChoice_data() {
    QTest::addColumn<Language>("language");
    QTest::newRow("system") << Language::System;
    QTest::newRow("English") << Language::English;
    QTest::newRow("German") << Language::German;
}

void TestLanguage::remembersTheChoice() {
    QFETCH(Language, language);
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("settings.ini"));
    {
        QSettings settings(file, QSettings::IniFormat);
        app::setLanguage(settings, language);
    }
    QCOMPARE(app::languageOf(QSettings(file, QSettings::IniFormat)), language);
}

void TestLanguage::forgivesABrokenChoice_data() {
    QTest::addColumn<QVariant>("value");
    QTest::newRow("of a later version") << QVariant(99);
    QTest::newRow("negative") << QVariant(-1);
    QTest::newRow("a word") << QVariant(QStringLiteral("Klingon"));
    QTest::newRow("nothing") << QVariant();
}

void TestLanguage::forgivesABrokenChoice() {
    QFETCH(QVariant, value);
    QTemporaryDir folder;
    QSettings settings(folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
    settings.setValue(QStringLiteral("window/language"), value);
    QCOMPARE(app::languageOf(settings), Language::System);
}

void TestLanguage::englishIsAsWritten() {
    app::speak(Language::English);
    QCOMPARE(quit(), QStringLiteral("&Quit"));
}

/// From here on the process speaks German.
void TestLanguage::germanSpeaksGerman() {
    app::speak(Language::German);
    QCOMPARE(quit(), QStringLiteral("&Beenden"));
}

void TestLanguage::germanCountsInPlurals() {
    const auto next = [](int count) {
        return QCoreApplication::translate("widgets::MessageBar", "Next (%n more)", nullptr, count);
    };
    QCOMPARE(next(1), QStringLiteral("Weiter (noch 1)"));
    QCOMPARE(next(2), QStringLiteral("Weiter (noch 2)"));
}

void TestLanguage::germanReachesQtsOwnTexts() {
    if (!QFile::exists(QLibraryInfo::path(QLibraryInfo::TranslationsPath) +
                       QStringLiteral("/qtbase_de.qm")))
        QSKIP("Qt's translations are not installed");
    QCOMPARE(QCoreApplication::translate("QPlatformTheme", "Cancel"), QStringLiteral("Abbrechen"));
}

/// In the German of the system, whose decimal sign is a comma, as of the window.
void TestLanguage::numbersKeepTheirPoint() {
    if (!std::setlocale(LC_ALL, "de_DE.UTF-8")) std::setlocale(LC_ALL, "");
    QLocale::setDefault(QLocale(QLocale::German));
    app::speak(Language::German);
    char text[16];
    std::snprintf(text, sizeof text, "%.1f", 0.5);
    QCOMPARE(text, "0.5");
    QDoubleSpinBox field;
    field.setValue(0.5);
    QCOMPARE(field.text(), QStringLiteral("0.50"));
    QSpinBox seed;
    seed.setRange(0, 5'000'000);
    seed.setValue(1'000'000);
    QCOMPARE(seed.text(), QStringLiteral("1000000"));
    QCOMPARE(QStringLiteral("%L1").arg(1234.5), QStringLiteral("1234.5"));
}

QTEST_MAIN(TestLanguage)
#include "tst_language.moc"
