// SPDX-License-Identifier: GPL-3.0-or-later
#include <extraction/edit_spec.h>

#include <QTest>

using engine::Edit;
using engine::EditSpec;

class TestEditSpec : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void reads_data();
    void reads();
    void refuses_data();
    void refuses();
};

namespace {

QByteArray textOf(engine::TokenIndex token) {
    return QByteArray::number(token.row) + ',' + QByteArray::number(token.col);
}

/// One line that shows every field.
QByteArray shown(const EditSpec& spec) {
    static constexpr const char* kActions[] = {"zero", "scale", "copy", "from"};
    const Edit& edit = spec.edit;
    QByteArrayList tokens;
    for (const auto token : edit.tokens) tokens << textOf(token);
    QByteArray text = QByteArray::fromStdString(spec.layers) + ' ' + kActions[int(edit.action)];
    if (edit.action == Edit::Action::Scale) text += ' ' + QByteArray::number(edit.factor);
    if (!spec.file.empty()) text += " file " + QByteArray::fromStdString(spec.file);
    if (!spec.array.empty()) text += " array " + QByteArray::fromStdString(spec.array);
    if (edit.source) text += " of " + textOf(*edit.source);
    text += " at " + (tokens.isEmpty() ? QByteArray("all") : tokens.join(' '));
    return text + " t " + QByteArray::number(edit.firstTimestep) + ".." +
           QByteArray::number(edit.lastTimestep);
}

}  // namespace

void TestEditSpec::reads_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char* name, const char* text, const char* expected) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(expected);
    };
    row("zero some", "up_blocks[1]:zero@3,4;3,5", "up_blocks[1] zero at 3,4 3,5 t 0..1000");
    row("scale all", "mid_block:scale=0.5@*", "mid_block scale 0.5 at all t 0..1000");
    row("a negative factor", "mid_block:scale=-2@*", "mid_block scale -2 at all t 0..1000");
    row("a range", "mid_block:zero@1-2,3-4", "mid_block zero at 1,3 1,4 2,3 2,4 t 0..1000");
    row("several layers", "conv_in,up-*-self-v:zero@0,0",
        "conv_in,up-*-self-v zero at 0,0 t 0..1000");
    row("another token", "mid_block:copy=0,1@3,4", "mid_block copy of 0,1 at 3,4 t 0..1000");
    row("a file", "mid_block:from=a.npz@3,4", "mid_block from file a.npz at 3,4 t 0..1000");
    row("an array of it", "mid_block:from=a.npz#b[1].c@*",
        "mid_block from file a.npz array b[1].c at all t 0..1000");
    row("one token of it", "mid_block:from=a.npz:copy=2,3@*",
        "mid_block from file a.npz of 2,3 at all t 0..1000");
    row("an array's token", "mid_block:from=a.npz#b:copy=2,3@*",
        "mid_block from file a.npz array b of 2,3 at all t 0..1000");
    row("a file with marks in its name", "mid_block:from=/x@y/a:b.npz@3,4",
        "mid_block from file /x@y/a:b.npz at 3,4 t 0..1000");
    row("timesteps", "mid_block:zero@*@t=100..500.5", "mid_block zero at all t 100..500.5");
    row("one timestep", "mid_block:zero@0,0@t=50", "mid_block zero at 0,0 t 50..50");
}

void TestEditSpec::reads() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, expected);
    const auto spec = EditSpec::parse(text.toStdString());
    QVERIFY2(spec.ok(), spec.ok() ? "" : spec.error().message.c_str());
    QCOMPARE(shown(*spec), expected);
}

void TestEditSpec::refuses_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("message");
    const auto row = [](const char* name, const char* text, const char* message) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(message);
    };
    row("no tokens", "mid_block:zero", "does not say which tokens");
    row("no action", "mid_block@*", "is written LAYERS:ACTION@TOKENS");
    row("no layers", ":zero@*", "is written LAYERS:ACTION@TOKENS");
    row("an unknown action", "mid_block:double@*", "\"double\" is no action; there are zero,");
    row("a token of one number", "mid_block:zero@3", "\"3\" is no token Y,X");
    row("a negative token", "mid_block:zero@-1,0", "\"-1,0\" is no token Y,X");
    row("an empty token", "mid_block:zero@3,4;", "\"\" is no token Y,X");
    row("a range that ends before it begins", "mid_block:zero@5-3,0", "\"5-3,0\" is no token");
    row("more tokens than fit", "mid_block:zero@0-9999,0-9999", "more tokens than any layer has");
    row("no factor", "mid_block:scale=@*", "\"\" is no factor");
    row("a factor that is no number", "mid_block:scale=half@*", "\"half\" is no factor");
    row("an infinite factor", "mid_block:scale=inf@*", "\"inf\" is no factor");
    row("no token to copy", "mid_block:copy=3@*", "\"3\" is no token Y,X to copy from");
    row("no file", "mid_block:from=@*", "from= names no file");
    row("timesteps that end before they begin", "mid_block:zero@*@t=9..3", "is no range");
    row("timesteps that are no numbers", "mid_block:zero@*@t=early", "\"t=early\" is no range");
}

void TestEditSpec::refuses() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, message);
    const auto spec = EditSpec::parse(text.toStdString());
    QVERIFY(!spec.ok());
    QCOMPARE(int(spec.error().code), int(engine::ErrorCode::Usage));
    const auto found = QByteArray::fromStdString(spec.error().message);
    QVERIFY2(found.contains(message), found.constData());
    QVERIFY2(found.contains(text), "the text itself is not quoted");
}

QTEST_GUILESS_MAIN(TestEditSpec)
#include "tst_edit_spec.moc"
