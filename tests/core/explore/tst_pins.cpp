// SPDX-License-Identifier: GPL-3.0-or-later
#include <explore/pins.h>

#include <QTest>

#include <cmath>

using core::Pins;
using core::Place;

namespace {

Place token(int subject, int col) {
    return {subject, {{16, 16}, {0, col}}, 1, 1};
}

Pins nine() {
    Pins pins;
    for (int i = 0; i < 9; ++i) pins.add(token(i % 2, i));
    return pins;
}

std::string lettersOf(const Pins& pins) {
    std::string letters;
    for (const auto& pin : pins.all()) letters += pin.letter;
    return letters;
}

}  // namespace

class TestPins : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void givesLettersInOrder();
    void refusesTheTenth();
    void refusesTheSamePlace();
    void lettersStay();
    void givesFreedLettersAgain();
    void forgetsAPicture();
    void clears();
    void coloursDiffer();
};

void TestPins::givesLettersInOrder() {
    QCOMPARE(lettersOf(nine()), std::string("ABCDEFGHI"));
    QCOMPARE(nine().all()[3].place, token(1, 3));
}

void TestPins::refusesTheTenth() {
    auto pins = nine();
    QVERIFY(pins.isFull());
    QVERIFY(!pins.add(token(0, 12)));
    QVERIFY(pins == nine());
}

void TestPins::refusesTheSamePlace() {
    Pins pins;
    QCOMPARE(pins.add(token(0, 3)), std::optional('A'));
    QVERIFY(!pins.add(token(0, 3)));
    QCOMPARE(pins.add(token(1, 3)), std::optional('B'));  // of another picture
    auto region = token(0, 3);
    region.cols = 2;
    QCOMPARE(pins.add(region), std::optional('C'));  // that begins there
    QCOMPARE(pins.indexAt(region), std::optional(std::size_t(2)));
    QVERIFY(!pins.indexAt(token(5, 5)));
}

void TestPins::lettersStay() {
    auto pins = nine();
    QVERIFY(pins.remove('B'));
    QVERIFY(!pins.remove('B'));
    QCOMPARE(lettersOf(pins), std::string("ACDEFGHI"));
    QCOMPARE(pins.indexOf('C'), std::optional(std::size_t(1)));
    QVERIFY(!pins.indexOf('B'));
}

void TestPins::givesFreedLettersAgain() {
    auto pins = nine();
    pins.remove('G');
    pins.remove('B');
    QCOMPARE(pins.add(token(0, 14)), std::optional('B'));
    QCOMPARE(pins.add(token(0, 15)), std::optional('G'));
    QCOMPARE(lettersOf(pins), std::string("ACDEFHIBG"));
}

void TestPins::forgetsAPicture() {
    auto pins = nine();
    QVERIFY(pins.forgetSubject(0));
    QCOMPARE(lettersOf(pins), std::string("BDFH"));
    QVERIFY(!pins.forgetSubject(0));
}

void TestPins::clears() {
    auto pins = nine();
    QVERIFY(pins.clear());
    QVERIFY(!pins.clear());
    QCOMPARE(pins.add(token(0, 1)), std::optional('A'));
}

void TestPins::coloursDiffer() {
    for (char a = 'A'; a <= 'I'; ++a)
        for (char b = 'A'; b < a; ++b) {
            const auto x = core::colorOfPin(a), y = core::colorOfPin(b);
            const int apart = std::abs(x.r - y.r) + std::abs(x.g - y.g) + std::abs(x.b - y.b);
            QVERIFY2(apart > 60, (std::string{a, b} + std::to_string(apart)).c_str());
        }
    QCOMPARE(core::colorOfPin('A'), (core::Rgb{230, 159, 0}));
}

QTEST_GUILESS_MAIN(TestPins)
#include "tst_pins.moc"
