// SPDX-License-Identifier: GPL-3.0-or-later
#include <annotation/label_marks.h>

#include <QTest>

#include <cmath>

using core::LabelReadOut;
using core::PatchMark;
using engine::NormMap;
using engine::TokenIndex;

/// What lies over a picture, and what is said of a token.
class TestLabelMarks : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void labelsLieOnTop();
    void rejectedOnesOnRequest();
    void readOut_data();
    void readOut();
    void columnsStandStill();
    void definition_data();
    void definition();
};

namespace {

core::QueueImage labelled() {
    core::QueueImage image;
    image.labels.resize(2);
    image.labels[0].token = {4, 8};
    image.labels[1].token = {0, 2};
    image.rejected = {{{6, 6}, 7.5, core::kDetector, {}, {}}};
    image.removed.resize(1);  // taken away: not drawn
    return image;
}

const std::vector<core::Proposal> kProposals = {{{10, 12}, 9.5, 1, false}, {{2, 2}, 7, 2, true}};

/// Values 0 to 15, and one that is not a number.
std::shared_ptr<const NormMap> ramp(bool hasNan = false) {
    std::vector<float> values;
    for (int i = 0; i < 16; ++i) values.push_back(float(i));
    if (hasNan) values[5] = std::nanf("");
    return std::make_shared<const NormMap>(*NormMap::fromValues(4, 4, values));
}

}  // namespace

void TestLabelMarks::labelsLieOnTop() {
    using enum PatchMark::Kind;
    core::QueueImage other;
    other.labels.resize(1);
    other.labels[0].token = {4, 8};
    const auto marks = core::marksOf(labelled(), kProposals, 1, true, &other);
    const std::vector<PatchMark> expected = {{Rejected, {6, 6}, 0},   {Other, {4, 8}, 0},
                                             {Proposal, {10, 12}, 1}, {CurrentProposal, {2, 2}, 2},
                                             {Label, {4, 8}, 0},      {Label, {0, 2}, 0}};
    QVERIFY(marks == expected);
}

void TestLabelMarks::rejectedOnesOnRequest() {
    using enum PatchMark::Kind;
    const auto marks = core::marksOf(labelled(), kProposals, std::nullopt, false);
    QCOMPARE(marks.size(), 4u);
    for (const auto& mark : marks) QVERIFY(mark.kind == Proposal || mark.kind == Label);
    QVERIFY(core::marksOf({}, {}, std::nullopt, true).empty());
}

void TestLabelMarks::readOut_data() {
    using Token = std::optional<TokenIndex>;
    QTest::addColumn<Token>("token");
    QTest::addColumn<Token>("patch");
    QTest::addColumn<bool>("isRaw");
    QTest::addColumn<bool>("hasMap");
    QTest::addColumn<QString>("text");
    const auto row = [](const char* why, Token token, Token patch, bool isRaw, bool hasMap,
                        const char* text) {
        QTest::newRow(why) << token << patch << isRaw << hasMap << QString::fromUtf8(text);
    };
    row("a raw norm", TokenIndex{1, 2}, TokenIndex{0, 2}, true, true,
        "token x02 y01 of 4×4 | patch x02 y00 mean 4.5000 | L2   6.0000 z−0.3  p43.8 ");
    row("an 8-bit value", TokenIndex{3, 3}, TokenIndex{2, 2}, false, true,
        "token x03 y03 of 4×4 | patch x02 y02 mean 12.500 | 8-bit   15.000 z+1.6  p100.0");
    row("a patch that hangs over the edge: the mean of what is there", TokenIndex{3, 3},
        TokenIndex{3, 3}, true, true,
        "token x03 y03 of 4×4 | patch x03 y03 mean 15.000 | L2   15.000 z+1.6  p100.0");
    row("nothing pointed at", std::nullopt, std::nullopt, true, true,
        "token — | patch — | L2        — z—     p—    ");
    row("the map is not there yet", TokenIndex{1, 2}, TokenIndex{0, 2}, true, false,
        "token x02 y01 | patch x02 y00 | L2        — z—     p—    ");
    row("no map, 8 bit", std::nullopt, std::nullopt, false, false,
        "token — | patch — | 8-bit        — z—     p—    ");
}

void TestLabelMarks::readOut() {
    using Token = std::optional<TokenIndex>;
    QFETCH(Token, token);
    QFETCH(Token, patch);
    QFETCH(bool, isRaw);
    QFETCH(bool, hasMap);
    QFETCH(QString, text);
    const auto map = ramp();
    QCOMPARE(core::readOutText({token, patch, hasMap ? map.get() : nullptr, isRaw, 2}), text);
}

/// Fixed columns: numbers of any size, and none, take the same room.
void TestLabelMarks::columnsStandStill() {
    const auto map = ramp(true);
    const auto tail = [&](TokenIndex token) {
        return core::readOutText({token, TokenIndex{2, 2}, map.get(), true, 2}).section(u'|', 2);
    };
    QCOMPARE(tail({1, 1}), QStringLiteral(" L2      NaN z—     p—    "));
    QCOMPARE(tail({0, 0}).size(), tail({3, 3}).size());
    QCOMPARE(tail({0, 0}).size(), tail({1, 1}).size());
}

void TestLabelMarks::definition_data() {
    QTest::addColumn<bool>("isFull");
    QTest::addColumn<QString>("text");
    QTest::newRow("what a bare array says")
        << false << QStringLiteral("up_blocks[1] · 32×32 tokens · patch 2×2 even");
    QTest::newRow("all of it")
        << true
        << QStringLiteral(
               "sd15 · mid_block · t 50 · seed 42 · pixels 0..1 · 16×8 tokens · patch 4×4 odd");
}

void TestLabelMarks::definition() {
    QFETCH(bool, isFull);
    QFETCH(QString, text);
    core::LabelSettings settings;
    if (isFull) {
        settings.model = "sd15";
        settings.layer = engine::LayerPath("mid_block");
        settings.timestep = 50;
        settings.seed = 42;
        settings.pixelRange = "paper";
        settings.grid = {8, 16};
        settings.patchSize = 4;
        settings.alignment = core::PatchAlignment::Odd;
    }
    QCOMPARE(core::definitionText(settings), text);
    settings.pixelRange = "standard";
    QVERIFY(core::definitionText(settings).contains(QStringLiteral("pixels −1..1")));
}

QTEST_APPLESS_MAIN(TestLabelMarks)
#include "tst_label_marks.moc"
