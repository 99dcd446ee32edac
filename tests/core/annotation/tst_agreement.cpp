// SPDX-License-Identifier: GPL-3.0-or-later
#include "label_script.h"

#include <annotation/agreement.h>
#include <annotation/label_json.h>
#include <annotation/label_merge.h>
#include <annotation/label_stats.h>
#include <annotation/proposals.h>

#include <QTest>

#include <cmath>

using core::ImageState;
using core::LabelProject;
using core::MergeConflict;
using engine::TokenIndex;

/// Numbers about labels: proposals, agreement, merge, statistics. Expected values by hand.
class TestAgreement : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void robustZByHand();
    void proposesNothing_data();
    void proposesNothing();
    void overlappingPatchesGiveOne();
    void reportsPrecisionAndRecall();
    void agreementByHand();
    void nearLabelsMatchOneToOne();
    void unseenPicturesAreLeftOut();
    void undefinedWhereNothingIsLabelled();
    void intervalIsDeterministic();
    void alphaOfThree();
    void refusesToCompare_data();
    void refusesToCompare();
    void mergesWithItself();
    void mergesUnions();
    void tombstonesTakeTheirLabel();
    void listsConflicts();
    void mergesQueues();
    void counts();
};

namespace {

/// One label: picture, row, column.
struct At {
    int picture;
    TokenIndex token;
};

core::AnnotationDocument& add(core::AnnotationDocument& document, const std::vector<At>& labels) {
    for (const At& at : labels)
        if (!document.toggleLabel(document.project().images[std::size_t(at.picture)].id, at.token))
            qFatal("toggle failed");
    return document;
}

/// A project of \a pictures on a 4 x 4 grid, so 4 patches each, all of them seen.
LabelProject labelled(int pictures, const std::vector<At>& labels, const std::string& who = "ada") {
    auto project = script::project(pictures);
    project.settings.grid = {4, 4};
    int count = 0;
    const auto document = core::AnnotationDocument::inMemory(
        project,
        {who, [] { return std::string("t"); }, [&] { return who + std::to_string(++count); }});
    add(*document, labels);
    project = document->project();
    for (auto& image : project.images)
        if (image.state == ImageState::Unseen) image.state = ImageState::ReviewedNone;
    return project;
}

bool isClose(double a, double b) {
    return std::abs(a - b) < 1e-12;
}

}  // namespace

void TestAgreement::robustZByHand() {
    // Means of the 2x2 patches: 1, 2, 3, 4, 5, 100 (two rows of three); median 3.5, absolute
    // deviations 2.5 1.5 0.5 0.5 1.5 96.5, their median 1.5.
    const std::vector<float> means = {1, 2, 3, 4, 5, 100};
    std::vector<float> values(24);
    for (int row = 0; row < 4; ++row)
        for (int col = 0; col < 6; ++col)
            values[std::size_t(row * 6 + col)] =
                means[std::size_t(row / 2 * 3 + col / 2)] + float(row % 2 == col % 2 ? 1 : -1);
    core::LabelSettings settings;
    settings.grid = {4, 6};
    const auto map = *engine::NormMap::fromValues(4, 6, values);
    const auto found = core::proposalsOf(map, settings, 0);
    QCOMPARE(found.size(), 3u);
    QVERIFY((found[0].token == TokenIndex{2, 4}));
    QCOMPARE(found[0].rank, 1);
    QVERIFY(isClose(found[0].score, 96.5 / (1.4826 * 1.5)));
    QVERIFY((found[2].token == TokenIndex{2, 0}));
    QVERIFY(isClose(found[2].score, 0.5 / (1.4826 * 1.5)));
    QCOMPARE(core::proposalsOf(map, settings, found[0].score).size(), 1u);  // the bound counts
    // A grid of odd size: the last patches are cut off where it ends.
    settings.grid = {3, 5};
    const auto cut = core::proposalsOf(
        *engine::NormMap::fromValues(3, 5, {1, 1, 2, 2, 3, 1, 1, 2, 2, 3, 4, 4, 5, 5, 100}),
        settings, 0);
    QVERIFY((cut[0].token == TokenIndex{2, 4}));
    QVERIFY(isClose(cut[0].score, 96.5 / (1.4826 * 1.5)));
}

void TestAgreement::proposesNothing_data() {
    QTest::addColumn<QList<float>>("values");
    const float nan = std::nanf("");
    QTest::newRow("constant, so the MAD is 0") << QList<float>(16, 3);
    QTest::newRow("all NaN") << QList<float>(16, nan);
    QTest::newRow("the patch that stands out holds a NaN")
        << QList<float>{1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 900, 900, 3, 3, 900, nan};
}

void TestAgreement::proposesNothing() {
    QFETCH(QList<float>, values);
    core::LabelSettings settings;
    settings.grid = {4, 4};
    const auto map =
        *engine::NormMap::fromValues(4, 4, std::vector<float>(values.begin(), values.end()));
    QVERIFY(core::proposalsOf(map, settings, 3).empty());
}

void TestAgreement::overlappingPatchesGiveOne() {
    std::vector<float> values(64);
    for (std::size_t i = 0; i < 64; ++i) values[i] = float(i * 37 % 11);
    for (const std::size_t i : {27u, 28u, 35u, 36u}) values[i] = 500;  // rows 3 and 4, odd
    core::LabelSettings settings;
    settings.grid = {8, 8};
    settings.alignment = core::PatchAlignment::Odd;
    const auto found = core::proposalsOf(*engine::NormMap::fromValues(8, 8, values), settings, 10);
    QCOMPARE(found.size(), 1u);
    QVERIFY((found[0].token == TokenIndex{3, 3}));
    QVERIFY(found[0].isOffGrid);
}

void TestAgreement::reportsPrecisionAndRecall() {
    core::ProposalReport report;
    QVERIFY(std::isnan(report.precision()) && std::isnan(report.recall()) &&
            std::isnan(report.f1()));
    const auto labels = labelled(1, {{0, {0, 0}}, {0, {2, 2}}}).images[0].labels;
    report.add({{{0, 0}, 9, 1, false}, {{0, 2}, 8, 2, false}, {{2, 0}, 7, 3, false}}, labels);
    QCOMPARE(report.truePositives, 1u);
    QCOMPARE(report.falsePositives, 2u);
    QCOMPARE(report.falseNegatives, 1u);
    QVERIFY(isClose(report.precision(), 1.0 / 3) && isClose(report.recall(), 0.5) &&
            isClose(report.f1(), 0.4));
}

void TestAgreement::agreementByHand() {
    // Two pictures of 4 patches: both 1, only first 1, only second 1, neither 5.
    const auto a = labelled(2, {{0, {0, 0}}, {0, {2, 2}}});
    const auto b = labelled(2, {{0, {0, 0}}, {1, {0, 2}}}, "bob");
    const auto report = core::agreementOf(a, b, {.resamples = 0});
    QVERIFY(report.ok());
    QCOMPARE(report->pictures, 2u);
    QCOMPARE(report->exact, 1u);
    QVERIFY(isClose(report->f1Exact.value, 0.5));
    QVERIFY(isClose(report->f1Near.value, 0.5));
    // observed 6/8, expected (2*2 + 6*6)/64 = 0.625
    QVERIFY(isClose(report->kappa.value, (0.75 - 0.625) / 0.375));
    // 16 values, 4 yes and 12 no; observed disagreement 4/16, expected 2*4*12/(16*15)
    QVERIFY(isClose(report->alpha.value, 1 - (4.0 / 16) / (96.0 / 240)));
    QVERIFY(std::isnan(report->f1Exact.low));
    QCOMPARE(report->disagreements.size(), 2u);
    QCOMPARE(report->disagreements[0].image, 0);
    QVERIFY(report->disagreements[0].isInFirst && report->disagreements[0].isNear);
    QVERIFY(!report->disagreements[1].isInFirst && !report->disagreements[1].isNear);
    const auto self = core::agreementOf(a, a, {});
    QCOMPARE(self->f1Exact.value, 1.0);
    QCOMPARE(self->kappa.value, 1.0);
    QCOMPARE(self->alpha.value, 1.0);
    // More empty pictures make chance agreement likelier.
    const auto more = core::agreementOf(a, b, {.images = 100, .resamples = 0});
    QCOMPARE(more->pictures, 100u);
    QVERIFY(more->kappa.value > report->kappa.value);
}

void TestAgreement::nearLabelsMatchOneToOne() {
    auto a = labelled(1, {{0, {0, 0}}, {0, {0, 2}}});
    auto b = labelled(1, {{0, {2, 0}}}, "bob");
    auto report = core::agreementOf(a, b, {.resamples = 0});
    QCOMPARE(report->near, 1u);  // one label cannot match two
    QCOMPARE(report->exact, 0u);
    QVERIFY(isClose(report->f1Near.value, 2.0 / 3));
    // Greedy matching from the left would pair (0,2) with (0,4) and leave (0,6) alone.
    a.settings.grid = b.settings.grid = {4, 12};
    a.images[0].labels[0].token = {0, 4};
    a.images[0].labels[1].token = {0, 0};
    b.images[0].labels = {a.images[0].labels[0], a.images[0].labels[1]};
    b.images[0].labels[0].token = {0, 2};
    b.images[0].labels[1].token = {0, 6};
    report = core::agreementOf(a, b, {.resamples = 0});
    QCOMPARE(report->near, 2u);
    b.images[0].labels[1].token = {0, 10};  // three patches away
    QCOMPARE(core::agreementOf(a, b, {})->near, 1u);
}

void TestAgreement::unseenPicturesAreLeftOut() {
    const auto a = labelled(3, {{0, {0, 0}}, {1, {0, 0}}});
    auto b = labelled(3, {{0, {0, 0}}}, "bob");
    b.images[1].state = ImageState::Unseen;
    auto report = core::agreementOf(a, b, {});
    QCOMPARE(report->unseen, 1u);
    QCOMPARE(report->f1Exact.value, 1.0);
    b.images.erase(b.images.begin() + 1);  // not listed: as in the study's arrays, empty
    report = core::agreementOf(a, b, {});
    QCOMPARE(report->unseen, 0u);
    QVERIFY(isClose(report->f1Exact.value, 2.0 / 3));
}

void TestAgreement::undefinedWhereNothingIsLabelled() {
    const auto a = labelled(2, {}), b = labelled(2, {}, "bob");
    const auto report = core::agreementOf(a, b, {});
    QVERIFY(std::isnan(report->f1Exact.value) && std::isnan(report->kappa.value) &&
            std::isnan(report->alpha.value) && std::isnan(report->kappa.low));
    QCOMPARE(core::agreementOf(LabelProject{}, LabelProject{}, {})->pictures, 0u);
}

void TestAgreement::intervalIsDeterministic() {
    std::vector<At> first, second;
    for (int i = 0; i < 60; ++i) {
        first.push_back({i, {i % 2 * 2, 0}});
        second.push_back({i, {i % 3 == 0 ? 2 : i % 2 * 2, 0}});
    }
    const auto a = labelled(60, first), b = labelled(60, second, "bob");
    const auto one = core::agreementOf(a, b, {}), two = core::agreementOf(a, b, {});
    QCOMPARE(one->f1Exact.low, two->f1Exact.low);
    QCOMPARE(one->kappa.high, two->kappa.high);
    QVERIFY(one->f1Exact.low < one->f1Exact.value && one->f1Exact.value < one->f1Exact.high);
    // 50 of 60 agree: the binomial interval is about 0.72 to 0.92.
    QVERIFY(std::abs(one->f1Exact.value - 50.0 / 60) < 1e-12);
    QVERIFY(one->f1Exact.low > 0.70 && one->f1Exact.low < 0.76);
    QVERIFY(one->f1Exact.high > 0.90 && one->f1Exact.high < 0.95);
    QVERIFY(core::agreementOf(a, b, {.seed = 7})->f1Exact.low != one->f1Exact.low ||
            core::agreementOf(a, b, {.seed = 7})->kappa.low != one->kappa.low);
}

void TestAgreement::alphaOfThree() {
    // One picture, 4 patches, three annotators: yes counts 3, 1, 0, 0.
    const std::vector<LabelProject> all = {labelled(1, {{0, {0, 0}}, {0, {0, 2}}}),
                                           labelled(1, {{0, {0, 0}}}, "bob"),
                                           labelled(1, {{0, {0, 0}}}, "cy")};
    const auto alpha = core::krippendorffAlpha(all, {});
    QVERIFY(alpha.ok());
    // Disagreeing pairs: one unit, 2 * 1 * 2 / (3 - 1) = 2 of 12 values; 4 yes, 8 no.
    QVERIFY(isClose(*alpha, 1 - (2.0 / 12) / (2.0 * 4 * 8 / (12 * 11))));
    QVERIFY(isClose(*core::krippendorffAlpha({all[0], all[1]}, {}),
                    core::agreementOf(all[0], all[1], {})->alpha.value));
    auto other = all;
    other[2].settings.grid = {8, 8};
    QVERIFY(!core::krippendorffAlpha(other, {}).ok());
}

void TestAgreement::refusesToCompare_data() {
    QTest::addColumn<std::function<void(core::LabelSettings&)>>("change");
    QTest::addColumn<QByteArray>("says");
    const auto row = [](const char* what, std::function<void(core::LabelSettings&)> change) {
        QTest::newRow(what) << change << QByteArray(what);
    };
    row("grid", [](auto& s) { s.grid = {8, 4}; });
    row("patch size", [](auto& s) { s.patchSize = 1; });
    row("layer", [](auto& s) { s.layer = engine::LayerPath("mid_block"); });
    row("timestep", [](auto& s) { s.timestep = 51; });
    row("seed", [](auto& s) { s.seed = 43; });
    row("pixel range", [](auto& s) { s.pixelRange = "paper"; });
    row("model", [](auto& s) { s.model = "sd21"; });
}

void TestAgreement::refusesToCompare() {
    QFETCH(std::function<void(core::LabelSettings&)>, change);
    QFETCH(QByteArray, says);
    auto a = labelled(1, {}), b = a;
    QVERIFY(core::agreementOf(a, b, {}).ok());
    a.settings.timestep = b.settings.timestep = 50;
    a.settings.seed = b.settings.seed = 42;
    a.settings.pixelRange = b.settings.pixelRange = "standard";
    a.settings.model = b.settings.model = "sd15";
    change(b.settings);
    const auto refused = core::agreementOf(a, b, {});
    QVERIFY(!refused);
    QVERIFY(refused.error().message.find("Their " + says.toStdString() + " differs") !=
            std::string::npos);
    QVERIFY(!core::mergeProjects(a, b).ok());
}

void TestAgreement::mergesWithItself() {
    script::Clock clock;
    const auto document =
        core::AnnotationDocument::inMemory(script::project(8), clock.environment());
    for (int i = 0; i < 300; ++i) QVERIFY(script::act(*document, clock, 5).ok());
    const auto merged = core::mergeProjects(document->project(), document->project());
    QVERIFY(merged.ok());
    QCOMPARE(core::projectText(merged->project), core::projectText(document->project()));
    QVERIFY(merged->conflicts.empty());
    QCOMPARE(merged->added + merged->removed, 0u);
}

void TestAgreement::mergesUnions() {
    const auto a = labelled(2, {{0, {0, 0}}, {0, {2, 2}}});
    const auto b = labelled(2, {{0, {2, 2}}, {0, {0, 2}}}, "bob");
    const auto merged = core::mergeProjects(a, b);
    QVERIFY(merged.ok());
    const auto& labels = merged->project.images[0].labels;
    QCOMPARE(labels.size(), 3u);
    QCOMPARE(labels[1].annotator, std::string("ada"));  // the first one's, where both have it
    QCOMPARE(labels[2].annotator, std::string("bob"));
    QCOMPARE(merged->added, 1u);
    QVERIFY(merged->conflicts.empty());
    QCOMPARE(int(merged->project.images[1].state), int(ImageState::ReviewedNone));
}

void TestAgreement::tombstonesTakeTheirLabel() {
    const auto base = labelled(1, {{0, {0, 0}}, {0, {2, 2}}});
    const auto document = core::AnnotationDocument::inMemory(base, {});
    add(*document, {{0, {0, 0}}});  // a copy of the project in which one label was taken away
    for (const auto& [a, b] :
         {std::pair(base, document->project()), std::pair(document->project(), base)}) {
        const auto merged = core::mergeProjects(a, b);
        QCOMPARE(merged->project.images[0].labels.size(), 1u);
        QCOMPARE(merged->removed, 1u);
        QVERIFY(merged->conflicts.empty());
    }
    // Taken away and set again is another label: it stays.
    add(*document, {{0, {0, 0}}});
    QCOMPARE(core::mergeProjects(base, document->project())->project.images[0].labels.size(), 2u);
}

void TestAgreement::listsConflicts() {
    const auto a = labelled(4, {{0, {0, 0}}, {1, {0, 0}}, {2, {0, 0}}});
    auto b = labelled(4, {{0, {0, 0}}, {0, {0, 0}}}, "bob");  // set and taken away
    b.images[0].state = ImageState::Unseen;
    b.images[1].rejected.push_back({{0, 0}, 7, "", "", ""});
    b.images[1].state = ImageState::Unseen;
    auto c = a;
    c.images[3].comment = "mine";
    b.images[3].comment = "theirs";
    const auto merged = core::mergeProjects(c, b);
    QVERIFY(merged.ok());
    using Kind = MergeConflict::Kind;
    QList<int> kinds;
    for (const auto& conflict : merged->conflicts) {
        kinds << int(conflict.kind);
        QVERIFY(conflict.text().find("Picture " + std::to_string(conflict.image)) == 0);
    }
    QCOMPARE(kinds, (QList<int>{int(Kind::RemovedElsewhere), int(Kind::RejectedElsewhere),
                                int(Kind::NothingElsewhere), int(Kind::Comment)}));
    for (int i = 0; i < 3; ++i) QCOMPARE(merged->project.images[std::size_t(i)].labels.size(), 1u);
    QCOMPARE(int(merged->project.images[2].state), int(ImageState::Unsure));
    QCOMPARE(merged->project.images[3].comment, std::string("mine\ntheirs"));
    // The other way round the same places are listed.
    QCOMPARE(core::mergeProjects(b, c)->conflicts.size(), 4u);
}

void TestAgreement::mergesQueues() {
    auto a = labelled(2, {}), b = labelled(4, {{3, {0, 0}}}, "bob");
    a.images[0].sha256 = "aa";
    b.images[2].id = b.images[2].path = a.images[0].path;  // another number: another picture
    const auto merged = core::mergeProjects(a, b);
    QVERIFY(merged.ok());
    QCOMPARE(merged->project.images.size(), 4u);
    QCOMPARE(merged->added, 1u);
    QVERIFY(core::parseProject(core::projectText(merged->project), "P").ok());  // ids are unique
    b.images[0].sha256 = "bb";
    const auto refused = core::mergeProjects(a, b);
    QVERIFY(!refused);
    QVERIFY(refused.error().message.find("Picture 0 is not the same") != std::string::npos);
}

void TestAgreement::counts() {
    auto project = labelled(4, {{0, {0, 0}}, {0, {2, 2}}, {1, {0, 2}}, {2, {0, 0}}, {2, {0, 0}}});
    project.images[1].labels[0].token = {1, 2};
    project.images[1].labels[0].seconds = 2;
    project.images[3].reviews = {{core::ReviewVerdict::Rejected, "", "bob", ""}};
    const auto stats = core::statsOf(project);
    QCOMPARE(stats.labels, 3u);
    QCOMPARE(stats.labelledPictures, 2u);
    QCOMPARE(stats.perPicture.at(0), 2u);
    QCOMPARE(stats.perPicture.at(2), 1u);
    QCOMPARE(stats.offGrid, 1u);
    QCOMPARE(stats.removed, 1u);
    QCOMPARE(stats.annotators.at("ada"), 3u);
    QCOMPARE(stats.columns.at(2), 2u);
    QCOMPARE(stats.rows.at(0), 1u);
    QCOMPARE(stats.reviewRejected, 1u);
    QCOMPARE(stats.seconds, 2.0);
    QCOMPARE(stats.counts.none, 2u);
}

QTEST_APPLESS_MAIN(TestAgreement)
#include "tst_agreement.moc"
