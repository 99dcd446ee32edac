// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli_process.h"
#include "packaging/tool.h"

#include <QFile>
#include <QRegularExpression>
#include <QSet>

using test::runTool;

/// The man page: well written, and complete.
class TestManual : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void manFindsNothingToSay();
    void namesEveryCommandAndOption();
    void namesEveryExitCode();
};

namespace {

const QString kPage = QStringLiteral(DENOSCOPE_SOURCE_DIR "/packaging/desktop/denoscope.1");

/// The page as it is written, with hyphens and without the letters of fonts.
QString plainPage() {
    QFile file(kPage);
    if (!file.open(QIODevice::ReadOnly)) return {};
    static const QRegularExpression font(QStringLiteral(R"(\\f[BIR])"));
    return QString::fromUtf8(file.readAll())
        .replace(QStringLiteral("\\-"), QStringLiteral("-"))
        .remove(font)
        .remove(QLatin1Char('"'));
}

QStringList found(const QString& text, const QString& pattern) {
    QStringList words;
    auto match = QRegularExpression(pattern, QRegularExpression::MultilineOption).globalMatch(text);
    while (match.hasNext()) words << match.next().captured(1);
    return words;
}

/// Names of commands and options, of \a command and of all below it, that its help lists.
void collectNames(const QStringList& command, QSet<QString>& names) {
    const auto help = test::runCli(command + QStringList{QStringLiteral("--help")});
    QVERIFY2(help.code == 0, help.said());
    const QString text = QString::fromUtf8(help.out);
    for (const auto& option : found(text, QStringLiteral("^ +(?:-\\w,)?(--[\\w-]+)")))
        names.insert(option);
    const qsizetype below = text.indexOf(QStringLiteral("\nSubcommands:"));
    if (below < 0) return;
    for (const auto& word : found(text.mid(below), QStringLiteral("^  (\\w+)"))) {
        names.insert((command + QStringList{word}).join(QLatin1Char(' ')));
        collectNames(command + QStringList{word}, names);
    }
}

bool isNamed(const QString& page, const QString& name) {
    if (name.startsWith(QStringLiteral("--")))
        return QRegularExpression(QRegularExpression::escape(name) + QStringLiteral("(?![\\w-])"))
            .match(page)
            .hasMatch();
    if (name.startsWith(QStringLiteral("bench ")))  // in one entry
        return page.contains(name.mid(6));
    return page.contains(QStringLiteral("denoscope ") + name);
}

}  // namespace

void TestManual::manFindsNothingToSay() {
    NEEDS_TOOL("man");
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8"));
    environment.insert(QStringLiteral("MANWIDTH"), QStringLiteral("80"));
    QProcess man;
    man.setProcessEnvironment(environment);
    man.start(QStringLiteral("man"),
              {QStringLiteral("--warnings"), QStringLiteral("-E"), QStringLiteral("UTF-8"),
               QStringLiteral("-l"), QStringLiteral("-Tutf8"), kPage});
    QVERIFY(man.waitForFinished());
    QCOMPARE(man.readAllStandardError(), QByteArray());
    QVERIFY(man.readAllStandardOutput().size() > 5000);
}

void TestManual::namesEveryCommandAndOption() {
    QSet<QString> names;
    collectNames({}, names);
    QVERIFY(names.size() > 60);
    const QString page = plainPage();
    QStringList missing;
    for (const auto& name : names)
        if (!isNamed(page, name)) missing << name;
    missing.sort();
    QCOMPARE(missing.join(QStringLiteral(", ")), QString());
}

void TestManual::namesEveryExitCode() {
    const QString page = plainPage();
    for (const int code : {0, 1, 2, 3, 4, 5, 6, 130})
        QVERIFY2(page.contains(QStringLiteral("\n.B %1\n").arg(code)),
                 qPrintable(QString::number(code)));
}

QTEST_GUILESS_MAIN(TestManual)
#include "tst_manual.moc"
