// SPDX-License-Identifier: GPL-3.0-or-later
// keys.json: what is written is read again, and what is not as it was written is not half read.
#include <base/atomic_file.h>
#include <session/key_file.h>

#include <QTemporaryDir>
#include <QTest>

using namespace core;

namespace {

QKeySequence keys(const char* text) {
    return QKeySequence::fromString(QString::fromLatin1(text), QKeySequence::PortableText);
}

}  // namespace

class TestKeyFile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isForPeople();
    void comesBackAsItWas();
    void refusesWhatItDoesNotWrite_data();
    void refusesWhatItDoesNotWrite();
    void noFileIsNoChoice();
    void makesItsFolder();
    void setsTheBadAside();
    void clashes_data();
    void clashes();

private:
    std::filesystem::path file(const char* name) const {
        return std::filesystem::path(m_folder.path().toStdString()) / name;
    }
    QTemporaryDir m_folder;
};

void TestKeyFile::isForPeople() {
    KeyChoices choices;
    choices[QStringLiteral("label.done")] = {};
    choices[QStringLiteral("explore.pinToken")] = {keys("Ctrl+P"), keys("Ctrl+K, P")};
    QCOMPARE(QString::fromStdString(keyText(choices)), QStringLiteral(R"({
  "keys": {
    "explore.pinToken": [
      "Ctrl+P",
      "Ctrl+K, P"
    ],
    "label.done": []
  },
  "schema": 1
}
)"));
}

void TestKeyFile::comesBackAsItWas() {
    KeyChoices choices;
    choices[QStringLiteral("label.done")] = {};
    choices[QStringLiteral("of.another.version")] = {keys("Shift+F11")};
    choices[QStringLiteral("explore.zoom")] = {keys("Ctrl++"), keys(","), keys("\\"),
                                               keys("Space")};
    const auto read = parseKeys(keyText(choices), "keys.json");
    QVERIFY(read);
    QVERIFY(*read == choices);
    QVERIFY(writeKeys(file("keys.json"), choices));
    const auto fromFile = readKeys(file("keys.json"));
    QVERIFY(fromFile && *fromFile == choices);
}

void TestKeyFile::refusesWhatItDoesNotWrite_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("names");  // what the message speaks of
    const auto row = [](const char* why, const char* text, const char* names) {
        QTest::newRow(why) << QByteArray(text) << QString::fromLatin1(names);
    };
    row("empty", "", "keys.json");
    row("cut off", R"({"schema":1,"keys":{)", "keys.json");
    row("a list", "[]", "object");
    row("no schema", R"({"keys":{}})", "schema");
    row("a later schema", R"({"schema":2,"keys":{}})", "schema");
    row("a schema in words", R"({"schema":"1","keys":{}})", "schema");
    row("no keys", R"({"schema":1})", "keys");
    row("keys in a list", R"({"schema":1,"keys":[]})", "keys");
    row("a key that is no list", R"({"schema":1,"keys":{"a":"P"}})", "a");
    row("a key that is no text", R"({"schema":1,"keys":{"a":[1]}})", "a");
    row("a key that does not exist", R"({"schema":1,"keys":{"a":["Ctrl+Nonsense"]}})", "Nonsense");
    row("an empty key", R"({"schema":1,"keys":{"a":[""]}})", "a");
    row("the same action twice", R"({"schema":1,"keys":{"a":["P"],"a":["Q"]}})", "a");
}

void TestKeyFile::refusesWhatItDoesNotWrite() {
    QFETCH(QByteArray, text);
    QFETCH(QString, names);
    const auto read = parseKeys({text.data(), std::size_t(text.size())}, "keys.json");
    QVERIFY(!read);
    QCOMPARE(read.error().code, engine::ErrorCode::BadFile);
    QVERIFY(read.error().message.starts_with("keys.json"));
    QVERIFY2(QString::fromStdString(read.error().message).contains(names),
             read.error().message.c_str());
}

void TestKeyFile::noFileIsNoChoice() {
    const auto read = readKeys(file("none.json"));
    QVERIFY(read && read->empty());
    QVERIFY(!readKeys(m_folder.path().toStdString()));
}

void TestKeyFile::makesItsFolder() {
    QVERIFY(writeKeys(file("new/folder/keys.json"), {}));
    QVERIFY(readKeys(file("new/folder/keys.json")));
    QVERIFY(!writeKeys("/dev/null/keys.json", {}));
}

void TestKeyFile::setsTheBadAside() {
    for (const char* content : {"one", "two", "three"}) {
        QVERIFY(engine::atomicWrite(file("broken.json"), content));
        QVERIFY(setAside(file("broken.json")));
        QVERIFY(!std::filesystem::exists(file("broken.json")));
    }
    const auto contentOf = [this](const char* name) {
        const auto text = engine::readFile(file(name), 100);
        return text ? *text : std::string();
    };
    QCOMPARE(contentOf("broken.json.bad"), std::string("one"));
    QCOMPARE(contentOf("broken.json.bad-2"), std::string("two"));
    QCOMPARE(contentOf("broken.json.bad-3"), std::string("three"));
    QVERIFY(!setAside(file("none.json")));
}

void TestKeyFile::clashes_data() {
    QTest::addColumn<QString>("a");
    QTest::addColumn<QString>("b");
    QTest::addColumn<bool>("doClash");
    const auto row = [](const char* why, const char* a, const char* b, bool isClash) {
        QTest::newRow(why) << QString::fromLatin1(a) << QString::fromLatin1(b) << isClash;
    };
    row("the same", "Ctrl+P", "Ctrl+P", true);
    row("another modifier", "Ctrl+P", "P", false);
    row("one begins the other", "Ctrl+K", "Ctrl+K, P", true);
    row("the other begins the one", "Ctrl+K, P", "Ctrl+K", true);
    row("the same first key alone", "Ctrl+K, P", "Ctrl+K, Q", false);
    row("none", "", "P", false);
    row("none at all", "", "", false);
}

void TestKeyFile::clashes() {
    QFETCH(QString, a);
    QFETCH(QString, b);
    QTEST(core::doClash(QKeySequence(a), QKeySequence(b)), "doClash");
}

QTEST_GUILESS_MAIN(TestKeyFile)
#include "tst_key_file.moc"
