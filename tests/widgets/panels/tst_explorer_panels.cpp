// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/memory_meter.h"
#include "panels/pins_panel.h"
#include "panels/prompt_panel.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QTreeWidget>

using namespace widgets;

class TestExplorerPanels : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pinsSayHowToPin();
    void pinsAreShown();
    void pinKeys_data();
    void pinKeys();
    void pinIsChosenByClick();
    void pinButtons();
    void currentPinStaysWhenNumbersChange();
    void promptRoundTrip();
    void promptAsksToGenerate();
    void promptSaysWhyNot();
    void seedIsAnyOf64Bits_data();
    void seedIsAnyOf64Bits();
    void promptIsOneLine();
    void negativePromptFolds();
    void samplerStays();
    void meterSaysTheUsage_data();
    void meterSaysTheUsage();
    void meterIsPressed();
    void meterPaintsItsShare();
    void panelsAreNarrow();
};

namespace {

std::vector<PinsPanel::Row> twoPins() {
    return {{QLatin1Char('A'), QColor(0xE6, 0x9F, 0x00), QStringLiteral("cat.png · x12 y07"),
             QStringLiteral("184.37 z+6.1"), QStringLiteral("1"), true},
            {QLatin1Char('B'), QColor(0x00, 0x72, 0xB2), QStringLiteral("dog.png · x03 y21"),
             QStringLiteral("31.2 z-0.4"), QStringLiteral("0.8123"), false}};
}

struct Pins : PinsPanel {
    Pins() {
        resize(300, 200);
        setRows(twoPins());
        show();
    }
    QTreeWidget* list() const { return findChild<QTreeWidget*>(); }
    QToolButton* button(const char* text) const {
        for (auto* one : findChildren<QToolButton*>())
            if (one->text() == QLatin1String(text)) return one;
        return nullptr;
    }
};

struct Prompt : PromptPanel {
    Prompt() {
        resize(300, 400);
        setSamplers({QStringLiteral("DDIM"), QStringLiteral("Euler")});
        show();
    }
    QPlainTextEdit* edit(const char* name) const {
        for (auto* one : findChildren<QPlainTextEdit*>())
            if (one->accessibleName() == QLatin1String(name)) return one;
        return nullptr;
    }
    QLineEdit* seed() const {
        for (auto* one : findChildren<QLineEdit*>())
            if (one->accessibleName() == QLatin1String("Seed")) return one;
        return nullptr;
    }
    QPushButton* generate() const { return findChild<QPushButton*>(); }
};

}  // namespace

void TestExplorerPanels::pinsSayHowToPin() {
    Pins panel;
    QVERIFY(panel.list()->isVisible());
    panel.setRows({});
    QVERIFY(!panel.list()->isVisible());
    QCOMPARE(panel.findChild<QLabel*>()->text(),
             QStringLiteral("P pins the token under the pointer."));
    QVERIFY(panel.findChild<QLabel*>()->isVisible());
}

void TestExplorerPanels::pinsAreShown() {
    const Pins panel;
    QCOMPARE(panel.list()->topLevelItemCount(), 2);
    const auto* first = panel.list()->topLevelItem(0);
    QCOMPARE(first->text(1), QStringLiteral("cat.png · x12 y07"));
    QCOMPARE(first->text(2), QStringLiteral("184.37 z+6.1"));
    QCOMPARE(first->data(0, Qt::AccessibleTextRole).toString(), QStringLiteral("A, the reference"));
    QCOMPARE(panel.list()->topLevelItem(1)->data(0, Qt::AccessibleTextRole).toString(),
             QStringLiteral("B"));
    const auto badge = [&](int row) {
        return panel.list()->topLevelItem(row)->icon(0).pixmap(22, 22).toImage().scaled(22, 22);
    };
    QCOMPARE(badge(0).pixelColor(5, 5).rgb(), QColor(0xE6, 0x9F, 0x00).rgb());
    QVERIFY(badge(0).pixelColor(11, 1).alpha() > 0);  // the reference's ring
    QCOMPARE(badge(1).pixelColor(11, 1).alpha(), 0);
}

void TestExplorerPanels::pinKeys_data() {
    QTest::addColumn<int>("key");
    QTest::addColumn<int>("chosen");
    QTest::addColumn<int>("removed");
    QTest::newRow("return makes it the reference") << int(Qt::Key_Return) << 1 << -1;
    QTest::newRow("space, too") << int(Qt::Key_Space) << 1 << -1;
    QTest::newRow("delete removes") << int(Qt::Key_Delete) << -1 << 1;
    QTest::newRow("backspace, too") << int(Qt::Key_Backspace) << -1 << 1;
    QTest::newRow("moving is not choosing") << int(Qt::Key_Up) << -1 << -1;
}

void TestExplorerPanels::pinKeys() {
    QFETCH(int, key);
    QFETCH(int, chosen);
    QFETCH(int, removed);
    Pins panel;
    QSignalSpy chose(&panel, &PinsPanel::chosen), gone(&panel, &PinsPanel::removed);
    QTest::keyClick(panel.list(), Qt::Key_Down);
    QTest::keyClick(panel.list(), Qt::Key(key));
    QCOMPARE(chose.value(0).value(0, -1).toInt(), chosen);
    QCOMPARE(gone.value(0).value(0, -1).toInt(), removed);
    QCOMPARE(chose.count() + gone.count(), chosen < 0 && removed < 0 ? 0 : 1);
}

void TestExplorerPanels::pinIsChosenByClick() {
    Pins panel;
    QSignalSpy chose(&panel, &PinsPanel::chosen);
    const auto at = panel.list()->visualItemRect(panel.list()->topLevelItem(1)).center();
    QTest::mouseClick(panel.list()->viewport(), Qt::LeftButton, {}, at);
    QCOMPARE(chose.count(), 1);
    QCOMPARE(chose[0][0].toInt(), 1);
}

void TestExplorerPanels::pinButtons() {
    Pins panel;
    QSignalSpy gone(&panel, &PinsPanel::removed), cleared(&panel, &PinsPanel::cleared);
    QTest::keyClick(panel.list(), Qt::Key_Down);
    panel.button("Remove")->click();
    panel.button("Clear")->click();
    QCOMPARE(gone[0][0].toInt(), 1);
    QCOMPARE(cleared.count(), 1);
}

void TestExplorerPanels::currentPinStaysWhenNumbersChange() {
    Pins panel;
    QSignalSpy gone(&panel, &PinsPanel::removed);
    QTest::keyClick(panel.list(), Qt::Key_Down);
    panel.setRows(twoPins());
    QTest::keyClick(panel.list(), Qt::Key_Delete);
    QCOMPARE(gone[0][0].toInt(), 1);
    panel.setRows({twoPins()[0]});  // the last row went: the one above is current
    QTest::keyClick(panel.list(), Qt::Key_Delete);
    QCOMPARE(gone[1][0].toInt(), 0);
}

void TestExplorerPanels::promptRoundTrip() {
    Prompt panel;
    const PromptPanel::Settings settings{
        QStringLiteral("a cat"), QStringLiteral("blurry"), 30,   3.25,
        18446744073709551615u,   QStringLiteral("Euler"),  false};
    panel.setSettings(settings);
    QVERIFY(panel.settings() == settings);
    QVERIFY(panel.edit("Negative prompt")->isVisible());
}

void TestExplorerPanels::promptAsksToGenerate() {
    Prompt panel;
    QList<PromptPanel::Settings> asked;
    connect(&panel, &PromptPanel::generateRequested, &panel,
            [&](const auto& settings) { asked << settings; });
    QTest::keyClicks(panel.edit("Prompt"), QStringLiteral("a cat"));
    QTest::keyClick(panel.edit("Prompt"), Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(asked.size(), 1);
    PromptPanel::Settings expected;
    expected.prompt = QStringLiteral("a cat");
    expected.sampler = QStringLiteral("DDIM");
    QVERIFY(asked[0] == expected);
    panel.generate()->click();
    QCOMPARE(asked.size(), 2);
}

void TestExplorerPanels::promptSaysWhyNot() {
    Prompt panel;
    QSignalSpy asked(&panel, &PromptPanel::generateRequested);
    const auto why = QStringLiteral("No model is open.");
    panel.setEnabledReason(why);
    QVERIFY(!panel.generate()->isEnabled());
    QCOMPARE(panel.generate()->toolTip(), why);
    const auto labels = panel.findChildren<QLabel*>();
    QVERIFY(std::any_of(labels.begin(), labels.end(), [&](const auto* label) {
        return label->text() == why && label->isVisible();
    }));
    QTest::keyClick(panel.edit("Prompt"), Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(asked.count(), 0);
    panel.setEnabledReason({});
    QVERIFY(panel.generate()->isEnabled());
    QTest::keyClick(panel.edit("Prompt"), Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(asked.count(), 1);
}

void TestExplorerPanels::seedIsAnyOf64Bits_data() {
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("taken");
    const auto row = [](const char* name, const char* typed, const char* taken) {
        QTest::newRow(name) << QString::fromLatin1(typed) << QString::fromLatin1(taken);
    };
    row("small", "7", "7");
    row("beyond a spin box", "4294967296", "4294967296");
    row("the largest", "18446744073709551615", "18446744073709551615");
    row("one digit too many is not taken", "184467440737095516159", "18446744073709551615");
    row("no sign", "-5", "5");
}

void TestExplorerPanels::seedIsAnyOf64Bits() {
    QFETCH(QString, typed);
    QFETCH(QString, taken);
    Prompt panel;
    panel.seed()->clear();
    QTest::keyClicks(panel.seed(), typed);
    QCOMPARE(QString::number(panel.settings().seed), taken);
}

void TestExplorerPanels::promptIsOneLine() {
    Prompt panel;
    panel.edit("Prompt")->setPlainText(QStringLiteral("a cat\non a mat"));
    QCOMPARE(panel.settings().prompt, QStringLiteral("a cat on a mat"));
}

void TestExplorerPanels::negativePromptFolds() {
    Prompt panel;
    auto* fold = panel.findChild<QToolButton*>();
    auto* negative = panel.edit("Negative prompt");
    QVERIFY(!negative->isVisible());
    fold->click();
    QVERIFY(negative->isVisible());
    negative->setPlainText(QStringLiteral("blurry"));
    fold->click();
    QVERIFY(!negative->isVisible());
    QCOMPARE(panel.settings().negativePrompt, QStringLiteral("blurry"));  // still used
    QVERIFY(fold->text().contains(QStringLiteral("in use")));
}

void TestExplorerPanels::samplerStays() {
    Prompt panel;
    panel.setSamplers({QStringLiteral("DDIM"), QStringLiteral("Euler")}, QStringLiteral("Euler"));
    panel.setSamplers({QStringLiteral("LMS"), QStringLiteral("Euler")});
    QCOMPARE(panel.settings().sampler, QStringLiteral("Euler"));
    panel.setSamplers({QStringLiteral("LMS")});
    QCOMPARE(panel.settings().sampler, QStringLiteral("LMS"));
    panel.setSamplers({});
    QVERIFY(panel.settings().sampler.isEmpty());
}

void TestExplorerPanels::meterSaysTheUsage_data() {
    QTest::addColumn<qint64>("memory");
    QTest::addColumn<qint64>("budget");
    QTest::addColumn<QString>("text");
    QTest::addColumn<double>("share");
    QTest::newRow("usual") << qint64(312'000'000) << qint64(2'000'000'000)
                           << QStringLiteral("312 MB of 2 GB") << 0.156;
    QTest::newRow("nothing held") << qint64(0) << qint64(2'000'000'000)
                                  << QStringLiteral("0 B of 2 GB") << 0.0;
    QTest::newRow("over the budget")
        << qint64(3'000'000'000) << qint64(2'000'000'000) << QStringLiteral("3 GB of 2 GB") << 1.0;
    QTest::newRow("no budget") << qint64(5'000'000) << qint64(0) << QStringLiteral("5 MB") << 0.0;
}

void TestExplorerPanels::meterSaysTheUsage() {
    QFETCH(qint64, memory);
    QFETCH(qint64, budget);
    QFETCH(QString, text);
    QFETCH(double, share);
    MemoryMeter meter;
    meter.setUsage(memory, budget, 1'400'000'000);
    QCOMPARE(meter.text(), text);
    QCOMPARE(meter.share(), share);
    QVERIFY(meter.toolTip().contains(QStringLiteral("On disk: 1.4 GB")));
    QVERIFY(meter.accessibleDescription().contains(text));
}

void TestExplorerPanels::meterIsPressed() {
    MemoryMeter meter;
    meter.show();
    QSignalSpy clicked(&meter, &MemoryMeter::clicked);
    QTest::mouseClick(&meter, Qt::LeftButton);
    QTest::keyClick(&meter, Qt::Key_Space);
    QCOMPARE(clicked.count(), 2);
}

void TestExplorerPanels::meterPaintsItsShare() {
    MemoryMeter meter;
    meter.setUsage(1, 2, 0);
    meter.resize(meter.sizeHint());
    const QImage half = meter.grab().toImage();
    meter.setUsage(2, 2, 0);
    const QImage full = meter.grab().toImage();
    const auto ratio = half.devicePixelRatio();
    const auto accent = [&](const QImage& image) {
        int count = 0;
        const int y = int((meter.height() - 4) * ratio);
        for (int x = 0; x < image.width(); ++x)
            count += image.pixelColor(x, y) == meter.palette().color(QPalette::Highlight);
        return count;
    };
    QVERIFY(accent(half) > 10);
    QVERIFY(std::abs(accent(full) - 2 * accent(half)) <= 2 * ratio);
}

void TestExplorerPanels::panelsAreNarrow() {
    const Pins pins;
    QVERIFY(pins.minimumSizeHint().width() <= 300);
    const Prompt prompt;
    QVERIFY2(prompt.minimumSizeHint().width() <= 300,
             qPrintable(QString::number(prompt.minimumSizeHint().width())));
}

QTEST_MAIN(TestExplorerPanels)
#include "tst_explorer_panels.moc"
