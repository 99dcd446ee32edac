// SPDX-License-Identifier: GPL-3.0-or-later
#include "packaging/tool.h"

#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QSet>
#include <QTemporaryDir>
#include <QXmlStreamReader>

using test::runTool;

/// The window's texts in other languages: all of them, and able to take their place.
class TestTranslations : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void knowsEveryText();
    void isFinished();
    void keepsPlaceholders_data();
    void keepsPlaceholders();
};

namespace {

const QString kGerman =
    QStringLiteral(DENOSCOPE_SOURCE_DIR "/resources/translations/denoscope_de.ts");

struct Text {
    QString context, source, comment;
    QStringList translations;  // several where a number decides
    bool isFinished = true;

    QString key() const {
        return context + QLatin1Char('\n') + source + QLatin1Char('\n') + comment;
    }
};

/// One <message>, up to its end.
Text readText(QXmlStreamReader& xml, const QString& context) {
    Text text{context, {}, {}, {}, true};
    while (xml.readNextStartElement()) {
        if (xml.name() == QLatin1String("source")) {
            text.source = xml.readElementText();
        } else if (xml.name() == QLatin1String("comment")) {
            text.comment = xml.readElementText();
        } else if (xml.name() == QLatin1String("translation")) {
            text.isFinished = !xml.attributes().hasAttribute(QLatin1String("type"));
            QString words;
            while (!xml.readNext() || !xml.isEndElement() ||
                   xml.name() != QLatin1String("translation")) {
                if (xml.isCharacters() && !xml.isWhitespace()) words += xml.text();
                if (xml.isStartElement() && xml.name() == QLatin1String("numerusform"))
                    text.translations << xml.readElementText();
            }
            if (text.translations.isEmpty()) text.translations << words;
        } else {
            xml.skipCurrentElement();
        }
    }
    return text;
}

std::vector<Text> textsOf(const QString& path) {
    QFile file(path);
    std::vector<Text> texts;
    if (!file.open(QIODevice::ReadOnly)) return texts;
    QXmlStreamReader xml(&file);
    QString context;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement) continue;
        if (xml.name() == QLatin1String("name")) context = xml.readElementText();
        if (xml.name() == QLatin1String("message")) texts.push_back(readText(xml, context));
    }
    return texts;
}

QStringList sortedMatches(const QString& text, const QString& pattern) {
    QStringList all;
    auto match = QRegularExpression(pattern).globalMatch(text);
    while (match.hasNext()) all << match.next().captured();
    all.sort();
    return all;
}

/// What a translation must have as its source has it.
struct Kept {
    const char* what;
    const char* pattern;
};
constexpr Kept kKept[] = {
    {"placeholders", "%L?(?:\\d+|n)"},
    {"a letter to press with Alt", "&(?=\\S)"},
    {"tags", "<[^>]*>"},
    {"line breaks", "\\n"},
    {"blanks at the ends", "^ | $"},
    {"an ellipsis at the end", "…$"},
    {"names of layers", "\\w+_blocks?(?:\\[\\d\\])?(?:\\.\\w+(?:\\[\\d\\])?)*"},
};

}  // namespace

/// `ninja update_texts` writes new ones into the translation.
void TestTranslations::knowsEveryText() {
    if (!QFileInfo::exists(QStringLiteral(DENOSCOPE_LUPDATE))) QSKIP("lupdate is not installed");
    QTemporaryDir folder;
    const QString now = folder.filePath(QStringLiteral("now_de.ts"));
    const QString root = QStringLiteral(DENOSCOPE_SOURCE_DIR "/");
    const auto scanned = runTool(QStringLiteral(DENOSCOPE_LUPDATE),
                                 {QStringLiteral("-locations"), QStringLiteral("none"),
                                  root + QStringLiteral("app"), root + QStringLiteral("core"),
                                  root + QStringLiteral("widgets"), QStringLiteral("-ts"), now});
    QVERIFY2(scanned.code == 0, scanned.said);
    QVERIFY2(!scanned.said.contains("Q_OBJECT"), scanned.said);  // texts without a context
    QSet<QString> known;
    for (const auto& text : textsOf(kGerman)) known.insert(text.key());
    const auto texts = textsOf(now);
    QVERIFY(texts.size() > 500);
    int unknown = 0;
    for (const auto& text : texts)
        if (!known.contains(text.key()) && ++unknown <= 10)
            qWarning().noquote() << "not in the translation:" << text.context << text.source;
    QCOMPARE(unknown, 0);
    QCOMPARE(std::size_t(known.size()), texts.size());  // nor any that is gone
}

void TestTranslations::isFinished() {
    int unfinished = 0;
    for (const auto& text : textsOf(kGerman))
        if ((!text.isFinished || text.translations.contains(QString())) && ++unfinished <= 10)
            qWarning().noquote() << "not translated:" << text.context << text.source;
    QCOMPARE(unfinished, 0);
}

void TestTranslations::keepsPlaceholders_data() {
    QTest::addColumn<QString>("pattern");
    for (const auto& kept : kKept) QTest::newRow(kept.what) << QString::fromUtf8(kept.pattern);
}

void TestTranslations::keepsPlaceholders() {
    QFETCH(QString, pattern);
    int broken = 0;
    for (const auto& text : textsOf(kGerman))
        for (const auto& translation : text.translations)
            if (text.isFinished &&
                sortedMatches(translation, pattern) != sortedMatches(text.source, pattern) &&
                ++broken <= 10)
                qWarning().noquote() << text.context << ":" << text.source << "->" << translation;
    QCOMPARE(broken, 0);
}

QTEST_GUILESS_MAIN(TestTranslations)
#include "tst_translations.moc"
