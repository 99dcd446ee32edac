// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/picture_list_model.h"
#include "panels/activity_bar.h"
#include "panels/message_bar.h"
#include "panels/picture_strip.h"
#include "panels/read_out_bar.h"
#include "panels/timestep_control.h"

#include <QClipboard>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QSpinBox>
#include <QTest>
#include <QTimer>
#include <QToolButton>

using namespace widgets;

class TestPanels : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sliderAndNumberAgree();
    void timestepIsToldOnce();
    void stopsAreSteppedThrough();
    void messagesWaitTheirTurn();
    void repeatedMessageIsShownOnce();
    void offersAreAnsweredOnce();
    void messageTextIsNoMarkup();
    void shortWorkShowsNoBar();
    void longWorkShowsBarAndCancel();
    void cancelIsAcknowledgedAtOnce();
    void readOutCanBeCopied();
    void stripTellsOnlyTheUsersChoice();
};

void TestPanels::sliderAndNumberAgree() {
    TimestepControl control;
    auto* slider = control.findChild<QSlider*>();
    auto* number = control.findChild<QSpinBox*>();
    QCOMPARE(control.timestep(), 50);
    QCOMPARE(number->value(), 50);
    slider->setValue(500);
    QCOMPARE(control.timestep(), 500);
    QCOMPARE(number->value(), 500);
    number->setValue(999);
    QCOMPARE(slider->value(), slider->maximum());
    for (int timestep = 0; timestep <= 999;
         ++timestep) {  // the slider is coarser than the number, and must not change it
        control.setTimestep(timestep);
        QCOMPARE(control.timestep(), timestep);
        QCOMPARE(number->value(), timestep);
    }
    control.setTimestep(5000);
    QCOMPARE(control.timestep(), 999);
}

void TestPanels::timestepIsToldOnce() {
    TimestepControl control;
    QSignalSpy changed(&control, &TimestepControl::timestepChanged);
    control.setTimestep(100);
    control.setTimestep(100);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(changed[0][0].toInt(), 100);
}

void TestPanels::stopsAreSteppedThrough() {
    TimestepControl control;
    control.setTimestep(60);
    control.stepUp();
    QCOMPARE(control.timestep(), 100);
    control.stepDown();
    control.stepDown();
    QCOMPARE(control.timestep(), 20);
}

void TestPanels::messagesWaitTheirTurn() {
    QWidget window;
    MessageBar bar(&window);
    window.show();
    QVERIFY(!bar.isVisible());
    bar.show({QStringLiteral("First."), QStringLiteral("why"), QStringLiteral("safe")});
    bar.show({QStringLiteral("Second."), {}, {}});
    QVERIFY(bar.isVisible());
    QVERIFY(bar.findChild<QLabel*>()->text().contains(QStringLiteral("First.")));
    bar.dismiss();
    QVERIFY(bar.findChild<QLabel*>()->text().contains(QStringLiteral("Second.")));
    bar.dismiss();
    QVERIFY(!bar.isVisible());
    bar.dismiss();
    QVERIFY(bar.isEmpty());
}

void TestPanels::repeatedMessageIsShownOnce() {
    MessageBar bar;
    for (int i = 0; i < 3; ++i) bar.show({QStringLiteral("Same."), {}, {}});
    QCOMPARE(bar.messages().size(), std::size_t(1));
    for (int i = 0; i < 200; ++i) bar.show({QString::number(i), {}, {}});
    QCOMPARE(bar.messages().size(), MessageBar::kMostMessages);
    bar.clear();
}

void TestPanels::offersAreAnsweredOnce() {
    QWidget window;
    MessageBar bar(&window);
    window.show();
    int accepted = 0, refused = 0;
    const auto offer = [&] {
        bar.offer({QStringLiteral("Lost."), {}, {}}, QStringLiteral("Restore"), [&] { ++accepted; },
                  [&] { ++refused; });
    };
    const auto button = [&]() -> QToolButton* {
        for (auto* each : bar.findChildren<QToolButton*>())
            if (each->text() == QStringLiteral("Restore") && each->isVisible()) return each;
        return nullptr;
    };
    bar.show({QStringLiteral("First."), {}, {}});
    offer();
    QVERIFY(!button());  // the message before it asks for nothing
    bar.dismiss();
    QVERIFY(button());
    button()->click();
    QCOMPARE(accepted, 1);
    QVERIFY(bar.isEmpty());
    bar.dismiss();
    QCOMPARE(refused, 0);
    offer();
    bar.dismiss();
    QCOMPARE(refused, 1);
    QCOMPARE(accepted, 1);
    bar.show({QStringLiteral("Lost."), {}, {}});  // the same words, but nothing is asked
    QVERIFY(!button());
}

void TestPanels::messageTextIsNoMarkup() {
    MessageBar bar;
    bar.show({QStringLiteral("T"), QStringLiteral("<img src=x>"), {}});
    QVERIFY(!bar.findChild<QLabel*>()->text().contains(QStringLiteral("<img")));
    bar.clear();
}

void TestPanels::shortWorkShowsNoBar() {
    QWidget window;
    ActivityBar bar(&window);
    window.show();
    bar.begin(QStringLiteral("work"), true);
    QVERIFY(bar.isActive());
    QVERIFY(!bar.isVisible());
    bar.end();
    QVERIFY(!bar.findChild<QTimer*>()->isActive());  // it will not come later
}

void TestPanels::longWorkShowsBarAndCancel() {
    QWidget window;
    ActivityBar bar(&window);
    window.show();
    bar.begin(QStringLiteral("work"), true);
    bar.setProgress(0.5);
    QTRY_VERIFY(bar.isVisible());
    auto* progress = bar.findChild<QProgressBar*>();
    QCOMPARE(progress->value(), progress->maximum() / 2);
    QSignalSpy cancelled(&bar, &ActivityBar::cancelRequested);
    bar.findChild<QPushButton*>()->click();
    QCOMPARE(cancelled.count(), 1);
    bar.begin(QStringLiteral("opening"), false);
    QVERIFY(!bar.findChild<QPushButton*>()->isVisible());
    bar.end();
    QVERIFY(!bar.isVisible());
}

void TestPanels::cancelIsAcknowledgedAtOnce() {
    ActivityBar bar;
    bar.setCancelling();  // nothing to cancel
    QVERIFY(bar.findChild<QLabel*>()->text().isEmpty());
    bar.begin(QStringLiteral("work"), true);
    bar.setCancelling();
    QCOMPARE(bar.findChild<QLabel*>()->text(), QStringLiteral("Cancelling — finishes this step"));
    QVERIFY(!bar.findChild<QPushButton*>()->isEnabled());
    bar.begin(QStringLiteral("more"), true);
    QVERIFY(bar.findChild<QPushButton*>()->isEnabled());
    bar.end();
}

void TestPanels::readOutCanBeCopied() {
    ReadOutBar bar;
    bar.setText(QStringLiteral("conv_in | t  50"));
    QCOMPARE(bar.accessibleDescription(), bar.text());
    bar.copy();
    QCOMPARE(QGuiApplication::clipboard()->text(), bar.text());
    bar.resize(40, 20);
    bar.grab();  // narrower than its text
}

void TestPanels::stripTellsOnlyTheUsersChoice() {
    PictureListModel model;
    QWidget window;
    PictureStrip strip(&model, &window);
    window.resize(400, 120);
    window.show();
    QVERIFY(!strip.isVisible());
    QSignalSpy chosen(&strip, &PictureStrip::chosen);
    QImage image(8, 8, QImage::Format_RGB32);
    model.put({"a.png", image});
    model.put({"b.png", image});
    QVERIFY(strip.isVisible());
    strip.setCurrentRow(1);
    QCOMPARE(chosen.count(), 0);
    QCOMPARE(strip.currentRow(), 1);
    strip.resize(300, 90);
    QTest::mouseClick(strip.viewport(), Qt::LeftButton, {},
                      strip.visualRect(model.index(0, 0)).center());
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(chosen[0][0].toInt(), 0);
    strip.grab();
}

QTEST_MAIN(TestPanels)
#include "tst_panels.moc"
