// SPDX-License-Identifier: GPL-3.0-or-later
// The lists behind the command palette and the table of keys.
#include "models/command_list_model.h"
#include "models/key_list_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using widgets::Command;
using widgets::CommandListModel;
using widgets::KeyListModel;
using widgets::KeyRow;

namespace {

Command command(const char* id, const char* name, const char* place, const char* detail,
                bool isEnabled = true, bool isJump = false) {
    Command made;
    made.id = QLatin1String(id);
    made.name = QLatin1String(name);
    made.place = QLatin1String(place);
    made.detail = QLatin1String(detail);
    made.isEnabled = isEnabled;
    made.isJump = isJump;
    return made;
}

std::vector<Command> someCommands() {
    auto cancel = command("cancel", "Cancel", "Compute", "Stop computing", false);
    cancel.why = QStringLiteral("Nothing is computed.");
    return {command("pin", "Pin token", "Edit", "Pin the token under the pointer"),
            command("unpin", "Unpin all", "Edit", "Forget all pinned tokens"),
            command("copy", "Copy values", "Edit", "Copy every value, as a table"),
            cancel,
            command("layer1", "up_blocks[1]", "Layer", "1280 channels", true, true),
            command("t", "t 200", "Timestep", "Go there", true, true)};
}

}  // namespace

class TestCommandModels : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void answers_data();
    void answers();
    void usedLatelyComeFirst();
    void saysWhyNot();
    void marksLetters();
    void keys();
};

void TestCommandModels::answers_data() {
    QTest::addColumn<QString>("query");
    QTest::addColumn<QStringList>("ids");
    const auto row = [](const char* why, const char* query, const QStringList& ids) {
        QTest::newRow(why) << QString::fromLatin1(query) << ids;
    };
    const auto list = [](const char* ids) {
        return QString::fromLatin1(ids).split(QLatin1Char(' '), Qt::SkipEmptyParts);
    };
    row("nothing typed: all but jumps, in their order", "", list("pin unpin copy cancel"));
    row("by the name, its begin first", "pin", list("pin unpin"));
    row("by first letters", "cv", list("copy"));
    row("by place and name", "edit pin", list("pin unpin"));
    row("by a word of what it does", "table", list("copy"));
    row("not by a short word of what it does", "as", {});
    row("not by the middle of a word of what it does", "able", {});
    row("a disabled one is listed", "cancel", list("cancel"));
    row("a layer", "layer up_blocks[1]", list("layer1"));
    row("a timestep by number", "200", list("t"));
    row("a timestep", "t 200", list("t"));
    row("nothing answers", "qqqq", {});
}

void TestCommandModels::answers() {
    QFETCH(QString, query);
    CommandListModel model;
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setCommands(someCommands());
    model.setQuery(query);
    QStringList ids;
    for (int row = 0; row < model.rowCount(); ++row) ids << model.command(row).id;
    QTEST(ids, "ids");
}

void TestCommandModels::usedLatelyComeFirst() {
    CommandListModel model;
    model.setCommands(someCommands());
    model.setRecent({QStringLiteral("copy"), QStringLiteral("gone"), QStringLiteral("unpin")});
    QCOMPARE(model.command(0).id, QStringLiteral("copy"));
    QCOMPARE(model.command(1).id, QStringLiteral("unpin"));
    QCOMPARE(model.command(2).id, QStringLiteral("pin"));
    model.setQuery(QStringLiteral("pin"));  // the better match, not the later one
    QCOMPARE(model.command(0).id, QStringLiteral("pin"));
}

void TestCommandModels::saysWhyNot() {
    CommandListModel model;
    model.setCommands(someCommands());
    model.setQuery(QStringLiteral("cancel"));
    const auto index = model.index(0);
    QVERIFY(!index.data(CommandListModel::EnabledRole).toBool());
    QVERIFY(index.flags() & Qt::ItemIsEnabled);  // arrows reach it, and its reason is read
    QCOMPARE(index.data(CommandListModel::DetailRole).toString(),
             QStringLiteral("Nothing is computed."));
    QVERIFY(
        index.data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("not available")));
}

void TestCommandModels::marksLetters() {
    CommandListModel model;
    model.setCommands(someCommands());
    model.setQuery(QStringLiteral("edit pin tok"));
    QCOMPARE(model.command(0).id, QStringLiteral("pin"));
    QCOMPARE(model.index(0).data(CommandListModel::LettersRole).value<QList<int>>(),
             (QList<int>{0, 1, 2, 4, 5, 6}));
}

void TestCommandModels::keys() {
    KeyListModel model;
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    std::vector<KeyRow> rows = {
        {QStringLiteral("pin"), QStringLiteral("Edit"), QStringLiteral("Pin token"),
         QStringLiteral("P"), QStringLiteral("Pins."), false},
        {{},
         QStringLiteral("Matrix"),
         QStringLiteral("Move"),
         QStringLiteral("Arrows"),
         QStringLiteral("Moves."),
         false}};
    model.setRows(rows);
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.index(0, KeyListModel::Keys).data().toString(), QStringLiteral("P"));
    QVERIFY(!model.index(0, KeyListModel::Keys).data(Qt::FontRole).isValid());
    QVERIFY(model.index(1, 0).data(Qt::ToolTipRole).toString().contains(QStringLiteral("fixed")));
    QVERIFY(model.row(1).isFixed());
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset),
        changed(&model, &QAbstractItemModel::dataChanged);
    rows[0].keys = QStringLiteral("Ctrl+P");
    rows[0].isChanged = true;
    model.setRows(rows);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(reset.size(), 0);
    QCOMPARE(model.index(0, KeyListModel::Keys).data().toString(), QStringLiteral("Ctrl+P"));
    QVERIFY(model.index(0, KeyListModel::Keys).data(Qt::FontRole).value<QFont>().bold());
    rows.pop_back();
    model.setRows(rows);
    QCOMPARE(reset.size(), 1);
}

QTEST_MAIN(TestCommandModels)
#include "tst_command_models.moc"
