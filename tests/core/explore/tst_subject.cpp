// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/subject.h"

#include <QTest>

#include <cmath>

using core::GeneratedStep;
using core::GenerationTask;
using core::Subject;
using core::SubjectList;

namespace {

std::shared_ptr<const GeneratedStep> step(int index, double timestep, std::uint8_t value = 0) {
    return std::make_shared<const GeneratedStep>(
        GeneratedStep{index, 25, timestep, {{1, 1}, {value, value, value}}, {}});
}

}  // namespace

class TestSubject : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void momentTexts_data();
    void momentTexts();
    void timesteps();
    void pictures();
    void listsByIdAndOrder();
};

void TestSubject::momentTexts_data() {
    QTest::addColumn<bool>("isGeneration");
    QTest::addColumn<int>("column");
    QTest::addColumn<QString>("text");
    QTest::newRow("photo: its timestep") << false << 50 << QStringLiteral("t 50");
    QTest::newRow("step that is there, from 1")
        << true << 1 << QStringLiteral("step 2 of 25 · t 801");
    QTest::newRow("real timestep") << true << 0 << QStringLiteral("step 1 of 25 · t 999.25");
    QTest::newRow("step to come") << true << 7 << QStringLiteral("step 8 of 25");
}

void TestSubject::momentTexts() {
    QFETCH(bool, isGeneration);
    QFETCH(int, column);
    Subject subject;
    subject.isGeneration = isGeneration;
    subject.task.request.steps = 13;  // a sampler that calls the U-Net more often
    if (isGeneration) subject.steps = {step(0, 999.25), step(1, 801)};
    QTEST(subject.momentText(column), "text");
    subject.steps.clear();
    if (isGeneration) QCOMPARE(subject.momentText(0), QStringLiteral("step 1 of 13"));
}

void TestSubject::timesteps() {
    Subject photo;
    QCOMPARE(photo.timestepAt(7), 7.0);
    Subject generation;
    generation.isGeneration = true;
    generation.steps = {step(0, 999.5)};
    QCOMPARE(generation.timestepAt(0), 999.5);
    QVERIFY(std::isnan(generation.timestepAt(1)) && std::isnan(generation.timestepAt(-1)));
}

void TestSubject::pictures() {
    Subject photo;
    QCOMPARE(photo.size(), engine::PixelSize{});
    QVERIFY(!photo.pictureAt(3));
    photo.picture = std::make_shared<const core::Picture>(core::Picture{{2, 1}, {}});
    QCOMPARE(photo.pictureAt(3), photo.picture);
    QCOMPARE(photo.size(), (engine::PixelSize{2, 1}));
    Subject generation;
    generation.isGeneration = true;
    generation.task.request.size = {64, 32};
    generation.steps = {step(0, 999, 1), step(1, 500, 2)};
    QCOMPARE(generation.pictureAt(0)->rgb[0], 1);
    QCOMPARE(generation.pictureAt(1)->rgb[0], 2);
    QCOMPARE(generation.size(), (engine::PixelSize{64, 32}));  // before there is any picture
}

void TestSubject::listsByIdAndOrder() {
    SubjectList list;
    const int a = list.addPhoto(QStringLiteral("a"));
    const int b = list.addGeneration(QStringLiteral("b"), {});
    QVERIFY(a != b && a > 0);
    QVERIFY(list.find(b)->isGeneration && list.find(b)->column == 0);
    QCOMPARE(list.find(a)->column, 50);
    list.remove(a);
    QVERIFY(!list.find(a) && list.all().size() == 1);
    const int c = list.addPhoto(QStringLiteral("c"));
    QVERIFY(c != a);  // what is still on its way to the old one must not reach the new one
    QCOMPARE(list.all().back().id, c);
    list.find(c)->column = 3;
    QCOMPARE(std::as_const(list).find(c)->moment(), (core::Moment{c, 3}));
}

QTEST_GUILESS_MAIN(TestSubject)
#include "tst_subject.moc"
